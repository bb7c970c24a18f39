"""Has everybody climb the ladder anew, and counts all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.jobs.queue import enqueue
from bestfew.levels.actions.counting import (
    count_of,
    counted_anew,
    hold_counts,
    write_anew,
)
from bestfew.levels.actions.standings import CHUNK, refresh
from bestfew.levels.models import Climb, Standing
from bestfew.levels.rules.cells import Counted
from bestfew.levels.rules.ladder import EDITION
from bestfew.people.models import Person

READ = 5_000
SLICE = 10_000
"""So many climb before other jobs get their turn."""
SILENCE = timedelta(minutes=30)
JOB = "bestfew.levels.jobs.climb"


def begin_climbing() -> None:
    """A workspace without people has nobody to climb anew."""
    Climb.objects.get_or_create(defaults={"edition": EDITION})


@transaction.atomic
def ask_to_climb(*, at: datetime) -> None:
    """Have everybody climb anew in the background; a wish from before is given up.

    For what changes how the ladder is climbed: thresholds, the deciding profile.
    """
    held, _is_new = Climb.objects.get_or_create(defaults={"edition": EDITION})
    Climb.objects.filter(pk=held.pk).update(asked=F("asked") + 1, heard_at=at)
    held.refresh_from_db()
    enqueue(JOB, current_workspace_id(), held.asked)


def ask_if_behind(*, at: datetime) -> None:
    """The same where the rules are younger than the standings, and nobody is at it."""
    held = Climb.objects.first()
    if held:
        is_done = held.edition == EDITION and held.climbed >= held.asked
        is_going_on = held.heard_at and held.heard_at > at - SILENCE
        if is_done or is_going_on:
            return
    ask_to_climb(at=at)


def go_on(asked: int, *, after: int, at: datetime) -> int | None:
    """Some people more of a wish; the last of them, or None when there is no more.

    A wish that a later one replaced is left alone, and so is one that is done.
    """
    held = Climb.objects.filter(asked=asked, climbed__lt=asked)
    if not held.update(heard_at=at):
        return None
    last = after
    for some in _everybody(after, limit=SLICE):
        refresh(some, by=None, at=at, catching_up=True)
        last = some[-1]
    if last != after:
        return last
    recount()
    held.update(climbed=asked, edition=EDITION)
    return None


def rebuild(*, by: User | None, at: datetime) -> int:
    """Everybody's standing and every count, from the facts; how many people there are.

    Facts that were written behind the ladder's back (a sample, a restored backup) are
    caught up with.
    """
    held, _is_new = Climb.objects.get_or_create()
    seen = 0
    for some in _everybody():
        refresh(some, by=by, at=at, catching_up=True)
        seen += len(some)
    recount()
    Climb.objects.filter(pk=held.pk).update(climbed=held.asked, edition=EDITION)
    return seen


def _everybody(last: int = 0, *, limit: int | None = None) -> Iterator[list[int]]:
    rows = Person.objects.order_by("pk").values_list("pk", flat=True)
    seen = 0
    while limit is None or seen < limit:
        some = list(rows.filter(pk__gt=last)[:CHUNK])
        if not some:
            return
        yield some
        last, seen = some[-1], seen + len(some)


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
