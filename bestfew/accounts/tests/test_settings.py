"""One's own settings, the workspace's, the language, and the other workspaces."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import make_member, signed_in

pytestmark = pytest.mark.django_db

WORKSPACE: dict[str, Any] = {
    "name": "Acme Homes",
    "currency": "VND",
    "zone": "Asia/Ho_Chi_Minh",
    "working_days": ["6", "1", "2"],
    "week_hours": "48",
    "normal_cycle_days": "45",
}


def test_a_user_changes_name_and_language(carol: Membership) -> None:
    client = signed_in(carol)

    answer = client.post(
        reverse("accounts:settings"), {"name": "Caroline", "language": "th"}
    )

    carol.user.refresh_from_db()
    assert (carol.user.name, carol.user.language) == ("Caroline", "th")
    assert answer.cookies["django_language"].value == "th"
    page = client.get(reverse("accounts:settings")).content.decode()
    assert '<html lang="th">' in page


@pytest.mark.parametrize(
    "facts", [{"name": "", "language": "en"}, {"name": "Carol", "language": "xx"}]
)
def test_nonsense_about_oneself_is_not_kept(
    facts: dict[str, str], carol: Membership
) -> None:
    answer = signed_in(carol).post(reverse("accounts:settings"), facts)

    carol.user.refresh_from_db()
    assert answer.status_code == 422
    assert carol.user.name == "Carol"


def test_a_leader_changes_what_the_workspace_counts_with(alice: Membership) -> None:
    answer = signed_in(alice).post(reverse("accounts:workspace-settings"), WORKSPACE)

    alice.workspace.refresh_from_db()
    assert answer.status_code == 302
    assert alice.workspace.name == "Acme Homes"
    assert alice.workspace.working_days == [1, 2, 6]
    assert alice.workspace.normal_cycle_days == 45


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "XYZ"},
        {"zone": "Mars/Olympus"},
        {"working_days": []},
        {"working_days": ["8"]},
        {"week_hours": "0"},
        {"week_hours": "-4"},
        {"normal_cycle_days": "many"},
        {"name": ""},
    ],
)
def test_nonsense_about_the_workspace_is_not_kept(
    wrong: dict[str, Any], alice: Membership
) -> None:
    url = reverse("accounts:workspace-settings")

    answer = signed_in(alice).post(url, WORKSPACE | wrong)

    alice.workspace.refresh_from_db()
    assert answer.status_code == 422
    assert alice.workspace.name == "Acme"


def test_only_leaders_change_the_workspace(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    url = reverse("accounts:workspace-settings")

    for member in (carol, dave):
        assert signed_in(member).get(url).status_code == 403
        assert signed_in(member).post(url, WORKSPACE).status_code == 403


def test_the_forms_are_shown(alice: Membership) -> None:
    client = signed_in(alice)

    assert b"Your name" in client.get(reverse("accounts:settings")).content
    page = client.get(reverse("accounts:workspace-settings")).content.decode()
    assert "GBP · " in page
    assert "Europe/London" in page


def test_the_language_is_kept_for_a_visitor(client: Client) -> None:
    answer = client.post(reverse("accounts:language"), {"language": "vi"})

    assert answer.cookies["django_language"].value == "vi"
    assert '<html lang="vi">' in client.get(reverse("account_login")).content.decode()


def test_the_language_is_kept_for_a_user(carol: Membership) -> None:
    url = reverse("accounts:language")

    signed_in(carol).post(url, {"language": "zh-hans"})

    carol.user.refresh_from_db()
    assert carol.user.language == "zh-hans"
    assert signed_in(carol).post(url, {"language": "tlh"}).status_code == 400
    assert signed_in(carol).get(url).status_code == 405


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("/people/?q=mai", "/people/?q=mai"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_to_another_site(
    wanted: str, found: str, client: Client
) -> None:
    facts = {"language": "en", "next": wanted}

    answer = client.post(reverse("accounts:language"), facts)

    assert answer["Location"] == found


def test_switching_to_another_of_ones_workspaces(
    alice: Membership, bob: Membership
) -> None:
    make_member(alice.user, bob.workspace)
    client = signed_in(alice)
    url = reverse("accounts:workspace")

    client.post(url, {"workspace": bob.workspace_id})

    page = client.get(reverse("accounts:more"))
    assert page.context["workspace"] == bob.workspace


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "99999999999999999999999"])
def test_a_strangers_workspace_is_not_found(
    nonsense: str, alice: Membership, bob: Membership
) -> None:
    client = signed_in(alice)
    url = reverse("accounts:workspace")

    assert client.post(url, {"workspace": bob.workspace_id}).status_code == 404
    assert client.post(url, {"workspace": nonsense}).status_code == 404
    assert client.get(url).status_code == 405


def test_more_lists_the_places_without_a_tab(carol: Membership) -> None:
    page = signed_in(carol).get(reverse("accounts:more")).content.decode()

    assert "Qualify" in page
    assert "Sign out" in page
    assert reverse("accounts:team") not in page
