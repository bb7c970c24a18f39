"""The cast of every test: alice owns a workspace, bob is a stranger to it.

carol sells in alice's workspace and dave looks on. A test that touches a workspace's
rows asks for `in_workspace`; one that only sends requests does not need it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from bestfew.accounts.models import Membership, Role, User, Workspace
from bestfew.accounts.tenancy import workspace_scope

NOON = datetime(2026, 5, 21, 12, tzinfo=UTC)  # a Thursday
PASSWORD = "correct-horse-battery"


def make_user(name: str, *, language: str = "en") -> User:
    return User.objects.create_user(
        f"{name.lower()}@example.org", PASSWORD, name=name, language=language
    )


def make_workspace(name: str = "Acme") -> Workspace:
    return Workspace.objects.create(
        name=name,
        trade="general",
        language="en",
        country="GB",
        currency="GBP",
        zone="Europe/London",
        working_days=[1, 2, 3, 4, 5],
    )


def make_member(
    user: User, workspace: Workspace, role: str = Role.SELLER
) -> Membership:
    return Membership.objects.create(user=user, workspace=workspace, role=role)


def signed_in(member: Membership) -> Client:
    """A browser in which the member has signed in."""
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def workspace(db: None) -> Workspace:
    return make_workspace()


@pytest.fixture
def alice(workspace: Workspace) -> Membership:
    """The owner."""
    return make_member(make_user("Alice"), workspace, Role.OWNER)


@pytest.fixture
def bob(db: None) -> Membership:
    """A stranger: the owner of another workspace."""
    return make_member(make_user("Bob"), make_workspace("Other"), Role.OWNER)


@pytest.fixture
def carol(workspace: Workspace) -> Membership:
    """A seller in alice's workspace."""
    return make_member(make_user("Carol"), workspace)


@pytest.fixture
def dave(workspace: Workspace) -> Membership:
    """A viewer of alice's workspace."""
    return make_member(make_user("Dave"), workspace, Role.VIEWER)


@pytest.fixture
def in_workspace(workspace: Workspace) -> Iterator[Workspace]:
    """Do the test's own work inside alice's workspace."""
    with workspace_scope(workspace):
        yield workspace
