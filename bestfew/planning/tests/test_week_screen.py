"""The week in the browser: laid out, kept, dropped with a reason, exported."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log
from bestfew.conftest import signed_in
from bestfew.funnel.tests.cast import make_objective
from bestfew.planning.models import Morning, TimeBlock
from bestfew.planning.rules.week import monday_of

pytestmark = pytest.mark.usefixtures("profile")
NEXT = monday_of(timezone.localdate()) + timedelta(days=7)
THURSDAY = NEXT + timedelta(days=3)
BLOCK = {
    "on": str(THURSDAY), "starts": "14:00", "ends": "15:30", "work": "close",
    "what": "Mai",
}  # fmt: skip


def page(client: Client, day: date = NEXT) -> str:
    return client.get(reverse("planning:week"), {"week": str(day)}).content.decode()


def deed(client: Client, block: TimeBlock, **told: str) -> tuple[int, str]:
    answer = client.post(reverse("planning:block", args=[block.pk]), told)
    return answer.status_code, answer.content.decode()


def test_the_morning_stands_before_anything_is_planned(alice: Membership) -> None:
    said = page(signed_in(alice))

    assert "The prospecting morning stands. Lay out the rest." in said
    assert "Prospecting: the protected morning" in said
    assert "09:00–13:00" in said


def test_a_block_is_put_in_once_and_shown(alice: Membership) -> None:
    client = signed_in(alice)

    for _twice in range(2):
        assert client.post(reverse("planning:add-block"), BLOCK).status_code == 302

    assert TimeBlock.objects.get().what == "Mai"
    assert "14:00–15:30" in page(client)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": str(NEXT), "starts": "10:00", "ends": "11:00"}, "morning stands there"),
        ({"starts": "15:00", "ends": "14:00"}, "end after it begins"),
        ({"on": "2999-01-01"}, "within a year"),
        ({"on": "soon"}, "valid date"),
        ({"work": "sleep"}, "valid choice"),
        ({"starts": "25:00"}, "valid time"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(
    alice: Membership, wrong: dict[str, str], said: str
) -> None:
    refused = signed_in(alice).post(reverse("planning:add-block"), BLOCK | wrong)

    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not TimeBlock.objects.exists()


def test_a_block_may_last_until_midnight(alice: Membership) -> None:
    late = {"starts": "22:00", "ends": "00:00"}

    signed_in(alice).post(reverse("planning:add-block"), BLOCK | late)

    assert TimeBlock.objects.get().ends == "24:00"


def test_the_morning_is_dropped_only_with_a_reason(alice: Membership) -> None:
    client = signed_in(alice)
    url, week = reverse("planning:morning"), str(NEXT)

    refused = client.post(url, {"week": week, "deed": "drop", "reason": " "})
    assert refused.status_code == 422
    assert "not dropped without saying why" in refused.content.decode()
    assert refused.content.decode().count('block__change" open') == 1
    client.post(url, {"week": week, "deed": "drop", "reason": "A fair"})

    block = TimeBlock.objects.get()
    assert (block.is_dropped, block.reason) == (True, "A fair")
    assert "No prospecting morning this week: A fair" in page(client)


def test_blocks_are_kept_moved_and_planned_again(alice: Membership) -> None:
    client = signed_in(alice)
    today = str(timezone.localdate())
    client.post(
        reverse("planning:add-block"),
        BLOCK | {"on": today, "starts": "18:00", "ends": "19:00"},
    )
    block = TimeBlock.objects.get()

    assert deed(client, block, deed="keep")[0] == 302
    assert TimeBlock.objects.kept().count() == 1
    assert deed(client, block, deed="restore")[0] == 302
    moved = {"on": today, "starts": "20:00", "ends": "21:00"}
    assert deed(client, block, deed="move", **moved)[0] == 302
    block.refresh_from_db()
    assert (block.starts.hour, block.is_kept, block.version) == (20, False, 4)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"deed": "keep"}, "It lies ahead"),
        ({"deed": "move", "on": "x"}, "valid date"),
        ({"deed": "burn"}, "valid choice"),
        ({"deed": "drop", "reason": "x" * 301}, "at most 300"),
    ],
)
def test_a_deed_that_cannot_be_says_why(
    alice: Membership, told: dict[str, str], said: str
) -> None:
    client = signed_in(alice)
    client.post(reverse("planning:add-block"), BLOCK)
    block = TimeBlock.objects.get()

    status, body = deed(client, block, **told)

    assert status == 422
    assert said in body
    block.refresh_from_db()
    assert block.version == 1


def test_nobody_changes_a_week_that_is_not_theirs(
    alice: Membership, carol: Membership, bob: Membership, dave: Membership
) -> None:
    signed_in(alice).post(reverse("planning:add-block"), BLOCK)
    block = TimeBlock.objects.get()

    for member, expected in ((carol, 404), (bob, 404), (dave, 403)):
        assert deed(signed_in(member), block, deed="drop")[0] == expected

    block.refresh_from_db()
    assert not block.is_dropped
    assert "Mai" not in page(signed_in(carol))


def test_a_viewer_looks_and_changes_nothing(dave: Membership) -> None:
    client = signed_in(dave)

    assert client.get(reverse("planning:week")).status_code == 200
    for name in ("add-block", "fill-week", "morning", "set-morning", "open-calendar"):
        assert client.post(reverse(f"planning:{name}"), BLOCK).status_code == 403
    assert not TimeBlock.objects.exists()
    assert client.get(reverse("planning:export")).status_code == 403


def test_the_week_is_laid_out_by_the_shares(alice: Membership) -> None:
    client = signed_in(alice)

    for _twice in range(2):
        client.post(reverse("planning:fill-week"), {"week": str(NEXT)})

    assert sum(block.minutes for block in TimeBlock.objects.all()) == 40 * 60
    assert "40 of 40 hours are laid out." in page(client)


def test_the_morning_may_be_another(alice: Membership) -> None:
    client = signed_in(alice)
    url = reverse("planning:set-morning")

    short = client.post(url, {"weekday": "3", "starts": "08:00", "ends": "08:30"})
    assert short.status_code == 422
    assert "at least an hour" in short.content.decode()
    client.post(url, {"weekday": "3", "starts": "08:00", "ends": "11:30"})

    assert str(Morning.objects.get()) == "3 08:00, 210 min"
    assert "08:00–11:30" in page(client)


def test_today_tells_what_is_laid_out_for_it(alice: Membership) -> None:
    client = signed_in(alice)
    today = str(timezone.localdate())
    late = {"on": today, "starts": "20:00", "ends": "21:00", "what": "Mai"}
    client.post(reverse("planning:add-block"), BLOCK | late)
    make_objective(alice, place="in", at=timezone.now())

    said = client.get(reverse("planning:today")).content.decode()

    assert "20:00–21:00 Close" in " ".join(said.split())
    assert reverse("planning:today") in client.get("/").content.decode()
    deed(client, TimeBlock.objects.get(), deed="drop")
    assert "Mai" not in client.get(reverse("planning:today")).content.decode()


@pytest.mark.parametrize("asked", ["", "x", "9999-12-31", "0001-01-01", "2026-W01"])
def test_nonsense_shows_this_week(alice: Membership, asked: str) -> None:
    client = signed_in(alice)

    answer = client.get(reverse("planning:week"), {"week": asked})

    assert answer.context["week"].monday == monday_of(timezone.localdate())


def test_time_spent_stands_beside_the_plan_and_goes_out(alice: Membership) -> None:
    client, objective = signed_in(alice), make_objective(alice, place="best_few")
    log(
        alice, about=objective.customer, kind="call", objective=objective,
        at=timezone.now(), minutes=90,
    )  # fmt: skip
    monday = monday_of(timezone.localdate())
    client.post(
        reverse("planning:morning"),
        {"week": str(monday), "deed": "drop", "reason": "=A1+1"},
    )

    said = client.get(reverse("planning:time")).content.decode()
    told = client.get(reverse("planning:export"), {"format": "json", "weeks": "2"})
    table = client.get(reverse("planning:export"), {"weeks": "2"}).content.decode()

    assert "Prospecting got 0% of your time; 10% is the plan." in said
    week = json.loads(told.content)["weeks"][-1]
    assert week["spent"] == {"close": 90, "prospect": 0, "funnel": 0, "other": 0}
    assert week["spent_shares"] == {"best_few": 100.0, "above": 0.0, "in": 0.0}
    assert week["planned"]["prospect"] == 0
    assert (week["proposed"]["above"], week["own"]) == (10, None)
    rows = list(csv.DictReader(StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert rows[-1]["spent_close_minutes"] == "90"
    assert rows[-1]["morning"] == "dropped"
    assert rows[-1]["morning_dropped_because"] == "'=A1+1"


def test_without_any_time_the_page_invites(alice: Membership) -> None:
    said = signed_in(alice).get(reverse("planning:time")).content.decode()

    assert "No time is logged yet." in said
    assert "Log with minutes" in said


def test_the_team_is_for_those_who_lead(alice: Membership, carol: Membership) -> None:
    make_objective(carol, place="above")

    said = signed_in(alice).get(reverse("planning:team")).content.decode()

    assert "Carol" in said
    assert "0 / 100 / 0" in said
    assert signed_in(carol).get(reverse("planning:team")).status_code == 403


@pytest.mark.parametrize("name", ["week", "time", "team", "calendar"])
def test_pages_cost_no_more_than_fifteen_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    client = signed_in(alice)
    client.get(reverse(f"planning:{name}"))  # the funnel's days are counted by now

    with django_assert_max_num_queries(15):
        assert client.get(reverse(f"planning:{name}")).status_code == 200


def test_pages_speak_of_ones_own_workspace(alice: Membership, bob: Membership) -> None:
    signed_in(alice).post(reverse("planning:add-block"), BLOCK)

    assert "Mai" not in page(signed_in(bob))
    with workspace_scope(bob.workspace):
        assert not TimeBlock.objects.exists()
