"""Teams, their seats and members; the doors through which members come."""

from __future__ import annotations

from bestfew.teams.models.doors import GuestLink, SeatInvitation
from bestfew.teams.models.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingSeries,
)
from bestfew.teams.models.promises import MeetingFeed, Promise, Testimonial, Wish
from bestfew.teams.models.slips import (
    Slip,
    SlipKind,
    SlipLevel,
    SlipLink,
    SlipStep,
    Status,
    Thanks,
)
from bestfew.teams.models.stories import Story, StoryLink
from bestfew.teams.models.team import (
    Position,
    Seat,
    Suggestion,
    Team,
    TeamMember,
    TeamRivalry,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "GuestLink",
    "Meeting",
    "MeetingFeed",
    "MeetingSeries",
    "Position",
    "Promise",
    "Seat",
    "SeatInvitation",
    "Slip",
    "SlipKind",
    "SlipLevel",
    "SlipLink",
    "SlipStep",
    "Status",
    "Story",
    "StoryLink",
    "Suggestion",
    "Team",
    "TeamMember",
    "TeamRivalry",
    "Testimonial",
    "Thanks",
    "Wish",
]
