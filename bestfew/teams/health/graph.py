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
    """What a member gave and got, and to and from how many; `most` is anybody's."""

    member: TeamMember
    gave: int
    gave_to: int
    got: int
    got_from: int
    most: int

    @property
    def gave_part(self) -> int:
        """The length of a bar, in per cent of the longest."""
        return round(100 * self.gave / self.most) if self.most else 0

    @property
    def got_part(self) -> int:
        return round(100 * self.got / self.most) if self.most else 0


@dataclass(frozen=True, slots=True)
class Graph:
    """A ring with every pair, or a grid with every member where there are many.

    Of many, `pairs` are those of one member, who is asked for: `of`.
    """

    ring: Ring | None
    grid: Grid | None
    pairs: list[PairRow]
    members: list[MemberRow]
    of: TeamMember | None = None


def graph_of(found: Health, *, me: int, of: int | None = None) -> Graph:
    members = [each.member for each in found.standings]
    names = [(each.pk, str(each)) for each in members]
    if len(members) <= RING:
        circle = ring(names, found.counts, me=me)
        return Graph(circle, None, _pairs(found, members), [])
    one = next((each for each in members if each.pk == of), None)
    pairs = _pairs_of(one, found, members) if one else []
    picture = grid(names, found.counts, me=me)
    return Graph(None, picture, pairs, _members(found, members), one)


def _pairs_of(
    one: TeamMember, found: Health, members: list[TeamMember]
) -> list[PairRow]:
    """With whom something passed, as seen from one; the most passed first."""
    rows = (
        PairRow(one, each, found.counts[one.pk, each.pk], found.counts[each.pk, one.pk])
        for each in members
        if each != one
    )
    passed = [row for row in rows if row.gave or row.got]
    return sorted(passed, key=lambda row: (-(row.gave + row.got), str(row.second)))


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
    most = max([*gave.values(), *got.values()], default=0)
    rows = [
        MemberRow(
            each,
            gave[each.pk],
            gave_to.get(each.pk, 0),
            got[each.pk],
            got_from.get(each.pk, 0),
            most,
        )
        for each in members
    ]
    return sorted(rows, key=lambda row: (-row.gave, -row.got, str(row.member)))
