"""Who reaches a team's rows: those who sit in it, and nobody else (trust.md I8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from bestfew.accounts.models import LinkUsedOrExpired, Membership
from bestfew.accounts.tenancy import NoWorkspace, workspace_scope
from bestfew.conftest import NOON
from bestfew.teams.actions import make_seat, take_seat
from bestfew.teams.actions.seats import SeatTaken
from bestfew.teams.models import GuestLink, Team, TeamMember
from bestfew.teams.sharing import ChangedMeanwhile, SharedModel, guest_scope
from bestfew.teams.tests.cast import link_of, make_team, seat_guest, seat_member

pytestmark = pytest.mark.django_db

SHARED: list[Any] = [
    model for model in apps.get_models() if issubclass(model, SharedModel)
]


def _name(model: Any) -> str:
    return str(model._meta.label)


@pytest.mark.parametrize("model", [Team, *SHARED], ids=_name)
def test_outside_a_seat_there_is_nothing_to_read(model: Any) -> None:
    for ask in (model.objects.first, model.objects.count, model.objects.exists):
        with pytest.raises(NoWorkspace):
            ask()


@pytest.mark.parametrize("model", SHARED, ids=_name)
def test_indexes_begin_with_the_team(model: Any) -> None:
    assert all(each.fields[0] in ("team", "workspace") for each in model._meta.indexes)


def test_a_team_is_seen_by_those_who_sit_in_it(
    alice: Membership, bob: Membership
) -> None:
    mine = make_team(alice)

    with workspace_scope(alice.workspace):
        assert list(Team.objects.all()) == [mine.team]
    with workspace_scope(bob.workspace):
        assert not Team.objects.exists()
        assert not TeamMember.objects.exists()

    theirs = seat_member(mine.team, bob, "florist")

    with workspace_scope(bob.workspace):
        assert set(TeamMember.objects.all()) == {mine, theirs}


def test_who_left_reaches_nothing(alice: Membership, bob: Membership) -> None:
    mine = make_team(alice)
    theirs = seat_member(mine.team, bob, "florist")

    TeamMember.unscoped.filter(pk=theirs.pk).update(left_at=NOON)

    with workspace_scope(bob.workspace):
        assert not Team.objects.exists()
        assert not TeamMember.objects.exists()


def test_a_guest_reaches_their_team_and_no_workspace(
    alice: Membership, in_workspace: None
) -> None:
    one, other = make_team(alice), make_team(alice, "Other team")
    guest = seat_guest(one.team, "Mali", "florist")

    with guest_scope(guest):
        assert list(Team.objects.all()) == [one.team]
        with pytest.raises(NoWorkspace):
            apps.get_model("people", "Person").objects.first()
    assert set(Team.objects.all()) == {one.team, other.team}


def test_a_link_is_known_by_its_digest_until_it_ends(alice: Membership) -> None:
    guest = seat_guest(make_team(alice).team, "Mali", "florist")
    secret = link_of(guest)
    link = GuestLink.by_secret(secret, at=NOON)

    assert (link.member, secret in link.digest) == (guest, False)
    link.end(at=NOON)
    for again in (
        lambda: link.end(at=NOON),
        lambda: GuestLink.by_secret(secret, at=NOON),
    ):
        with pytest.raises(LinkUsedOrExpired):
            again()


def test_a_link_expires(alice: Membership) -> None:
    secret = link_of(seat_guest(make_team(alice).team, "Mali", "florist"))

    with pytest.raises(LinkUsedOrExpired):
        GuestLink.by_secret(secret, at=NOON + timedelta(days=10_001))


def test_a_seat_is_for_one(alice: Membership, bob: Membership) -> None:
    mine = make_team(alice)
    seat_member(mine.team, bob, "florist")
    free = make_seat(mine.team, profession="caterer", at=NOON)

    with pytest.raises(SeatTaken):
        take_seat(mine.seat, at=NOON, name="Somebody else")
    with pytest.raises(SeatTaken):
        take_seat(free, at=NOON, name="Bob again", workspace=bob.workspace)


def test_two_editors_never_overwrite_each_other(alice: Membership) -> None:
    mine = make_team(alice)

    mine.change(seen=1, wanted="Couples who marry in a garden")

    with pytest.raises(ChangedMeanwhile):
        mine.change(seen=1, wanted="Anybody")
    mine.refresh_from_db(from_queryset=TeamMember.unscoped.all())
    assert (mine.wanted, mine.version) == ("Couples who marry in a garden", 2)
