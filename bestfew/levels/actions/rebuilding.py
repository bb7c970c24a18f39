"""Has everybody climb the ladder anew, and counts all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.levels.actions.counting import (
    count_of,
    counted_anew,
    hold_counts,
    write_anew,
)
from bestfew.levels.actions.standings import CHUNK, refresh
from bestfew.levels.models import Standing
from bestfew.levels.rules.cells import Counted
from bestfew.people.models import Person

READ = 5_000


def rebuild(*, by: User | None, at: datetime) -> int:
    """Everybody's standing and every count, from the facts; how many people there are.

    Facts that were written behind the ladder's back (a sample, a restored backup) are
    caught up with.
    """
    seen = 0
    for some in _everybody():
        refresh(some, by=by, at=at, catching_up=True)
        seen += len(some)
    recount()
    return seen


def _everybody() -> Iterator[list[int]]:
    last = 0
    rows = Person.objects.order_by("pk").values_list("pk", flat=True)
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield some
        last = some[-1]


@transaction.atomic
def recount() -> None:
    """Count the standings as they are."""
    hold_counts()
    write_anew(counted_anew(standings()))


def standings() -> Iterator[Counted]:
    """What is counted of every standing."""
    rows = Standing.objects.order_by()
    for row in rows.iterator(chunk_size=READ):
        yield count_of(row)
