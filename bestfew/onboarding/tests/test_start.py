"""The first run: two questions, one button."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership, User, Workspace
from bestfew.onboarding.forms import fresh_key

URL = reverse("onboarding:start")

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer() -> User:
    return User.objects.create_user("new@example.org", name="Mali")


@pytest.fixture
def browser(newcomer: User) -> Client:
    client = Client()
    client.force_login(newcomer)
    return client


def answers(user: User, **changed: str) -> dict[str, str]:
    answered = {"language": "th", "trade": "coaching", "key": fresh_key(user)}
    return {**answered, **changed}


@pytest.mark.parametrize(
    ("language", "trade"), [("vi", "Bất động sản"), ("th", "อสังหาริมทรัพย์")]
)
def test_choosing_a_language_asks_in_it(
    browser: Client, language: str, trade: str
) -> None:
    page = browser.get(URL, {"language": language})

    assert f'<html lang="{language}">' in page.text
    assert trade in page.text
    assert page.text.count("<legend") == 2
    assert "简体中文" in page.text


def test_htmx_is_sent_to_the_whole_page_and_keeps_the_trade(browser: Client) -> None:
    chosen = {"language": "vi", "trade": "events"}
    answer = browser.get(URL, chosen, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == f"{URL}?language=vi&trade=events"


def test_both_answers_open_a_desk(browser: Client, newcomer: User) -> None:
    answer = browser.post(URL, answers(newcomer))
    workspace = Workspace.objects.get()
    newcomer.refresh_from_db()

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert (workspace.language, workspace.trade) == ("th", "coaching")
    assert "Mali" in workspace.name
    assert newcomer.language == "th"
    assert browser.session["workspace"] == workspace.pk


def test_an_impatient_second_tap_opens_no_second_desk(
    browser: Client, newcomer: User
) -> None:
    answered = answers(newcomer)
    browser.post(URL, answered)
    browser.post(URL, answered)

    assert Workspace.objects.count() == 1


def test_a_member_may_open_another_desk(alice: Membership) -> None:
    client = Client()
    client.force_login(alice.user)
    client.post(URL, answers(alice.user))

    assert alice.user.memberships.count() == 2
    assert client.session["workspace"] != alice.workspace_id


@pytest.mark.parametrize(
    ("field", "given"),
    [("language", "xx"), ("trade", "piracy"), ("trade", ""), ("key", "forged")],
)
def test_nonsense_is_asked_again(
    browser: Client, newcomer: User, field: str, given: str
) -> None:
    answer = browser.post(URL, answers(newcomer, **{field: given}))

    assert answer.status_code == 422
    assert not Workspace.objects.exists()


def test_another_users_form_is_refused(
    browser: Client, newcomer: User, bob: Membership
) -> None:
    answer = browser.post(URL, answers(newcomer, key=fresh_key(bob.user)))

    assert answer.status_code == 422
    assert not newcomer.memberships.exists()


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get(URL).status_code == 302
    assert client.put(URL).status_code == 405
