"""What guards a view."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.conftest import make_user, signed_in

pytestmark = pytest.mark.django_db

MORE = "/more/"


def test_a_stranger_signs_in_first_and_comes_back(client: Client) -> None:
    answer = client.get(MORE)

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={MORE}"


def test_htmx_leaves_the_page_when_the_session_has_ended(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=a"}

    answer = client.get(MORE, headers=headers)

    assert answer["HX-Redirect"].endswith("?next=/people/%3Fq%3Da")


def test_a_newcomer_answers_the_two_questions_first(client: Client) -> None:
    client.force_login(make_user("Nina"))

    answer = client.get(MORE)

    assert answer["Location"] == reverse("onboarding:start")


def test_a_member_comes_in(dave: Membership) -> None:
    assert signed_in(dave).get(MORE).status_code == 200


def test_the_oldest_workspace_opens_when_the_chosen_one_is_gone(
    alice: Membership,
) -> None:
    client = signed_in(alice)
    session = client.session
    session["workspace"] = 12345
    session.save()

    assert "Acme" in client.get(MORE).content.decode()


def test_a_viewer_looks_but_writes_nothing(dave: Membership, carol: Membership) -> None:
    def write(request: MemberRequest) -> HttpResponse:
        return HttpResponse(request.member.user.name)

    def asked_by(member: Membership) -> HttpRequest:
        request = RequestFactory().post("/")
        request.user, request.member = member.user, member  # type: ignore[attr-defined]
        return request

    assert writer_required(write)(asked_by(carol)).content == b"Carol"
    with pytest.raises(PermissionDenied):
        writer_required(write)(asked_by(dave))
