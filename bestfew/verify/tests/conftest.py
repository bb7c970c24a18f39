"""A desk with a year behind it and a file brought in: sound, until a test breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from bestfew.accounts.models import Membership, Origin, User
from bestfew.accounts.tenancy import workspace_scope
from bestfew.imports.tests.recipes import bring_in, make_file
from bestfew.onboarding.actions import open_workspace
from bestfew.onboarding.sample import load_sample

MAI = ("c-1", "Mai Tran", "020 7946 0018", "mai@example.com")
SOMCHAI = ("c-2", "Somchai Jaidee", "020 7946 0019", "somchai@example.com")
LIST = [
    ["Id", "Name", "Phone", "E-mail", "Company", "Tags", "Birthday"],
    [*MAI, "An Phu", "flat", "1990-05-17"],
    [*SOMCHAI, "An Phu", "flat", ""],
    [*MAI, "An Phu", "flat", "1990-05-17"],
    ["c-9", "", "", "", "An Phu", "", ""],
]


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Membership]:
    """Built once for all the tests of a file; no trace of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_desk(tmp_path_factory.mktemp("desk"))
        transaction.set_rollback(True)


def make_desk(folder: Path) -> Membership:
    now = timezone.now()
    member = open_workspace(
        User.objects.create_user("ellis@example.org", name="Ellis"),
        name="Ellis",
        language="en",
        trade="events",
        at=now - timedelta(days=1),
        origin=Origin.WEB,
    )
    with workspace_scope(member.workspace):
        load_sample(member, at=now)
        bring_in(member, make_file(folder, LIST))
    return member


@pytest.fixture
def desk(built: Membership, db: None) -> Iterator[Membership]:
    """At work there; what the test does is rolled back."""
    with workspace_scope(built.workspace):
        yield built
