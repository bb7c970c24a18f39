"""Whoever takes standings away holds people before counts, as whoever logs does."""

from __future__ import annotations

from threading import Event

import pytest
from django.db import connection, transaction

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log
from bestfew.conftest import NOON
from bestfew.levels.actions import put_aside
from bestfew.levels.models import LevelDay, Standing
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from tests.at_once import at_once

MOMENT = 0.5


@pytest.mark.django_db(transaction=True)
def test_who_deletes_people_and_who_logs_wait_for_one_another(
    alice: Membership,
) -> None:
    with workspace_scope(alice.workspace):
        goes, other = make_person(alice, "Mai"), make_person(alice, "Noi")
        for each in (goes, other):
            log(alice, about=each, kind="call", outcome="no_answer", at=NOON)
    is_aside, is_logging = Event(), Event()

    def delete() -> None:
        with transaction.atomic():
            put_aside([goes.pk])
            is_aside.set()
            if connection.vendor == "postgresql":
                is_logging.wait(5)
                is_logging.clear()
                is_logging.wait(MOMENT)
            Person.objects.filter(pk__in=[other.pk, goes.pk]).update(note="")

    def answer() -> None:
        is_aside.wait(5)
        is_logging.set()
        log(alice, about=goes, kind="call", outcome="spoke", at=NOON)

    came = at_once(alice.workspace, delete, answer)

    assert came == [None, None]
    with workspace_scope(alice.workspace):
        assert Standing.objects.filter(person=goes).exists()
        assert LevelDay.objects.filter(came__lt=0).count() == 0
