"""Somebody who was two people keeps the letters that both got."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_dispatches")]

    operations = [
        migrations.RemoveConstraint(model_name="letter", name="letter_once_a_person"),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("workspace", "mailing", "person"),
                condition=models.Q(("state__in", ("waiting", "handed"))),
                name="letter_at_work_once_a_person",
            ),
        ),
    ]
