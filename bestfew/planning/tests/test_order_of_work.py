"""What comes first: close, then prospect, then work the funnel (D38)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel.actions import end, judge, pause, refresh_day
from bestfew.funnel.tests.cast import make_objective
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.planning.actions import choose
from bestfew.planning.queries import (
    Counts,
    Step,
    choices,
    order_of_work,
    own_on,
    plan_on,
)
from bestfew.planning.rules import Shares, Work
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.tests.cast import all_yes

pytestmark = pytest.mark.usefixtures("profile")
TODAY = NOON.date()


def order(member: Membership, days: int = 0) -> list[Step]:
    return order_of_work(member, on=TODAY + timedelta(days=days), today=TODAY)


def names(step: Step) -> list[str]:
    return [entry.what for entry in step.objectives]


def test_the_three_kinds_of_work_in_their_order(alice: Membership) -> None:
    for place in ("universe", "above", "in", "best_few"):
        make_objective(alice, f"thing {place}", place=place)

    close, prospect, cover = order(alice)

    assert [step.work for step in (close, prospect, cover)] == [
        Work.CLOSE,
        Work.PROSPECT,
        Work.COVER,
    ]
    assert names(close) == ["thing best_few"]
    assert names(prospect) == ["thing above", "thing universe"]
    assert names(cover) == ["thing in"]
    assert close.values == {"GBP": 100}


def test_the_next_close_first_then_the_larger_value(alice: Membership) -> None:
    for name, days, value in (
        ("late", 14, 900),
        ("small", 5, 10),
        ("large", 5, 90),
        ("unpriced", 5, None),
    ):
        make_objective(
            alice,
            name,
            place="best_few",
            value=value,
            expected_close_on=TODAY + timedelta(days=days),
        )

    stored = names(order(alice)[0])
    worked_out = names(order(alice, days=1)[0])

    assert stored == worked_out == ["large", "small", "unpriced", "late"]


def test_in_the_funnel_what_brings_most_for_each_step_comes_first(
    alice: Membership,
) -> None:
    for name, value, confidence, closes in (
        ("large but unlikely", 900, 10, 3),
        ("likely", 400, 60, 30),
        ("small and sure", 100, 90, 1),
        ("unpriced", None, 95, 1),
    ):
        make_objective(
            alice,
            name,
            place="in",
            value=value,
            confidence=confidence,
            expected_close_on=TODAY + timedelta(days=closes),
        )

    for days in (0, 1):
        assert names(order(alice, days=days)[2]) == [
            "likely",
            "small and sure",
            "large but unlikely",
            "unpriced",
        ]
    reasons = [entry.order for entry in order(alice)[2].objectives]
    # who decides is not satisfied, and the doubt is there; waiting is no step
    assert reasons[0] == "60% sure, 2 steps left"


def test_money_is_compared_by_what_is_usual_in_its_currency(alice: Membership) -> None:
    for name, value, currency in (
        ("usual dong", 50_000_000, "VND"),
        ("small dong", 10_000_000, "VND"),
        ("large pounds", 5_000, "GBP"),
        ("small pounds", 1_000, "GBP"),
        ("two pounds", 2, "GBP"),
    ):
        make_objective(
            alice, name, place="in", value=value, currency=currency, confidence=50
        )

    assert names(order(alice)[2]) == [
        "large pounds",
        "usual dong",
        "small pounds",
        "small dong",
        "two pounds",
    ]
    assert names(order(alice, days=1)[2]) == names(order(alice)[2])


def test_people_to_qualify_come_before_what_stands_above(alice: Membership) -> None:
    make_objective(alice, "thing", place="above", customer=_prospect(alice))
    first, second = make_person(alice, "First"), make_person(alice, "Second")

    step = order(alice)[1]

    assert step.waiting == 2
    assert [entry.id for entry in step.people] == [first.pk, second.pk]
    assert [entry.kind for entry in step.entries] == ["person", "person", "objective"]


def test_people_who_said_no_are_in_none_of_it(alice: Membership) -> None:
    for place in ("above", "in", "best_few"):
        make_objective(alice, place=place)
    Person.objects.update(do_not_contact=True)

    for days in (0, 1, -1):
        for step in order(alice, days=days):
            assert step.entries == []
            assert (step.count, step.waiting) == (0, 0)


def test_what_is_paused_or_ended_waits_for_nobody(alice: Membership) -> None:
    aside = make_objective(alice, place="in")
    pause(aside, paused=True, by=alice.user, at=NOON)
    end(make_objective(alice, place="in"), "won", by=alice.user, at=NOON)

    assert order(alice)[2].count == 0
    assert plan_on(alice, on=TODAY, today=TODAY).counts == Counts(0, 0, 0, 0)


def test_a_judged_one_stands_where_it_was_judged(alice: Membership) -> None:
    objective = make_objective(alice)
    judge(objective, "best_few", "A handshake", by=alice.user, at=NOON)

    (entry,) = order(alice)[0].objectives

    assert entry.why == "Judged by you: A handshake"
    assert entry.is_judged


def test_only_the_first_rows_are_listed_and_all_are_counted(alice: Membership) -> None:
    for n in range(7):
        make_objective(alice, f"thing {n}", place="in", customer=_prospect(alice))

    step = order(alice)[2]

    assert (step.count, len(step.objectives), step.more) == (7, 5, 2)


def test_another_day_is_told_as_it_was_or_will_be(alice: Membership) -> None:
    closes = TODAY + timedelta(days=40)
    make_objective(alice, place="best_few", expected_close_on=closes)

    assert [step.count for step in order(alice)] == [0, 0, 1]
    assert [step.count for step in order(alice, days=11)] == [1, 0, 0]
    assert [step.count for step in order(alice, days=-1)] == [0, 0, 0]
    assert order(alice, days=-1)[1].waiting == 0


def test_stored_and_worked_out_orders_agree(alice: Membership) -> None:
    for n in range(9):
        make_objective(
            alice,
            f"thing {n}",
            place=("above", "in", "best_few")[n % 3],
            value=n * 10,
            expected_close_on=TODAY + timedelta(days=3 + n),
        )
    refresh_day(at=NOON)
    tomorrow = TODAY + timedelta(days=1)

    stored = order_of_work(alice, on=tomorrow, today=tomorrow)
    worked_out = order_of_work(alice, on=tomorrow, today=TODAY)

    assert [names(step) for step in stored] == [names(step) for step in worked_out]


def test_the_universe_is_counted_in_work_above_the_funnel() -> None:
    assert Counts(2, 4, 15, 12).proposed() == Shares(20, 40, 40)


def test_a_choice_is_kept_with_its_day_and_the_same_one_once(
    alice: Membership, carol: Membership
) -> None:
    proposed = Shares(100, 0, 0)
    for shares, days in (((20, 50, 30), 0), ((20, 50, 30), 1), ((30, 30, 40), 2)):
        at = NOON + timedelta(days=days)
        choose(alice, Shares(*shares), proposed=proposed, at=at)

    assert [str(each) for each in choices(alice)] == ["30/30/40", "20/50/30"]
    assert own_on(alice, TODAY - timedelta(days=1)) is None
    in_force = own_on(alice, TODAY + timedelta(days=1))
    assert in_force
    assert in_force.shares == Shares(20, 50, 30)
    assert in_force.proposed == proposed
    assert own_on(carol, TODAY) is None


def test_hours_follow_the_choice(alice: Membership) -> None:
    plan = plan_on(alice, on=TODAY, today=TODAY)
    assert [plan.hours(work) for work in Work] == [0, 40, 0]

    choose(alice, Shares(20, 50, 30), proposed=plan.proposed, at=NOON)

    plan = plan_on(alice, on=TODAY, today=TODAY)
    assert [plan.hours(work) for work in Work] == [12, 8, 20]


def _prospect(member: Membership) -> Person:
    person = make_person(member, "A prospect")
    qualify(person, all_yes(), by=member.user, at=NOON)
    return person
