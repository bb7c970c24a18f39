"""Between businesses nothing passes but what the contract names (trust.md I8, P8).

Alice leads a team in which bob, of another workspace, and a guest sit. Whatever bob or
the guest can open, send or take out is looked at: pages, files, mails, refusals.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.teams import actions
from bestfew.teams.contract import CONTRACT, passing
from bestfew.teams.models import Slip, Team, TeamMember
from bestfew.teams.sharing import SharedModel
from tests.marking import is_free, mark_the_book
from tests.reading import read
from tests.routes import Route, read_inventory
from tests.world import Nouns, World

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "contract.json"
ROUTES = read_inventory()
SHARED: list[Any] = [
    Team,
    *(each for each in apps.get_models() if issubclass(each, SharedModel)),
]
LEAVING = ("leave", "end", "remove", "revoke-link", "new-link")
"""Deeds after which bob or the guest would see nothing any more."""

EACH = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SECRETS = st.text("aZéñßĐđườngกขคงจ北京漢字", min_size=6, max_size=10)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'-alert(1)-'",
        "javascript:alert(1)",
        "</title><base href=//x.example>",
        "{{ 7*7 }}{% now 'Y' %}",
        '=HYPERLINK("http://x.example")',
    ]
)


def _names(model: Any) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", SHARED, ids=lambda model: model.__name__)
def test_every_column_stands_in_the_contract(model: Any) -> None:
    assert set(CONTRACT[model.__name__]) == _names(model)


def test_the_contract_names_no_other_table() -> None:
    assert set(CONTRACT) == {model.__name__ for model in SHARED}


def test_what_passes_is_what_the_golden_file_says() -> None:
    """Whoever changes what passes between businesses changes this file, and sees it."""
    assert passing() == json.loads(GOLDEN.read_text(encoding="utf-8"))


@contextmanager
def _undone() -> Iterator[None]:
    """For each example alike: what it did is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _seat_bob(world: World) -> TeamMember:
    bob: Membership = world.members["bob"]
    seat = actions.make_seat(world.alices["team"], profession="band", at=timezone.now())
    return actions.take_seat(
        seat, at=timezone.now(), name="Bob", business="Bob Ltd",
        workspace=bob.workspace, user=bob.user, email=bob.user.email, language="en",
    )  # fmt: skip


def _everything(world: World, who: str) -> Iterator[tuple[str, str]]:
    """Every answer that somebody of the team can have: what was asked, and the text."""
    client = world.browser(who)
    for route in ROUTES:
        nouns = _nouns(world, route, who)
        for method in route.guards:
            if nouns and not route.name.endswith(LEAVING):
                answer: Any = client.generic(method, route.url(nouns))
                body = answer.getvalue() if answer.streaming else answer.content
                headers = str(dict(answer.headers))
                yield f"{method} {route}", headers + str(body, "utf-8", "replace")
    for letter in mail.outbox:
        yield "mail", str(letter.message())


def _nouns(world: World, route: Route, who: str) -> Nouns | None:
    """Whose rows an address asks for: the team's, and beside it one's own only."""
    if route.is_of_a_team and (who == "bob" or route.is_for_guests):
        return world.alices if route.is_for_guests == (who != "bob") else None
    return world.bobs if who == "bob" and not route.is_of_a_team else None


@EACH
@given(secret=SECRETS)
@pytest.mark.parametrize("who", ["bob", "anonymous"])
def test_nothing_of_a_book_reaches_another(world: World, who: str, secret: str) -> None:
    with _undone():
        _seat_bob(world)
        assert mark_the_book(world.members["alice"].workspace, secret) > 20

        leaked = [asked for asked, text in _everything(world, who) if secret in text]

    assert not leaked


def test_a_mark_in_a_book_would_be_found(world: World) -> None:
    """The test above finds what is there: alice reads her own."""
    mark_the_book(world.members["alice"].workspace, "Zauberwort")

    assert "Zauberwort" in world.browser("alice").get(reverse("people:list")).text


@EACH
@given(said=HOSTILE)
@pytest.mark.parametrize("who", ["bob", "anonymous"])
def test_what_a_partner_writes_is_only_words(world: World, who: str, said: str) -> None:
    with _undone():
        _seat_bob(world)
        _speak(world.alices["my_seat"], said)

        obeyed = [
            (asked, read(text).obeyed)
            for asked, text in _everything(world, who)
            if "text/html" in text and read(text).obeyed
        ]

    assert not obeyed


def _speak(member: TeamMember, said: str) -> None:
    """Put some words into every free text of every row of a team."""
    for model in SHARED:
        rows = model.unscoped.filter(
            **{"pk" if model is Team else "team": member.team_id}
        )
        for field in model._meta.concrete_fields:
            if is_free(field) and field.name != "email":
                _open(rows, field.name).update(**{field.name: said})


def _open(rows: Any, name: str) -> Any:
    """Those that take words there: a slip is sealed until the person agreed."""
    is_sealed = rows.model is Slip and name in ("person_name", "phone")
    return rows.exclude(agreed_at=None) if is_sealed else rows


@pytest.mark.parametrize("who", ["bob", "anonymous"])
def test_what_is_withdrawn_is_gone_everywhere(world: World, who: str) -> None:
    """At once: no page, file or refusal has it after the deed (I8)."""
    _seat_bob(world)
    mine, at = world.alices["my_seat"], timezone.now()
    guest = world.alices["team_member"]
    actions.appoint(mine, guest, "leader")
    words = dict.fromkeys(("name", "business", "wanted", "commitment"), "Zauberwort")
    seen = TeamMember.unscoped.get(pk=mine.pk).version
    actions.tell(mine, seen=seen, at=at, **words, email="zauberwort@example.org")
    before = [asked for asked, text in _everything(world, who) if "Zauberwort" in text]
    assert before

    actions.leave(mine, at=at)

    said = [
        asked
        for asked, text in _everything(world, who)
        if "zauberwort" in text.casefold()
    ]
    assert not said


def test_a_stranger_gets_nothing_of_a_team_in_any_answer(world: World) -> None:
    """No member, no link: neither names nor wishes, in no refusal either."""
    actions.tell(
        world.alices["my_seat"], seen=1, at=timezone.now(), wanted="Zauberwort"
    )
    client: Client = world.browser("bob")

    for route in (each for each in ROUTES if each.name.startswith("team:")):
        for method in route.guards:
            answer = client.generic(method, route.url(world.alices))
            assert b"Zauberwort" not in answer.content
