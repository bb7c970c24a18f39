"""Today: the same order of work on the screen and in the terminal."""

from __future__ import annotations

import json
import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.models import FollowUp
from bestfew.conftest import NOON, signed_in
from bestfew.desk.today import birthdays_near, follow_ups_due, greeting, today_of
from bestfew.funnel.actions import judge
from bestfew.funnel.tests.cast import make_objective
from bestfew.people.actions import remember_birthday
from bestfew.people.models import Person, Source
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.tests.cast import make_profile
from bestfew.prospecting.tests.conftest import profile as profile
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")
URL = "desk:today"
DAY = NOON.date()


def screen(member: Membership) -> str:
    return signed_in(member).get(reverse(URL)).content.decode()


def terminal(*words: str) -> Any:
    done = CliRunner().invoke(app, ["today", "--json", *words])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def follow_up(member: Membership, person: Person, *, days: int = 0) -> FollowUp:
    made: FollowUp = FollowUp.objects.create(
        person=person,
        what=f"call in {days}",
        due_on=DAY + timedelta(days=days),
        assignee=member.user,
        created_at=NOON - timedelta(days=30),
    )
    return made


def fill(member: Membership, at: datetime) -> None:
    """Something of every kind of work, and people of two sources."""
    leaflet = Source.objects.create(key="leaflet", name="Leaflet")
    for n in range(4):
        make_person(member, f"Lead {n}", at=at, source=leaflet if n else None)
    for n in range(6):
        for place in ("above", "in", "best_few"):
            make_objective(member, f"{place} {n}", place=place, at=at, value=n)


def test_the_screen_and_the_terminal_give_the_same_order(alice: Membership) -> None:
    fill(alice, timezone.now())

    shown = re.findall(r'data-item="(\w+)-(\d+)"', screen(alice))
    told = terminal()

    listed = [
        (item["kind"], item["id"]) for step in told["order"] for item in step["items"]
    ]
    assert shown == listed
    assert [step["work"] for step in told["order"]] == ["close", "prospect", "funnel"]
    assert [len(step["items"]) for step in told["order"]] == [5, 4, 2]
    assert told["answer"] in screen(alice)


def test_one_button_is_filled_the_first_deed(alice: Membership) -> None:
    fill(alice, timezone.now())

    page = screen(alice)

    assert page.count("btn-primary") == 1
    first = page.index('data-item="objective-')
    assert page.index("btn-primary") > first
    assert page.index("btn-primary") < page.index('data-item="objective-', first + 1)


def test_people_to_qualify_are_told_by_source(alice: Membership) -> None:
    fill(alice, timezone.now())

    assert "22 people to qualify" in screen(alice)
    (_close, prospect, _cover) = terminal()["order"]
    assert prospect["to_qualify"] == 22
    assert prospect["sources"] == {"": 19, "Leaflet": 3}


def test_the_terminal_lists_more_when_asked(alice: Membership) -> None:
    fill(alice, timezone.now())

    many = terminal("--many", "50")["order"]

    assert [len(step["items"]) for step in many] == [6, 28, 6]


def test_the_terminal_prints_the_order_for_people_too(alice: Membership) -> None:
    fill(alice, timezone.now())
    follow_up(alice, make_person(alice), days=-1)

    done = CliRunner().invoke(app, ["today"])

    assert done.stdout.index("best_few 5") < done.stdout.index("in 5")
    assert "call in -1" in done.stdout


def test_another_day_is_told_by_the_terminal(alice: Membership) -> None:
    now = timezone.now()
    closes = timezone.localdate(now) + timedelta(days=40)
    make_objective(alice, place="best_few", at=now, expected_close_on=closes)

    def counts(days: int) -> list[int]:
        on = timezone.localdate(now) + timedelta(days=days)
        return [step["count"] for step in terminal("--as-of", str(on))["order"]]

    assert [counts(0), counts(11), counts(-1)] == [[0, 0, 1], [1, 0, 0], [0, 0, 0]]


def test_an_empty_workspace_is_invited(alice: Membership, dave: Membership) -> None:
    page = screen(alice)

    for name in ("imports:upload", "people:add", "onboarding:sample"):
        assert reverse(name) in page
    assert reverse("onboarding:sample") not in screen(dave)


def test_follow_ups_due_and_overdue_are_mine_and_allowed(
    alice: Membership, carol: Membership
) -> None:
    due = follow_up(alice, make_person(alice, "Due"))
    late = follow_up(alice, make_person(alice, "Late"), days=-2)
    follow_up(alice, make_person(alice, "Later"), days=1)
    follow_up(carol, make_person(carol, "Carol's"))
    silent = make_person(alice, "Said No")
    follow_up(alice, silent)
    Person.objects.filter(pk=silent.pk).update(do_not_contact=True)

    assert follow_ups_due(alice, on=DAY, today=DAY) == [late, due]


def test_a_past_day_has_the_follow_ups_that_were_open_then(alice: Membership) -> None:
    done = follow_up(alice, make_person(alice), days=-3)
    done.finish(at=NOON - timedelta(days=1))

    two_days_ago = DAY - timedelta(days=2)
    assert follow_ups_due(alice, on=two_days_ago, today=DAY) == [done]
    assert follow_ups_due(alice, on=DAY, today=DAY) == []


def test_a_follow_up_is_done_from_today(alice: Membership) -> None:
    made = follow_up(alice, make_person(alice, "Due"), days=-1)

    assert reverse("activities:done", args=[made.pk]) in screen(alice)
    assert reverse("activities:snooze", args=[made.pk]) in screen(alice)


@pytest.mark.parametrize(
    ("month", "day", "on", "near"),
    [
        (5, 21, DAY, True),
        (5, 28, DAY, True),
        (5, 29, DAY, False),
        (5, 20, DAY, False),
        (1, 2, DAY.replace(month=12, day=30), True),
        (2, 29, DAY.replace(month=2, day=25), True),
        (2, 29, DAY.replace(month=3, day=2), False),
    ],
)
def test_birthdays_within_a_week_are_near(
    alice: Membership, month: int, day: int, on: Any, near: bool
) -> None:
    person = make_person(alice)
    remember_birthday(person, month=month, day=day, year=1984)

    found = birthdays_near(alice, on=on)

    assert bool(found) is near
    if near:
        assert found[0].turns == found[0].on.year - 1984


def test_a_birthday_without_its_year_turns_nothing_and_no_means_no(
    alice: Membership,
) -> None:
    person = make_person(alice)
    remember_birthday(person, month=5, day=22)
    assert birthdays_near(alice, on=DAY)[0].turns is None

    Person.objects.update(do_not_contact=True)
    assert birthdays_near(alice, on=DAY) == []


def test_the_week_follows_what_stands_where(alice: Membership) -> None:
    make_objective(alice, place="best_few")

    found = today_of(alice, on=DAY, today=DAY)

    assert [(share, hours) for _title, _work, share, hours in found.hours] == [
        (90, 36),
        (10, 4),
        (0, 0),
    ]


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (4, "evening"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (18, "evening"),
    ],
)
def test_the_greeting_knows_the_time_of_day(hour: int, said: str) -> None:
    assert said in greeting(datetime.combine(DAY, time(hour)))


def test_a_stranger_sees_nothing_of_it(alice: Membership, bob: Membership) -> None:
    fill(alice, timezone.now())
    with workspace_scope(bob.workspace):
        make_profile()

    assert "data-item" not in screen(bob)


def test_today_costs_no_more_than_fifteen_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    fill(alice, now)
    judge(
        make_objective(alice, place="in", at=now),
        "best_few",
        "So",
        by=alice.user,
        at=now,
    )
    for n in range(3):
        follow_up(alice, make_person(alice, f"Due {n}"))
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        assert client.get(reverse(URL)).status_code == 200


def test_the_next_birthdays_come_first(alice: Membership) -> None:
    for name, month, day in (("Late", 5, 24), ("Soon", 5, 21), ("Next", 5, 22)):
        remember_birthday(make_person(alice, name), month=month, day=day)

    names = [each.person.name for each in birthdays_near(alice, on=DAY)]

    assert names == ["Soon", "Next", "Late"]


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (DAY.replace(month=12, day=29), [(12, 29), (12, 31), (1, 1), (1, 5)]),
        (DAY.replace(month=2, day=26), [(2, 27), (2, 29), (3, 1), (3, 5)]),
    ],
)
def test_they_come_first_over_the_end_of_a_month(
    alice: Membership, on: Any, days: list[tuple[int, int]]
) -> None:
    for month, day in reversed(days):
        remember_birthday(make_person(alice), month=month, day=day, year=1984)

    found = birthdays_near(alice, on=on)

    kept = [each.person.dates.get() for each in found]
    assert [(each.month, each.day) for each in kept] == days
