"""The last weeks beside each part of the Funnel, and what is stalled, by name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership, Role
from bestfew.conftest import make_member, make_user
from bestfew.funnel import actions
from bestfew.funnel.sparks import spark
from bestfew.funnel.tests.cast import make_objective
from bestfew.funnel.tests.test_funnel_command import run

pytestmark = pytest.mark.usefixtures("in_workspace")

FUNNEL, STALLED = reverse("funnel:funnel"), reverse("funnel:stalled")


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def end_five(member: Membership, *, after: int) -> None:
    """From five on, nearly every one that ended is known."""
    for n in range(5):
        objective = make_objective(member, f"old {n}", at=ago(100 + after))
        actions.end(objective, "won", by=member.user, at=ago(100))


def sparks_of(client: Client, **asked: str) -> dict[str, list[int]]:
    screen = client.get(FUNNEL, asked).context["screen"]
    return {
        band.place: [high for _left, _top, high in band.spark.bars]
        for band in screen.bands
        if band.spark
    }


def test_each_part_shows_how_many_stood_there_week_by_week(
    client: Client, alice: Membership
) -> None:
    make_objective(alice, "a", place="above", at=ago(60))
    make_objective(alice, "b", place="above", at=ago(10))
    actions.keep_days(at=timezone.now())
    client.force_login(alice.user)

    found = sparks_of(client)

    assert found["above"] == [21, 21, 21, 21, 21, 21, 42, 42]
    assert found["best_few"] == [1] * 8
    page = client.get(FUNNEL).content.decode()
    assert "Week by week: 1, 1, 1, 1, 1, 1, 2, 2" in page


def test_a_funnel_without_a_past_or_narrowed_shows_no_weeks(
    client: Client, alice: Membership
) -> None:
    client.force_login(alice.user)
    assert sparks_of(client) == {}

    make_objective(alice, "a", place="above", at=ago(60))
    actions.keep_days(at=timezone.now())

    assert sparks_of(client, stalled="on") == {}
    assert sparks_of(client, kind="sell") == {}
    assert len(sparks_of(client)) == 4


def test_a_seller_sees_the_weeks_of_their_own(
    client: Client, alice: Membership, carol: Membership
) -> None:
    make_objective(alice, "a", place="above", at=ago(60))
    make_objective(carol, "b", place="in", at=ago(60))
    actions.keep_days(at=timezone.now())
    client.force_login(carol.user)

    found = sparks_of(client)

    assert found["above"] == [1] * 8
    assert found["in"] == [42] * 8


def test_bars_are_as_high_as_their_share_of_the_most() -> None:
    found = spark([0, 2, 4])

    assert found.bars == [(0, 43, 1), (20, 23, 21), (40, 2, 42)]
    assert (found.first, found.last, found.weeks) == (0, 4, 3)


def test_what_is_stalled_is_named_with_its_numbers(
    client: Client, alice: Membership
) -> None:
    end_five(alice, after=20)
    make_objective(alice, "old", place="in", at=ago(21))
    make_objective(alice, "young", place="in", at=ago(20))
    client.force_login(alice.user)

    page = client.get(STALLED).content.decode()

    assert "1 of 2 open ones is older than nearly every one that ended" in page
    assert f'href="{FUNNEL}?stalled=on"' in page
    assert STALLED in client.get(reverse("funnel:over-time")).content.decode()
    assert STALLED in client.get(FUNNEL).content.decode()
    compared = run("funnel", "--compare", str(ago(5).date())).stdout
    assert "Stalled: 1 of 2 open ones" in compared


def test_where_nothing_is_stalled_or_only_others_nothing_is_said(
    client: Client, alice: Membership, carol: Membership, bob: Membership
) -> None:
    end_five(alice, after=20)
    client.force_login(alice.user)
    assert "stalled" not in client.get(STALLED).content.decode()

    make_objective(alice, "old", place="in", at=ago(30))
    for member in (carol, bob):
        client.force_login(member.user)
        assert "stalled" not in client.get(STALLED).content.decode()
    assert client.post(STALLED).status_code == 405


def test_who_only_looks_is_told_too(client: Client, alice: Membership) -> None:
    end_five(alice, after=20)
    paused = make_objective(alice, "set aside", place="in", at=ago(30))
    actions.pause(paused, paused=True, by=alice.user, at=timezone.now())
    make_objective(alice, "old", place="in", at=ago(30))
    manager = make_member(make_user("Mia"), alice.workspace, Role.MANAGER)
    client.force_login(manager.user)

    assert "1 of 1 open ones is older" in client.get(STALLED).content.decode()


def test_the_weeks_cost_the_funnel_one_query(
    client: Client,
    alice: Membership,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make_objective(alice, "a", place="above", at=ago(60))
    actions.keep_days(at=timezone.now())
    client.force_login(alice.user)

    with django_assert_max_num_queries(15):
        client.get(FUNNEL)
