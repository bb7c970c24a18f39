"""What is done to a team: founded, seats made and taken, left."""

from __future__ import annotations

from bestfew.teams.actions.inviting import accept, accept_as_guest, invite, withdraw
from bestfew.teams.actions.leaving import (
    appoint,
    end_team,
    leave,
    member_left,
    remove,
)
from bestfew.teams.actions.links import new_link, revoke_links
from bestfew.teams.actions.seats import (
    add_seat,
    close_seat,
    found_team,
    make_seat,
    member_seated,
    take_seat,
)
from bestfew.teams.actions.telling import (
    edit_team,
    forget_suggestion,
    say_rivals,
    suggest,
    tell,
    unsay_rivals,
)

__all__ = [
    "accept",
    "accept_as_guest",
    "add_seat",
    "appoint",
    "close_seat",
    "edit_team",
    "end_team",
    "forget_suggestion",
    "found_team",
    "invite",
    "leave",
    "make_seat",
    "member_left",
    "member_seated",
    "new_link",
    "remove",
    "revoke_links",
    "say_rivals",
    "suggest",
    "take_seat",
    "tell",
    "unsay_rivals",
    "withdraw",
]
