"""Who of my sphere would fit into an empty seat of my team, by evidence (A19, A37)."""

from __future__ import annotations

from dataclasses import dataclass

from bestfew.accounts.models import Membership
from bestfew.network.models import SphereMember
from bestfew.network.queries.sphere import Partner, partners, seen_by
from bestfew.network.rules.stage import Stage
from bestfew.teams.models import Seat

MOST = 20
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Candidate:
    """`is_early`: they are not known well enough yet to be asked."""

    partner: Partner

    @property
    def member(self) -> SphereMember:
        return self.partner.member

    @property
    def is_early(self) -> bool:
        return self.partner.standing.stage in (Stage.NEW, Stage.VISIBILITY)


def candidates_for(seat: Seat, member: Membership) -> list[Candidate]:
    """Those of the seat's profession, who are best known first."""
    rows = seen_by(member).current().exclude(team_member__team=seat.team_id)
    if seat.profession:
        rows = rows.filter(profession__key=seat.profession)
    else:
        rows = rows.filter(profession__label__iexact=seat.label)
    found = partners(list(rows.order_by("-id")[:MOST]))
    found.sort(key=lambda each: -STAGES.index(each.standing.stage))
    return [Candidate(each) for each in found]
