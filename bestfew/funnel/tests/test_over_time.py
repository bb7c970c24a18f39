"""The funnel over time: two days compared, what moved, and what is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.funnel import actions
from bestfew.funnel.models import FunnelDay, Placement
from bestfew.funnel.queries import faults, flow, parts
from bestfew.funnel.stacked import days_between, drawn
from bestfew.funnel.tests.cast import make_objective
from bestfew.funnel.tests.test_funnel_command import run, told

pytestmark = pytest.mark.usefixtures("profile")
PAGE = "/funnel/over-time/"


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def win(member: Membership, *, began: int, ended: int, place: str = "in") -> None:
    objective = make_objective(member, f"won {began}", place=place, at=ago(began))
    actions.end(objective, "won", by=member.user, at=ago(ended))


def keep() -> None:
    actions.keep_days(at=timezone.now())


def faults_of(member: Membership) -> dict[str, Any]:
    year = flow.year_of(member, on=ago(1).date())
    found = faults.faults(member, parts(member), year)
    return {type(each).__name__: each for each in found}


def test_two_days_are_compared(client: Client, alice: Membership) -> None:
    make_objective(alice, "flat", place="above", at=ago(40))
    make_objective(alice, "house", place="in", at=ago(10), value=400)
    client.force_login(alice.user)

    page = client.get(PAGE, {"period": "28"})

    assert page.status_code == 200
    rows = {each.between.place: each.between for each in page.context["found"].rows}
    assert (rows["above"].before.count, rows["above"].after.count) == (1, 1)
    assert (rows["in"].before.count, rows["in"].after.count) == (0, 1)
    assert rows["in"].moved_in == 1
    assert rows["in"].after.values == {"GBP": 400}
    assert "In the funnel grew from 0 to 1" in page.content.decode()
    assert "polygon" in page.content.decode()


def test_any_two_days_can_be_chosen(client: Client, alice: Membership) -> None:
    make_objective(alice, "flat", place="above", at=ago(40))
    client.force_login(alice.user)
    last = ago(20).date()
    days = {"first": str(ago(50).date()), "last": str(last)}

    page = client.get(PAGE, {"period": "days", **days})

    found = page.context["found"]
    assert (found.first, found.last) == (ago(41).date(), last)
    assert found.rows[1].between.after.count == 1


def test_a_new_workspace_has_nothing_to_draw(client: Client, alice: Membership) -> None:
    client.force_login(alice.user)

    page = client.get(PAGE)

    assert page.status_code == 200
    assert page.context["found"].drawing is None
    assert "nobody yet" in page.content.decode()


def test_a_seller_sees_their_own_funnel(
    client: Client, alice: Membership, carol: Membership
) -> None:
    make_objective(alice, "hers", place="in", at=ago(9))
    make_objective(carol, "mine", place="in", at=ago(9), value=7)
    client.force_login(carol.user)

    rows = client.get(PAGE, {"period": "28"}).context["found"].rows

    assert rows[2].between.after.count == rows[2].between.moved_in == 1
    assert rows[2].between.after.values == {"GBP": 7}


def test_the_page_costs_few_queries(
    client: Client, alice: Membership, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        make_objective(alice, f"flat {n}", place="in", at=ago(30 - n))
    client.force_login(alice.user)
    client.get(PAGE)

    with django_assert_max_num_queries(15):
        client.get(PAGE)
    with django_assert_max_num_queries(15):
        client.get("/funnel/?part=in")


def test_shares_count_only_those_who_had_the_time(alice: Membership) -> None:
    for n in range(6):
        win(alice, began=200 + n, ended=170)
    for n in range(6):
        make_objective(alice, f"slow {n}", place="in", at=ago(150 + n))
    make_objective(alice, "new", place="in", at=ago(5))
    keep()

    year = flow.year_of(alice, on=ago(1).date())

    assert year.cycle == pytest.approx(0.3 * 32.5 + 0.7 * 60)
    found = year.passing("in")
    assert (found.went_on.came, found.went_on.tried) == (6, 12)
    assert found.went_on.mean == pytest.approx(0.5)


def test_pace_is_by_currency(alice: Membership) -> None:
    for n in range(10):
        win(alice, began=90 + n, ended=30)
    make_objective(alice, "a", place="in", at=ago(3), value=1_000)
    make_objective(alice, "b", place="best_few", at=ago(3), value=9, currency="VND")
    keep()

    found = flow.pace(alice, parts(alice), flow.year_of(alice, on=ago(1).date()))

    assert found.open == {"GBP": 1_000, "VND": 9}
    assert (found.win.came, found.win.tried) == (10, 10)
    assert found.a_day["GBP"] == pytest.approx(
        1_000 * (10.5 / 11) / (64.5 / 2 + 60 / 2)
    )


def test_a_jammed_middle_is_named_with_its_numbers(alice: Membership) -> None:
    for n in range(6):
        make_objective(alice, f"stuck {n}", place="in", at=ago(80))
    keep()

    assert faults_of(alice)["JammedMiddle"].inside == 6
    assert faults_of(alice)["DryTop"].needed is None


def test_no_fault_is_named_before_a_day_was_counted(alice: Membership) -> None:
    for n in range(6):
        make_objective(alice, f"old {n}", place="in", at=ago(200))

    assert faults_of(alice) == {}
    keep()
    assert "JammedMiddle" in faults_of(alice)


def test_best_few_by_judgement_only_are_too_early(
    client: Client, alice: Membership
) -> None:
    objective = make_objective(alice, place="in", at=ago(9))
    make_objective(alice, "ready", place="best_few", at=ago(1))
    actions.judge(objective, "best_few", "A feeling", by=alice.user, at=ago(2))
    keep()
    client.force_login(alice.user)

    fault = faults_of(alice)["PrematureBestFew"]
    page = client.get(reverse("funnel:funnel")).content.decode()

    assert (fault.early, fault.best_few) == (1, 2)
    assert "1 of 2 best few is there by your judgement" in page


def test_a_fall_is_shown_until_somebody_says_they_know(
    client: Client, alice: Membership
) -> None:
    objective = make_objective(alice, place="best_few", at=ago(20))
    client.force_login(alice.user)

    fragment = client.get(reverse("funnel:fell"), headers={"HX-Request": "true"})
    page = client.get(reverse("funnel:objective", args=[objective.pk]))

    assert "No day to close that lies ahead" in fragment.content.decode()
    assert "Best few → In the funnel" in fragment.content.decode()
    assert "Fell back from" in page.content.decode()
    assert reverse("funnel:fell") in client.get("/").content.decode()

    seen = reverse("funnel:seen", args=[objective.pk])
    assert client.post(seen, {"next": "/"})["Location"] == "/"
    assert client.post(seen, headers={"HX-Request": "true"}).content == b""

    assert not Placement.objects.unseen_falls().exists()
    assert "Nothing that you do not know of" in (
        client.get(reverse("funnel:fell")).content.decode()
    )


def test_who_only_looks_cannot_say_seen(
    client: Client, alice: Membership, dave: Membership, bob: Membership
) -> None:
    objective = make_objective(alice, place="best_few", at=ago(20))
    actions.refresh_day(at=timezone.now())
    seen = reverse("funnel:seen", args=[objective.pk])

    client.force_login(dave.user)
    assert client.post(seen).status_code == 403
    client.force_login(bob.user)
    assert client.post(seen).status_code == 404
    client.force_login(alice.user)
    assert client.get(seen).status_code == 405

    assert Placement.objects.unseen_falls().exists()


def test_days_are_spread_evenly_and_areas_end_where_they_should() -> None:
    first = ago(10).date()
    days = days_between(first, first + timedelta(days=400))
    found = drawn(
        {
            first: {"universe": 0, "above": 2, "in": 1, "best_few": 1},
            days[-1]: {"universe": 1, "above": 0, "in": 0, "best_few": 0},
        }
    )

    assert (len(days), days[0], days[-1]) == (53, first, first + timedelta(days=400))
    assert found.most == 4
    assert found.areas[0].points == "0.0,90.0 520.0,120.0 520.0,120.0 0.0,120.0"
    assert found.areas[-1].points.startswith("0.0,0.0 520.0,90.0")


def test_the_terminal_compares_two_days(alice: Membership) -> None:
    for n in range(10):
        win(alice, began=90 + n, ended=30)
    make_objective(alice, "flat", place="in", at=ago(10), value=300)
    first = str(ago(20).date())

    found = told("funnel", "--compare", first, "--target", "100")

    assert found["parts"]["in"]["before"] == {"count": 0, "values": {}}
    assert found["parts"]["in"]["after"] == {"count": 1, "values": {"GBP": "300.00"}}
    assert found["parts"]["in"]["moved_in"] == 1
    assert found["win_rate"]["n"] == 10
    assert found["coverage"]["has"] == 3
    assert found["coverage"]["expected"] == pytest.approx(300 * 10.5 / 11)
    assert set(found["conversion"]) == {"above", "in", "best_few"}
    assert "moved in" in run("funnel", "--compare", first).stdout
    said = run("funnel", "--compare", first, "--target", "100").stdout
    assert "is 3 times that" in said
    assert "286% of the target" in said
    assert run("funnel", "--compare", str(ago(-3).date())).exit_code == 1
    for nonsense in ("-1", "0", "nan", "inf"):
        refused = run("funnel", "--compare", first, "--target", nonsense, "--json")
        assert refused.exit_code == 1


def test_the_terminal_passes_over_no_option(alice: Membership) -> None:
    first = str(ago(20).date())

    narrowed = run("funnel", "--compare", first, "--stalled")
    alone = run("funnel", "--target", "100")

    assert (narrowed.exit_code, alone.exit_code) == (1, 1)
    assert "leave the narrowing out" in narrowed.stderr
    assert "goes with --compare" in alone.stderr


def test_all_days_are_counted_anew_when_asked(alice: Membership) -> None:
    make_objective(alice, "flat", place="in", at=ago(10))
    keep()
    FunnelDay.objects.update(count=9)

    assert run("funnel", "--rebuild").exit_code == 0

    assert set(FunnelDay.objects.values_list("count", flat=True)) == {1}


def test_days_before_those_that_are_kept_are_not_told_as_empty(
    alice: Membership,
) -> None:
    refused = run("funnel", "--compare", "2001-01-01")

    assert refused.exit_code == 1
    assert "Past days are kept for two years" in refused.stderr


def test_the_screen_says_whether_a_target_is_covered(
    client: Client, alice: Membership
) -> None:
    for n in range(10):
        win(alice, began=90 + n, ended=30)
    make_objective(alice, "flat", place="in", at=ago(10), value=300)
    client.force_login(alice.user)

    page = client.get(PAGE, {"target": "150", "period": "28"}).content.decode()

    assert "is 2 times that; at your share of wins, 1 times are needed" in page
    assert 'name="period" value="28"' in page
    assert 'name="target" value="150"' in page


@pytest.mark.parametrize("nonsense", ["0", "-5", "much", "1e99"])
def test_a_target_that_is_none_covers_nothing(
    nonsense: str, client: Client, alice: Membership
) -> None:
    for n in range(10):
        win(alice, began=90 + n, ended=30)
    client.force_login(alice.user)

    page = client.get(PAGE, {"target": nonsense})

    assert page.status_code == 200
    assert page.context["found"].covered == []
    assert page.context["target"].errors


def test_without_enough_endings_a_target_is_not_asked_for(
    client: Client, alice: Membership
) -> None:
    make_objective(alice, "flat", place="in", at=ago(10), value=300)
    client.force_login(alice.user)

    page = client.get(PAGE, {"target": "150"}).content.decode()

    assert "too few to say how fast" in page
    assert "at your share of wins" not in page
    first = str(ago(20).date())
    said = run("funnel", "--compare", first, "--target", "100").stdout
    assert "too few to say how fast" in said
