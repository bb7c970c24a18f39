"""A seat offered through a link that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import (
    INVITATION_DAYS,
    Invitation,
    LinkUsedOrExpired,
    Membership,
    Role,
)
from bestfew.conftest import NOON, make_user, signed_in

pytestmark = pytest.mark.django_db

LATE = NOON + timedelta(days=INVITATION_DAYS)


def offer(alice: Membership, email: str = "new@example.org") -> tuple[Invitation, str]:
    return Invitation.offer(alice, email=email, role=Role.SELLER, at=NOON)


def join_url(secret: str) -> str:
    return reverse("accounts:join", args=[secret])


def test_the_secret_itself_is_not_kept(alice: Membership) -> None:
    invitation, secret = offer(alice)

    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert Invitation.by_secret(secret, at=NOON) == invitation
    assert str(invitation) == "new@example.org"


def test_a_second_offer_replaces_the_first(alice: Membership) -> None:
    _, first = offer(alice)
    _, second = offer(alice, "NEW@example.org ")

    with pytest.raises(LinkUsedOrExpired):
        Invitation.by_secret(first, at=NOON)
    assert Invitation.by_secret(second, at=NOON)


@time_machine.travel(NOON, tick=False)
def test_accepting_gives_the_seat_and_opens_the_workspace(
    alice: Membership, bob: Membership
) -> None:
    _, secret = offer(alice)
    client = signed_in(bob)

    page = client.get(join_url(secret))
    answer = client.post(join_url(secret))

    assert "Acme" in page.content.decode()
    assert answer.status_code == 302
    seat = Membership.objects.get(user=bob.user, workspace=alice.workspace)
    assert seat.role == Role.SELLER
    assert client.session["workspace"] == alice.workspace_id


@time_machine.travel(NOON, tick=False)
def test_a_link_works_once(alice: Membership, bob: Membership) -> None:
    _, secret = offer(alice)
    signed_in(bob).post(join_url(secret))

    second = signed_in(alice).post(join_url(secret))

    assert second.status_code == 410
    assert "invitation has ended" in second.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@time_machine.travel(LATE, tick=False)
def test_an_old_link_says_so(method: str, alice: Membership, bob: Membership) -> None:
    _, secret = offer(alice)

    assert getattr(signed_in(bob), method)(join_url(secret)).status_code == 410
    assert bob.user.memberships.count() == 1


@time_machine.travel(NOON, tick=False)
def test_a_withdrawn_link_is_dead(alice: Membership, bob: Membership) -> None:
    invitation, secret = offer(alice)
    invitation.end(at=NOON)

    assert signed_in(bob).get(join_url(secret)).status_code == 410


def test_an_invitation_cannot_be_accepted_twice_at_once(
    alice: Membership, bob: Membership
) -> None:
    invitation, _ = offer(alice)
    same = Invitation.objects.get(pk=invitation.pk)
    invitation.accept(bob.user, at=NOON)

    with pytest.raises(LinkUsedOrExpired):
        same.accept(make_user("Eve"), at=NOON)
    assert alice.workspace.members.count() == 2


@time_machine.travel(NOON, tick=False)
def test_a_member_who_accepts_keeps_their_role(alice: Membership) -> None:
    _, secret = offer(alice)

    signed_in(alice).post(join_url(secret))

    alice.refresh_from_db()
    assert alice.role == Role.OWNER


@time_machine.travel(NOON, tick=False)
def test_a_stranger_signs_in_first_and_comes_back(
    alice: Membership, client: Client
) -> None:
    _, secret = offer(alice)

    page = client.get(join_url(secret))
    posted = client.post(join_url(secret))

    assert f"?next={join_url(secret)}" in page.content.decode()
    assert posted.status_code == 200
    assert alice.workspace.members.count() == 1


def test_nonsense_and_wrong_methods(alice: Membership) -> None:
    client = signed_in(alice)

    assert client.get(join_url("nonsense")).status_code == 410
    assert client.put(join_url("nonsense")).status_code == 405
