"""A team's health by both doors: figures, questions answered, who gave whom."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.teams.health import words
from bestfew.teams.health.graph import graph_of
from bestfew.teams.health.reading import Health, health_of
from bestfew.teams.models import Promise, TeamMember
from bestfew.teams.tests.cast import link_of, make_team, seat_guest, seat_member
from bestfew.teams.tests.passing import (
    hold_meeting,
    pass_many,
    pass_referral,
    seat_many,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_workspace")]
Three = tuple[TeamMember, TeamMember, TeamMember]


@pytest.fixture
def three(alice: Membership, bob: Membership) -> Three:
    mine = make_team(alice)
    florist = seat_member(mine.team, bob, "florist")
    return mine, florist, seat_guest(mine.team, "Mali", "caterer")


def _health(of: TeamMember) -> Health:
    return health_of(of.team, at=NOON)


def _answers(of: TeamMember) -> dict[str, tuple[str, str]]:
    return {each.ask: (each.word, each.text) for each in words.answers(_health(of))}


def test_attendance_and_participation_are_of_the_last_six_months(three: Three) -> None:
    mine, florist, mali = three
    hold_meeting(mine.team, {mine: "here", florist: "late", mali: "absent"})
    hold_meeting(mine.team, {mine: "here", florist: "absent"}, days_ago=300)

    found = _health(mine)

    assert found.attendance == Fraction(1, 2)
    assert found.participation == Fraction(1, 2)
    assert [each.absences for each in found.standings] == [0, Fraction(1, 2), 1]


def test_a_promise_counts_once_it_was_asked_about(three: Three) -> None:
    mine, _florist, _mali = three
    for state in ("kept", "kept", "not_yet", "open"):
        Promise.unscoped.create(
            team=mine.team, member=mine, text="Call Ann", made_at=NOON, state=state
        )

    standing = _health(mine).standings[0]

    assert (standing.kept, standing.promised) == (2, 3)


def test_the_texts_questions_are_answered(three: Three) -> None:
    mine, florist, mali = three
    hold_meeting(mine.team, {mine: "here", florist: "here", mali: "here"})
    pass_many(mine, florist, 2, 0)

    said = _answers(mine)

    assert said["Does everybody show up?"][0] == "yes"
    assert said["Do they create referrals for each other?"] == (
        "partly", "0.7 a member and month; 2 gave none.",
    )  # fmt: skip
    assert said["Does somebody lead?"] == (
        "partly", "Alice leads; nobody coordinates yet.",
    )  # fmt: skip
    assert said["Do you hear of what was said?"][0] == "no"


def test_who_gave_and_never_got_one_back_is_named(three: Three) -> None:
    mine, florist, mali = three
    pass_many(mine, florist, 2, 1)
    pass_referral(mali, florist)

    assert _health(mine).left_out == [mali]


def test_a_light_says_the_nearest_way_to_green(three: Three) -> None:
    mine, florist, _mali = three
    for week in range(4):
        hold_meeting(mine.team, {mine: "here"}, days_ago=7 * week + 1)

    standing = next(each for each in _health(mine).standings if each.member == mine)

    assert standing.light.colour == "red"
    assert words.ways(standing) == ["give 0.5 referrals a month"]
    pass_many(mine, florist, 6, 0)
    assert _health(mine).standings[0].light.colour == "green"


def test_few_are_a_ring_and_many_a_grid(three: Three) -> None:
    mine, florist, _mali = three
    pass_many(mine, florist, 3, 1)

    few = graph_of(_health(mine), me=mine.pk)

    assert few.ring is not None
    assert len(few.ring.edges) == 2
    assert [(row.gave, row.got) for row in few.pairs] == [(3, 1)]

    seat_many(mine.team, 12)
    many = graph_of(_health(mine), me=mine.pk)

    assert many.ring is None
    assert many.grid is not None
    assert len(many.grid.rows) == 15
    assert [(row.gave, row.gave_to) for row in many.members[:2]] == [(3, 1), (1, 1)]


@pytest.mark.parametrize("page", ["health", "graph"])
def test_both_doors_lead_to_the_same_figures(three: Three, page: str) -> None:
    mine, florist, mali = three
    hold_meeting(mine.team, {mine: "here", florist: "here", mali: "late"})
    pass_referral(mine, mali)
    TeamMember.unscoped.filter(pk=mali.pk).update(language="en")

    guest = Client().get(f"/t/{link_of(mali)}/{page}/")

    assert guest.status_code == 200
    assert "Alice" in guest.content.decode()
    assert "Couple" not in guest.content.decode()


@pytest.mark.parametrize("page", ["health", "graph"])
def test_a_stranger_and_who_left_see_nothing(
    three: Three, bob: Membership, page: str
) -> None:
    mine, florist, _mali = three
    address = f"/teams/{mine.team_id}/{page}/"
    assert signed_in(bob).get(address).status_code == 200

    TeamMember.unscoped.filter(pk=florist.pk).update(left_at=NOON)

    assert signed_in(bob).get(address).status_code == 404
    assert Client().get(f"/t/unknown/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["health", "graph"])
def test_the_pages_ask_as_few_questions_of_many_members(
    alice: Membership,
    three: Three,
    page: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    mine, _florist, _mali = three
    guests = seat_many(mine.team, 20)
    hold_meeting(mine.team, dict.fromkeys(guests, "here"))
    browser = signed_in(alice)

    with django_assert_max_num_queries(15):
        found = browser.get(f"/teams/{mine.team_id}/{page}/")

    assert found.status_code == 200
    assert len(found.content) < 100_000


def test_a_meeting_long_ago_is_no_rhythm(three: Three) -> None:
    mine, _florist, _mali = three
    mine.team.created_at = NOON - timedelta(days=100)
    for days in (30, 40):
        hold_meeting(mine.team, {mine: "here"}, days_ago=days)

    assert _answers(mine)["Do you meet twice a month?"] == (
        "no", "Twice or more in 1 of the last 2 months.",
    )  # fmt: skip
