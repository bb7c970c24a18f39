"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import bestfew.accounts.ids
import bestfew.accounts.tenancy
from bestfew.people.search_index import ORGANISATIONS, PEOPLE


def sort_by_letters(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """On PostgreSQL sort names get the order of their letters, as on SQLite.

    So those that begin as typed stand together in the index of names.
    """
    if editor.connection.vendor == "postgresql":
        for table in ("people_person", "people_organisation"):
            editor.execute(
                f'ALTER TABLE {table} ALTER sort_name TYPE varchar(300) COLLATE "C"',
                None,
            )


def create_search(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for index in (PEOPLE, ORGANISATIONS):
        index.create(editor)
        index.keep_in_step(editor)


def drop_search(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for index in (PEOPLE, ORGANISATIONS):
        index.drop(editor)


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_leaner_indexes"),
        ("people", "0003_indexes_that_fit"),
        ("people", "0004_search_index"),
        ("people", "0005_indexes_by_workspace"),
        ("people", "0006_search_index_at_once"),
        ("people", "0007_levels_and_who_brought_them"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("traits", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "sort_name",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
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
                        fields=["workspace", "sort_name", "id"],
                        name="organisation_by_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                (
                    "name",
                    models.CharField(blank=True, max_length=300, verbose_name="name"),
                ),
                (
                    "given_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="given name"
                    ),
                ),
                (
                    "family_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="family name"
                    ),
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
                    ),
                ),
                ("obtained_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("traits", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "sort_name",
                    models.CharField(blank=True, editable=False, max_length=300),
                ),
                ("search", models.TextField(blank=True, editable=False)),
                ("do_not_contact", models.BooleanField(default=False, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("possible", "possible prospect"),
                            ("prospect", "prospect"),
                            ("disqualified", "disqualified"),
                        ],
                        default="lead",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField(editable=False, null=True)),
                ("last_contact_at", models.DateTimeField(editable=False, null=True)),
                ("next_on", models.DateField(editable=False, null=True)),
                ("level", models.PositiveSmallIntegerField(editable=False, null=True)),
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
                    "referred_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="brought",
                        to="people.person",
                        verbose_name="who brought them",
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
        migrations.CreateModel(
            name="Permission",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("any", "anything"),
                            ("follow_up", "follow-up"),
                            ("news", "news and offers"),
                            ("referral", "being introduced to others"),
                        ],
                        max_length=10,
                        verbose_name="for",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("any", "any way"),
                            ("phone", "phone"),
                            ("sms", "SMS"),
                            ("email", "e-mail"),
                            ("chat", "chat"),
                            ("in_person", "in person"),
                            ("post", "post"),
                            ("web", "online form"),
                        ],
                        default="any",
                        max_length=10,
                        verbose_name="by",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("given", "given"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how we know"
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="permissions",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "person", "at"], name="permission_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportantDate",
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
                        choices=[("birthday", "birthday"), ("other", "other")],
                        default="birthday",
                        max_length=10,
                    ),
                ),
                (
                    "label",
                    models.CharField(blank=True, max_length=60, verbose_name="what"),
                ),
                ("month", models.PositiveSmallIntegerField()),
                ("day", models.PositiveSmallIntegerField()),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dates",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "month", "day"],
                        name="important_date_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "person", "kind", "label"),
                        name="important_date_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
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
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_ids",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_ids",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "namespace", "value"),
                        name="external_id_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), ("organisation", None), _connector="XOR"
                        ),
                        name="external_id_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
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
                            ("phone", "phone"),
                            ("email", "e-mail"),
                            ("zalo", "Zalo"),
                            ("line", "LINE"),
                            ("wechat", "WeChat"),
                            ("whatsapp", "WhatsApp"),
                            ("facebook", "Facebook"),
                            ("website", "website"),
                            ("address", "address"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=500, verbose_name="value")),
                ("key", models.CharField(editable=False, max_length=500)),
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
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person", None), ("organisation", None), _connector="XOR"
                        ),
                        name="contact_point_of_one",
                    ),
                    models.UniqueConstraint(
                        fields=("workspace", "key", "kind", "person"),
                        name="contact_point_once_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                        choices=[("question", "question"), ("objection", "objection")],
                        default="question",
                        max_length=10,
                    ),
                ),
                (
                    "text",
                    models.CharField(max_length=500, verbose_name="what they asked"),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what we answered"
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerns",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "person", "raised_at"], name="concern_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
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
                    "title",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="job title"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
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
                        fields=("workspace", "person", "organisation"),
                        name="one_role_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                        fields=("workspace", "key"), name="one_source_a_key"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.source",
            ),
        ),
        migrations.CreateModel(
            name="Tag",
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
                        fields=("workspace", "name"), name="one_tag_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="people.person",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="people.tag",
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
                        fields=("workspace", "person", "tag"), name="tagged_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["workspace", "sort_name", "id"], name="person_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["workspace", "owner", "sort_name", "id"], name="person_of"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["workspace", "-id"], name="person_by_added"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["workspace", "state", "id"], name="person_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("next_on__isnull", False)),
                fields=["workspace", "next_on", "id"],
                name="person_by_next",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("do_not_contact", True)),
                fields=["workspace", "sort_name", "id"],
                name="person_do_not_contact",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("last_contact_at__isnull", False)),
                fields=["workspace", "-last_contact_at", "id"],
                name="person_by_last",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("level__isnull", False)),
                fields=["workspace", "level", "sort_name", "id"],
                name="person_by_level",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("referred_by__isnull", False)),
                fields=["workspace", "referred_by"],
                name="person_brought_by",
            ),
        ),
        migrations.RunPython(sort_by_letters, migrations.RunPython.noop),
        migrations.RunPython(create_search, drop_search),
    ]
