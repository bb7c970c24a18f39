"""Steps left and what each brings; indexes for filters; views that are saved."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("funnel", "0001_initial"),
        ("markets", "0001_initial"),
        ("people", "0007_levels_and_who_brought_them"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
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
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("asked", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
        ),
        migrations.RemoveIndex(
            model_name="objective",
            name="objective_by_close",
        ),
        migrations.RemoveIndex(
            model_name="objective",
            name="objective_parts",
        ),
        migrations.AddField(
            model_name="objective",
            name="work_left",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="objective",
            name="gain",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.comparison.Cast(
                                    "value", models.FloatField()
                                ),
                                "*",
                                django.db.models.functions.comparison.Coalesce(
                                    django.db.models.functions.comparison.NullIf(
                                        "confidence", 0
                                    ),
                                    models.Value(10),
                                ),
                            ),
                            "/",
                            models.F("work_left"),
                        ),
                        "/",
                        models.Value(100.0),
                    ),
                    models.Value(-1.0),
                ),
                output_field=models.FloatField(),
            ),
        ),
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(
                fields=["workspace", "is_open", "place", "close_by", "-gain", "id"],
                name="objective_by_close",
            ),
        ),
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(
                fields=[
                    "workspace",
                    "is_open",
                    "place",
                    "currency",
                    "-gain",
                    "close_by",
                    "id",
                ],
                name="objective_by_gain",
            ),
        ),
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(
                fields=["workspace", "is_open", "place", "first_contact_on", "id"],
                name="objective_by_age",
            ),
        ),
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
                    "owner",
                    "offering",
                    "kind",
                    "first_contact_on",
                ],
                name="objective_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("workspace", "user", "name"), name="view_once_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="view_has_name"
            ),
        ),
    ]
