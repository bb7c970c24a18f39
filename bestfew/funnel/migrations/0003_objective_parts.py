"""An index from which the parts of the funnel are counted."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funnel", "0002_objective_of_person")]

    operations = [
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(
                fields=[
                    "workspace",
                    "is_open",
                    "is_paused",
                    "place",
                    "currency",
                    "person",
                    "value",
                    "recheck_on",
                ],
                name="objective_parts",
            ),
        ),
    ]
