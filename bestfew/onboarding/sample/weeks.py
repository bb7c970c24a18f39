"""Weeks that were planned, and what came of them: mornings kept, and one dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from bestfew.accounts.ids import new_ids
from bestfew.history.models import Event
from bestfew.onboarding.sample.stage import Stage
from bestfew.planning.actions import fill_week
from bestfew.planning.models import Allocation, BlockWork, TimeBlock
from bestfew.planning.rules import Shares
from bestfew.planning.rules.week import Slot, monday_of, usual_morning

WEEKS = 11
DROPPED = (3, 8)
"""So many weeks ago there was no time for it."""

CHOSEN_AGO = timedelta(weeks=8)
CHOSEN, PROPOSED = Shares(20, 40, 40), Shares(30, 40, 30)
KEPT = (
    (1, 14 * 60, 120, BlockWork.FUNNEL),
    (3, 14 * 60, 150, BlockWork.FUNNEL),
    (4, 10 * 60, 120, BlockWork.CLOSE),
)
"""Days after Monday, beginning, minutes and kind of the other blocks of a week."""


def plan_weeks(stage: Stage) -> None:
    """A choice, the weeks since, and this one laid out; marked as sample.

    Who planned a week of their own already keeps that, and gets none.
    """
    mine = TimeBlock.objects.of(stage.member)
    if mine.exists():
        return
    _choose(stage)
    monday = monday_of(stage.today)
    blocks = [
        block
        for ago in range(WEEKS, 0, -1)
        for block in _week(stage, monday - timedelta(weeks=ago), ago)
    ]
    for pk, block in zip(new_ids(len(blocks)), blocks, strict=True):
        block.pk = pk
    TimeBlock.objects.bulk_create(blocks)
    fill_week(stage.member, monday, CHOSEN, at=stage.now)
    mine.update(is_sample=True)


def forget_weeks() -> None:
    """Take it out again, with its events."""
    models: tuple[Any, ...] = (TimeBlock, Allocation)
    for model in models:
        rows = model.objects.filter(is_sample=True)
        ids = list(rows.values_list("pk", flat=True))
        noun = model._meta.model_name
        Event.objects.filter(noun=noun, row_id__in=ids).delete()
        rows.delete()


def _choose(stage: Stage) -> None:
    at = stage.now - CHOSEN_AGO
    Allocation.objects.create(
        user=stage.user,
        since=at.date(),
        at=at,
        above=CHOSEN.above,
        in_funnel=CHOSEN.in_,
        best_few=CHOSEN.best_few,
        proposed_above=PROPOSED.above,
        proposed_in_funnel=PROPOSED.in_,
        proposed_best_few=PROPOSED.best_few,
        is_sample=True,
    )


def _week(stage: Stage, monday: date, ago: int) -> Iterator[TimeBlock]:
    weekday, start, minutes = usual_morning(
        week_hours=stage.workspace.week_hours, days=stage.workspace.working_days
    )
    day = monday + timedelta(days=weekday - 1)
    morning = Slot(day, start, minutes, BlockWork.PROSPECT)
    yield _block(stage, morning, morning_of=monday, is_dropped=ago in DROPPED)
    for after, begins, long, work in KEPT:
        if stage.dice.chance(0.8):
            slot = Slot(monday + timedelta(days=after), begins, long, work)
            yield _block(stage, slot)


def _block(
    stage: Stage,
    slot: Slot,
    *,
    morning_of: date | None = None,
    is_dropped: bool = False,
) -> TimeBlock:
    block = TimeBlock(
        user=stage.user, work=slot.work, morning_of=morning_of, is_sample=True
    )
    block.place_at(slot)
    over: datetime = block.ends_at
    block.updated_at = over
    if is_dropped:
        block.dropped_at, block.reason = over, _("Two closings on the same day")
    else:
        block.kept_at = over
    return block
