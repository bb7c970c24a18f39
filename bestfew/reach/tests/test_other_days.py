"""Another time zone: the log's moments move, what was said of a day stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.conftest import NOON, signed_in
from bestfew.funnel.actions import keep_days
from bestfew.funnel.models import FunnelKept
from bestfew.levels.models import LevelDay, Standing
from bestfew.people.actions import add_person
from bestfew.people.models import Person
from bestfew.reach.tests.cast import count, days, make_channels
from bestfew.verify import levels as verify_levels
from bestfew.verify.reach import miscounted

LATE = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
"""Half past eleven at night in Vietnam, half past noon in New York; July in Sydney."""

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    return add_person(alice, name="Mai", at=NOON)


def move_to(alice: Membership, zone: str) -> None:
    facts = {
        "name": "Acme Homes", "currency": "VND", "zone": zone, "working_days": ["1"],
        "week_hours": "40", "normal_cycle_days": "60",
    }  # fmt: skip
    url = reverse("accounts:workspace-settings")
    assert signed_in(alice).post(url, facts).status_code == 302


def test_days_and_standings_follow_the_zone(alice: Membership, mai: Person) -> None:
    calls = make_channels()["calls"]
    move_to(alice, "Asia/Ho_Chi_Minh")
    with timezone.override(ZoneInfo("Asia/Ho_Chi_Minh")):
        log(alice, about=mai, kind="call", at=LATE, outcome="spoke")
        count(alice, calls, 5, on=date(2026, 6, 30), today=date(2026, 6, 30))
        keep_days(at=LATE + timedelta(days=2))
    assert days() == [(date(2026, 6, 30), "calls", 5, 1)]

    move_to(alice, "Australia/Sydney")

    with timezone.override(ZoneInfo("Australia/Sydney")):
        assert days() == [
            (date(2026, 6, 30), "calls", 5, 0),
            (date(2026, 7, 1), "calls", 0, 1),
        ]
        assert Standing.objects.get(person=mai).reached_on == date(2026, 7, 1)
        months = LevelDay.objects.filter(span="month", axis="all", level=1)
        assert months.get().on == date(2026, 7, 1)
        assert not FunnelKept.objects.exists()
        assert not miscounted().rows
        assert not verify_levels.misplaced().rows


def test_the_same_zone_again_works_nothing_out(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(alice, "Asia/Ho_Chi_Minh")
    monkeypatch.setattr("bestfew.reach.jobs.rebuild", lambda: pytest.fail("rebuilt"))

    move_to(alice, "Asia/Ho_Chi_Minh")
