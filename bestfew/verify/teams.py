"""What businesses share holds together, whoever looks: teams, seats, who sits there.

These rows lie in no workspace: each check looks once, in the whole database.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from bestfew.teams.models import Seat, TeamMember, TeamRivalry
from bestfew.verify.check import Check, Found

SAID = ("name", "business", "email", "wanted", "commitment")
"""What members say of themselves."""


def not_blank() -> Found:
    """Trust.md I8: who left takes along what they said."""
    said = Q()
    for name in SAID:
        said |= ~Q(**{name: ""})
    return Found.in_query(TeamMember.unscoped.filter(said, left_at__isnull=False))


def misseated() -> Found:
    """A seat is empty since a day exactly while nobody sits there."""
    sitting = Exists(TeamMember.unscoped.filter(seat=OuterRef("pk"), left_at=None))
    seats = Seat.unscoped.filter(closed_at=None)
    nobody = seats.filter(~sitting, empty_since=None)
    somebody = seats.filter(sitting, empty_since__isnull=False)
    return Found.in_query(nobody).plus(Found.in_query(somebody))


def rivals_in_one_team() -> Found:
    """A20: on no pair of seats that are taken."""

    def taken(name: str) -> Any:
        here = TeamMember.unscoped.filter(seat=OuterRef(name), left_at=None)
        return Exists(here)

    rows = TeamRivalry.unscoped.filter(taken("first"), taken("second"))
    return Found.in_query(rows)


def checks() -> list[Check]:
    return [
        Check(name, says, find, of_all=True)
        for name, says, find in (
            (
                "teams: who left",
                _("Something that a member said is kept, though they left the team."),
                not_blank,
            ),
            (
                "teams: seats",
                _("A seat is said to be empty or taken, and is not."),
                misseated,
            ),
            (
                "teams: rivals",
                _("Two rivals sit in one team."),
                rivals_in_one_team,
            ),
        )
    ]
