"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [("planning", "0001_initial"), ("planning", "0002_time_blocks")]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
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
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                ("above", models.PositiveSmallIntegerField()),
                ("in_funnel", models.PositiveSmallIntegerField()),
                ("best_few", models.PositiveSmallIntegerField()),
                ("proposed_above", models.PositiveSmallIntegerField()),
                ("proposed_in_funnel", models.PositiveSmallIntegerField()),
                ("proposed_best_few", models.PositiveSmallIntegerField()),
                ("is_sample", models.BooleanField(default=False, editable=False)),
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
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "user", "-since", "-at"],
                        name="allocation_of",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "above",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(100), "-", models.F("in_funnel")
                                    ),
                                    "-",
                                    models.F("best_few"),
                                ),
                            )
                        ),
                        name="allocation_sums_to_100",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                (
                    "with_next_steps",
                    models.BooleanField(
                        default=False, verbose_name="with my next steps"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("workspace", "user"),
                        name="one_calendar_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Morning",
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
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(7),
                        ]
                    ),
                ),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
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
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "user", "-since", "-at"], name="morning_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeBlock",
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
                ("on", models.DateField(verbose_name="day")),
                ("starts", models.TimeField(verbose_name="from")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("begins_at", models.DateTimeField(editable=False)),
                ("ends_at", models.DateTimeField(editable=False)),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("close", "Close"),
                            ("prospect", "Prospect"),
                            ("funnel", "Work the funnel"),
                            ("other", "Other"),
                            ("off", "Time off"),
                        ],
                        max_length=8,
                        verbose_name="kind of work",
                    ),
                ),
                (
                    "what",
                    models.CharField(blank=True, max_length=200, verbose_name="what"),
                ),
                ("morning_of", models.DateField(editable=False, null=True)),
                ("kept_at", models.DateTimeField(editable=False, null=True)),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
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
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "user", "on", "starts"], name="block_of"
                    ),
                    models.Index(fields=["workspace", "on"], name="block_on"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("morning_of__isnull", False)),
                        fields=("workspace", "user", "morning_of"),
                        name="one_morning_a_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kept_at", None), ("dropped_at", None), _connector="OR"
                        ),
                        name="block_kept_or_dropped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("morning_of", None),
                            ("dropped_at", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="morning_dropped_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="block_within_a_day",
                    ),
                ],
            },
        ),
    ]
