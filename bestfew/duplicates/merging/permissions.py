"""The most restrictive permission wins, and outlasts the undo (trust.md F9, B35)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bestfew.accounts.models import User
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.duplicates.rules.merging import words_needed
from bestfew.people import rules
from bestfew.people.models import Medium, Permission, Person, Purpose

MEDIA = (Permission.ANY_MEDIUM, *Medium.values)

Ledger = Sequence[rules.Word]


def ledger_of(person: Person, *, since: int = 0) -> list[rules.Word]:
    """Every word about somebody, the earliest first; those with a key above `since`."""
    words = Permission.objects.filter(person=person, pk__gt=since).order_by("at", "id")
    return [each.as_rule() for each in words]


def hold(
    person: Person,
    ledgers: Sequence[Ledger],
    *,
    by: User,
    at: datetime,
    how: str,
    recorder: Recorder,
    is_barred: bool = False,
) -> None:
    """Write what keeps every "no" of these ledgers in force with somebody."""
    needed = words_needed(
        ledger_of(person),
        ledgers,
        purposes=Purpose.values,
        media=MEDIA,
        at=at,
        is_barred=is_barred,
    )
    for word in needed:
        recorder.make(
            Permission(
                person=person,
                purpose=word.purpose,
                medium=word.medium,
                state=word.state,
                at=word.at,
                by=by,
                how=how[:300],
            )
        )
