"""Keeps the last contact of people in step when activities go."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from bestfew.activities.models import Activity
from bestfew.imports import bulk
from bestfew.people.models import Person


def last_contacts(model: type[object], ids: set[int]) -> set[int]:
    """The people of activities that are about to go; of other tables none."""
    if model is not Activity:
        return set()
    rows = Activity.objects.filter(pk__in=ids).exclude(person=None)
    return set(rows.values_list("person_id", flat=True))


def forget_contacts(people: set[int]) -> None:
    """Work the last contact of people out anew from the activities that are left."""
    if not people:
        return
    rows = (
        Activity.objects.spoken()
        .filter(person__in=people, at__lte=timezone.now())
        .values_list("person_id")
        .annotate(last=Max("at"))
    )
    last = dict(rows)
    bulk.update(Person, ("last_contact_at",), [(last.get(pk), pk) for pk in people])
