"""A meeting's agenda: made from the template, its points added, moved, done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from bestfew.accounts.ids import new_ids
from bestfew.teams.models import AgendaItem, Meeting
from bestfew.teams.rules.agenda import TEMPLATE, shared_out


def give_agendas(meetings: Sequence[Meeting]) -> None:
    """The template's points for each, within its minutes (A28)."""
    made = [
        AgendaItem(
            team_id=meeting.team_id,
            meeting=meeting,
            position=index,
            key=point.key,
            title=point.title,
            minutes=point.minutes,
        )
        for meeting in meetings
        for index, point in enumerate(shared_out(TEMPLATE, meeting.minutes))
    ]
    for item, pk in zip(made, new_ids(len(made)), strict=True):
        item.pk = pk
    AgendaItem.unscoped.bulk_create(made)


@transaction.atomic
def add_point(meeting: Meeting, *, title: str, minutes: int) -> AgendaItem:
    """A point of their own, before the last: the next date stays at the end."""
    rows = AgendaItem.unscoped.filter(meeting=meeting)
    Meeting.unscoped.select_for_update().get(pk=meeting.pk)  # one at a time
    last = rows.aggregate(last=Max("position"))["last"]
    position = last if last is not None else 0
    rows.filter(position__gte=position).update(position=F("position") + 1)
    made: AgendaItem = AgendaItem.unscoped.create(
        team_id=meeting.team_id, meeting=meeting, title=title, minutes=minutes,
        position=position,
    )  # fmt: skip
    return made


def change_point(item: AgendaItem, *, minutes: int) -> None:
    """Give it more or less time."""
    AgendaItem.unscoped.filter(pk=item.pk).update(minutes=minutes)


def remove_point(item: AgendaItem) -> None:
    """Leave it out of this meeting."""
    AgendaItem.unscoped.filter(pk=item.pk).delete()


@transaction.atomic
def raise_point(item: AgendaItem) -> None:
    """Take it before the one above it; one that was left out meanwhile stays out."""
    rows = AgendaItem.unscoped.filter(meeting=item.meeting_id)
    ordered = list(rows.select_for_update().order_by("position", "id"))
    place = ordered.index(item) if item in ordered else 0
    if place:
        ordered.insert(place - 1, ordered.pop(place))
    for position, each in enumerate(ordered):
        each.position = position
    AgendaItem.unscoped.bulk_update(ordered, ["position"])


def tick(item: AgendaItem, *, is_done: bool, at: datetime) -> None:
    """Say that a point is done, or is not."""
    AgendaItem.unscoped.filter(pk=item.pk).update(done_at=at if is_done else None)
