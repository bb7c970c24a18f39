"""The permission ledger: words are added, none is changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.history.consequences import Consequence
from bestfew.people import rules
from bestfew.people.models import Permission, Person, Purpose

permission_changed: Consequence[[Person]] = Consequence()
"""Called when the ledger of somebody changed, in the same transaction."""


@transaction.atomic
def note_permission(
    person: Person,
    *,
    state: str,
    by: User,
    at: datetime,
    purpose: str = Purpose.FOLLOW_UP,
    medium: str = Permission.ANY_MEDIUM,
    how: str = "",
) -> Permission:
    """Write a word into the ledger; a "no" to anything ends all contact (B35)."""
    word: Permission = Permission.objects.create(
        person=person,
        purpose=purpose,
        medium=medium,
        state=state,
        at=at,
        how=how.strip(),
        by=by,
    )
    refresh_do_not_contact(person)
    return word


def refresh_do_not_contact(person: Person) -> None:
    """Bring the column in step with the whole ledger, backdated words included."""
    words = Permission.objects.filter(person=person).order_by("at", "id")
    person.do_not_contact = rules.refuses_contact(word.as_rule() for word in words)
    person.save(update_fields=["do_not_contact"])
    permission_changed(person)
