"""Time really spent on each kind of work, each minute counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from bestfew.planning.rules.allocation import (
    ORDER,
    Shares,
    Work,
    largest_remainder,
)
from bestfew.planning.rules.week import KIND_OF, Kind


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of each kind of work; `other` belongs to none of the three."""

    close: int = 0
    prospect: int = 0
    funnel: int = 0
    other: int = 0

    @classmethod
    def of(cls, kinds: Mapping[str, int]) -> Minutes:
        """From minutes by kind; what has no kind of its own is other, a day off none.

        Sums below 0, of corrections without what they correct, are 0.
        """
        known = {Kind.CLOSE, Kind.PROSPECT, Kind.FUNNEL}
        rest = sum(
            minutes
            for kind, minutes in kinds.items()
            if kind not in known and kind != Kind.OFF
        )
        told = {str(kind): max(0, kinds.get(kind, 0)) for kind in known}
        return cls(**told, other=max(0, rest))

    @property
    def total(self) -> int:
        """Of the three kinds of work."""
        return self.close + self.prospect + self.funnel

    def on(self, work: Work) -> int:
        return int(getattr(self, KIND_OF[work]))

    def plus(self, kind: str, minutes: int) -> Minutes:
        """With so many minutes more; a day off is no time spent."""
        if kind == Kind.OFF:
            return self
        return replace(self, **{kind: getattr(self, kind) + minutes})

    def and_(self, more: Minutes) -> Minutes:
        return Minutes(
            *(
                getattr(self, each) + getattr(more, each)
                for each in ("close", "prospect", "funnel", "other")
            )
        )

    def shares(self) -> dict[Work, float] | None:
        """Percent of the three kinds together, to a tenth; None without any time."""
        if not self.total:
            return None
        return {work: round(100 * self.on(work) / self.total, 1) for work in ORDER}

    def whole_shares(self) -> Shares | None:
        """The same in whole percents, which sum to 100 as those that were planned."""
        if not self.total:
            return None
        minutes = {work: Fraction(self.on(work)) for work in ORDER}
        given = largest_remainder(minutes, 100)
        return Shares(given[Work.PROSPECT], given[Work.COVER], given[Work.CLOSE])


@dataclass(frozen=True, slots=True)
class Kept:
    """A block that was kept, and the minutes that were logged while it lasted."""

    work: str
    minutes: int
    logged: int


def spent(logged: Minutes, kept: Iterable[Kept]) -> Minutes:
    """What the log says, and of each kept block the part that the log does not tell.

    So a closing call within the prospecting morning is closing, the rest of that
    morning prospecting, and no minute is in it twice.
    """
    found = logged
    for block in kept:
        found = found.plus(block.work, max(0, block.minutes - block.logged))
    return found
