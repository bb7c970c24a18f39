"""Roles: who may give which, and the last owner."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from bestfew.accounts import models
from bestfew.accounts.models import LastOwnerStays, Membership, Role
from bestfew.conftest import NOON, make_member, make_user

pytestmark = pytest.mark.django_db


def test_nobody_grants_a_role_above_their_own(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    manager = make_member(make_user("Mona"), alice.workspace, Role.MANAGER)

    assert [role for role in Role if alice.may_grant(role)] == list(Role)
    assert not manager.may_grant(Role.OWNER)
    assert manager.may_grant(Role.MANAGER)
    assert not any(carol.may_grant(role) or dave.may_grant(role) for role in Role)


def test_the_last_owner_stays(alice: Membership, carol: Membership) -> None:
    with pytest.raises(LastOwnerStays):
        alice.change_role(Role.SELLER)
    with pytest.raises(LastOwnerStays):
        alice.leave(at=NOON)

    alice.refresh_from_db()
    assert alice.role == Role.OWNER


def test_the_last_owner_may_be_confirmed_in_their_role(alice: Membership) -> None:
    alice.change_role(Role.OWNER)

    alice.refresh_from_db()
    assert alice.role == Role.OWNER


def test_an_owner_goes_once_there_is_another(
    alice: Membership, carol: Membership
) -> None:
    carol.change_role(Role.OWNER)

    alice.leave(at=NOON)

    assert carol.workspace.owner() == carol


def test_a_role_changes_from_what_it_is_by_now(
    alice: Membership, carol: Membership
) -> None:
    """Whoever had a seller before them has an owner, the last one, by now."""
    manager = make_member(make_user("Mona"), alice.workspace, Role.MANAGER)
    stale = Membership.objects.get(pk=carol.pk)
    carol.change_role(Role.OWNER, by=alice)

    with pytest.raises(PermissionDenied):
        stale.change_role(Role.VIEWER, by=manager)
    alice.leave(at=NOON)
    for refused, by in ((LastOwnerStays, None), (PermissionDenied, alice)):
        with pytest.raises(refused):
            stale.change_role(Role.VIEWER, by=by)

    assert carol.workspace.owner() == carol


def test_who_has_left_leaves_no_second_time(
    alice: Membership, carol: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[Membership] = []
    monkeypatch.setattr(models, "has_left", [lambda gone, _at: went.append(gone)])
    stale = Membership.objects.get(pk=carol.pk)

    carol.leave(at=NOON)
    stale.leave(at=NOON)
    stale.change_role(Role.OWNER)

    assert len(went) == 1
    assert not Membership.objects.filter(user=carol.user_id).exists()


def test_what_a_role_allows() -> None:
    may = {
        role: (Membership(role=role).sees_workspace, Membership(role=role).may_write)
        for role in Role
    }

    assert may == {
        Role.OWNER: (True, True),
        Role.MANAGER: (True, True),
        Role.SELLER: (False, True),
        Role.VIEWER: (True, False),
    }


def test_users_are_called_by_name_or_by_address(alice: Membership) -> None:
    nameless = make_user("")
    nameless.email = "x@example.org"

    assert (str(alice.user), alice.user.get_short_name()) == ("Alice", "Alice")
    assert (str(nameless), nameless.get_short_name()) == ("x@example.org", "x")
    assert str(alice) == "Alice (owner)"
    assert str(alice.workspace) == "Acme"
