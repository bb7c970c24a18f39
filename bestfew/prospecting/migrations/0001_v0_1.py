"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [
        ("prospecting", "0001_initial"),
        ("prospecting", "0002_campaigns"),
        ("prospecting", "0003_channel_permission"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("people", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
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
                ("key", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("medium", models.CharField(max_length=10)),
                ("is_counted", models.BooleanField(default=True)),
                ("per_hour", models.PositiveIntegerField(default=0)),
                (
                    "cost",
                    models.DecimalField(decimal_places=2, default=0, max_digits=17),
                ),
                ("needs_permission", models.BooleanField(default=False)),
                ("step", models.PositiveIntegerField(default=1)),
                ("is_open", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                        fields=("workspace", "key"), name="one_channel_a_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "place",
                    models.CharField(blank=True, max_length=200, verbose_name="where"),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "planned",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="how many"
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=17, verbose_name="cost"
                    ),
                ),
                (
                    "is_given",
                    models.BooleanField(
                        default=False, verbose_name="given by the company"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="prospecting.channel",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "-id"], name="campaign_by_added")
                ],
            },
        ),
        migrations.CreateModel(
            name="QualificationProfile",
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
                ("key", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("is_default", models.BooleanField(default=False)),
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
                        fields=("workspace", "key"), name="one_profile_a_key"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("workspace",),
                        name="one_default_profile",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("key", models.CharField(max_length=20)),
                ("question", models.CharField(max_length=200, verbose_name="question")),
                (
                    "hint",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="what to ask when unknown",
                    ),
                ),
                ("is_required", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="prospecting.qualificationprofile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "profile", "key"),
                        name="one_criterion_a_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Qualifying",
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
                ("at", models.DateTimeField()),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MaxValueValidator(3600)]
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("possible", "possible prospect"),
                            ("prospect", "prospect"),
                            ("disqualified", "disqualified"),
                        ],
                        max_length=12,
                    ),
                ),
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
                        related_name="qualifyings",
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
                        fields=["workspace", "by", "-at"], name="qualifying_by"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
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
                ("key", models.CharField(max_length=20)),
                (
                    "value",
                    models.CharField(
                        choices=[
                            ("met", "met"),
                            ("not_met", "not met"),
                            ("unknown", "unknown"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said", "They said so"),
                            ("seen", "I saw it"),
                            ("form", "From the form"),
                        ],
                        default="said",
                        max_length=10,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "phone"),
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("chat", "chat"),
                            ("in_person", "in person"),
                            ("post", "post"),
                            ("web", "online form"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                        related_name="answers",
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
                        fields=["workspace", "person", "key", "-at", "-id"],
                        name="answer_of",
                    )
                ],
            },
        ),
    ]
