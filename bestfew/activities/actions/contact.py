"""Keeps the first and the last contact with somebody in step with the log."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from bestfew.activities.models import Activity
from bestfew.funnel.models import Ending, Objective
from bestfew.people.models import Person


def refresh_last_contact(person: Person, *, at: datetime) -> None:
    """Bring `person.last_contact_at` in step: the last time we spoke, up to `at`.

    A note is no contact, a call that nobody answered is none, nor is a mailing. Call it
    inside a transaction.
    """
    person.held()
    spoken = Activity.objects.spoken().filter(person=person, at__lte=at)
    person.last_contact_at = spoken.aggregate(last=Max("at"))["last"]
    person.save(update_fields=["last_contact_at"])


def begin_with_first_talk(objective: Objective, at: datetime) -> None:
    """Its cycle runs from when we first spoke, not from when it was written down (D30).

    Since the last thing that ended with them; where something else is open with them,
    or a first contact was given, from the day that it has.
    """
    if objective.first_contact_on != timezone.localdate(at) or not objective.person:
        return
    others = Objective.objects.filter(person=objective.person).exclude(pk=objective.pk)
    if others.open().exists():
        return
    talks = Activity.objects.spoken().filter(person=objective.person, at__lte=at)
    ended = Ending.objects.filter(objective__in=others).aggregate(last=Max("on"))
    if ended["last"]:
        talks = talks.filter(at__date__gt=ended["last"])
    first = talks.order_by("at").values_list("at", flat=True).first()
    if first:
        objective.first_contact_on = timezone.localdate(first)
        objective.save(update_fields=["first_contact_on"])
