"""Pairs of who is merged away: what was said of them holds for the one they became."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from bestfew.accounts.models import User
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.duplicates.models import Decision, Pair
from bestfew.people.models import Person


def follow_pairs(
    into: Person, other: Person, recorder: Recorder, *, by: User, at: datetime
) -> None:
    """Decide the pair of the two, and draw every other one of theirs anew.

    Pairs stay with the keys they were found for, so that an undo shows them again; what
    is drawn anew is a pair of its own.
    """
    for pair in _pairs_of(other):
        third = pair.first_id if pair.second_id == other.pk else pair.second_id
        if third == into.pk:
            decided = {"decided_by_id": by.pk, "decided_at": at}
            recorder.change(pair, {"decision": Decision.MERGED, **decided})
        elif pair.decision != Decision.MERGED:
            _draw(pair, min(into.pk, third), max(into.pk, third), recorder)


def _pairs_of(person: Person) -> list[Pair]:
    known = Pair.objects.select_for_update()
    theirs = known.filter(Q(first=person.pk) | Q(second=person.pk))
    return list(theirs.order_by("pk"))


def _draw(pair: Pair, first: int, second: int, recorder: Recorder) -> None:
    """The same for another two; "not the same" beats what nobody looked at."""
    known = Pair.objects.filter(first=first, second=second).first()
    said: dict[str, Any] = {
        name: getattr(pair, name)
        for name in ("decision", "decided_by_id", "decided_at")
    }
    if known is None:
        found = {n: getattr(pair, n) for n in ("probability", "agrees", "differs")}
        recorder.make(Pair(first_id=first, second_id=second, **found, **said))
    elif known.decision == Decision.OPEN:
        recorder.change(known, said)
