"""A human's word on a level, and the thresholds of a workspace."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.levels.actions.counting import hold_counts
from bestfew.levels.actions.rebuilding import ask_to_climb
from bestfew.levels.actions.standings import refresh
from bestfew.levels.models import LadderSettings, LevelMark
from bestfew.levels.rules.ladder import Thresholds
from bestfew.people.models import Person


class InTheFuture(Exception):
    """Nobody knows yet what will be."""


class WordNeeded(Exception):
    """Close and loyal are somebody's judgement: it says how they know."""


@transaction.atomic
def mark(
    member: Membership,
    person: Person,
    level: int,
    *,
    at: datetime,
    on: date | None = None,
    reason: str = "",
) -> LevelMark:
    """Say that somebody answered, is close, or brings others; once, whoever says it.

    Whether it counts, the ladder decides. Raises `InTheFuture`; `WordNeeded` for the
    two highest levels without a reason.
    """
    day = on or timezone.localdate(at)
    if day > timezone.localdate(at):
        raise InTheFuture
    if level != LevelMark.Level.RESPONDED and not reason.strip():
        raise WordNeeded
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one at a time
    if known := standing_marks(person).filter(level=level).first():
        return known
    told = {"level": level, "on": day, "reason": reason.strip()}
    found = LevelMark.objects.create(person=person, at=at, by=member.user, **told)
    record("level marked", person, by=member.user, at=at, **told)
    refresh([person.pk], by=member.user, at=at)
    return found


@transaction.atomic
def withdraw(person: Person, level: int, *, by: Membership, at: datetime) -> None:
    """Take the word on a level back; it stays as a fact of the past.

    Twice changes nothing.
    """
    if standing_marks(person).filter(level=level).update(withdrawn_at=at):
        record("level mark withdrawn", person, by=by.user, at=at, level=level)
        refresh([person.pk], by=by.user, at=at)


def standing_marks(person: Person) -> QuerySet[LevelMark]:
    """The words on somebody's levels that nobody took back, the earliest first."""
    rows: QuerySet[LevelMark] = LevelMark.objects.filter(
        person=person, withdrawn_at=None
    )
    return rows.order_by("on", "id")


@transaction.atomic
def set_thresholds(new: Thresholds, *, by: Membership, at: datetime) -> LadderSettings:
    """Other thresholds; everybody climbs anew, in the background."""
    hold_counts()  # two such deeds at once: one after the other
    held, _is_new = LadderSettings.objects.get_or_create()
    before = (held.regular_purchases, held.close_purchases, held.loyal_people)
    held.regular_purchases = new.regular
    held.close_purchases = new.close
    held.loyal_people = new.loyal
    if before != (new.regular, new.close, new.loyal):
        held.save()
        record("thresholds", held, by=by.user, at=at, before=before)
        ask_to_climb(at=at)
    return held
