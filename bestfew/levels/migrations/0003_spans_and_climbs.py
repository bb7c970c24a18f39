from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


def name_months(apps: Any, schema_editor: Any) -> None:
    """Cohorts come when everybody climbs anew, as soon as a worker runs."""
    days = apps.get_model("levels", "LevelDay")._base_manager
    days.filter(is_month=True).update(span="month")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("levels", "0002_saved_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="Climb",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=0)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("climbed", models.PositiveIntegerField(default=0)),
                ("heard_at", models.DateTimeField(null=True)),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=bestfew.accounts.tenancy.current_workspace_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace",), name="one_climb")
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="levelday", name="one_level_cell"),
        migrations.AddField(
            model_name="levelday",
            name="span",
            field=models.CharField(
                choices=[("day", "Day"), ("month", "Month"), ("cohort", "Cohort")],
                default="day",
                max_length=6,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_months, migrations.RunPython.noop),
        migrations.RemoveField(model_name="levelday", name="is_month"),
        migrations.AddConstraint(
            model_name="levelday",
            constraint=models.UniqueConstraint(
                fields=(
                    *("workspace", "axis", "span", "on", "level"),
                    *("seller", "key"),
                ),
                name="one_level_cell",
            ),
        ),
    ]
