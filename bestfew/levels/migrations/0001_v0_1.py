"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [
        ("levels", "0001_initial"),
        ("levels", "0002_saved_plans"),
        ("levels", "0003_spans_and_climbs"),
        ("levels", "0004_outbound_prospects"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("people", "0001_v0_1"),
        ("prospecting", "0001_v0_1"),
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
        migrations.CreateModel(
            name="LadderSettings",
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
                    "regular_purchases",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="Purchases that make somebody regular"
                    ),
                ),
                (
                    "close_purchases",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="Purchases that make somebody close, without a word",
                    ),
                ),
                (
                    "loyal_people",
                    models.PositiveSmallIntegerField(
                        default=1,
                        verbose_name="People brought that make somebody loyal",
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
                    models.UniqueConstraint(fields=("workspace",), name="one_ladder"),
                    models.CheckConstraint(
                        condition=models.Q(("regular_purchases__gte", 2)),
                        name="regular_bought_again",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("loyal_people__gte", 1)),
                        name="loyal_brought_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelChange",
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
                ("before", models.PositiveSmallIntegerField()),
                ("after", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_changes",
                        to="people.person",
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
                        fields=["workspace", "person", "-at"], name="level_change_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelDay",
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
                    "axis",
                    models.CharField(
                        choices=[
                            ("all", "All"),
                            ("channel", "Channel"),
                            ("campaign", "Campaign"),
                            ("source", "Source"),
                        ],
                        max_length=8,
                    ),
                ),
                ("key", models.BigIntegerField(default=0)),
                ("level", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                (
                    "span",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("month", "Month"),
                            ("cohort", "Cohort"),
                        ],
                        max_length=6,
                    ),
                ),
                ("came", models.IntegerField(default=0)),
                ("went_on", models.IntegerField(default=0)),
                ("days", models.BigIntegerField(default=0)),
                (
                    "seller",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "workspace",
                            "axis",
                            "span",
                            "on",
                            "level",
                            "seller",
                            "key",
                        ),
                        name="one_level_cell",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelMark",
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
                        choices=[
                            (2, "they answered"),
                            (7, "we are close"),
                            (8, "they bring others"),
                        ]
                    ),
                ),
                ("on", models.DateField(verbose_name="since")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how do you know?"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_marks",
                        to="people.person",
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
                        fields=["workspace", "person", "level"], name="level_mark_of"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", (2, 7, 8))),
                        name="level_that_takes_a_word",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedPlan",
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
                ("is_shared", models.BooleanField(default=False)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("inputs", models.JSONField()),
                ("made_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("put_away_at", models.DateTimeField(editable=False, null=True)),
                (
                    "owner",
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
                    models.Index(
                        fields=["workspace", "owner", "-id"], name="saved_plan_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
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
                        choices=[
                            (1, "Reached"),
                            (2, "Answered"),
                            (3, "Prospect"),
                            (4, "Came to view"),
                            (5, "Bought"),
                            (6, "Regular"),
                            (7, "Close"),
                            (8, "Loyal"),
                        ],
                        editable=False,
                    ),
                ),
                ("since", models.DateField(editable=False)),
                ("is_outbound", models.BooleanField(default=False, editable=False)),
                ("reached_on", models.DateField(editable=False)),
                ("responded_on", models.DateField(editable=False, null=True)),
                ("prospect_on", models.DateField(editable=False, null=True)),
                ("viewed_on", models.DateField(editable=False, null=True)),
                ("bought_on", models.DateField(editable=False, null=True)),
                ("regular_on", models.DateField(editable=False, null=True)),
                ("close_on", models.DateField(editable=False, null=True)),
                ("loyal_on", models.DateField(editable=False, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospecting.campaign",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prospecting.channel",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standing",
                        to="people.person",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.source",
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
                    models.Index(fields=["workspace", "seller"], name="standing_of"),
                    models.Index(
                        condition=models.Q(("campaign__isnull", False)),
                        fields=["workspace", "campaign", "level"],
                        name="standing_by_campaign",
                    ),
                    models.Index(
                        condition=models.Q(("is_outbound", True)),
                        fields=["workspace", "prospect_on", "seller"],
                        name="standing_outbound",
                    ),
                ],
            },
        ),
    ]
