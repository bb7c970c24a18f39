"""The funnel of past days is counted from its history, and stays in step with it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel import actions
from bestfew.funnel.models import FunnelDay, Placement
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.onboarding import jobs

pytestmark = pytest.mark.usefixtures("profile")
TODAY = NOON.date()


def days(n: int) -> timedelta:
    return timedelta(days=n)


def stood(on: date) -> dict[str, tuple[int, int]]:
    rows = FunnelDay.objects.filter(on=on, count__gt=0)
    return {each.place: (each.count, int(each.value)) for each in rows}


def moved(on: date, place: str) -> tuple[int, int, int]:
    row = FunnelDay.objects.get(on=on, place=place)
    return row.moved_in, row.moved_out, row.fell


def test_every_day_that_is_over_is_counted(alice: Membership) -> None:
    objective = make_objective(alice, place="above", at=NOON - days(9))
    actions.verify_fit(objective, by=alice.user, at=NOON - days(6))
    actions.cover(
        influence_of(objective), by=alice.user, at=NOON - days(6), contacted=True
    )

    changed = actions.keep_days(at=NOON)

    assert changed == FunnelDay.objects.count() == 10
    assert stood(TODAY - days(10)) == {}
    assert stood(TODAY - days(9)) == {"above": (1, 100)}
    assert stood(TODAY - days(1)) == {"in": (1, 100)}
    assert stood(TODAY) == {}
    assert moved(TODAY - days(6), "above") == (0, 1, 0)
    assert moved(TODAY - days(6), "in") == (1, 0, 0)


def test_keeping_twice_writes_nothing(alice: Membership) -> None:
    make_objective(alice, place="above", at=NOON - days(3))
    actions.keep_days(at=NOON)

    assert actions.keep_days(at=NOON) == 0
    FunnelDay.objects.filter(on=TODAY - days(2)).update(count=5)
    assert actions.keep_days(at=NOON) == 0  # what it is counted from is the same
    assert actions.keep_days(at=NOON + days(1)) == 2  # the day mended, the new day


def test_a_change_told_afterwards_reaches_the_days_behind_it(alice: Membership) -> None:
    objective = make_objective(alice, place="in", at=NOON - days(8))
    actions.keep_days(at=NOON)

    actions.end(objective, "won", by=alice.user, at=NOON, on=TODAY - days(4))
    actions.keep_days(at=NOON)

    assert stood(TODAY - days(5)) == {"in": (1, 100)}
    assert stood(TODAY - days(4)) == {}
    entry = FunnelDay.objects.get(on=TODAY - days(8), place="in")
    assert (entry.entered, entry.went_on, entry.won) == (1, 1, 1)

    actions.reopen(objective, by=alice.user, at=NOON)
    actions.keep_days(at=NOON)

    assert stood(TODAY - days(1)) == {"in": (1, 100)}
    assert FunnelDay.objects.get(on=TODAY - days(8), place="in").won == 0


def test_money_is_what_it_was_on_that_day(alice: Membership) -> None:
    objective = make_objective(alice, place="in", at=NOON - days(8), value=900)
    actions.edit_objective(
        objective,
        before={"value": Decimal(900)},
        after={"value": Decimal(500)},
        by=alice.user,
        at=NOON - days(5),
    )
    actions.end(objective, "won", value=Decimal(450), by=alice.user, at=NOON - days(2))

    actions.keep_days(at=NOON)

    assert stood(TODAY - days(6)) == {"in": (1, 900)}
    assert stood(TODAY - days(5)) == {"in": (1, 500)}
    assert stood(TODAY - days(3)) == {"in": (1, 500)}


def test_what_is_paused_is_counted_nowhere_meanwhile(alice: Membership) -> None:
    objective = make_objective(alice, place="in", at=NOON - days(8))
    actions.pause(objective, paused=True, by=alice.user, at=NOON - days(5))
    actions.pause(objective, paused=False, by=alice.user, at=NOON - days(3))

    actions.keep_days(at=NOON)

    assert stood(TODAY - days(4)) == {}
    assert stood(TODAY - days(3)) == stood(TODAY - days(6)) == {"in": (1, 100)}


def test_two_currencies_and_two_sellers_stay_apart(
    alice: Membership, carol: Membership
) -> None:
    for member, currency in ((alice, "GBP"), (alice, "VND"), (carol, "GBP")):
        make_objective(member, place="in", at=NOON - days(1), currency=currency)

    actions.keep_days(at=NOON)

    rows = FunnelDay.objects.all()
    assert {(each.seller_id, each.currency, each.count) for each in rows} == {
        (alice.user_id, "GBP", 1),
        (alice.user_id, "VND", 1),
        (carol.user_id, "GBP", 1),
    }
    assert {each.seller_id for each in rows.of_sellers(carol)} == {carol.user_id}


def test_without_an_objective_there_is_nothing_to_count(alice: Membership) -> None:
    assert actions.keep_days(at=NOON) == 0
    assert actions.are_kept(on=TODAY)
    assert not actions.are_kept(on=TODAY + days(1))


def test_the_worker_counts_every_workspace(alice: Membership, bob: Membership) -> None:
    make_objective(alice, place="in", at=NOON - days(2))

    jobs.keep_days()

    assert FunnelDay.objects.filter(on=TODAY - days(1)).exists()
    assert not FunnelDay.unscoped.filter(workspace=bob.workspace_id).exists()


def test_a_move_is_kept_with_its_reason(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few", at=NOON - days(20))
    actions.refresh_day(at=NOON)
    actions.judge(objective, "best_few", "A handshake", by=alice.user, at=NOON)

    fell, back = Placement.objects.order_by("-at", "-id")[:2][::-1]

    assert (fell.came_from, fell.place) == ("best_few", "in")
    assert (fell.missing, fell.judged_because) == (["expected_close"], "")
    assert (fell.by, back.by) == (None, alice.user)
    assert (back.came_from, back.judged_because) == ("in", "A handshake")


def test_a_fall_is_told_until_it_is_seen_or_mended(alice: Membership) -> None:
    objective = make_objective(alice, place="best_few", at=NOON - days(20))
    actions.refresh_day(at=NOON)

    (fell,) = Placement.objects.unseen_falls()
    assert fell.objective_id == objective.pk

    actions.say_seen(objective)
    actions.say_seen(objective)
    assert not Placement.objects.unseen_falls().exists()


def test_a_fall_that_is_mended_or_ended_is_not_told(alice: Membership) -> None:
    mended, ended = (
        make_objective(alice, name, place="best_few", at=NOON - days(20))
        for name in ("mended", "ended")
    )
    actions.refresh_day(at=NOON)
    assert Placement.objects.unseen_falls().count() == 2

    actions.edit_objective(
        mended,
        before={"expected_close_on": mended.expected_close_on},
        after={"expected_close_on": TODAY + days(5)},
        by=alice.user,
        at=NOON,
    )
    actions.end(ended, "lost", by=alice.user, at=NOON)

    assert mended.place == "best_few"
    assert not Placement.objects.unseen_falls().exists()


def test_a_judgement_downwards_is_no_fall(alice: Membership) -> None:
    objective = make_objective(alice, place="in")

    actions.judge(objective, "above", "They went quiet", by=alice.user, at=NOON)

    assert objective.placements.order_by("-at", "-id")[0].place == "above"
    assert not Placement.objects.unseen_falls().exists()
