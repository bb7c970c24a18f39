"""What is stored is what is worked out, after any history and on any day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel import actions
from bestfew.funnel.models import Objective
from bestfew.funnel.queries import open_on, stood_on
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify

pytestmark = pytest.mark.usefixtures("profile")
Deed = Callable[[Objective, Person, Membership, datetime], object]


def review(days: int, confidence: int) -> Deed:
    def deed(
        objective: Objective, person: Person, member: Membership, at: datetime
    ) -> None:
        after = {
            "expected_close_on": at.date() + timedelta(days=days),
            "confidence": confidence,
        }
        before = {name: getattr(objective, name) for name in after}
        actions.edit_objective(
            objective, before=before, after=after, by=member.user, at=at
        )

    return deed


def answer(key: str, value: str) -> Deed:
    return lambda o, person, member, at: qualify(
        person, {key: value}, by=member.user, at=at
    )


LEARNED: list[Deed] = [
    answer("fit", "met"),
    answer("money", "met"),
    answer("authority", "met"),
    lambda o, p, m, at: actions.verify_fit(o, by=m.user, at=at),
    lambda o, p, m, at: actions.contacted(p, by=m.user, at=at),
    lambda o, p, m, at: actions.cover(
        influence_of(o), by=m.user, at=at, satisfied=True
    ),
    lambda o, p, m, at: actions.add_influence(
        o, role="user", name="the wife", by=m.user, at=at
    ),
    lambda o, p, m, at: actions.judge(o, "best_few", "A feeling", by=m.user, at=at),
    lambda o, p, m, at: actions.follow_the_rules(o, by=m.user, at=at),
    review(12, 95),
    review(45, 90),
    review(3, 40),
]
TAKEN_BACK: list[Deed] = [
    answer("fit", "not_met"),
    lambda o, p, m, at: actions.unverify_fit(o, by=m.user, at=at),
    lambda o, p, m, at: actions.cover(
        influence_of(o), by=m.user, at=at, satisfied=False, contacted=False
    ),
]


def histories(deeds: list[Deed]) -> st.SearchStrategy[list[tuple[Deed, int]]]:
    step = st.tuples(st.sampled_from(deeds), st.integers(0, 25))
    return st.lists(step, max_size=7)


one_database = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def live(
    alice: Membership, history: list[tuple[Deed, int]]
) -> tuple[Objective, dict[datetime, str], datetime]:
    """Go through a history; the place at the end of each day something was done."""
    person = make_person(alice)
    objective = make_objective(alice, customer=person)
    at, places = NOON, {NOON: objective.place}
    for deed, days in history:
        at += timedelta(days=days)
        actions.refresh_day(at=at)
        objective.refresh_from_db()
        deed(objective, person, alice, at)
        objective.refresh_from_db()
        places[at] = objective.place
    return objective, places, at


@one_database
@given(histories(LEARNED + TAKEN_BACK), st.integers(0, 40))
def test_the_stored_place_is_the_one_worked_out(
    alice: Membership, history: list[tuple[Deed, int]], later: int
) -> None:
    objective, _places, at = live(alice, history)
    now = at + timedelta(days=later)
    actions.refresh_day(at=now)
    objective.refresh_from_db()

    rows = open_on(alice, on=now.date()).filter(pk=objective.pk)
    (worked_out,) = stood_on(rows, on=now.date(), today=now.date() - timedelta(days=1))

    assert worked_out.place == objective.place
    assert list(worked_out.missing) == objective.missing
    assert worked_out.is_judged is objective.is_judged
    objective.delete()


@one_database
@given(histories(LEARNED))
def test_a_past_day_is_worked_out_as_it_was(
    alice: Membership, history: list[tuple[Deed, int]]
) -> None:
    objective, places, at = live(alice, history)
    tomorrow = at.date() + timedelta(days=1)

    for day in {moment.date() for moment in places}:
        rows = open_on(alice, on=day).filter(pk=objective.pk)
        (then,) = stood_on(rows, on=day, today=tomorrow)
        last = max(moment for moment in places if moment.date() == day)
        assert then.place == places[last]
    objective.delete()


def test_a_future_day_is_told_by_the_rule(alice: Membership) -> None:
    objective = make_objective(
        alice,
        place="best_few",
        expected_close_on=NOON.date() + timedelta(days=40),
    )
    today = NOON.date()
    seen = {}
    for days in (0, 10, 11, 40, 41):
        on = today + timedelta(days=days)
        (stood,) = stood_on(open_on(alice, on=on), on=on, today=today)
        seen[days] = stood.place

    assert seen == {0: "in", 10: "in", 11: "best_few", 40: "best_few", 41: "in"}
    assert objective.place == "in"


def test_what_was_open_then_is_told_even_when_it_has_ended_since(
    alice: Membership,
) -> None:
    objective = make_objective(alice, place="in", at=NOON - timedelta(days=30))
    actions.end(objective, "won", by=alice.user, at=NOON)
    yesterday = NOON.date() - timedelta(days=1)

    (then,) = stood_on(open_on(alice, on=yesterday), on=yesterday, today=NOON.date())

    assert then.place == "in"
    assert not open_on(alice, on=NOON.date()).exists()
    assert not open_on(alice, on=NOON.date() - timedelta(days=31)).exists()
