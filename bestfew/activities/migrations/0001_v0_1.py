"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [("activities", "0001_initial"), ("activities", "0002_campaigns")]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("funnel", "0001_v0_1"),
        ("people", "0001_v0_1"),
        ("prospecting", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("email", "e-mail"),
                            ("visit", "viewing"),
                            ("meeting", "meeting"),
                            ("presentation", "presentation"),
                            ("care", "care"),
                            ("information", "information"),
                            ("advice", "advice"),
                            ("note", "note"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_incoming",
                    models.BooleanField(
                        default=False, verbose_name="they contacted us"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spoke", "we spoke"),
                            ("no_answer", "no answer"),
                            ("not_ready", "not ready"),
                            ("no", "no"),
                            ("won", "won"),
                        ],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1440)],
                        verbose_name="minutes",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="what happened")),
                (
                    "call_to_action",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="call to action"
                    ),
                ),
                (
                    "close",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="how you asked for the close",
                    ),
                ),
                ("work", models.CharField(editable=False, max_length=8)),
                (
                    "external_id",
                    models.CharField(blank=True, editable=False, max_length=200),
                ),
                ("traits", models.JSONField(blank=True, default=dict)),
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
                        related_name="activities",
                        to="prospecting.campaign",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="prospecting.channel",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="activities",
                        to="funnel.objective",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
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
                        fields=["workspace", "person", "-at", "-id"], name="activity_of"
                    ),
                    models.Index(fields=["workspace", "by", "-at"], name="activity_by"),
                    models.Index(
                        fields=["workspace", "objective", "-at"], name="activity_on"
                    ),
                    models.Index(
                        condition=models.Q(("campaign__isnull", False)),
                        fields=["workspace", "campaign", "-at"],
                        name="activity_for",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="activity_with_someone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("workspace", "external_id"),
                        name="activity_external_id_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("message", "message"),
                            ("email", "e-mail"),
                            ("visit", "viewing"),
                            ("meeting", "meeting"),
                            ("presentation", "presentation"),
                            ("care", "care"),
                            ("information", "information"),
                            ("advice", "advice"),
                            ("note", "note"),
                        ],
                        default="call",
                        max_length=12,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what to do"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="day")),
                (
                    "due_time",
                    models.TimeField(blank=True, null=True, verbose_name="time"),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="activities.activity",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="funnel.objective",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
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
                        condition=models.Q(("done_at", None)),
                        fields=["workspace", "assignee", "due_on", "due_time", "id"],
                        name="follow_up_open",
                    ),
                    models.Index(
                        fields=["workspace", "person", "due_on"], name="follow_up_of"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="follow_up_with_someone",
                    )
                ],
            },
        ),
    ]
