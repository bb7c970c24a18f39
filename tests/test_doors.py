"""The two doors of a team open to those who sit there now (trust.md I6, I8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from bestfew.accounts.models import Role
from bestfew.teams.models import GuestLink, TeamMember
from tests.fingerprint import fingerprint
from tests.routes import Route, read_inventory
from tests.world import Nouns, World

pytestmark = pytest.mark.django_db

ROUTES = [each for each in read_inventory() if each.is_of_a_team]
AT_THE_LINK = [each for each in ROUTES if each.is_for_guests]
AT_THE_SEAT = [each for each in ROUTES if not each.is_for_guests]
OF_A_ROW = [
    (each, "anonymous" if each.is_for_guests else "alice")
    for each in ROUTES
    if each.noun not in ("", "team")
]
Ending = Callable[[Nouns], object]


def _ends(nouns: Nouns) -> object:
    return GuestLink.unscoped.filter(team=nouns["team"]).update(ended_at=timezone.now())


def _expires(nouns: Nouns) -> object:
    links = GuestLink.unscoped.filter(team=nouns["team"])
    return links.update(expires_at=timezone.now() - timedelta(seconds=1))


def _leave(nouns: Nouns) -> object:
    members = TeamMember.unscoped.filter(team=nouns["team"])
    return members.update(left_at=timezone.now())


def _is_unknown(nouns: Nouns) -> object:
    return nouns.update(guest_secret="unknown")


ENDINGS = {"ends": _ends, "expires": _expires, "left": _leave, "wrong": _is_unknown}


def _refused(world: World, who: str, route: Route, nouns: Nouns) -> None:
    before = fingerprint()

    for method in route.guards:
        response = world.browser(who).generic(method, route.url(nouns))

        assert response.status_code == HTTPStatus.NOT_FOUND, method
    assert fingerprint() == before


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("route", AT_THE_LINK, ids=str)
def test_a_link_that_ended_opens_nothing(
    world: World, route: Route, ending: Ending
) -> None:
    nouns = dict(world.alices)
    ending(nouns)

    for who in ("anonymous", "alice"):
        _refused(world, who, route, nouns)


@pytest.mark.parametrize("route", AT_THE_SEAT, ids=str)
def test_who_left_is_a_stranger(world: World, route: Route) -> None:
    _leave(world.alices)

    _refused(world, "alice", route, world.alices)


@pytest.mark.parametrize("route", AT_THE_SEAT, ids=str)
def test_a_seller_acts_for_no_seat_of_a_colleague(world: World, route: Route) -> None:
    """Carol sells where alice, who sits in the team, owns the workspace."""
    assert world.members["carol"].role == Role.SELLER

    _refused(world, "carol", route, world.alices)


@pytest.mark.parametrize(("route", "who"), OF_A_ROW, ids=str)
def test_a_row_of_another_team_is_as_good_as_none(
    world: World, route: Route, who: str
) -> None:
    """Whoever is at home in one team reaches nothing of another by its number."""
    nouns = {**world.alices, route.noun: world.bobs[route.noun]}

    _refused(world, who, route, nouns)


@pytest.mark.parametrize("route", AT_THE_LINK, ids=str)
def test_a_guest_is_in_no_session(world: World, route: Route) -> None:
    """A link never signs anybody in, and its answers are kept by nobody (I6)."""
    client = world.browser("anonymous")

    response = client.generic(next(iter(route.guards)), route.url(world.alices))

    assert "sessionid" not in client.cookies
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
