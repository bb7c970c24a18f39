"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import bestfew.accounts.ids
import bestfew.accounts.tenancy


class Migration(migrations.Migration):
    replaces = [("markets", "0001_initial"), ("markets", "0002_target_markets")]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offering",
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
                ("key", models.CharField(blank=True, editable=False, max_length=40)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=17,
                        null=True,
                        verbose_name="price",
                    ),
                ),
                (
                    "normal_cycle_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="normal sales cycle, days",
                    ),
                ),
                ("is_retired", models.BooleanField(default=False)),
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
                        fields=("workspace", "name"), name="one_offering_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetMarket",
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "name",
                    models.CharField(max_length=120, verbose_name="whom you serve"),
                ),
                (
                    "who",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="how to know them"
                    ),
                ),
                (
                    "needs",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what they need"
                    ),
                ),
                (
                    "desires",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what they wish for"
                    ),
                ),
                (
                    "picture",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="my best customer"
                    ),
                ),
                (
                    "listen_for",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="what they say when they need me",
                    ),
                ),
                (
                    "introduce",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="how to introduce me"
                    ),
                ),
                (
                    "potential",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="potential, 1 to 5",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(editable=False, null=True)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
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
                        fields=("workspace", "name"), name="one_market_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetLink",
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
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="markets.targetmarket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("workspace", "market"),
                        name="one_open_link_a_market",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MarketOffering",
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
                    "offering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sold_to",
                        to="markets.offering",
                    ),
                ),
                (
                    "market",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sold",
                        to="markets.targetmarket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "market", "offering"),
                        name="market_offered_once",
                    )
                ],
            },
        ),
    ]
