"""The Network page: who is missing, and who gives?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.markets.actions import add_market
from bestfew.network.actions.professions import serve
from bestfew.network.home import words
from bestfew.network.home.reading import half_year, home_of
from bestfew.network.models import Profession, Rivalry, SphereMember
from bestfew.people.models import Organisation
from bestfew.teams.actions import make_seat
from bestfew.teams.models import TeamMember
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member
from bestfew.teams.tests.passing import pass_many, seat_many, thank_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(alice: Membership) -> Client:
    return signed_in(alice)


def _profession(member: Membership, key: str, *, mine: bool = False) -> Profession:
    made, _new = Profession.objects.update_or_create(
        workspace=member.workspace, key=key, defaults={"is_mine": mine, "position": 0}
    )
    return made


def _in_sphere(member: Membership, name: str, profession: Profession) -> SphereMember:
    firm = Organisation.objects.create(
        workspace=member.workspace, name=name, owner=member.user, created_at=NOON
    )
    return SphereMember.objects.create(
        workspace=member.workspace, owner=member.user, organisation=firm,
        profession=profession, created_at=NOON,
    )  # fmt: skip


def _team(alice: Membership) -> tuple[TeamMember, TeamMember, TeamMember]:
    mine = make_team(alice)
    wit = seat_guest(mine.team, "Wit", "venue_manager")
    return mine, wit, seat_guest(mine.team, "Ploy", "event_planner")


def test_with_nothing_yet_the_page_invites(browser: Client) -> None:
    page = browser.get("/network/").content.decode()

    assert "Who serves your customers, and takes no work from you?" in page
    assert '<svg class="circles' not in page


def test_who_is_missing_and_who_gives_is_said_in_a_sentence(
    alice: Membership, in_workspace: None
) -> None:
    mine, wit, ploy = _team(alice)
    make_seat(mine.team, profession="florist", at=NOON)
    pass_many(mine, wit, 0, 3)
    pass_many(mine, ploy, 5, 4)

    found = home_of(alice, at=NOON)

    assert words.answer(found) == "No florist yet, and Wit gives without getting back."
    assert "3 of 4 seats are taken" in words.why(found)
    assert "you gave 5 referrals to the team and got 7" in words.why(found)


def test_without_a_gap_all_is_well(alice: Membership, in_workspace: None) -> None:
    mine, wit, ploy = _team(alice)
    pass_many(mine, wit, 1, 1)

    found = home_of(alice, at=NOON)

    assert words.answer(found) == "Every seat is taken, and nobody is owed a referral."
    pass_many(mine, ploy, 2, 0)
    assert words.answer(home_of(alice, at=NOON)) == (
        "Every seat is taken; from Ploy nothing has come back yet."
    )


def test_the_table_says_what_the_circles_show(
    alice: Membership, browser: Client, in_workspace: None
) -> None:
    mine, wit, ploy = _team(alice)
    pass_many(mine, wit, 0, 2)
    pass_many(mine, ploy, 3, 2)

    found = home_of(alice, at=NOON)

    rows = [(each.name, each.gave, each.got, each.balance) for each in found.partners]
    assert rows == [("Wit", 0, 2, "owe"), ("Ploy", 3, 2, "even")]
    assert (found.gave, found.got) == (3, 4)


def test_the_rings_hold_the_team_the_sphere_and_the_gap(
    alice: Membership, in_workspace: None
) -> None:
    _team(alice)
    own = _profession(alice, "photographer", mine=True)
    rival = _profession(alice, "portrait_photographer")
    _in_sphere(alice, "Hall", _profession(alice, "venue_manager"))
    _in_sphere(alice, "Blooms", _profession(alice, "florist"))
    gap = _profession(alice, "caterer")
    market = add_market(alice, name="Couples", at=NOON)
    for each in (gap, rival):
        serve(each, market, by=alice.user, at=NOON)
    struck_out = _profession(alice, "travel_agent")
    first, second = sorted((own, rival), key=lambda each: each.pk)
    Rivalry.objects.create(
        workspace=alice.workspace, first=first, second=second, at=NOON
    )

    found = home_of(alice, at=NOON)

    assert [str(each) for each in found.could] == ["Blooms"]
    assert found.unknown == [gap]
    assert struck_out not in found.unknown


def test_a_team_without_a_target_market_is_left_to_chance(
    alice: Membership, browser: Client, in_workspace: None
) -> None:
    _team(alice)
    warning = "Without a target market a sphere is incomplete"
    before = browser.get("/network/").text

    add_market(alice, name="Couples", at=NOON)

    assert warning in before
    assert warning not in browser.get("/network/").text


def test_an_empty_seat_names_who_could_sit_there(
    alice: Membership, browser: Client, in_workspace: None
) -> None:
    mine, _wit, _ploy = _team(alice)
    make_seat(mine.team, profession="florist", at=NOON - timedelta(days=60))
    make_seat(mine.team, profession="caterer", at=NOON)
    _in_sphere(alice, "Blooms", _profession(alice, "florist"))

    page = browser.get("/network/").content.decode()

    assert "Florist: seat empty since March 2026" in page
    assert "Blooms" in page


def test_sums_of_closed_business_are_told(
    alice: Membership, browser: Client, in_workspace: None
) -> None:
    mine, wit, ploy = _team(alice)
    thank_for(mine, wit, 1_000)
    thank_for(mine, ploy, 250)

    assert home_of(alice, at=NOON).earned == {"GBP": 1_250}


def test_each_workspace_sees_its_own_side(
    alice: Membership, bob: Membership, in_workspace: None
) -> None:
    mine = make_team(alice)
    theirs = seat_member(mine.team, bob, "florist")
    other = make_team(alice, "Zebra team")
    pass_many(mine, theirs, 2, 0)
    _in_sphere(alice, "Blooms", _profession(alice, "florist"))

    page = signed_in(bob).get("/network/").content.decode()

    assert "Alice" in page
    assert "Blooms" not in page
    assert other.team.name not in page


def test_one_of_several_teams_is_chosen(
    alice: Membership, browser: Client, in_workspace: None
) -> None:
    _team(alice)
    other = make_team(alice, "Zebra team")

    for asked, team in (("", "Tuesday team"), (str(other.team_id), "Zebra team")):
        found = home_of(alice, at=NOON, team=int(asked or 0))
        assert found.door is not None
        assert str(found.door.me.team) == team
    assert browser.get("/network/?team=nonsense").status_code == 200
    assert browser.get(f"/network/?team={'9' * 40}").status_code == 200


def test_a_rolling_half_year_ends_with_the_day() -> None:
    assert half_year(NOON).date().isoformat() == "2025-11-21"


def test_the_page_asks_few_questions(
    alice: Membership,
    browser: Client,
    in_workspace: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    mine, wit, _ploy = _team(alice)
    pass_many(mine, wit, 1, 2)
    seat_many(mine.team, 5)

    with django_assert_max_num_queries(15):
        page = browser.get("/network/")

    assert len(page.content) < 100_000
