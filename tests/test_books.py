"""Two businesses do all they can do together; neither book has a word of the other's.

What a team shares is looked at in test_contract.py. Here are the doors beside it: rows
that one business's deed writes into the book of another, the count of common clients,
and the sheet about one's best customer (trust.md I8).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import TenantModel, workspace_scope
from bestfew.activities.actions import log
from bestfew.funnel.actions import end, open_objective
from bestfew.markets.models import Offering, SheetLink, TargetMarket
from bestfew.network.actions import moving, overlap, referrals
from bestfew.network.models import Referral, SphereMember
from bestfew.network.rules.overlap import SMALLEST_BOOK
from bestfew.people.actions import Contact, add_person
from bestfew.people.models import Person
from bestfew.teams import actions
from bestfew.teams.contract import BESIDE
from bestfew.teams.models import TeamMember
from tests.marking import mark_the_book
from tests.world import World

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent.parent / "bestfew"
DOORS = {
    "network/actions/ledger.py": "locks the slip behind a record of one's own",
    "network/actions/mirroring.py": "what a slip and thanks say, in both books",
    "network/actions/overlap.py": "the rounded count of common clients",
    "network/actions/teammates.py": "who sits in my team is in my sphere",
    "network/post.py": "letters, in the workspace of who writes them",
}
"""Modules above `teams` that reach into a workspace beside the one at work."""
BESIDE_BOOKS = ("teams", "verify", "onboarding", "generator")
"""The table itself; and what looks at, or makes, one workspace as a whole."""
SECRET = "Zauberwort"
NEED = referrals.About("A couple needs flowers in June", level=3)


def _reaching() -> Iterator[str]:
    for path in sorted(HERE.rglob("*.py")):
        name = path.relative_to(HERE).as_posix()
        text = path.read_text(encoding="utf-8")
        is_asked = "/tests/" not in name and not name.startswith(BESIDE_BOOKS)
        reaches = "workspace_scope(" in text or "unscoped" in text
        if is_asked and reaches and "from bestfew.teams" in text:
            yield name


def test_every_door_between_two_books_is_known() -> None:
    """A new one comes with a line above, and with a deed in the tests below."""
    assert set(_reaching()) == set(DOORS)


@pytest.mark.parametrize("noun", BESIDE)
def test_what_passes_beside_a_team_is_a_column(noun: str) -> None:
    (model,) = (each for each in apps.get_models() if each.__name__ == noun)

    assert set(BESIDE[noun]) <= {field.name for field in model._meta.concrete_fields}


def _seat(world: World) -> TeamMember:
    bob = world.members["bob"]
    seat = actions.make_seat(world.alices["team"], profession="band", at=timezone.now())
    return actions.take_seat(
        seat, at=timezone.now(), name="Bob", business="Bob Ltd", language="en",
        workspace=bob.workspace, user=bob.user, email=bob.user.email,
    )  # fmt: skip


def _person(member: Membership, number: int) -> Person:
    """Somebody whose notes are nobody else's business."""
    return add_person(
        member, at=timezone.now(), name=f"Client {number}", note=f"{SECRET} of a note",
        contacts=[Contact("phone", f"020 7946 {5_000 + number}")],
    )  # fmt: skip


def _partner(member: Membership, seat: TeamMember) -> SphereMember:
    found: SphereMember = SphereMember.objects.get(team_member=seat, ended_at=None)
    SphereMember.objects.filter(pk=found.pk).update(
        wanted=f"{SECRET} of what they want"
    )
    return found


def _give(member: Membership, to: TeamMember, person: Person) -> Referral:
    """Given, agreed to, introduced, with a word that is the giver's own."""
    at = timezone.now()
    with workspace_scope(member.workspace):
        _partner(member, to)
        given = referrals.refer(member, to, NEED, at=at, person=person)
        given = referrals.agree(given, member, how="By phone", at=at)
        return moving.move(given, "introduced", member, at=at)


def _win(member: Membership) -> None:
    """The receiver speaks to the lead, sells to them and says thank you."""
    at = timezone.now()
    with workspace_scope(member.workspace):
        got = Referral.objects.got().get(person__name="Client 1")
        lead = got.person
        assert lead is not None
        log(member, about=lead, kind="call", outcome="spoke", note=SECRET, at=at)
        deal = open_objective(member, name=SECRET, customer=lead, at=at, value=5_000)
        end(deal, "won", by=member.user, at=at)
        bill = moving.Bill(Decimal("7319.43"), "GBP", at.date())
        moving.thank(got, member, bill, at=at, submit_id="x")


def _count(member: Membership, seat: TeamMember) -> None:
    with workspace_scope(member.workspace):
        partner = _partner(member, seat)
        overlap.agree_to_count(partner, by=member.user, at=timezone.now())


def _book(workspace: Workspace) -> str:
    """All that a workspace keeps, as text."""
    kept: list[Any] = []
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            kept += model.unscoped.filter(workspace=workspace).values()
    return repr(kept)


@pytest.mark.parametrize("giver", ["alice", "bob"])
def test_a_referral_brings_no_word_of_one_book_into_the_other(
    world: World, giver: str
) -> None:
    alice, bob = world.members["alice"], world.members["bob"]
    seats = {"alice": world.alices["my_seat"], "bob": _seat(world)}
    gives, gets = (alice, bob) if giver == "alice" else (bob, alice)
    to = seats["bob" if giver == "alice" else "alice"]
    with workspace_scope(gives.workspace):
        person = _person(gives, 1)

    _give(gives, to, person)
    got = _book(gets.workspace)
    assert "Client 1" in got  # the name passed, since they agreed
    assert SECRET not in got

    before = _book(gives.workspace).count(SECRET)
    _win(gets)
    given = _book(gives.workspace)
    assert "'status': 'won'" in given
    assert given.count(SECRET) == before
    assert "7319.43" not in given


def test_of_common_clients_a_number_passes(world: World) -> None:
    alice, bob = world.members["alice"], world.members["bob"]
    theirs = _seat(world)
    for member in (alice, bob):
        with workspace_scope(member.workspace):
            for number in range(SMALLEST_BOOK + 2):
                _person(member, number)
    words = _book(bob.workspace).count(SECRET)

    _count(alice, theirs)
    assert _book(bob.workspace).count(SECRET) == words
    _count(bob, world.alices["my_seat"])

    with workspace_scope(bob.workspace):
        partner = _partner(bob, world.alices["my_seat"])
    assert partner.common
    assert partner.common % 5 == 0
    assert _book(bob.workspace).count(SECRET) == words + 1  # what bob wrote of her


def test_a_sheet_tells_what_the_contract_names(world: World) -> None:
    """Every text that it has a place for is told, and nothing else of the book."""
    market: TargetMarket = world.alices["market"]
    told = set(BESIDE["TargetMarket"])
    link = SheetLink.unscoped.get(market=market, ended_at=None)
    mark_the_book(market.workspace, SECRET)
    for offering in Offering.unscoped.filter(workspace=market.workspace):
        Offering.unscoped.filter(pk=offering.pk).update(name=f"Sold {offering.pk}")
    texts = {name: f"Told {name}" for name in told}
    TargetMarket.unscoped.filter(pk=market.pk).update(**texts)

    page = Client().get(reverse("target:public", args=[link.token])).text

    assert SECRET not in page
    assert [name for name in told if f"Told {name}" not in page] in ([], ["name"])
