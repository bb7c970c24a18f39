"""How the week may be shared, and how a member chose to share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.funnel import queries as funnel
from bestfew.funnel.models import Place
from bestfew.planning import rules
from bestfew.planning.models import Allocation
from bestfew.planning.rules import Shares, Work


@dataclass(frozen=True, slots=True)
class Counts:
    """Open objectives, not paused, in each part (OQ-13)."""

    universe: int
    above: int
    in_: int
    best_few: int

    def proposed(self) -> Shares:
        """The universe's work is counted in work above the funnel (OQ-8)."""
        return rules.allocate(self.above + self.universe, self.in_, self.best_few)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the week may be shared, and how this member chose to share it."""

    on: date
    counts: Counts
    proposed: Shares
    own: Allocation | None
    week_hours: int

    @property
    def chosen(self) -> Shares:
        return self.own.shares if self.own else self.proposed

    def hours(self, work: Work) -> float:
        """Hours of the week for a kind of work, as it was chosen."""
        return rules.hours(self.chosen, work, self.week_hours)


def plan_on(member: Membership, *, on: date, today: date) -> Plan:
    """The plan of a day: its counts, what they propose, and the choice in force."""
    parts = (
        funnel.parts(member)
        if on == today
        else funnel.parts_of(
            funnel.stood_on(funnel.open_on(member, on=on), on=on, today=today)
        )
    )
    counts = counts_of(parts)
    return Plan(
        on, counts, counts.proposed(), own_on(member, on), member.workspace.week_hours
    )


def counts_of(parts: Mapping[str, funnel.Part]) -> Counts:
    """How many stand in each part, as the allocation takes them (D46)."""
    return Counts(
        universe=parts[Place.UNIVERSE].count,
        above=parts[Place.ABOVE].count,
        in_=parts[Place.IN].count,
        best_few=parts[Place.BEST_FEW].count,
    )


def own_on(member: Membership, on: date) -> Allocation | None:
    """This member's own choice in force on a day, or None."""
    choices = Allocation.objects.filter(user=member.user_id, since__lte=on)
    found: Allocation | None = choices.order_by("-since", "-at").first()
    return found


def choices(member: Membership, *, limit: int = 12) -> list[Allocation]:
    """This member's choices, the latest first."""
    mine = Allocation.objects.filter(user=member.user_id)
    return list(mine.order_by("-since", "-at")[:limit])
