"""Keeps places in step with the facts and with the calendar (OQ-10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bestfew.accounts.models import User
from bestfew.funnel import rules
from bestfew.funnel.models import Objective, ObjectiveQuerySet, Placement
from bestfew.funnel.queries import (
    due_for_recheck,
    facts_of,
    is_day_due,
    judgements_of,
)
from bestfew.history.models import Event, note

CHUNK = 500
DERIVED = [
    *("place", "place_since", "is_judged", "missing", "recheck_on"),
    "work_left",
]


def refresh_day(*, at: datetime) -> int:
    """Look again at what the calendar may have moved; how many were due.

    Cheap when nothing was: every page and command that shows places may call it.
    """
    today = local_day(at)
    if not is_day_due(today):
        return 0
    ids = list(due_for_recheck(today).values_list("pk", flat=True))
    refresh_places(ids, by=None, at=at)
    return len(ids)


def refresh_people(people: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Look again at open objectives of people, or that they influence.

    What somebody is decides whether a fit is indicated, and verified.
    """
    for start in range(0, len(people), CHUNK):
        some = people[start : start + CHUNK]
        theirs = Q(person__in=some) | Q(influences__person__in=some)
        rows = Objective.objects.filter(theirs, is_open=True).distinct()
        refresh_places(list(rows.values_list("pk", flat=True)), by=by, at=at)


def hold(ids: Iterable[int]) -> None:
    """Have nobody else change these objectives until the transaction ends.

    Who changes what hangs on an objective takes it first, all in one order: of two at
    once the second sees what the first did, and none waits for the other.
    """
    rows = Objective.objects.select_for_update().filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))


def refresh_cycle(rows: ObjectiveQuerySet, *, by: User | None, at: datetime) -> None:
    """Look again at those open ones that stand by the half-cycle rule."""
    due = rows.filter(is_open=True).exclude(recheck_on=None)
    refresh_places(list(due.values_list("pk", flat=True)), by=by, at=at)


def refresh_by_own_figure(*, by: User, at: datetime) -> None:
    """The workspace's own figure changed: it counts where no offering has one."""
    unsaid = Q(offering=None) | Q(offering__normal_cycle_days=None)
    refresh_cycle(Objective.objects.filter(unsaid), by=by, at=at)


def refresh_places(ids: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Bring derived columns in step with the facts, keeping every change of place.

    A deed told afterwards (`at` in the past) is judged by the day up to which the
    objective was looked at already: no place goes back in time.
    """
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            _refresh_chunk(ids[start : start + CHUNK], by=by, at=at)


def _refresh_chunk(ids: Iterable[int], *, by: User | None, at: datetime) -> None:
    found = Objective.objects.filter(pk__in=ids, is_open=True)
    rows = list(found.select_for_update().order_by("pk"))
    facts = facts_of(rows)
    judged = judgements_of([row.pk for row in rows])
    moved: list[Placement] = []
    for row in rows:
        was = row.place
        now = max(at, row.place_since or at)
        standing = rules.stand(facts[row.pk], on=local_day(now))
        judgement = judged.get(row.pk)
        row.place = judgement.place if judgement else standing.place.value
        row.is_judged = judgement is not None
        row.missing = [each.value for each in standing.missing]
        row.recheck_on = standing.recheck_on
        row.work_left = rules.work_left(facts[row.pk], standing.missing)
        if row.place != was:
            row.place_since = now
            reason = judgement.reason if judgement else ""
            moved.append(_placement(row, was, because=reason, by=by, at=now))
    Objective.objects.bulk_update(rows, DERIVED)
    _keep_moves(moved, by=by, at=at)


def _placement(
    row: Objective, was: str, *, because: str, by: User | None, at: datetime
) -> Placement:
    fell = rules.RANKS[row.place] < rules.RANKS[was] and not because
    return Placement(
        objective=row,
        came_from=was,
        place=row.place,
        missing=row.missing,
        judged_because=because,
        by=by,
        at=at,
        is_unseen=fell,
    )


def _keep_moves(moved: list[Placement], *, by: User | None, at: datetime) -> None:
    """A later move says more than an earlier fall: only the last is still told."""
    if not moved:
        return
    ids = [each.objective_id for each in moved]
    Placement.objects.filter(objective__in=ids, is_unseen=True).update(is_unseen=False)
    Event.objects.bulk_create(
        note(
            "moved",
            each.objective,
            by=by,
            at=at,
            before=each.came_from,
            after=each.place,
            missing=each.missing,
            because=each.judged_because,
        )
        for each in moved
    )
    Placement.objects.bulk_create(moved)


def say_seen(objective: Objective) -> None:
    """Somebody knows that it fell back: Today tells it no more. Twice is harmless."""
    fell = Placement.objects.filter(objective=objective, is_unseen=True)
    fell.update(is_unseen=False)


def local_day(at: datetime) -> date:
    """The day of a moment in the workspace's time zone."""
    return timezone.localdate(at)
