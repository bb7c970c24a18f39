"""A pyramid as the page draws it: a row a level, a rate with its range on an axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import floor, log10

from bestfew.accounts.models import Workspace
from bestfew.levels import effort_words, words
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.pyramid import TOP, Pyramid, Step
from bestfew.levels.screen import Shown

NARROW = 0.2
"""Where nothing on it goes beyond this, an axis ends earlier than at 100 %."""
NICE = (1, 2, 5, 10)
SOLD = Level.BOUGHT.value


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rate on its axis: places from 0 to 100 %, as SVG has them."""

    share: str
    text: str
    low: str
    high: str
    mean: str
    usual: str
    axis: str
    label: str
    is_weak: bool
    is_weakest: bool
    trend: str
    before: str


@dataclass(frozen=True, slots=True)
class Row:
    level: int
    name: str
    count: int
    rate: Drawn | None
    note: str = ""
    each: str = ""


def rows_of(found: Shown, workspace: Workspace) -> list[Row]:
    """The highest level first, with what one person there took; the lowest has a note
    instead of a rate."""
    currency = workspace.currency
    rows = [
        replace(row, each=effort_words.each(found.effort, row.count, currency))
        for row in pyramid_rows(found.pyramid, workspace)
    ]
    return [*rows[:-1], replace(rows[-1], note=words.lowest(found))]


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A month's line: how many came how far, and the address of its pyramid."""

    month: date
    counts: list[tuple[int, str]]
    url: str
    is_asked: bool


def cohort_rows(
    found: Shown, address: Callable[..., str], *, most: int = 12
) -> list[CohortRow]:
    """The latest months, and the one that is asked for; up to buying."""
    rows = [
        CohortRow(
            cohort.month,
            [(count, _of(count, cohort.counts[0])) for count in cohort.counts[:SOLD]],
            address(cohort=f"{cohort.month:%Y-%m}"),
            cohort.month == found.asked.cohort,
        )
        for cohort in found.cohorts
        if cohort.month <= found.asked.period.on
    ]
    return [*rows[:most], *(row for row in rows[most:] if row.is_asked)]


def cohort_heads(workspace: Workspace) -> list[str]:
    """The levels from the second up to buying."""
    return [words.name_of(level, workspace) for level in range(2, SOLD + 1)]


def _of(count: int, first: int) -> str:
    return words.share(count / first) if count else ""


def pyramid_rows(pyramid: Pyramid, workspace: Workspace) -> list[Row]:
    weakest = pyramid.weakest
    steps = {step.level + 1: step for step in pyramid.steps}
    return [
        Row(
            level,
            words.name_of(level, workspace),
            pyramid.counts[level - 1],
            drawn(steps[level], is_weakest=steps[level] is weakest)
            if level in steps and pyramid.counts[level - 2]
            else None,
        )
        for level in range(TOP, 0, -1)
    ]


def drawn(step: Step, *, is_weakest: bool = False) -> Drawn:
    found = step.estimate
    end = axis_of(max(found.high, step.usual or 0))
    usual = "" if step.usual is None else _place(step.usual, end)
    return Drawn(
        share=words.share(found.mean) if found.tried else "",
        text=words.of_step(step),
        low=_place(found.low, end),
        high=_place(found.high, end),
        mean=_place(found.mean, end),
        usual=usual,
        axis="" if end == 1 else words.share(end),
        label=words.spoken(step),
        is_weak=step.is_weak,
        is_weakest=is_weakest,
        trend=str(words.TRENDS[step.trend]),
        before=words.before(step),
    )


def axis_of(most: float) -> float:
    """Where the axis ends: at 1, or at 1, 2 or 5 times a power of ten below it."""
    if most > NARROW or most <= 0:
        return 1.0
    size = 10.0 ** floor(log10(most))
    return next(nice * size for nice in NICE if nice * size >= most)


def _place(share: float, end: float) -> str:
    return f"{100 * share / end:.2f}%"
