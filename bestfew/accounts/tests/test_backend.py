"""Who a session belongs to, read with the places where they work."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.backends import MemberBackend
from bestfew.accounts.models import Membership, Role, User, Workspace
from bestfew.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_user_and_places_are_read_at_once(
    alice: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = Workspace.objects.create(name="Second", language="en", zone="UTC")
    later = Membership.objects.create(
        workspace=other, user=alice.user, role=Role.VIEWER
    )

    with django_assert_num_queries(1):
        user = MemberBackend().get_user(alice.user_id)
        assert user == alice.user
        assert [each.workspace.name for each in user.places] == [
            alice.workspace.name,
            "Second",
        ]
        assert user.places[1] == later


def test_a_newcomer_has_no_places(db: None) -> None:
    user = User.objects.create_user("new@example.org")

    found = MemberBackend().get_user(user.pk)

    assert found == user
    assert found.places == []
    assert MemberBackend().get_user(user.pk + 1) is None


def test_who_was_shut_out_is_signed_out(alice: Membership) -> None:
    client = signed_in(alice)
    User.objects.filter(pk=alice.user_id).update(is_active=False)

    answer = client.get(reverse("desk:today"))

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]
