"""Keeps the last contact with somebody in step with the log."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from bestfew.activities.models import Activity
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
