"""The lives of all objectives, as their placements, endings and history tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from bestfew.funnel.models import Ending, Objective, Outcome, Place, Placement
from bestfew.funnel.rules.days import Change, Known, Life, moments_of
from bestfew.history.models import Event

READ = 5_000
TELLING = ("edited", "ended", "paused", "taken up")
PAUSES = {"paused": True, "taken up": False}
MONEY = ("value", "currency")


class Row(NamedTuple):
    pk: int
    owner: int
    begun_on: date
    currency: str
    value: Decimal | None
    is_paused: bool


class Told(NamedTuple):
    """An event that changed a count: since when, what, and what was so before."""

    at: datetime
    what: str
    before: Any
    after: Any


def seen() -> str:
    """What the days are counted from, in a line that changes when any of it does."""
    rows = Objective.objects.aggregate(
        Count("pk"),
        Max("updated_at"),
        Sum("value"),
        paused=Count("pk", filter=Q(is_paused=True)),
    )
    moved = Placement.objects.aggregate(Count("pk"), Max("pk"))
    ended = Ending.objects.aggregate(Count("pk"), Max("pk"), Max("at"))
    zone = timezone.get_current_timezone_name()
    said = (*rows.values(), *moved.values(), *ended.values(), zone)
    return " ".join(str(each).replace(" ", "T") for each in said)


def first_day() -> date | None:
    """On which day the oldest objective began."""
    found = Objective.objects.aggregate(first=Min("first_contact_on"))
    first: date | None = found["first"]
    return first


def lives() -> Iterator[Life]:
    """Every objective, in four queries that are read as they come."""
    endings = _endings()
    told = _told()
    moves = groupby(_moves(), key=itemgetter(0))
    objective, some = next(moves, (None, ()))
    for row in _rows():
        while objective is not None and objective < row.pk:
            objective, some = next(moves, (None, ()))
        mine = list(some) if objective == row.pk else []
        yield _life(row, mine, told.get(row.pk, ()), endings.get(row.pk))


def _rows() -> Iterator[Row]:
    rows = Objective.objects.order_by("pk").values_list(
        "pk", "owner_id", "first_contact_on", "currency", "value", "is_paused"
    )
    return (Row(*each) for each in rows.iterator(chunk_size=READ))


def _moves() -> Iterator[tuple[int, datetime, str]]:
    rows = Placement.objects.order_by("objective_id", "at", "pk")
    return iter(
        rows.values_list("objective_id", "at", "place").iterator(chunk_size=READ)
    )


def _endings() -> dict[int, tuple[date, bool]]:
    rows = Ending.objects.order_by().values_list("objective_id", "on", "outcome")
    return {pk: (on, outcome == Outcome.WON) for pk, on, outcome in rows}


def _told() -> Mapping[int, list[Told]]:
    """What the history says of money and pauses, the oldest first."""
    found: dict[int, list[Told]] = defaultdict(list)
    events = Event.objects.filter(noun="objective", verb__in=TELLING).order_by("at")
    rows = events.values_list("row_id", "at", "verb", "facts")
    for pk, at, verb, facts in rows.iterator(chunk_size=READ):
        if verb in PAUSES:
            now = PAUSES[verb]
            found[pk].append(Told(at, "is_paused", not now, now))
        before, after = facts.get("before") or {}, facts.get("after") or {}
        for what in MONEY:
            if what in before and what in after:
                found[pk].append(Told(at, what, before[what], after[what]))
    return found


def _life(
    row: Row,
    moves: Iterable[tuple[int, datetime, str]],
    told: Iterable[Told],
    ending: tuple[date, bool] | None,
) -> Life:
    changes = [(at, "place", place) for _pk, at, place in moves]
    first: dict[str, Any] = {}
    for each in told:
        first.setdefault(each.what, each.before)
        changes.append((each.at, each.what, each.after))
    changes.sort(key=itemgetter(0))
    known = Known(
        Place.UNIVERSE.value,
        first.get("is_paused", row.is_paused),
        first.get("currency", row.currency),
        _worth(first["value"]) if "value" in first else _worth(row.value),
    )
    ended_on, is_won = ending or (None, False)
    return Life(
        row.owner,
        moments_of(row.begun_on, known, (_change(*each) for each in changes)),
        ended_on,
        is_won,
    )


def _change(at: datetime, what: str, now: Any) -> Change:
    on = timezone.localdate(at)
    return Change(on, what, _worth(now) if what == "value" else now)


def _worth(value: object) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)
