"""Pyramids of a period: of a seller, of the team, by channel; from the daily counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bestfew.levels.queries.counts import Counts, Group, counts_of
from bestfew.levels.queries.ways import Way
from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.estimates import Estimate
from bestfew.levels.rules.pyramid import (
    FEW,
    STEPS,
    TOP,
    Period,
    Pyramid,
    Step,
    entries,
    middle,
    next_day,
    rates_of,
    waits_of,
)

EVER = date(9999, 12, 1)


@dataclass(slots=True)
class Team:
    """Everybody's counts, by seller: what the prior, the waits and the middle rest on.

    `period` is what they are looked at for.
    """

    counts: Counts
    period: Period
    waits: Mapping[int, int]
    pooled: Mapping[int, Count] = field(default_factory=dict)

    @classmethod
    def read(cls, period: Period, *, cycle: int) -> Team:
        """In two queries; `cycle`: the normal sales cycle of the workspace, in days."""
        counts = counts_of()
        ever = {step: counts.total(step, None, EVER) for step in STEPS}
        waits = waits_of(ever, cycle=cycle)
        counts.read_days(edges_of(period, waits))
        team = cls(counts, period, waits)
        whole = Period(None, period.on, period.on)
        team.pooled = cohorts_of(counts, whole, waits)
        return team

    @property
    def sellers(self) -> set[int]:
        return self.counts.groups

    def pool_for(self, seller: int | None) -> Mapping[int, Count] | None:
        """What draws a seller's small numbers; their own alone would only pretend."""
        return self.pooled if seller and self.sellers - {seller} else None

    def rates(self, seller: int) -> dict[int, Estimate]:
        mine = cohorts_of(self.counts, self.period, self.waits, [seller])
        return rates_of(mine, self.pool_for(seller))

    def usual(self, *, but: int | None = None) -> dict[int, float]:
        """The middle of the others' rates, where enough of them have one."""
        others = [self.rates(each) for each in sorted(self.sellers) if each != but]
        found = {}
        for step in STEPS:
            known = [r[step].mean for r in others if r[step].tried >= FEW]
            rate = middle(known)
            if rate is not None:
                found[step] = rate
        return found

    def pyramid(self, seller: int | None = None) -> Pyramid:
        """Of one seller, beside the middle of the others; or of all together."""
        groups = None if seller is None else [seller]
        pooled = self.pool_for(seller)
        usual = {} if seller is None else self.usual(but=seller)
        return pyramid_of(
            self.counts, self.period, self.waits, pooled, usual=usual, groups=groups
        )


def edges_of(period: Period, waits: Mapping[int, int]) -> list[date]:
    """Where the counts of a period, of the one before, and their cohorts begin."""
    found: list[date] = []
    whole = Period(None, period.on, period.on)
    for each in filter(None, (period, period.before, whole)):
        ends = [each.end, *(entries(each, wait)[1] for wait in waits.values())]
        found += [next_day(end) for end in ends]
        found += [each.start] if each.start else []
    return found


def cohorts_of(
    counts: Counts,
    period: Period,
    waits: Mapping[int, int],
    groups: Iterable[Group] | None = None,
) -> dict[int, Count]:
    """Of each step, those who entered in the period and had the time to go on."""
    chosen = None if groups is None else list(groups)
    found = {}
    for step, wait in waits.items():
        start, end = entries(period, wait)
        found[step] = counts.total(step, start, end, chosen)
    return found


def pyramid_of(
    counts: Counts,
    period: Period,
    waits: Mapping[int, int],
    pooled: Mapping[int, Count] | None,
    *,
    usual: Mapping[int, float] | None = None,
    groups: Sequence[Group] | None = None,
) -> Pyramid:
    """One pyramid, with what its rates were in the period before."""
    rates = rates_of(cohorts_of(counts, period, waits, groups), pooled)
    before = period.before
    earlier = (
        rates_of(cohorts_of(counts, before, waits, groups), pooled) if before else {}
    )
    steps = (
        Step(step, waits[step], rates[step], (usual or {}).get(step), earlier.get(step))
        for step in STEPS
    )
    return Pyramid(
        tuple(
            counts.total(level, period.start, period.end, groups).came
            for level in range(1, TOP + 1)
        ),
        tuple(steps),
    )


def of_way(team: Team, way: Way, *, seller: int | None) -> Pyramid:
    """Of those who came by one channel, campaign or source, in two queries."""
    counts = counts_of(way.axis, key=way.key)
    counts.read_days(edges_of(team.period, team.waits))
    groups = None if seller is None else [seller]
    return pyramid_of(counts, team.period, team.waits, team.pooled, groups=groups)


def by_key(team: Team, axis: str, *, seller: int | None) -> dict[int, Pyramid]:
    """A pyramid for each channel, campaign or source (0: nobody knows which), in two
    queries."""
    counts = counts_of(axis, by="key", seller=seller)
    counts.read_days(edges_of(team.period, team.waits))
    return {
        key: pyramid_of(counts, team.period, team.waits, team.pooled, groups=[key])
        for key in sorted(counts.groups)
    }
