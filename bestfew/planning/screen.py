"""The week and the time spent, as the pages draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bestfew.accounts.models import Membership
from bestfew.planning import rules, week_words, words
from bestfew.planning.models import BlockWork, TimeBlock
from bestfew.planning.queries import Professional, Week, is_stored
from bestfew.planning.queries.blocks import working_days
from bestfew.planning.rules import ORDER, Shares, Work
from bestfew.planning.rules.spent import Minutes
from bestfew.planning.rules.week import AFTERNOON, NOON, OPENS, Slot, clock_at
from bestfew.planning.week_forms import AddBlockForm

Shown = list[tuple[str, Work, int, float]]
HOUR = 60
LEGEND = [(words.TITLES[work], work, 0, 0) for work in ORDER]
GAP = 0.18
"""On either side of a column, of the room that it has."""


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block with what may be done with it."""

    block: TimeBlock
    time: str
    is_stored: bool
    is_over: bool

    @property
    def colour(self) -> str:
        return {"close": "few", "prospect": "above", "funnel": "in"}.get(
            self.block.work, "other"
        )


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_today: bool
    is_working: bool
    is_blank: bool
    blocks: Sequence[BlockShown]


@dataclass(frozen=True, slots=True)
class Bar:
    """One week as a column: where each part begins and how high it is, of 100."""

    week: Week
    x: float
    parts: Sequence[tuple[str, float, float]]
    planned: float


def shown(shares: Shares, week_hours: int) -> Shown:
    """Title, work, percent and hours of each kind of work, in their order."""
    return [
        (
            str(words.TITLES[work]),
            work,
            shares.of(work),
            rules.hours(shares, work, week_hours),
        )
        for work in ORDER
    ]


def spent_shown(found: Minutes) -> Shown:
    """The same of time that was really spent; nothing where there was none."""
    shares = found.whole_shares()
    if shares is None:
        return []
    return [
        (
            str(words.TITLES[work]),
            work,
            shares.of(work),
            round(found.on(work) / HOUR, 1),
        )
        for work in ORDER
    ]


def shown_block(block: TimeBlock, today: date) -> BlockShown:
    time = week_words.clock(block)
    return BlockShown(block, time, is_stored(block), block.on <= today)


def sums_of(week: Week) -> list[tuple[str, str, str]]:
    """Title, hours planned and hours spent of each kind of work, and of the rest."""
    rows = [
        (str(words.TITLES[work]), week.planned.on(work), week.spent.on(work))
        for work in ORDER
    ]
    other = (str(BlockWork.OTHER.label), week.planned.other, week.spent.other)
    return [
        (title, week_words.hours(planned), week_words.hours(spent))
        for title, planned, spent in [*rows, *([other] if any(other[1:]) else [])]
    ]


def days_of(week: Week, member: Membership, *, today: date) -> list[Day]:
    working = set(working_days(member, week.monday))
    return [
        Day(
            day,
            is_today=day == today,
            is_working=day in working,
            is_blank=day in week.blank,
            blocks=[
                shown_block(block, today) for block in week.blocks if block.on == day
            ],
        )
        for day in (week.monday + timedelta(days=n) for n in range(7))
    ]


def free_slot(week: Week, *, today: date) -> AddBlockForm:
    """The form for another block, at the first free hour from today on."""
    there = [each.slot for each in week.blocks if not each.is_dropped]
    days = [week.monday + timedelta(days=n) for n in range(7)]
    starts = [*range(OPENS, NOON, HOUR), *range(AFTERNOON, AFTERNOON + 5 * HOUR, HOUR)]
    slots = (
        Slot(day, start, HOUR)
        for day in days
        if day >= min(today, week.sunday)
        for start in starts
    )
    free = next(
        (slot for slot in slots if not any(slot.overlaps(each) for each in there)),
        Slot(days[0], OPENS, HOUR),
    )
    initial = {
        "work": "close",
        "on": free.on,
        "starts": clock_at(free.start),
        "ends": clock_at(free.end),
    }
    return AddBlockForm(initial=initial, today=today)


def bars(weeks: Sequence[Week]) -> list[Bar]:
    """Columns of the hours spent, with a mark at what was planned."""
    most = max((max(w.spent.total, w.planned.total) for w in weeks), default=0) or 1
    return [
        Bar(
            week,
            x=round(n + GAP, 2),
            parts=_parts(week.spent, most),
            planned=round(100 - 98 * week.planned.total / most, 2),
        )
        for n, week in enumerate(weeks)
    ]


def _parts(found: Minutes, most: int) -> list[tuple[str, float, float]]:
    """Colour, top and height; the work that comes first lies at the bottom."""
    parts, top = [], 100.0
    for work, colour in zip(ORDER, ("few", "above", "in"), strict=True):
        height = 98 * found.on(work) / most
        top -= height
        if height:
            parts.append((colour, round(top, 2), round(height, 2)))
    return parts


@dataclass(frozen=True, slots=True)
class Line:
    """A week as a row of the table."""

    week: Week
    title: str
    proposed: str
    own: str
    planned: str
    spent: str
    spent_shares: str
    morning: str


def lines(weeks: Sequence[Week]) -> list[Line]:
    """The latest week first."""
    return [
        Line(
            week,
            title=week_words.week_title(week.monday),
            proposed=week_words.shares(week.proposed),
            own=week_words.shares(week.own),
            planned=week_words.hours(week.planned.total),
            spent=week_words.hours(week.spent.total),
            spent_shares=week_words.spent_shares(week.spent),
            morning=week_words.morning(week.morning),
        )
        for week in reversed(weeks)
    ]


def team_lines(team: Sequence[Professional]) -> list[dict[str, object]]:
    return [
        {
            "who": each.user,
            "counts": each.counts,
            "above": each.counts.above + each.counts.universe,
            "proposed": week_words.shares(each.proposed),
            "own": week_words.shares(each.own),
            "spent": week_words.spent_shares(each.spent),
            "hours": week_words.hours(each.spent.total),
            "without": each.without,
            "dropped": each.dropped,
            "declined": each.declined,
        }
        for each in team
    ]
