"""Rows of a workspace stay in it, whatever a query forgets (trust.md D3, V2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from bestfew.accounts.tenancy import NoWorkspace, TenantManager, TenantModel
from bestfew.onboarding.sample import load_sample
from tests.world import World

TENANTS = [model for model in apps.get_models() if issubclass(model, TenantModel)]

pytestmark = pytest.mark.django_db


def _name(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_every_row_is_read_through_the_workspace(model: Any) -> None:
    assert isinstance(model._default_manager, TenantManager)
    assert isinstance(model.objects, TenantManager)


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_without_a_workspace_there_is_nothing_to_read(model: Any) -> None:
    for ask in (model.objects.first, model.objects.count, model.objects.exists):
        with pytest.raises(NoWorkspace):
            ask()


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_without_a_workspace_nothing_is_written(model: Any) -> None:
    with pytest.raises(NoWorkspace):
        model.objects.create()
    with pytest.raises(NoWorkspace):
        model()


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_what_is_unique_is_so_in_its_workspace(model: type[models.Model]) -> None:
    """What one workspace holds never stands in the way of another."""
    unique = [
        each
        for each in model._meta.constraints
        if isinstance(each, models.UniqueConstraint)
    ]

    assert all(each.fields[0] == "workspace" for each in unique)
    assert not model._meta.unique_together


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_indexes_begin_with_the_workspace(model: type[models.Model]) -> None:
    indexes = [each.fields[0] for each in model._meta.indexes]

    assert all(first == "workspace" for first in indexes)


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_partial_indexes_fit_lookups(model: type[models.Model]) -> None:
    """SQLite takes `x IS NOT NULL` for granted where x is compared, but not
    `NOT (x IS NULL)`, which is what `~Q(x=None)` becomes."""
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    conditions = [
        str(index._get_condition_sql(model, editor))
        for index in model._meta.indexes
        if index.condition
    ]

    assert not [each for each in conditions if each.endswith("IS NULL)")]


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_only_keys_and_one_to_ones_are_unique_alone(model: type[models.Model]) -> None:
    """A one-to-one is of a row that is in the workspace itself; keys are random."""
    alone = [field for field in model._meta.concrete_fields if field.unique]

    assert all(
        field.primary_key or isinstance(field, models.OneToOneField) for field in alone
    )


@pytest.mark.parametrize("model", TENANTS, ids=_name)
def test_only_relations_have_an_index_of_their_own(model: type[models.Model]) -> None:
    """Django indexes foreign keys, to delete what hangs on a row; keys are random."""
    alone = [
        field
        for field in model._meta.concrete_fields
        if getattr(field, "db_index", False)
    ]

    assert all(field.is_relation for field in alone)


def _arrows() -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key from a row of a workspace to another."""
    for model in TENANTS:
        for field in model._meta.concrete_fields:
            related = field.related_model
            if isinstance(related, type) and issubclass(related, TenantModel):
                yield model, field.name


@pytest.fixture
def sampled(world: World) -> World:
    for who in ("alice", "bob"):
        with world.inside(who) as member:
            load_sample(member, at=timezone.now())
    return world


def test_no_row_points_into_another_workspace(sampled: World) -> None:
    arrows = list(_arrows())

    astray = {
        f"{model._meta.label}.{name}": found
        for model, name in arrows
        for found in [_astray(model, name)]
        if found
    }

    assert len(arrows) > 30
    assert not astray


def _astray(model: Any, name: str) -> int:
    rows = model.unscoped.exclude(**{name: None})
    there = models.F(f"{name}__workspace_id")
    return int(rows.exclude(workspace_id=there).count())


def test_the_oracle_finds_what_is_astray(world: World) -> None:
    """The test above would fail if a row pointed elsewhere."""
    point = world.alices["contact"]

    type(point).unscoped.filter(pk=point.pk).update(person=world.bobs["person"])

    assert _astray(type(point), "person") == 1
