"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [
        ("imports", "0001_initial"),
        ("imports", "0002_layout"),
        ("imports", "0003_results_only"),
        ("imports", "0004_index_that_fits"),
        ("imports", "0005_what_columns_do"),
        ("imports", "0006_dry_runs"),
        ("imports", "0007_rows_kept"),
        ("imports", "0008_reachrest_awaited_referrers"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("people", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
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
                    "noun",
                    models.CharField(
                        choices=[
                            ("people", "people"),
                            ("organisations", "organisations"),
                            ("objectives", "objectives"),
                            ("activities", "activities"),
                        ],
                        max_length=13,
                        verbose_name="what it holds",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "waiting for you"),
                            ("reading", "reading the file"),
                            ("loading", "loading"),
                            ("finishing", "finishing"),
                            ("done", "done"),
                            ("cancelled", "cancelled"),
                            ("failed", "stopped by a fault"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                        ],
                        default="uploaded",
                        max_length=9,
                    ),
                ),
                ("state_before", models.CharField(blank=True, max_length=9)),
                ("file_name", models.CharField(max_length=255)),
                ("file_hash", models.CharField(max_length=64)),
                ("file_size", models.PositiveBigIntegerField()),
                ("encoding", models.CharField(max_length=20)),
                ("delimiter", models.CharField(max_length=1)),
                ("form", models.JSONField(default=dict)),
                ("has_headers", models.BooleanField(default=True)),
                ("headers", models.JSONField(default=list)),
                ("targets", models.JSONField(default=list)),
                ("rules", models.JSONField(default=list)),
                ("activity_kind", models.CharField(blank=True, max_length=12)),
                (
                    "source_name",
                    models.CharField(blank=True, max_length=150, verbose_name="source"),
                ),
                (
                    "lawful_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "they agreed to be contacted"),
                            ("customer", "they are or were a customer"),
                            ("public", "they published it for business contact"),
                            ("referral", "someone introduced us, with their agreement"),
                            ("interest", "legitimate interest, noted"),
                        ],
                        max_length=20,
                        verbose_name="lawful basis",
                    ),
                ),
                ("evidence", models.JSONField(default=dict)),
                ("made", models.JSONField(default=dict)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("cursor", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("duplicate", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("going_at", models.DateTimeField(null=True)),
                ("going_from", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("beat_at", models.DateTimeField(null=True)),
                ("fault", models.JSONField(default=dict)),
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
                    models.Index(
                        fields=["workspace", "-uploaded_at"], name="import_by_time"
                    ),
                    models.Index(
                        fields=["workspace", "file_hash"], name="import_by_file"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DryRun",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "being counted"),
                            ("done", "counted"),
                            ("stopped", "stopped"),
                            ("failed", "stopped by a fault"),
                        ],
                        default="running",
                        max_length=7,
                    ),
                ),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("cursor", models.PositiveIntegerField(default=0)),
                ("outcomes", models.JSONField(default=dict)),
                ("faults", models.JSONField(default=dict)),
                ("faulty", models.PositiveIntegerField(default=0)),
                ("is_behind", models.BooleanField(default=False)),
                ("fault", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
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
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={},
        ),
        migrations.CreateModel(
            name="Correction",
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
                ("number", models.PositiveIntegerField()),
                ("column", models.PositiveSmallIntegerField()),
                ("was", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
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
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__gt", 0)),
                        fields=("workspace", "job", "number", "column"),
                        name="correction_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", 0)),
                        fields=("workspace", "job", "column", "was"),
                        name="correction_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwaitedReferrer",
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
                ("namespace", models.CharField(blank=True, max_length=60)),
                ("value", models.CharField(max_length=200)),
                ("found", models.BigIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("found__isnull", False)),
                        fields=["workspace", "job"],
                        name="referrer_found_by",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "namespace", "value", "person"),
                        name="awaited_referrer_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
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
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("mark", models.BigIntegerField()),
                ("made", models.JSONField(default=dict)),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.import",
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
                        fields=("workspace", "job", "last"), name="import_batch_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("updated", "updated"),
                            ("unchanged", "unchanged"),
                            ("duplicate", "duplicate"),
                            ("rejected", "rejected"),
                        ],
                        max_length=9,
                    ),
                ),
                ("target", models.BigIntegerField(null=True)),
                ("cells", models.JSONField(null=True)),
                ("notes", models.JSONField(null=True)),
                (
                    "before",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        null=True,
                    ),
                ),
                ("was_kept", models.BooleanField(default=False)),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.import",
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
                        condition=models.Q(("outcome", "created"), _negated=True),
                        fields=["workspace", "job", "outcome", "number"],
                        name="import_row_by_outcome",
                    ),
                    models.Index(
                        condition=models.Q(("target__isnull", False)),
                        fields=["workspace", "target"],
                        name="import_row_by_target",
                    ),
                    models.Index(
                        condition=models.Q(("was_kept", True)),
                        fields=["workspace", "job", "number"],
                        name="import_row_kept",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "job", "number"), name="import_row_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mapping",
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
                    "noun",
                    models.CharField(
                        choices=[
                            ("people", "people"),
                            ("organisations", "organisations"),
                            ("objectives", "objectives"),
                            ("activities", "activities"),
                        ],
                        max_length=13,
                    ),
                ),
                ("signature", models.CharField(max_length=64)),
                ("targets", models.JSONField(default=list)),
                ("rules", models.JSONField(default=list)),
                ("activity_kind", models.CharField(blank=True, max_length=12)),
                ("confirmed_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "noun", "signature"),
                        name="one_mapping_a_layout",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AwaitedLink",
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
                ("namespace", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=150)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "namespace", "value", "person"),
                        name="awaited_link_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FaultyRow",
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
                ("number", models.PositiveIntegerField()),
                ("rank", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("updated", "updated"),
                            ("unchanged", "unchanged"),
                            ("duplicate", "duplicate"),
                            ("rejected", "rejected"),
                        ],
                        max_length=9,
                    ),
                ),
                ("cells", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("codes", models.TextField(blank=True)),
                ("is_corrected", models.BooleanField(default=False)),
                (
                    "dry_run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.dryrun",
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
                        fields=["workspace", "dry_run", "rank", "number"],
                        name="faulty_row_by_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "dry_run", "number"),
                        name="faulty_row_once",
                    )
                ],
            },
        ),
    ]
