"""The sample goes in and out with a tap, by those who may."""

from __future__ import annotations

import pytest
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import Membership, Origin, User
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, make_member, make_user, signed_in
from bestfew.onboarding.actions import open_workspace
from bestfew.onboarding.sample import load_sample
from bestfew.people.models import Person

LOAD = reverse("onboarding:sample")
REMOVE = reverse("onboarding:remove-sample")
BANNER = Template("{% load onboarding %}{% sample_banner %}")

MET = 120

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    user = make_user("Ellis")
    return open_workspace(
        user, name="Ellis", language="en", trade="events", at=NOON, origin=Origin.WEB
    )


def count(member: Membership) -> int:
    people = Person.unscoped.filter(workspace=member.workspace_id)
    return int(people.count())


def told(client: Client) -> str:
    """The toasts that wait for the next page."""
    answer = client.get(reverse("onboarding:start"))
    return " ".join(str(each) for each in answer.context["messages"])


def seen(template: Template, member: Membership) -> str:
    request = RequestFactory().get("/")
    request.member = member  # type: ignore[attr-defined]
    request.resolver_match = None
    with workspace_scope(member.workspace):
        return str(template.render(RequestContext(request)))


def test_one_tap_loads_it_and_one_removes_it(owner: Membership) -> None:
    client = signed_in(owner)

    assert client.post(LOAD)["Location"] == "/"
    loaded = count(owner)
    assert loaded > MET
    assert f"{loaded} sample people" in told(client)

    assert client.post(REMOVE)["Location"] == "/"
    assert count(owner) == 0
    assert f"{loaded} people" in told(client)


def test_tapping_twice_is_harmless(owner: Membership) -> None:
    client = signed_in(owner)

    client.post(LOAD)
    loaded = count(owner)
    client.post(LOAD)
    assert count(owner) == loaded > MET

    client.post(REMOVE)
    client.post(REMOVE)
    assert count(owner) == 0
    assert "no sample" in told(client)


def test_looking_changes_nothing(owner: Membership) -> None:
    client = signed_in(owner)

    assert client.get(LOAD).status_code == 405
    assert client.get(REMOVE).status_code == 405
    assert count(owner) == 0


@pytest.mark.parametrize("role", ["viewer", "seller"])
def test_only_who_leads_may(owner: Membership, role: str) -> None:
    member = make_member(make_user("Dora"), owner.workspace, role)
    loaded = load_sample(owner, at=NOON)
    client = signed_in(member)

    assert client.post(LOAD).status_code == 403
    assert client.post(REMOVE).status_code == 403
    assert count(owner) == loaded
    assert seen(BANNER, member).strip() == ""


def test_the_banner_shows_while_the_sample_is_here(owner: Membership) -> None:
    assert seen(BANNER, owner).strip() == ""

    load_sample(owner, at=NOON)

    assert REMOVE in seen(BANNER, owner)


def test_a_newcomer_is_asked_the_questions_first() -> None:
    client = Client()
    client.force_login(User.objects.create_user(f"{new_id()}@example.org"))

    assert client.post(LOAD)["Location"] == reverse("onboarding:start")
