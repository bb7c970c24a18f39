"""F9: of random graphs nothing is lost by a merge, and its undo gives all back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.activities.tests.cast import make_profile
from bestfew.duplicates.merging import merge, undo_merge
from bestfew.duplicates.merging.fields import Someone, choosable
from bestfew.duplicates.merging.relations import relations_to
from bestfew.duplicates.merging.rows import rows, values_of
from bestfew.duplicates.models import Merge
from bestfew.duplicates.rules.merging import is_stricter_or_same
from bestfew.duplicates.tests import growing
from bestfew.duplicates.tests.cast import LATER, exported, read, tables
from bestfew.duplicates.tests.growing import Grow
from bestfew.levels.models import Standing
from bestfew.people.actions import refresh_search
from bestfew.people.models import Medium, Organisation, Person, Purpose
from bestfew.people.rules import permission
from bestfew.people.tests.cast import make_person
from bestfew.verify.every import made, of_workspaces

pytestmark = pytest.mark.usefixtures("in_workspace")

Children = dict[tuple[str, int], dict[str, Any]]
once_each = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def graphs(kinds: Mapping[str, Grow]) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    """What hangs on which of the two, and which of its kind."""
    thing = st.tuples(st.sampled_from(sorted(kinds)), st.booleans(), st.integers(0, 3))
    return st.lists(thing, min_size=4, max_size=24)


columns = st.fixed_dictionaries(
    {name: st.sampled_from(values) for name, values in growing.COLUMNS.items()}
)
sides = st.sampled_from(["", "into", "other"])
choices = st.dictionaries(
    st.sampled_from([*sorted(choosable(Person)), "birthday"]), sides
)


@pytest.mark.parametrize(
    ("model", "kinds"),
    [(Person, growing.OF_PERSON), (Organisation, growing.OF_ORGANISATION)],
)
def test_every_way_to_point_at_somebody_is_grown(
    model: type[Someone], kinds: Mapping[str, Grow]
) -> None:
    known = {
        f"{each.model._meta.label_lower}.{each.column}" for each in relations_to(model)
    }

    assert known == set(kinds), "grow the new one in growing.py"


@once_each
@given(
    graph=graphs({**growing.OF_PERSON, "pair": growing.grow_pair}),
    facts=st.tuples(columns, columns),
    chosen=choices,
)
def test_nothing_of_a_person_is_lost(
    alice: Membership,
    graph: list[tuple[str, int, int]],
    facts: tuple[dict[str, Any], dict[str, Any]],
    chosen: dict[str, str],
) -> None:
    kinds = {**growing.OF_PERSON, "pair": growing.grow_pair}
    with transaction.atomic():
        make_profile()
        two = [make_person(alice, "x", phone="020 7946 0009") for _ in range(2)]
        for each, values in zip(two, facts, strict=True):
            Person.objects.filter(pk=each.pk).update(**values)
            refresh_search(read(each))
        grow(alice, two, kinds, graph)
        chosen = {name: side for name, side in chosen.items() if side}

        check_merge(alice, [read(each) for each in two], chosen)
        transaction.set_rollback(True)


@once_each
@given(graph=graphs(growing.OF_ORGANISATION))
def test_nothing_of_an_organisation_is_lost(
    alice: Membership, graph: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        make_profile()
        two = [growing.make_firm(alice, f"Firm {n}", note="x" * n) for n in range(2)]
        grow(alice, two, growing.OF_ORGANISATION, graph)

        check_merge(alice, two, {})
        transaction.set_rollback(True)


def grow(
    member: Membership,
    two: list[Any],
    kinds: Mapping[str, Grow],
    graph: list[tuple[str, int, int]],
) -> None:
    for kind, which, number in graph:
        who = two[which]
        who.refresh_from_db()
        kinds[kind](member, who, number)


def check_merge(member: Membership, two: list[Any], chosen: dict[str, str]) -> None:
    into, other = two
    before, ledgers = children_of(*two), [permissions_of(each) for each in two]
    as_tables, as_file = tables(), exported(member)

    done = merge(member, into=into, other=other, chosen=chosen, at=LATER)

    assert not type(into).objects.filter(pk=other.pk).exists()
    assert not children_of(other)
    check_children(done, before, children_of(into))
    for cell, state in permissions_of(into).items():
        assert is_stricter_or_same(state, *(each[cell] for each in ledgers)), cell
    assert not broken()

    undone = undo_merge(done, by=member.user, at=LATER)

    assert undone.is_exact
    assert exported(member) == as_file
    now = tables()
    assert {name for name in now if now[name] != as_tables[name]} == set()
    assert children_of(*two).keys() >= before.keys()
    assert not broken()


def children_of(*someone: Someone) -> Children:
    """Every row that points at them, without the arrow.

    Not where they stand, which is worked out anew.
    """
    return {
        (relation.model._meta.label_lower, row.pk): {
            name: value
            for name, value in values_of(row).items()
            if name != relation.column
        }
        for each in someone
        for relation in relations_to(type(each))
        if relation.model is not Standing
        for row in rows(relation.model).filter(relation.to(each.pk))
    }


def check_children(done: Merge, before: Children, after: Children) -> None:
    """Every row is there as it was; or it went into a twin, and the snapshot has it."""
    gone = {(e["table"], e["values"]["id"]): e["values"] for e in done.snapshot["gone"]}
    changed = {(e["table"], e["id"]): e["after"] for e in done.snapshot["changed"]}
    assert before.keys() - after.keys() == before.keys() & gone.keys()
    for key, values in before.items():
        if key in gone:
            kept = {name: gone[key][name] for name in values}
            assert kept == values
        else:
            assert {**values, **changed.get(key, {})} == after[key]


def permissions_of(someone: Someone) -> dict[tuple[str, str], str]:
    if not isinstance(someone, Person):
        return {}
    ledger = read(someone).ledger()
    return {
        (purpose, medium): permission(ledger, purpose, medium)
        for purpose in Purpose.values
        for medium in ("any", *Medium.values)
    }


def broken() -> list[str]:
    """What the oracle finds (trust.md 3.0); of imports only single rows are grown."""
    checks = [each for each in of_workspaces() if "import" not in each.name]
    results = made(checks, None)
    return [f"{each.check.name}: {each.found}" for each in results if each.found.rows]
