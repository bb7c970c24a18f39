"""Nobody reaches what is not theirs, and a refusal changes nothing (trust.md I1, I2).

Every address of ours, by everybody, with the rows of alice's workspace.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.fingerprint import Print, fingerprint, rows_of, watched
from tests.routes import Route, read_inventory, walk
from tests.world import SECRET, World

pytestmark = pytest.mark.django_db

ROUTES = read_inventory()
OF_A_ROW = [each for each in ROUTES if each.noun and not each.is_for_guests]
PEOPLE = ("anonymous", "bob", "carol", "dave", "alice")
METHODS = ("GET", "POST")
COMMON = ("offering", "profile", "invitation", "member", "market", "profession")
"""What belongs to the workspace as a whole, and not to one seller."""

OK, REDIRECT, MISSING = HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND
FORBIDDEN, NOT_ALLOWED = HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED
BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR


def expected(route: Route, who: str, method: str) -> set[int]:
    """What the answer may be; empty where the deed itself decides."""
    guard = route.guards.get(method)
    if guard is None:
        return _wrong_method(route, who)
    if guard in ("anyone", "link"):
        return set()
    if guard == "seat":
        return _at_the_door(who, method)
    if who == "anonymous":
        return {REDIRECT}
    if _ranks_below(who, guard):
        return {FORBIDDEN}
    if route.noun and who == "bob":
        return {MISSING}
    if route.noun and who == "carol" and route.noun not in COMMON:
        return {MISSING}
    return set()


def _must_sign_in(route: Route, who: str) -> bool:
    return who == "anonymous" and not route.is_for_guests


def _at_the_door(who: str, method: str) -> set[int]:
    """Alice sits there; dave looks on in her workspace, where carol sells."""
    if who == "dave" and method == "POST":
        return {FORBIDDEN}
    if who == "anonymous":
        return {REDIRECT}
    return {MISSING} if who in ("bob", "carol") else set()


def _wrong_method(route: Route, who: str) -> set[int]:
    """405; whoever may not come here at all may be told that instead."""
    if who == "anonymous":
        return {NOT_ALLOWED, REDIRECT}
    refused = any(_ranks_below(who, guard) for guard in route.guards.values())
    return {NOT_ALLOWED, FORBIDDEN} if refused else {NOT_ALLOWED}


def _ranks_below(who: str, guard: str) -> bool:
    below = {"writer": ("dave",), "leader": ("dave", "carol")}
    return who in below.get(guard, ())


@pytest.fixture(scope="module")
def before(built: World) -> Print:
    return fingerprint()


@pytest.fixture(scope="module")
def alices(built: World) -> Print:
    return rows_of(built.members["alice"].workspace)


def test_every_address_is_in_the_inventory() -> None:
    known = {(route.name, route.path) for route in ROUTES}

    assert set(walk()) == known, "put new addresses into tests/routes.txt"


def test_what_is_written_is_noticed(world: World, before: Print) -> None:
    """Else the next test would hold whatever happened."""
    person = world.alices["person"]
    with watched() as wrote, world.inside("alice"):
        type(person).objects.filter(pk=person.pk).update(name="Somebody else")

    assert wrote
    assert fingerprint() != before


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_everyone_gets_what_they_may(
    world: World, before: Print, alices: Print, route: Route, who: str, method: str
) -> None:
    with watched() as wrote:
        response = _call(world, route, who, method)
        text = _text(response)

    may = expected(route, who, method)
    assert response.status_code in may if may else response.status_code < BROKEN
    if may and wrote:
        assert fingerprint() == before
    if who == "bob" and wrote and not route.is_for_guests:
        now = rows_of(world.members["alice"].workspace)
        assert {**now, **_counted(alices)} == alices
    if who not in ("alice", "dave"):
        assert SECRET not in text
    if response.status_code == REDIRECT and _must_sign_in(route, who):
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_other_method_is_taken(world: World, route: Route) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        response = _call(world, route, "alice", method)

        assert response.status_code == NOT_ALLOWED, method


@pytest.mark.parametrize("route", OF_A_ROW, ids=str)
def test_what_is_foreign_looks_like_what_does_not_exist(
    world: World, route: Route
) -> None:
    """No oracle: a stranger cannot tell a row of another workspace from none."""
    method = next(iter(route.guards))
    url = route.url(world.alices)
    nowhere = url.replace(str(world.alices[route.noun].pk), "1234567890123456789")

    theirs = world.browser("bob").generic(method, url)
    nothing = world.browser("bob").generic(method, nowhere)

    assert theirs.status_code == nothing.status_code == MISSING
    assert len(theirs.content) == len(nothing.content)


def _counted(rows: Print) -> Print:
    """The tables in which a public form counts what strangers send."""
    return {name: rows[name] for name in ("campaigns_knock",)}


def _call(world: World, route: Route, who: str, method: str) -> HttpResponse:
    nouns = world.alices
    return world.browser(who).generic(method, route.url(nouns))  # type: ignore[return-value]


def _text(response: Any) -> str:
    body = response.getvalue() if response.streaming else response.content
    return str(body, "utf-8")
