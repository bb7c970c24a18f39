"""Jobs run in their workspace, as who started them, if they still may."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone, translation
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.signing import SignedPackage

from bestfew.accounts.models import Membership, Role
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.jobs.queue import (
    MayNotRun,
    enqueue,
    keep_schedules,
    oldest_waiting_seconds,
)

HERE = "bestfew.jobs.tests.test_queue"

pytestmark = pytest.mark.django_db

seen: list[object] = []


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def look(member: Membership, *args: object) -> None:
    zone = timezone.get_current_timezone_name()
    seen.append(
        (member, args, current_workspace_id(), zone, translation.get_language())
    )


def note(*args: object) -> None:
    seen.append(args)


def fail(*args: object) -> None:
    raise ValueError("no")


def test_a_job_runs_in_its_members_workspace_zone_and_language(
    alice: Membership,
) -> None:
    alice.user.language = "vi"
    alice.user.save()

    enqueue(f"{HERE}.look", 1, "two", by=alice)

    workspace = alice.workspace_id
    assert seen == [(alice, (1, "two"), workspace, "Europe/London", "vi")]


def test_a_job_of_nobody_runs_outside() -> None:
    enqueue(f"{HERE}.note", "x")

    assert seen == [("x",)]


def test_who_may_only_look_by_now_starts_nothing(alice: Membership) -> None:
    alice.role = Role.VIEWER
    alice.save()

    with pytest.raises(MayNotRun):
        enqueue(f"{HERE}.look", by=alice)

    assert seen == []


def test_who_was_shut_out_starts_nothing(alice: Membership) -> None:
    alice.user.is_active = False
    alice.user.save()

    with pytest.raises(MayNotRun):
        enqueue(f"{HERE}.look", by=alice)


def test_who_has_left_starts_nothing(carol: Membership) -> None:
    Membership.objects.filter(pk=carol.pk).delete()

    with pytest.raises(MayNotRun):
        enqueue(f"{HERE}.look", by=carol)


def test_a_fault_is_told_to_whom_it_concerns(alice: Membership) -> None:
    with pytest.raises(ValueError, match="no"):
        enqueue(f"{HERE}.fail", 7, by=alice, on_fault=f"{HERE}.note")

    assert seen == [(alice, 7)]


def test_a_viewers_fault_is_told_too(dave: Membership) -> None:
    with pytest.raises(MayNotRun):
        enqueue(f"{HERE}.look", by=dave, on_fault=f"{HERE}.note")

    assert seen == [(dave,)]


def test_a_fault_of_who_has_left_is_told_too(carol: Membership) -> None:
    """Else what they began would go on for ever, for those who stay to look at."""
    Membership.objects.filter(pk=carol.pk).delete()

    with pytest.raises(MayNotRun):
        enqueue(f"{HERE}.look", 7, by=carol, on_fault=f"{HERE}.note")

    told: Any = seen[0]
    gone, number = told
    assert (gone.user, gone.workspace) == (carol.user, carol.workspace)
    assert (gone.may_write, gone.pk, number) == (False, None, 7)


def test_otherwise_it_waits_in_the_database(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Conf, "SYNC", False)

    assert oldest_waiting_seconds() == 0
    enqueue(f"{HERE}.look", 1, by=alice)

    task = SignedPackage.loads(OrmQ.objects.get().payload)
    seat = (alice.workspace_id, alice.user_id)
    assert task["args"] == (f"{HERE}.look", alice.pk, (1,), "", seat)
    assert seen == []
    assert oldest_waiting_seconds() > 0


def test_schedules_are_kept_as_they_are_given() -> None:
    keep_schedules({"a.b": 5, "c.d": 15})
    keep_schedules({"a.b": 10})

    kept = Schedule.objects.get()
    assert (kept.name, kept.minutes) == ("a.b", 10)
    assert kept.args == "('a.b', None, ())"
