"""The permission ledger: words are added, none is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import User
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


@transaction.atomic
def refresh_do_not_contact(person: Person) -> None:
    """Bring the column in step with the whole ledger, backdated words included."""
    person.held()
    words = Permission.objects.filter(person=person).order_by("at", "id")
    person.do_not_contact = rules.refuses_contact(word.as_rule() for word in words)
    person.save(update_fields=["do_not_contact"])
    permission_changed(person)


@transaction.atomic
def refresh_do_not_contact_of(people: Iterable[int]) -> None:
    """The same for many, whose ledgers were written in bulk, in four queries.

    Nothing follows by itself: call `activities.actions.refresh_next_of` behind it.
    """
    ids = set(people)
    ledgers: dict[int, list[rules.Word]] = defaultdict(list)
    words = Permission.objects.filter(person__in=ids).order_by("at", "id")
    for person, *word in words.values_list(
        "person_id", "purpose", "medium", "state", "at"
    ):
        ledgers[person].append(rules.Word(*word))
    refused = {pk for pk, ledger in ledgers.items() if rules.refuses_contact(ledger)}
    rows = Person.objects.filter(pk__in=ids)
    rows.filter(pk__in=refused, do_not_contact=False).update(do_not_contact=True)
    allowed = rows.filter(do_not_contact=True).exclude(pk__in=refused)
    allowed.update(do_not_contact=False)
