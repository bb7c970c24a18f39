"""Deeds on objectives: each moves them where their facts put them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel import actions
from bestfew.funnel.models import (
    Ending,
    Influence,
    Judgement,
    Objective,
    Placement,
    Review,
)
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.history.models import EditConflict, Event
from bestfew.markets.models import Offering
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.tests.cast import all_yes

pytestmark = pytest.mark.usefixtures("profile")
LATER = NOON + timedelta(hours=1)
TODAY = NOON.date()


def place(objective: Objective) -> str:
    objective.refresh_from_db()
    return objective.place


@pytest.mark.parametrize("wanted", ["universe", "above", "in", "best_few"])
def test_an_objective_reaches_each_place_by_its_facts(
    alice: Membership, wanted: str
) -> None:
    assert make_objective(alice, place=wanted).place == wanted


def test_a_person_whom_we_spoke_with_counts_as_contacted(alice: Membership) -> None:
    person = make_person(alice)
    person.last_contact_at = NOON - timedelta(days=3)

    objective = make_objective(alice, customer=person)

    assert influence_of(objective).contacted_on == TODAY - timedelta(days=3)


def test_who_becomes_a_prospect_lifts_their_objectives(alice: Membership) -> None:
    person = make_person(alice)
    objective = make_objective(alice, customer=person)
    actions.cover(influence_of(objective), by=alice.user, at=NOON, contacted=True)

    qualify(person, all_yes(), by=alice.user, at=LATER)

    assert place(objective) == "in"
    moves = Placement.objects.filter(objective=objective).order_by("id")
    assert [each.place for each in moves] == ["in"]


def test_an_influence_who_becomes_a_prospect_does_so_too(alice: Membership) -> None:
    objective = make_objective(alice)
    friend = make_person(alice, "A friend")
    actions.add_influence(
        objective, role="coach", person=friend, by=alice.user, at=NOON
    )

    qualify(friend, {"fit": "met"}, by=alice.user, at=LATER)

    assert place(objective) == "above"


def test_a_new_influence_makes_it_fall_back(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few")

    for _twice in range(2):
        actions.add_influence(
            objective, role="technical", name="the bank", by=alice.user, at=LATER
        )

    assert place(objective) == "in"
    assert objective.missing == ["influences_covered"]
    assert Influence.objects.count() == 2


def test_an_accepted_gap_lets_it_through_again(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few")
    bank = actions.add_influence(
        objective, role="technical", name="the bank", by=alice.user, at=NOON
    )

    actions.cover(bank, by=alice.user, at=LATER, accepted_because="They pay in cash")

    assert place(objective) == "best_few"
    actions.cover(bank, by=alice.user, at=LATER, accepted_because=" ")
    assert place(objective) == "in"


def test_an_influence_that_is_removed_holds_nothing_up(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few")
    bank = actions.add_influence(
        objective, role="technical", name="the bank", by=alice.user, at=NOON
    )

    actions.remove_influence(bank, by=alice.user, at=LATER)

    assert place(objective) == "best_few"


def test_talking_with_someone_reaches_all_their_open_objectives(
    alice: Membership,
) -> None:
    person = make_person(alice)
    objective = make_objective(alice, customer=person, place="above")
    actions.verify_fit(objective, by=alice.user, at=NOON)

    actions.contacted(person, by=alice.user, at=LATER)

    assert place(objective) == "in"


def test_a_deed_told_afterwards_moves_nothing_back_in_time(alice: Membership) -> None:
    best = make_objective(alice, place="best_few")
    person = make_person(alice)
    earlier = make_objective(alice, customer=person, at=NOON - timedelta(days=90))

    actions.end(earlier, "won", by=alice.user, at=NOON - timedelta(days=60))

    assert place(best) == "best_few"


def test_moves_told_afterwards_are_kept_in_their_order(alice: Membership) -> None:
    """Two words of last week, told today: the second move is the later one."""
    objective = make_objective(alice)
    week_ago = NOON - timedelta(days=7)

    for days, judged in enumerate(("in", "above")):
        at = week_ago + timedelta(days=days)
        actions.judge(objective, judged, "They said so", by=alice.user, at=at)

    last = Placement.objects.filter(objective=objective).order_by("at", "id").last()
    assert last
    assert last.place == place(objective) == "above"
    assert objective.place_since == last.at


def test_the_fit_can_be_in_doubt_again(alice: Membership) -> None:
    objective = make_objective(alice, place="in")

    actions.unverify_fit(objective, by=alice.user, at=LATER)

    assert place(objective) == "above"


def test_a_judgement_stands_against_the_rule_until_it_is_withdrawn(
    alice: Membership,
) -> None:
    objective = make_objective(alice)

    with pytest.raises(actions.ReasonNeeded):
        actions.judge(objective, "in", " ", by=alice.user, at=NOON)
    actions.judge(objective, "above", "He said so", by=alice.user, at=NOON)
    actions.judge(objective, "best_few", "He signed a napkin", by=alice.user, at=LATER)

    assert place(objective) == "best_few"
    assert objective.is_judged
    assert Judgement.objects.filter(withdrawn_at=None).count() == 1

    for _twice in range(2):
        actions.follow_the_rules(objective, by=alice.user, at=LATER)
    assert place(objective) == "universe"
    assert Judgement.objects.count() == 2


def test_a_review_is_kept_with_each_change_of_day_or_confidence(
    alice: Membership,
) -> None:
    objective = make_objective(alice, place="in")
    closes = TODAY + timedelta(days=5)

    actions.edit_objective(
        objective,
        before={"expected_close_on": None, "confidence": 0},
        after={"expected_close_on": closes, "confidence": 95},
        by=alice.user,
        at=LATER,
    )

    kept = list(Review.objects.order_by("id").values_list("confidence", flat=True))
    assert kept == [0, 95]
    assert objective.expected_close_on == closes


def test_an_edit_is_taken_back_unless_it_changed_again(alice: Membership) -> None:
    objective = make_objective(alice, value=100)
    edit = {"before": {"value": Decimal("100.00")}, "after": {"value": Decimal(200)}}
    event = actions.edit_objective(objective, **edit, by=alice.user, at=NOON)
    assert event

    actions.undo_edit(
        objective, Event.objects.get(pk=event.pk), by=alice.user, at=LATER
    )
    objective.refresh_from_db()
    assert objective.value == 100

    Objective.objects.filter(pk=objective.pk).update(value=300)
    with pytest.raises(EditConflict):
        actions.undo_edit(
            objective, Event.objects.get(pk=event.pk), by=alice.user, at=LATER
        )


def test_without_what_indicated_the_fit_it_falls_to_the_universe(
    alice: Membership,
) -> None:
    objective = make_objective(alice, place="above")

    actions.edit_objective(
        objective,
        before={"fit": objective.fit},
        after={"fit": ""},
        by=alice.user,
        at=LATER,
    )

    assert place(objective) == "universe"


@pytest.mark.parametrize("outcome", ["won", "lost", "declined"])
def test_an_ending_is_kept_once_and_can_be_taken_back(
    alice: Membership, outcome: str
) -> None:
    objective = make_objective(alice, at=NOON - timedelta(days=40))

    ending = actions.end(
        objective, outcome, by=alice.user, at=NOON, reason="So it is", value=Decimal(9)
    )

    assert ending.cycle_days == 40
    ended = Objective.objects.get()
    assert not ended.is_open
    assert ended.value == 9
    with pytest.raises(actions.ObjectiveEnded):
        actions.end(objective, outcome, by=alice.user, at=NOON)
    for _twice in range(2):
        actions.reopen(objective, by=alice.user, at=LATER)
    assert objective.is_open
    assert not Ending.objects.exists()


@pytest.mark.parametrize("days", [-41, 1])
def test_an_ending_lies_between_the_first_contact_and_today(
    alice: Membership, days: int
) -> None:
    objective = make_objective(alice, at=NOON - timedelta(days=40))

    with pytest.raises(actions.EndsBeforeFirstContact):
        actions.end(
            objective, "won", by=alice.user, at=NOON, on=TODAY + timedelta(days=days)
        )
    objective.refresh_from_db()
    assert objective.is_open


def test_what_has_ended_is_changed_no_more(alice: Membership) -> None:
    objective = make_objective(alice, place="in")
    actions.end(objective, "lost", by=alice.user, at=NOON)
    by: dict[str, Any] = {"by": alice.user, "at": LATER}

    for deed in (
        lambda: actions.verify_fit(objective, **by),
        lambda: actions.unverify_fit(objective, **by),
        lambda: actions.pause(objective, paused=True, **by),
        lambda: actions.judge(objective, "in", "why", **by),
        lambda: actions.add_influence(objective, role="user", name="x", **by),
        lambda: actions.edit_objective(
            objective, before={"name": "a"}, after={"name": "b"}, **by
        ),
    ):
        with pytest.raises(actions.ObjectiveEnded):
            deed()


def test_pausing_twice_is_told_once(alice: Membership) -> None:
    objective = make_objective(alice)

    for _twice in range(2):
        actions.pause(objective, paused=True, by=alice.user, at=NOON)

    assert Event.objects.about(objective).filter(verb="paused").count() == 1


def test_five_won_pull_at_the_cycle_by_which_others_stand(alice: Membership) -> None:
    offering = Offering.objects.create(name="Flat", normal_cycle_days=60)
    best = make_objective(
        alice,
        place="best_few",
        offering=offering,
        expected_close_on=TODAY + timedelta(days=24),
    )
    assert best.place == "best_few"

    for n in range(5):
        won = make_objective(
            alice, f"won {n}", offering=offering, at=NOON - timedelta(days=10)
        )
        actions.end(won, "won", by=alice.user, at=NOON)

    assert place(best) == "in"
    assert best.missing == ["half_cycle"]


def test_another_own_figure_moves_what_stands_by_it(alice: Membership) -> None:
    offering = Offering.objects.create(name="Flat", normal_cycle_days=60)
    facts: dict[str, Any] = {
        "offering": offering,
        "expected_close_on": TODAY + timedelta(days=20),
    }
    best = make_objective(alice, place="best_few", **facts)

    actions.save_offering(
        offering, name="Flat", price=None, normal_cycle_days=30, by=alice.user, at=NOON
    )

    assert place(best) == "in"
    with pytest.raises(actions.OfferingExists):
        actions.save_offering(
            None, name="Flat ", price=None, normal_cycle_days=1, by=alice.user, at=NOON
        )


def test_the_day_brings_into_the_best_few_and_out_again(alice: Membership) -> None:
    closes = TODAY + timedelta(days=40)
    objective = make_objective(alice, place="best_few", expected_close_on=closes)
    assert objective.place == "in"

    assert actions.refresh_day(at=NOON + timedelta(days=10)) == 0
    assert actions.refresh_day(at=NOON + timedelta(days=11)) == 1
    assert place(objective) == "best_few"
    assert actions.refresh_day(at=NOON + timedelta(days=11)) == 0

    actions.refresh_day(at=NOON + timedelta(days=41))
    assert place(objective) == "in"
