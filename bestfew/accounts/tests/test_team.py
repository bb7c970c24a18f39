"""The team page: inviting, withdrawing, changing roles, removing."""

from __future__ import annotations

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from bestfew.accounts.models import (
    MOST_INVITED,
    Invitation,
    Membership,
    Role,
    Workspace,
)
from bestfew.conftest import NOON, make_member, make_user, signed_in

pytestmark = pytest.mark.django_db

TEAM = "/settings/team/"


@pytest.fixture
def mona(workspace: Workspace) -> Membership:
    """A manager."""
    return make_member(make_user("Mona"), workspace, Role.MANAGER)


def invite(member: Membership, email: str, role: str = Role.SELLER) -> HttpResponse:
    url = reverse("accounts:invite")
    return signed_in(member).post(url, {"email": email, "role": role})  # type: ignore[return-value]


def change(member: Membership, seat: Membership, role: str) -> HttpResponse:
    url = reverse("accounts:change-role", args=[seat.pk])
    return signed_in(member).post(url, {"role": role})  # type: ignore[return-value]


def remove(member: Membership, seat: Membership) -> HttpResponse:
    url = reverse("accounts:remove", args=[seat.pk])
    return signed_in(member).post(url)  # type: ignore[return-value]


def test_the_page_shows_everybody(alice: Membership, carol: Membership) -> None:
    page = signed_in(alice).get(TEAM).content.decode()

    assert "Alice" in page
    assert "carol@example.org" in page


def test_inviting_shows_the_link_once_and_mails_it(alice: Membership) -> None:
    page = invite(alice, "new@example.org").content.decode()

    link = re.search(r"http://testserver/join/([^/\"]+)/", page)
    assert link is not None
    assert link[0] in mail.outbox[0].body
    assert mail.outbox[0].to == ["new@example.org"]
    assert link[1] not in signed_in(alice).get(TEAM).content.decode()


def test_a_workspace_writes_to_strangers_within_a_measure(alice: Membership) -> None:
    """Whoever signs up could else have the site write to anybody, without end."""
    for number in range(MOST_INVITED):
        assert invite(alice, f"new{number}@example.org").status_code == 200

    refused = invite(alice, "one-more@example.org")

    assert refused.status_code == 422
    assert "go on tomorrow" in refused.text
    assert len(mail.outbox) == MOST_INVITED
    assert Invitation.offer(
        alice, email="a@example.org", role=Role.SELLER, at=now() + timedelta(days=1)
    )


def test_a_name_of_many_lines_writes_no_headers(alice: Membership) -> None:
    named = Workspace.objects.filter(pk=alice.workspace_id)
    named.update(name="Acme\r\nBcc: all@example.org")

    assert invite(alice, "new@example.org").status_code == 200
    assert mail.outbox[0].subject == "An invitation to Acme Bcc: all@example.org"
    assert mail.outbox[0].recipients() == ["new@example.org"]


def test_the_link_is_shown_even_when_no_letter_leaves(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("bestfew.accounts.team.send_mail", fail)

    page = invite(alice, "new@example.org").content.decode()

    assert "http://testserver/join/" in page
    assert "could not be sent" in page


@pytest.mark.parametrize(
    ("email", "role"),
    [("nonsense", "seller"), ("", "seller"), ("a@example.org", "king")],
)
def test_nonsense_invites_nobody(alice: Membership, email: str, role: str) -> None:
    assert invite(alice, email, role).status_code == 422
    assert not Invitation.objects.exists()


def test_a_member_is_not_invited_again(alice: Membership, carol: Membership) -> None:
    answer = invite(alice, "Carol@Example.org")

    assert answer.status_code == 422
    assert "in your team already" in answer.content.decode()


def test_a_manager_invites_no_owner(mona: Membership) -> None:
    assert invite(mona, "a@example.org", Role.OWNER).status_code == 422
    assert invite(mona, "a@example.org", Role.MANAGER).status_code == 200


def test_withdrawing_ends_the_link(alice: Membership) -> None:
    invitation, _ = Invitation.offer(alice, email="a@b.org", role="seller", at=NOON)
    Invitation.objects.update(expires_at=NOON.replace(year=2999))
    url = reverse("accounts:withdraw", args=[invitation.pk])

    first = signed_in(alice).post(url, follow=True).content.decode()
    second = signed_in(alice).post(url, follow=True).content.decode()

    assert "is withdrawn" in first
    assert "has ended already" in second


def test_a_strangers_invitation_is_not_found(
    alice: Membership, bob: Membership
) -> None:
    invitation, _ = Invitation.offer(alice, email="a@b.org", role="seller", at=NOON)

    url = reverse("accounts:withdraw", args=[invitation.pk])

    assert signed_in(bob).post(url).status_code == 404


def test_a_role_is_changed(alice: Membership, carol: Membership) -> None:
    assert change(alice, carol, Role.MANAGER).status_code == 302

    carol.refresh_from_db()
    assert carol.role == Role.MANAGER


def test_no_role_is_given_above_ones_own(
    alice: Membership, mona: Membership, carol: Membership
) -> None:
    assert change(mona, carol, Role.OWNER).status_code == 403
    assert change(mona, alice, Role.SELLER).status_code == 403
    assert change(alice, carol, "king").status_code == 403
    assert remove(mona, alice).status_code == 403


def test_the_last_owner_stays_on_the_page_too(
    alice: Membership, carol: Membership
) -> None:
    change(alice, alice, Role.SELLER)
    remove(alice, alice)

    page = signed_in(alice).get(TEAM)

    assert page.status_code == 200
    alice.refresh_from_db()
    assert alice.role == Role.OWNER


def test_removing_ends_the_seat_and_nothing_else(
    alice: Membership, carol: Membership
) -> None:
    assert remove(alice, carol).status_code == 302

    carol.user.refresh_from_db()
    assert not carol.user.memberships.exists()
    assert remove(alice, carol).status_code == 404


def test_a_strangers_seat_is_not_found(alice: Membership, bob: Membership) -> None:
    assert change(bob, alice, Role.SELLER).status_code == 404
    assert remove(bob, alice).status_code == 404


@pytest.mark.parametrize("name", ["team", "invite"])
def test_sellers_and_viewers_stay_outside(
    name: str, alice: Membership, carol: Membership, dave: Membership, client: Client
) -> None:
    method = "get" if name == "team" else "post"
    url = reverse(f"accounts:{name}")

    for member in (carol, dave):
        assert getattr(signed_in(member), method)(url).status_code == 403
    assert getattr(client, method)(url).status_code == 302


def test_wrong_methods(alice: Membership, carol: Membership) -> None:
    client = signed_in(alice)

    assert client.post(TEAM).status_code == 405
    for name in ("change-role", "remove", "withdraw"):
        url = reverse(f"accounts:{name}", args=[carol.pk])
        assert client.get(url).status_code == 405
