"""The link that is printed on the terminal and signs in once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import (
    SIGN_IN_LINK_MINUTES,
    LinkUsedOrExpired,
    Membership,
    SignInLink,
)
from bestfew.conftest import NOON

pytestmark = pytest.mark.django_db


def url_for(secret: str) -> str:
    return reverse("accounts:sign-in", args=[secret])


@time_machine.travel(NOON, tick=False)
def test_the_link_signs_in_and_opens_today(alice: Membership, client: Client) -> None:
    secret = SignInLink.issue(alice.user, at=NOON)

    answer = client.get(url_for(secret))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:today")
    assert client.session["_auth_user_id"] == str(alice.user_id)


@time_machine.travel(NOON, tick=False)
def test_the_link_signs_in_once(alice: Membership, client: Client) -> None:
    secret = SignInLink.issue(alice.user, at=NOON)
    Client().get(url_for(secret))

    second = client.get(url_for(secret))

    assert second.status_code == 410
    assert reverse("account_login") in second.content.decode()
    assert "_auth_user_id" not in client.session


@time_machine.travel(NOON + timedelta(minutes=SIGN_IN_LINK_MINUTES), tick=False)
def test_an_old_link_says_so(alice: Membership, client: Client) -> None:
    secret = SignInLink.issue(alice.user, at=NOON)

    assert client.get(url_for(secret)).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_looking_ahead_does_not_use_it_up(alice: Membership, client: Client) -> None:
    secret = SignInLink.issue(alice.user, at=NOON)

    assert client.head(url_for(secret)).status_code == 405
    assert client.post(url_for(secret)).status_code == 405
    assert client.get(url_for(secret)).status_code == 302


def test_a_user_who_was_shut_out_cannot_use_it(alice: Membership) -> None:
    secret = SignInLink.issue(alice.user, at=NOON)
    alice.user.is_active = False
    alice.user.save()

    with pytest.raises(LinkUsedOrExpired):
        SignInLink.redeem(secret, at=NOON)


def test_old_links_are_swept_away(alice: Membership) -> None:
    SignInLink.issue(alice.user, at=NOON - timedelta(days=1))

    SignInLink.issue(alice.user, at=NOON)

    link = SignInLink.objects.get()
    assert str(link).startswith("Alice, until 2026-05-21")
