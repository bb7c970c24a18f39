"""Two deeds on the same objective at once: the second sees what the first did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.funnel import actions
from bestfew.funnel.models import Influence, Judgement, Objective, Review
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.markets.models import Offering
from tests.at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("profile"),
]
TURNS = pytest.mark.parametrize("turn", range(3))


@pytest.fixture
def scope(workspace: Workspace) -> Iterator[Workspace]:
    with workspace_scope(workspace):
        yield workspace


@pytest.fixture
def flat(alice: Membership, scope: Workspace) -> Objective:
    return make_objective(alice, place="in")


@TURNS
def test_of_two_judgements_the_later_stands(
    alice: Membership, scope: Workspace, flat: Objective, turn: int
) -> None:
    def judge(place: str) -> Judgement:
        return actions.judge(flat, place, "I know them", by=alice.user, at=NOON)

    came = at_once(scope, lambda: judge("above"), lambda: judge("best_few"))

    assert [type(each) for each in came] == [Judgement, Judgement]
    standing = Judgement.objects.get(withdrawn_at=None)
    assert Objective.objects.get(pk=flat.pk).place == standing.place


@TURNS
def test_what_ends_meanwhile_is_not_edited(
    alice: Membership, scope: Workspace, flat: Objective, turn: int
) -> None:
    """Both had the open objective before them."""
    stale, by = Objective.objects.get(pk=flat.pk), alice.user
    facts = {"before": {"confidence": stale.confidence}, "after": {"confidence": 7}}

    ended, edited = at_once(
        scope,
        lambda: actions.end(flat, "lost", by=by, at=NOON),
        lambda: actions.edit_objective(stale, **facts, by=by, at=NOON),
    )

    assert not isinstance(ended, Exception)
    is_refused = isinstance(edited, actions.ObjectiveEnded)
    assert is_refused == (not Review.objects.filter(confidence=7).exists())


def test_who_was_removed_does_not_come_back(alice: Membership, flat: Objective) -> None:
    mai = influence_of(flat)
    stale, known = Influence.objects.get(pk=mai.pk), flat.influences.count()
    actions.remove_influence(mai, by=alice.user, at=NOON)

    actions.cover(stale, contacted=True, by=alice.user, at=NOON)
    told = actions.describe(
        stale, before={"need": ""}, after={"need": "Room"}, by=alice.user, at=NOON
    )
    actions.remove_influence(stale, by=alice.user, at=NOON)

    assert told is None
    assert flat.influences.count() == known - 1


def test_covering_somebody_leaves_what_was_said_of_them_meanwhile(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    stale = Influence.objects.get(pk=mai.pk)
    actions.describe(
        mai, before={"need": ""}, after={"need": "Room"}, by=alice.user, at=NOON
    )
    actions.cover(mai, contacted=True, by=alice.user, at=NOON)

    actions.cover(stale, accepted_because="Their word", by=alice.user, at=NOON)

    now = Influence.objects.get(pk=mai.pk)
    assert (now.need, now.accepted_because) == ("Room", "Their word")
    assert now.contacted_on


@TURNS
def test_of_two_offerings_of_one_name_one_is_there(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    def save() -> Offering:
        return actions.save_offering(
            None, name="Loft", price=None, normal_cycle_days=9, by=alice.user, at=NOON
        )

    came = at_once(scope, save, save)

    assert {type(each) for each in came} == {Offering, actions.OfferingExists}
    assert Offering.objects.filter(name="Loft").count() == 1
