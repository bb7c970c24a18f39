"""Everybody stands where their facts put them, and is counted there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bestfew.levels.actions import By, counted_anew, standings, standings_of
from bestfew.levels.models import DAYS, LevelDay, Standing
from bestfew.levels.queries.facts import known_of
from bestfew.levels.rules.cells import Cell, Count
from bestfew.people.models import Person
from bestfew.verify.check import Check, Found

CHUNK = 500
COLUMNS = (
    *("level", "is_outbound", *DAYS),
    *("seller_id", "channel_id", "campaign_id", "source_id"),
)
CELL = ("axis", "span", "on", "level", "seller_id", "key")


def misplaced() -> Found:
    """Every ladder climbed anew from the log, answers, endings and words."""
    return Found.among(pk for people in _chunks() for pk in _elsewhere(people))


def _chunks() -> Iterator[list[int]]:
    last = 0
    rows = Person.objects.order_by("pk").values_list("pk", flat=True)
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield some
        last = some[-1]


def _elsewhere(people: list[int]) -> Iterator[int]:
    rules = By.now()
    should = standings_of(known_of(people, rules.ways), rules, at=timezone.now())
    stood = Standing.objects.in_bulk(people)
    for pk in sorted(should.keys() | stood.keys()):
        if _said(should.get(pk)) != _said(stood.get(pk)):
            yield pk


def _said(row: Standing | None) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in COLUMNS) if row else ()


def mislisted() -> Found:
    """The level that lists read is that of the standing."""
    other = Q(standing__isnull=True, level__isnull=False)
    other |= Q(standing__isnull=False, level__isnull=True)
    other |= ~Q(level=F("standing__level")) & Q(level__isnull=False)
    return Found.in_query(Person.objects.filter(other))


def miscounted() -> Found:
    """The daily counts, worked out anew from the standings."""
    should = counted_anew(standings())
    wrong = Found()
    rows = LevelDay.objects.order_by().values_list(
        "pk", *CELL, "came", "went_on", "days"
    )
    for pk, *row in rows.iterator(chunk_size=5_000):
        if should.pop(Cell(*row[:6]), None) != Count(*row[6:]):
            wrong.add(pk)
    for cell in should:
        wrong.add(f"{cell.axis} {cell.level} {cell.on}")
    return wrong


CHECKS = [
    Check(
        "levels: standing",
        _("Somebody does not stand on the level that their facts say."),
        misplaced,
    ),
    Check(
        "levels: lists",
        _("A list shows another level than somebody stands on."),
        mislisted,
    ),
    Check(
        "levels: counts",
        _("A day’s count of a level is not that of the standings."),
        miscounted,
    ),
]
"""`bestfew levels --rebuild` cures them."""
