"""What changes the normal cycle looks again at what stands by its half (D28)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.funnel import actions
from bestfew.funnel.models import Objective
from bestfew.funnel.queries.flow import cycle_of_all
from bestfew.funnel.tests.cast import make_objective
from bestfew.markets.models import Offering

pytestmark = pytest.mark.usefixtures("profile")
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def near(member: Membership, *, days: int, **facts: Any) -> Objective:
    """Among the best few while that many days are less than half a cycle."""
    closes = TODAY + timedelta(days=days)
    return make_objective(
        member, "Near", place="best_few", expected_close_on=closes, **facts
    )


def place(objective: Objective) -> str:
    objective.refresh_from_db()
    return objective.place


def win(member: Membership, n: int, *, days: int = 10) -> Objective:
    began = TODAY - timedelta(days=days)
    won = make_objective(member, f"Won {n}", first_contact_on=began)
    actions.end(won, "won", by=member.user, at=NOON)
    return won


def test_a_win_that_is_taken_back_leaves_the_mean_again(alice: Membership) -> None:
    waits = near(alice, days=25)
    wins = [win(alice, n) for n in range(5)]
    assert place(waits) == "in"  # half of 47.5 days

    actions.reopen(wins[-1], by=alice.user, at=NOON)

    assert place(waits) == "best_few"  # half of our own 60


def test_another_figure_of_the_workspace_moves_what_stands_by_it(
    alice: Membership,
) -> None:
    waits = near(alice, days=25)
    course = Offering.objects.create(name="Course", normal_cycle_days=60)
    by_its_own = near(alice, days=25, offering=course)
    settings = {
        "name": "Acme", "currency": "GBP", "zone": "Europe/London",
        "working_days": ["1", "2"], "week_hours": "40",
    }  # fmt: skip

    def settle(days: int) -> None:
        url = reverse("accounts:workspace-settings")
        told = signed_in(alice).post(url, {**settings, "normal_cycle_days": days})
        assert told.status_code == 302

    settle(20)
    assert (place(waits), place(by_its_own)) == ("in", "best_few")

    settle(60)
    assert place(waits) == "best_few"


def test_a_cycle_of_more_than_ten_years_is_in_no_mean(alice: Membership) -> None:
    for n in range(20):
        win(alice, n)
    win(alice, 20, days=5_000)

    assert cycle_of_all(alice, until=TODAY) == 10
