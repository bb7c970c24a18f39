"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [
        ("funnel", "0001_initial"),
        ("funnel", "0002_funnel_screen"),
        ("funnel", "0003_funnel_screen_work"),
        ("funnel", "0004_snapshots_days"),
        ("funnel", "0005_snapshots_came_from"),
        ("funnel", "0006_influences"),
        ("funnel", "0007_unpaused_lists"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
        ("markets", "0001_v0_1"),
        ("people", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Objective",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("sell", "sell"),
                            ("recruit", "recruit"),
                            ("alliance", "alliance"),
                        ],
                        default="sell",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("contract", "signed contract"),
                            ("verbal", "verbal agreement"),
                        ],
                        default="contract",
                        max_length=10,
                        verbose_name="agreement",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="what")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=17,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value",
                    ),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("first_contact_on", models.DateField(verbose_name="first contact")),
                (
                    "expected_close_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="expected close"
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="how sure, %",
                    ),
                ),
                (
                    "fit",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what indicates a fit"
                    ),
                ),
                ("fit_on", models.DateField(editable=False, null=True)),
                ("fit_verified_on", models.DateField(blank=True, null=True)),
                (
                    "next_deed",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="next deed"
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what speaks for us"
                    ),
                ),
                (
                    "competition",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what they may choose instead",
                    ),
                ),
                (
                    "reorganised_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="reorganised since"
                    ),
                ),
                (
                    "is_paused",
                    models.BooleanField(default=False, verbose_name="paused"),
                ),
                ("traits", models.JSONField(blank=True, default=dict)),
                (
                    "external_id",
                    models.CharField(blank=True, editable=False, max_length=200),
                ),
                ("created_at", models.DateTimeField()),
                ("is_open", models.BooleanField(default=True, editable=False)),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("universe", "Universe"),
                            ("above", "Above the funnel"),
                            ("in", "In the funnel"),
                            ("best_few", "Best few"),
                        ],
                        default="universe",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("place_since", models.DateTimeField(editable=False, null=True)),
                ("missing", models.JSONField(default=list, editable=False)),
                ("is_judged", models.BooleanField(default=False, editable=False)),
                ("recheck_on", models.DateField(editable=False, null=True)),
                (
                    "work_left",
                    models.PositiveSmallIntegerField(default=1, editable=False),
                ),
                (
                    "close_by",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "expected_close_on",
                            models.Value(datetime.date(9999, 12, 31)),
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "worth",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "value", models.Value(Decimal("-1"))
                        ),
                        output_field=models.DecimalField(
                            decimal_places=2, max_digits=17
                        ),
                    ),
                ),
                (
                    "gain",
                    models.GeneratedField(
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
                (
                    "offering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="markets.offering",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="people.organisation",
                    ),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
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
                        fields=[
                            "workspace",
                            "is_open",
                            "is_paused",
                            "place",
                            "close_by",
                            "-gain",
                            "id",
                        ],
                        name="objective_by_close",
                    ),
                    models.Index(
                        fields=[
                            "workspace",
                            "is_open",
                            "is_paused",
                            "place",
                            "-worth",
                            "id",
                        ],
                        name="objective_by_worth",
                    ),
                    models.Index(
                        fields=[
                            "workspace",
                            "is_open",
                            "is_paused",
                            "place",
                            "currency",
                            "-gain",
                            "close_by",
                            "id",
                        ],
                        name="objective_by_gain",
                    ),
                    models.Index(
                        fields=[
                            "workspace",
                            "is_open",
                            "is_paused",
                            "place",
                            "first_contact_on",
                            "id",
                        ],
                        name="objective_by_age",
                    ),
                    models.Index(
                        fields=["workspace", "recheck_on"], name="objective_recheck"
                    ),
                    models.Index(
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
                    models.Index(
                        fields=["workspace", "offering"], name="objective_of_offering"
                    ),
                    models.Index(
                        fields=["workspace", "person", "is_open"],
                        name="objective_of_person",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="objective_for_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", None), ("value__gte", 0), _connector="OR"
                        ),
                        name="objective_value_not_less",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("workspace", "external_id"),
                        name="objective_external_id_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                    "place",
                    models.CharField(
                        choices=[
                            ("universe", "Universe"),
                            ("above", "Above the funnel"),
                            ("in", "In the funnel"),
                            ("best_few", "Best few"),
                        ],
                        max_length=8,
                        verbose_name="place",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
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
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="funnel.objective",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("workspace", "objective"),
                        name="one_judgement_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="judged_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Influence",
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
                    "name",
                    models.CharField(blank=True, max_length=200, verbose_name="who"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("economic", "economic: says the final yes"),
                            ("user", "user: will live with it"),
                            ("technical", "technical: can say no"),
                            ("coach", "coach: helps us"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("contacted_on", models.DateField(blank=True, null=True)),
                ("satisfied_on", models.DateField(blank=True, null=True)),
                ("accepted_because", models.CharField(blank=True, max_length=300)),
                ("accepted_on", models.DateField(blank=True, null=True)),
                ("added_on", models.DateField()),
                (
                    "degree",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=6,
                        verbose_name="how much their word weighs",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("growth", "wants more than there is"),
                            ("trouble", "has a problem to solve"),
                            ("even_keel", "is content as it is"),
                            ("overconfident", "thinks it is better than it is"),
                        ],
                        max_length=13,
                        verbose_name="how they see it",
                    ),
                ),
                (
                    "rating",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-5),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how they stand to it",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what they need"
                    ),
                ),
                (
                    "win",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what they gain themselves",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how we know"
                    ),
                ),
                (
                    "new_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="in the job since"
                    ),
                ),
                (
                    "left_on",
                    models.DateField(blank=True, null=True, verbose_name="left on"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="influences",
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
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="influences",
                        to="funnel.objective",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("workspace", "objective", "person"),
                        name="influence_once_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="influence_is_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None),
                            models.Q(("rating__gte", -5), ("rating__lte", 5)),
                            _connector="OR",
                        ),
                        name="influence_rating_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("won", "won"),
                            ("lost", "lost"),
                            ("declined", "declined by us"),
                        ],
                        max_length=8,
                        verbose_name="how it ended",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
                ("cycle_days", models.IntegerField()),
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
                    "objective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ending",
                        to="funnel.objective",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "outcome", "on"], name="ending_by_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                    "came_from",
                    models.CharField(
                        choices=[
                            ("universe", "Universe"),
                            ("above", "Above the funnel"),
                            ("in", "In the funnel"),
                            ("best_few", "Best few"),
                        ],
                        default="universe",
                        max_length=8,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("universe", "Universe"),
                            ("above", "Above the funnel"),
                            ("in", "In the funnel"),
                            ("best_few", "Best few"),
                        ],
                        max_length=8,
                    ),
                ),
                ("missing", models.JSONField(default=list)),
                ("judged_because", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("is_unseen", models.BooleanField(default=False, editable=False)),
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
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="funnel.objective",
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
                        fields=["workspace", "objective", "-at"], name="placement_of"
                    ),
                    models.Index(
                        condition=models.Q(("is_unseen", True)),
                        fields=["workspace", "objective"],
                        name="placement_unseen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("expected_close_on", models.DateField(null=True)),
                ("confidence", models.PositiveSmallIntegerField()),
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
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="funnel.objective",
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
                        fields=["workspace", "objective", "-at"], name="review_of"
                    )
                ],
            },
        ),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "user", "name"), name="view_once_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="view_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FunnelDay",
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
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("universe", "Universe"),
                            ("above", "Above the funnel"),
                            ("in", "In the funnel"),
                            ("best_few", "Best few"),
                        ],
                        max_length=8,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("count", models.IntegerField(default=0)),
                (
                    "value",
                    models.DecimalField(decimal_places=2, default=0, max_digits=20),
                ),
                ("moved_in", models.IntegerField(default=0)),
                ("moved_out", models.IntegerField(default=0)),
                ("fell", models.IntegerField(default=0)),
                ("entered", models.IntegerField(default=0)),
                ("went_on", models.IntegerField(default=0)),
                ("won", models.IntegerField(default=0)),
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
                        fields=("workspace", "on", "place", "seller", "currency"),
                        name="one_funnel_cell",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 0)), name="stood_not_less"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FunnelKept",
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
                ("until", models.DateField()),
                ("seen", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
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
                        fields=("workspace",), name="one_funnel_kept"
                    )
                ],
            },
        ),
    ]
