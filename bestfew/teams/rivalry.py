"""Which professions of a team take work from each other (A12, A20)."""

from __future__ import annotations

from collections.abc import Iterable

from bestfew.packs.professions import compete
from bestfew.teams.models import Seat, TeamMember, TeamRivalry
from bestfew.teams.rules.rivals import Rivals, Trade


class Competes(Exception):
    """Two professions of one table take work from each other; both are named."""

    def __init__(self, seat: Seat, other: Seat) -> None:
        super().__init__(seat, other)
        self.seat, self.other = seat, other


def trade_of(seat: Seat) -> Trade:
    return Trade(seat.pk, seat.profession, seat.label)


def rivals_in(team: int) -> Rivals:
    """By the packs, and by what members of this team said of its seats."""
    told = TeamRivalry.unscoped.filter(team=team).values_list("first", "second")
    return Rivals(compete, set(told))


def refuse_rivals(seat: Seat, among: Iterable[Seat]) -> None:
    """Raises `Competes` with the first of some seats that competes with this one."""
    others = {each.pk: each for each in among}
    found = rivals_in(seat.team_id).of(trade_of(seat), map(trade_of, others.values()))
    if found:
        raise Competes(seat, others[found[0].seat])


def taken_seats(team: int) -> list[Seat]:
    """The seats in which somebody sits."""
    sitting = TeamMember.unscoped.filter(team=team, left_at=None).values("seat")
    return list(Seat.unscoped.filter(pk__in=sitting).order_by("position", "id"))


def open_seats(team: int) -> list[Seat]:
    """Taken or empty, but for those that were closed."""
    seats = Seat.unscoped.filter(team=team, closed_at=None)
    return list(seats.order_by("position", "id"))
