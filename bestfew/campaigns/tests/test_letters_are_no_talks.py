"""A mailing reaches many; nobody was spoken with by it (D22 needs a talk, E06)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership, Role
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import take_back
from bestfew.activities.models import Activity
from bestfew.activities.tests.cast import make_log, make_objective
from bestfew.campaigns import jobs
from bestfew.campaigns.tests.post import (
    SITE,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
)
from bestfew.conftest import NOON, make_member, make_user, make_workspace
from bestfew.funnel.models import Influence
from bestfew.imports.tests.recipes import bring_in, exported
from bestfew.people.models import Person
from bestfew.reach.models import ReachDay

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _own_server(settings: Settings) -> None:
    settings.MAIL_PRIVATE_SERVERS = True


def mail_to(member: Membership) -> Person:
    """Somebody who decides, and got a mailing."""
    with mail_server() as sink:
        make_account(member, sink.port)
        reader = make_reader(member)
        make_objective(member, reader)
        jobs.start(make_mailing(member), member, site=SITE)
    reader.refresh_from_db()
    return reader


def test_who_decides_is_not_contacted_by_a_mailing(alice: Membership) -> None:
    reader = mail_to(alice)

    assert Activity.objects.filter(person=reader, kind="email").count() == 1
    assert ReachDay.objects.get().from_log == 1
    assert Influence.objects.get().contacted_on is None
    assert reader.last_contact_at is None


def test_an_objective_opened_behind_it_begins_uncontacted(alice: Membership) -> None:
    objective = make_objective(alice, mail_to(alice), "Another flat")

    assert Influence.objects.get(objective=objective).contacted_on is None


def test_a_talk_taken_back_leaves_no_contact_by_letter(alice: Membership) -> None:
    reader = mail_to(alice)
    made = make_log(alice, reader, at=timezone.now())
    assert Influence.objects.get().contacted_on

    take_back(made.activity, by=alice.user, at=timezone.now())

    reader.refresh_from_db()
    assert reader.last_contact_at is None
    assert Influence.objects.get().contacted_on is None


def test_nor_is_it_one_in_another_workspace(alice: Membership, tmp_path: Path) -> None:
    mail_to(alice)
    other = make_member(make_user("Other"), make_workspace("Other"), Role.OWNER)
    files = {noun: tmp_path / f"{noun}.csv" for noun in ("people", "activities")}
    for noun, path in files.items():
        path.write_bytes(exported(alice, noun))

    with workspace_scope(other.workspace):
        for noun, path in files.items():
            bring_in(other, path, noun)

        assert Activity.objects.filter(kind="email").count() == 1
        assert Person.objects.get().last_contact_at is None


def test_a_letter_by_hand_is_a_contact(alice: Membership) -> None:
    reader = make_reader(alice)
    make_objective(alice, reader)

    make_log(alice, reader, kind="email")

    assert Influence.objects.get().contacted_on == NOON.date()
