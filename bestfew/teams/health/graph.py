"""Who gave whom, as a picture and as a table: a team's counts, by seat."""

from __future__ import annotations

from dataclasses import dataclass

from bestfew.teams.health.reading import Health
from bestfew.teams.models import TeamMember
from bestfew.teams.rules.graph import RING, Grid, Ring, grid, ring
from bestfew.teams.rules.health import Balance, balance, totals


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two members, and what passed each way."""

    first: TeamMember
    second: TeamMember
    gave: int
    got: int

    @property
    def balance(self) -> Balance:
        return balance(self.gave, self.got)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a member gave and got, and to and from how many."""

    member: TeamMember
    gave: int
    gave_to: int
    got: int
    got_from: int


@dataclass(frozen=True, slots=True)
class Graph:
    """A ring with every pair, or a grid with every member where there are many."""

    ring: Ring | None
    grid: Grid | None
    pairs: list[PairRow]
    members: list[MemberRow]


def graph_of(found: Health, *, me: int) -> Graph:
    members = [each.member for each in found.standings]
    names = [(each.pk, str(each)) for each in members]
    if len(members) <= RING:
        picture = ring(names, found.counts, me=me)
        return Graph(picture, None, _pairs(found, members), [])
    return Graph(None, grid(names, found.counts, me=me), [], _members(found, members))


def _pairs(found: Health, members: list[TeamMember]) -> list[PairRow]:
    """Where something passed: first who gave more; the most passed first."""
    rows = []
    for at, one in enumerate(members):
        for other in members[at + 1 :]:
            gave = found.counts[one.pk, other.pk]
            got = found.counts[other.pk, one.pk]
            if gave >= got and gave:
                rows.append(PairRow(one, other, gave, got))
            elif got:
                rows.append(PairRow(other, one, got, gave))
    return sorted(rows, key=lambda row: -(row.gave + row.got))


def _members(found: Health, members: list[TeamMember]) -> list[MemberRow]:
    gave, got = totals(found.counts)
    gave_to = dict.fromkeys(gave, 0)
    got_from = dict.fromkeys(got, 0)
    for giver, receiver in found.counts:
        gave_to[giver] += 1
        got_from[receiver] += 1
    rows = [
        MemberRow(
            each,
            gave[each.pk],
            gave_to.get(each.pk, 0),
            got[each.pk],
            got_from.get(each.pk, 0),
        )
        for each in members
    ]
    return sorted(rows, key=lambda row: (-row.gave, -row.got, str(row.member)))
