"""allauth's pages, in our look."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership, User
from bestfew.conftest import PASSWORD, make_user, signed_in

pytestmark = pytest.mark.django_db

BEFORE_THE_DOOR = ["account_login", "account_signup", "account_reset_password"]
BEHIND_IT = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
]


@pytest.mark.parametrize("name", BEFORE_THE_DOOR)
@pytest.mark.parametrize("language", ["en", "vi", "th", "zh-hans"])
def test_a_page_before_the_door(name: str, language: str, client: Client) -> None:
    client.cookies["django_language"] = language

    page = client.get(reverse(name)).content.decode()

    assert 'class="entrance"' in page
    assert "form-control" in page
    assert "<style" not in page
    assert "style=" not in page


@pytest.mark.parametrize("name", BEHIND_IT)
def test_a_page_behind_the_door(name: str, carol: Membership) -> None:
    answer = signed_in(carol).get(reverse(name))

    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()


def test_signing_up_keeps_name_and_language(client: Client) -> None:
    client.cookies["django_language"] = "vi"
    facts = {"name": "Lan", "email": "lan@example.org", "password1": PASSWORD}

    answer = client.post(reverse("account_signup"), facts)

    lan = User.objects.get()
    assert answer.status_code == 302
    assert (lan.name, lan.email, lan.language) == ("Lan", "lan@example.org", "vi")


def test_a_wrong_password_is_told_beside_the_field(client: Client) -> None:
    make_user("Lan")

    page = client.post(
        reverse("account_login"), {"login": "lan@example.org", "password": "wrong"}
    ).content.decode()

    assert 'role="alert"' in page


def test_signing_in_goes_to_one_of_our_pages_only(carol: Membership) -> None:
    facts = {"login": "carol@example.org", "password": PASSWORD}
    url = reverse("account_login")

    ours = Client().post(url, facts | {"next": "/more/"})
    evil = Client().post(url, facts | {"next": "https://evil.example/"})

    assert ours["Location"] == "/more/"
    assert "evil" not in evil["Location"]


def test_a_forgotten_password_is_replaced_by_mail(carol: Membership) -> None:
    Client().post(reverse("account_reset_password"), {"email": "carol@example.org"})

    assert mail.outbox[0].to == ["carol@example.org"]


def test_passwords_are_kept_as_light_argon2id(carol: Membership) -> None:
    assert carol.user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert authenticate(email="carol@example.org", password=PASSWORD) == carol.user
