"""What the page of the funnel over time shows, and what fell back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bestfew.accounts.models import Membership
from bestfew.funnel import flow_words
from bestfew.funnel.models import Place, Placement
from bestfew.funnel.queries import Part, faults, flow, parts
from bestfew.funnel.stacked import Drawing, days_between, drawn

FALLS = 20
PASSED = (Place.ABOVE, Place.IN, Place.BEST_FEW)


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the funnel on both days, with its name."""

    label: str
    between: flow.Between


@dataclass(frozen=True, slots=True)
class Passed:
    label: str
    text: str
    share: float | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """`drawing` is None where no day is over yet since the first objective."""

    answer: str
    first: date
    last: date
    rows: list[Row]
    passed: list[Passed]
    alarms: list[flow_words.Alarm]
    pace: flow.Pace
    drawing: Drawing | None
    covered: list[str]


def over_time_of(
    member: Membership,
    days: tuple[date, date],
    *,
    today: date,
    begun: date | None,
    target: float | None = None,
) -> OverTime:
    """Some twelve queries. `target`, in our currency, is still to be won."""
    first, last = days
    now = parts(member)
    year = flow.year_of(member, on=today - timedelta(days=1))
    rows = flow.between(member, first, last, today=today, now=now)
    pace = flow.pace(member, now, year)
    return OverTime(
        answer=flow_words.answer(rows, since=first, until=last),
        first=first,
        last=last,
        rows=[Row(str(Place(each.place).label), each) for each in rows],
        passed=[_passed(year.passing(place)) for place in PASSED],
        alarms=flow_words.alarms(faults.faults(member, now, year)),
        pace=pace,
        drawing=_drawing(member, first, last, rows) if begun else None,
        covered=covered(pace, target, member.workspace.currency) if target else [],
    )


def alarms_of(
    member: Membership, now: Mapping[str, Part], *, year: flow.Year, today: date
) -> list[flow_words.Alarm]:
    """All that is wrong with the funnel, what is stalled with it."""
    found = faults.faults(member, now, year)
    stalled = faults.stalled_some(member, now, on=today)
    return flow_words.alarms([*found, stalled] if stalled else found)


def covered(pace: flow.Pace, target: float, currency: str) -> list[str]:
    """Whether what is open covers a target; nothing where too few have ended to say."""
    told = pace.covers(target, currency)
    return flow_words.covered(told, target=target, currency=currency) if told else []


def _passed(found: flow.Passing) -> Passed:
    share = found.went_on.seen if found.went_on.is_enough else None
    return Passed(str(Place(found.place).label), flow_words.passing(found), share)


def _drawing(
    member: Membership, first: date, last: date, rows: list[flow.Between]
) -> Drawing:
    """The last day as the table has it: today's is not kept yet."""
    counts = flow.counts_on(member, days_between(first, last))
    counts[last] = {each.place: each.after.count for each in rows}
    return drawn(counts)


def falls(member: Membership) -> list[Placement]:
    """What fell back, the latest first, in one query."""
    rows = Placement.objects.visible_to(member).unseen_falls().order_by("-at", "-id")
    read = rows.select_related("objective__person", "objective__organisation")
    return list(read[:FALLS])
