"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [
        ("duplicates", "0001_initial"),
        ("duplicates", "0002_merges"),
        ("duplicates", "0003_step_of_merging"),
        ("duplicates", "0004_automatic_merges"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("people", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
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
                        choices=[("merge", "merged"), ("split", "parted")], max_length=5
                    ),
                ),
                ("kept", models.BigIntegerField()),
                ("other", models.BigIntegerField()),
                ("other_name", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("snapshot", models.JSONField(default=dict)),
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
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                    models.Index(fields=["workspace", "other"], name="merge_of_other")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), ("organisation", None), _connector="XOR"
                        ),
                        name="merge_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "merge"), ("undone_at", None)),
                        fields=("workspace", "other"),
                        name="merged_away_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
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
                ("probability", models.FloatField()),
                ("agrees", models.JSONField(default=list)),
                ("differs", models.JSONField(default=list)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not looked at yet"),
                            ("apart", "not the same"),
                            ("merged", "merged"),
                        ],
                        default="",
                        max_length=6,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_automatic", models.BooleanField(default=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
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
                        fields=["workspace", "decision", "-probability", "-id"],
                        name="pair_by_probability",
                    ),
                    models.Index(fields=["workspace", "second"], name="pair_by_second"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "first", "second"), name="one_pair_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="pair_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("reading", "reading the people"),
                            ("learning", "learning what agrees by chance"),
                            ("comparing", "comparing"),
                            ("keeping", "writing down the pairs"),
                            ("merging", "merging those that are sure"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                            ("failed", "stopped by a fault"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("share", models.FloatField(default=0)),
                ("threshold", models.FloatField()),
                ("people", models.PositiveIntegerField(default=0)),
                ("pairs", models.PositiveIntegerField(default=0)),
                ("merged", models.PositiveIntegerField(default=0)),
                ("model", models.JSONField(default=dict)),
                ("fault", models.CharField(blank=True, max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("beat_at", models.DateTimeField(null=True)),
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
                    models.Index(fields=["workspace", "-asked_at"], name="scan_by_time")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                (
                                    "waiting",
                                    "reading",
                                    "learning",
                                    "comparing",
                                    "keeping",
                                    "merging",
                                ),
                            )
                        ),
                        fields=("workspace",),
                        name="one_scan_at_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
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
                ("merges_safely", models.BooleanField(default=False)),
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
                    models.UniqueConstraint(fields=("workspace",), name="one_wish_each")
                ],
            },
        ),
    ]
