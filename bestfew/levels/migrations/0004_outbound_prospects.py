from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("levels", "0003_spans_and_climbs")]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("is_outbound", True)),
                fields=["workspace", "prospect_on", "seller"],
                name="standing_outbound",
            ),
        ),
    ]
