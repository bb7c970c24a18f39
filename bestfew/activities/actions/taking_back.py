"""Undo one log entry with everything that followed from it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.activities.actions.changes import LogChange, log_changed
from bestfew.activities.actions.contact import refresh_last_contact
from bestfew.activities.actions.follow_ups import refresh_next
from bestfew.activities.models import Activity, FollowUp
from bestfew.funnel import actions as funnel
from bestfew.funnel.models import Influence
from bestfew.history.models import Event, record
from bestfew.people.actions import refresh_do_not_contact
from bestfew.people.models import Permission, Person


@transaction.atomic
def take_back(activity: Activity, *, by: User, at: datetime) -> None:
    """As if it had not been logged; the history keeps that it was. Twice is once."""
    held = Activity.objects.select_for_update(of=("self",)).filter(pk=activity.pk)
    if held.first() is None:
        return
    logged = Event.objects.about(activity).filter(verb="logged").first()
    came = logged.facts if logged else {}
    if came.get("ended") and activity.objective:
        funnel.reopen(activity.objective, by=by, at=at)
    _forget_contact(came.get("contacted", []), by=by, at=at)
    FollowUp.objects.filter(activity=activity, done_at=None).delete()
    FollowUp.objects.filter(pk=came.get("finished", 0)).update(done_at=None)
    Permission.objects.filter(pk=came.get("permission", 0)).delete()
    activity.delete()
    record("taken back", activity.about, by=by, at=at, kind=activity.kind)
    if activity.person:
        _bring_in_step(activity.person, at=at)
    log_changed(LogChange.of([activity]))


def _forget_contact(influences: list[int], *, by: User, at: datetime) -> None:
    rows = Influence.objects.filter(pk__in=influences)
    objectives = list(rows.values_list("objective_id", flat=True))
    rows.update(contacted_on=None)
    if objectives:
        funnel.refresh_places(objectives, by=by, at=at)


def _bring_in_step(person: Person, *, at: datetime) -> None:
    refresh_last_contact(person, at=at)
    refresh_do_not_contact(person)
    refresh_next(person)
