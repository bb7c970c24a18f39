"""Planned, proposed and really spent, week by week; and the team side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership, Role
from bestfew.activities.actions import log
from bestfew.conftest import NOON, make_member, make_user
from bestfew.funnel.actions import end, keep_days
from bestfew.funnel.models import Ending
from bestfew.funnel.tests.cast import make_objective
from bestfew.people.tests.cast import make_person
from bestfew.planning import actions
from bestfew.planning.queries import Week, lag, team_of, week_of, weeks_of
from bestfew.planning.rules import Shares
from bestfew.planning.rules.spent import Minutes
from bestfew.planning.rules.week import Slot
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import tally

pytestmark = pytest.mark.usefixtures("profile")

TODAY = NOON.date()
MONDAY = date(2026, 5, 18)


@pytest.fixture(autouse=True)
def _seller(alice: Membership) -> None:
    """Alice has been here since January."""
    alice.joined_at = NOON - timedelta(days=140)
    alice.save(update_fields=["joined_at"])


def call(member: Membership, place: str, minutes: int, days: int = 0) -> None:
    objective = make_objective(member, place=place)
    at = NOON + timedelta(days=days)
    log(
        member, about=objective.customer, kind="call", objective=objective, at=at,
        minutes=minutes,
    )  # fmt: skip


def this_week(member: Membership) -> Week:
    return week_of(member, MONDAY, today=TODAY)


def test_the_log_says_what_time_was_spent_on(alice: Membership) -> None:
    call(alice, "best_few", 30)
    call(alice, "in", 20)
    call(alice, "above", 10)
    log(alice, about=make_person(alice), kind="call", at=NOON, minutes=5)
    log(alice, about=make_person(alice), kind="note", at=NOON, minutes=7)

    assert this_week(alice).spent == Minutes(30, 15, 20, 7)


def test_counting_people_is_prospecting(alice: Membership) -> None:
    channel = Channel.objects.create(key="leaflets", name="Leaflets", medium="chat")
    tally(alice, channel=channel, count=500, minutes=90, on=TODAY, today=TODAY, at=NOON)

    assert this_week(alice).spent == Minutes(prospect=90)


def test_a_kept_block_counts_beside_what_was_logged_in_it(alice: Membership) -> None:
    block = actions.add_block(alice, Slot(TODAY, 12 * 60, 180, "funnel"), at=NOON)
    call(alice, "best_few", 40)
    assert this_week(alice).spent == Minutes(close=40)

    actions.keep(block, by=alice, at=NOON)

    assert this_week(alice).spent == Minutes(close=40, funnel=140)
    assert this_week(alice).planned == Minutes(prospect=240, funnel=180)


def test_dropped_blocks_are_neither_planned_nor_spent(alice: Membership) -> None:
    morning = actions.store_morning(alice, MONDAY, at=NOON)
    actions.drop(morning, reason="A fair", by=alice, at=NOON)

    week = this_week(alice)

    assert week.planned == week.spent == Minutes()
    assert week.morning
    assert week.morning.reason == "A fair"


def test_blank_days_are_working_days_on_which_nothing_was_done(
    alice: Membership,
) -> None:
    call(alice, "in", 20, days=-2)
    off = Slot(MONDAY, 14 * 60, 240, "off")
    actions.add_block(alice, off, at=NOON)

    assert this_week(alice).blank == [MONDAY + timedelta(days=2)]


def test_clients_turned_away_are_counted(alice: Membership) -> None:
    for outcome in ("declined", "lost", "won"):
        end(make_objective(alice, place="in"), outcome, by=alice.user, at=NOON)

    assert this_week(alice).declined == 1


def test_weeks_stand_side_by_side_with_what_was_proposed_then(
    alice: Membership,
) -> None:
    make_objective(alice, place="in", at=NOON - timedelta(days=13))
    actions.choose(
        alice, Shares(20, 50, 30), proposed=Shares(100, 0, 0),
        at=NOON - timedelta(days=7),
    )  # fmt: skip
    call(alice, "best_few", 60, days=-7)
    keep_days(at=NOON)

    first, second, third = weeks_of(alice, today=TODAY, count=3)

    assert [week.monday for week in (first, second, third)] == [
        MONDAY - timedelta(days=14), MONDAY - timedelta(days=7), MONDAY,
    ]  # fmt: skip
    assert first.own is None
    assert second.own == third.own == Shares(20, 50, 30)
    assert [week.spent.close for week in (first, second, third)] == [0, 60, 0]
    assert first.proposed == Shares(10, 90, 0)
    assert third.proposed == Shares(10, 40, 50)


def test_what_ended_is_proposed_for_no_more(alice: Membership) -> None:
    objective = make_objective(alice, place="in", at=NOON - timedelta(days=13))
    end(objective, "lost", by=alice.user, at=NOON - timedelta(days=6))
    keep_days(at=NOON)

    first, _second, third = weeks_of(alice, today=TODAY, count=3)

    assert first.proposed == Shares(10, 90, 0)
    assert third.proposed == Shares(100, 0, 0)


def test_weeks_cost_the_same_however_many(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        weeks_of(alice, today=TODAY, count=53)


def test_prospecting_is_seen_in_what_is_won_three_months_later(
    alice: Membership,
) -> None:
    person = make_person(alice)
    months = [date(2025 + (n + 3) // 12, (n + 3) % 12 + 1, 10) for n in range(13)]
    effort = [30, 10, 5, 28, 12, 4, 30, 8, 6, 29, 11, 5, 30]
    for n, (day, minutes) in enumerate(zip(months, effort, strict=True)):
        at = datetime(day.year, day.month, 10, 12, tzinfo=UTC)
        log(alice, about=person, kind="call", at=at, minutes=minutes)
        if n >= 3:
            deal = make_objective(alice, place="in", value=effort[n - 3] * 100)
            end(deal, "won", by=alice.user, at=NOON)
            Ending.objects.filter(objective=deal).update(on=day)

    found = lag(alice, today=TODAY)

    assert found
    assert found.months == 3
    assert lag(alice, today=date(2025, 9, 1)) is None


def test_the_professionals_of_a_team_side_by_side(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    for place in ("above", "in", "in", "best_few"):
        make_objective(carol, place=place)
    actions.choose(carol, Shares(20, 50, 30), proposed=Shares(30, 40, 30), at=NOON)
    call(alice, "best_few", 60)
    morning = actions.store_morning(alice, MONDAY, at=NOON)
    actions.drop(morning, reason="A fair", by=alice, at=NOON)
    manager = make_member(make_user("Mo"), alice.workspace, Role.MANAGER)

    first, second, third = team_of(manager, today=TODAY)

    assert [each.user.name for each in (first, second, third)] == [
        "Alice", "Carol", "Mo",
    ]  # fmt: skip
    assert (first.spent.close, first.without, first.dropped) == (60, 4, 1)
    assert second.counts.above == 1
    assert second.proposed == Shares(20, 50, 30)
    assert second.own == Shares(20, 50, 30)
    assert third.proposed == Shares(100, 0, 0)


def test_a_team_of_any_size_costs_the_same(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(6):
        make_member(make_user(f"S{n}"), alice.workspace)

    with django_assert_max_num_queries(9):
        team_of(alice, today=TODAY)
