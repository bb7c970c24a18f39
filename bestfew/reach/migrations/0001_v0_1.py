"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [("reach", "0001_initial"), ("reach", "0002_count_the_log")]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("prospecting", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyTarget",
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
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "count",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100000)]
                    ),
                ),
                ("since", models.DateField()),
                ("at", models.DateTimeField()),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="prospecting.channel",
                    ),
                ),
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
                        fields=["workspace", "user", "-since", "-id"], name="target_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReachDay",
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
                ("on", models.DateField()),
                ("by_hand", models.IntegerField(default=0)),
                ("from_log", models.IntegerField(default=0)),
                ("given", models.IntegerField(default=0)),
                ("minutes", models.IntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospecting.campaign",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prospecting.channel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
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
                    models.Index(fields=["workspace", "on"], name="reach_on"),
                    models.Index(
                        condition=models.Q(("campaign__isnull", False)),
                        fields=["workspace", "campaign", "on"],
                        name="reach_for",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("campaign__isnull", True)),
                        fields=("workspace", "user", "on", "channel"),
                        name="one_reach_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("campaign__isnull", False)),
                        fields=("workspace", "user", "on", "channel", "campaign"),
                        name="one_reach_day_a_campaign",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
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
                ("told_on", models.DateField(editable=False, null=True)),
                ("at", models.DateTimeField()),
                (
                    "count",
                    models.IntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(-100000),
                            django.core.validators.MaxValueValidator(100000),
                        ],
                        verbose_name="how many",
                    ),
                ),
                (
                    "minutes",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="minutes"
                    ),
                ),
                (
                    "is_given",
                    models.BooleanField(
                        default=False, verbose_name="given by the company"
                    ),
                ),
                ("submit_id", models.CharField(editable=False, max_length=80)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="prospecting.campaign",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="prospecting.channel",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="reach.tally",
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
                        fields=["workspace", "by", "-on", "-id"], name="tally_by"
                    ),
                    models.Index(
                        condition=models.Q(("campaign__isnull", False)),
                        fields=["workspace", "campaign", "on"],
                        name="tally_for",
                    ),
                    models.Index(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=["workspace", "corrects"],
                        name="tally_corrected",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "submit_id"), name="tally_arrives_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count__gte", -100000), ("count__lte", 100000)
                        ),
                        name="tally_within_bounds",
                    ),
                ],
            },
        ),
    ]
