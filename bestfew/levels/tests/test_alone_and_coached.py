"""Somebody alone is no team; a leader sees how each one reaches people."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.conftest import signed_in
from bestfew.levels.rules.capacity import Channel, split
from bestfew.levels.tests.cast import come
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Channel as Way
from bestfew.reach.actions import set_targets, tally
from bestfew.reach.tests.cast import make_channels

pytestmark = pytest.mark.usefixtures("in_workspace")


def show(member: Membership, url: str = "levels:levels", **asked: Any) -> Any:
    return signed_in(member).get(reverse(url), asked)


def count(member: Membership, channel: Way, many: int, *, ago: int = 0) -> None:
    now, today = timezone.now(), timezone.localdate()
    on = today - timedelta(days=ago)
    tally(member, channel=channel, count=many, on=on, today=today, at=now)


def test_who_is_alone_is_asked_for_no_seller_and_has_a_target(
    alice: Membership,
) -> None:
    calls, leaflets, *_others = make_channels().values()
    alice.workspace.working_days = [1, 2, 3, 4, 5, 6, 7]
    alice.workspace.save()
    count(alice, calls, 700, ago=1)
    count(alice, calls, 100)
    aims = [(1, channel, 150) for channel in (calls, leaflets)]
    since = timezone.localdate() - timedelta(days=3)
    set_targets(alice.user, aims, since=since, at=timezone.now())

    page = show(alice)

    found = page.context["found"]
    assert "seller" not in page.context["form"].fields
    assert reverse("levels:team") not in page.content.decode()
    assert (found.a_day, found.target, found.is_enough) == (400, 300, True)


def test_a_team_of_two_may_choose_whose(alice: Membership, carol: Membership) -> None:
    count(carol, make_channels()["calls"], 10)

    page = show(alice)

    assert "seller" in page.context["form"].fields
    assert page.context["found"].target == 0
    assert reverse("levels:team") in page.content.decode()


def test_answers_that_are_all_prospects_are_marked_for_oneself(
    alice: Membership,
) -> None:
    today = timezone.localdate()
    come(alice, 2, 12, 12, on=today)
    come(alice, 3, 12, on=today)
    said = "Answers may be reported as prospects"

    assert said in show(alice).content.decode()
    assert said not in show(alice, cohort=f"{today:%Y-%m}").content.decode()


def test_the_coach_sees_who_counts_and_through_what(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    channels = make_channels()
    for member in (alice, carol):
        count(member, channels["leaflets"], 40, ago=9)
        count(member, channels["calls"], 60, ago=8)

    page = show(alice, "levels:team")

    assert (
        page.content.decode().count("The last day went through one channel only") == 2
    )
    assert page.context["silent"] == []
    late = signed_in(alice).get(
        reverse("levels:team"), {"period": "days", "first": f"{timezone.localdate()}"}
    )
    assert {str(user) for user in late.context["silent"]} == {"Alice", "Carol"}


def test_where_one_only_guesses_comes_last(db: None) -> None:
    posts = Channel("posts", 300, is_estimated=True)
    leaflets = Channel("leaflets", 200, Fraction(300))

    day = split(200, [posts, leaflets], hours=Fraction(8))
    full = split(2000, [posts, leaflets], hours=Fraction(8))

    assert [(part.channel.key, part.count) for part in day.parts] == [("leaflets", 200)]
    assert {part.channel.key: part.count for part in full.parts} == {
        "leaflets": 800,
        "posts": 1200,
    }


def test_days_without_minutes_take_what_the_channels_pace_says(
    alice: Membership,
) -> None:
    leaflets = make_channels()["leaflets"]
    leaflets.per_hour = 100
    leaflets.save()
    count(alice, leaflets, 200)
    now, day = timezone.now(), timezone.localdate() - timedelta(days=1)
    facts: dict[str, Any] = {"on": day, "today": day, "at": now, "minutes": 30}
    tally(alice, channel=leaflets, count=100, **facts)

    assert show(alice).context["found"].effort.minutes == 30 + 120


def test_the_channels_lines_come_to_what_the_pyramid_stands_on(
    alice: Membership,
) -> None:
    channels = make_channels()
    calls, leaflets = channels["calls"], channels["leaflets"]
    count(alice, leaflets, 50)
    for n, channel in enumerate([calls, calls, leaflets]):
        person = make_person(alice, f"P{n}")
        facts: dict[str, Any] = {
            "kind": "call",
            "is_incoming": True,
            "channel": channel,
        }
        log(alice, about=person, at=timezone.now(), **facts)

    found = show(alice).context["found"]

    assert found.pyramid.counts[:2] == (50, 3)
    assert {str(line.channel): line.reached for line in found.lines} == {
        "Calls": 0,
        "Leaflets": 50,
    }
    assert (found.whole.reached, found.whole.answered) == (50, 3)
