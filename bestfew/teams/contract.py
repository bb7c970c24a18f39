"""The contract of a team: every field that passes between its businesses (I8).

`teams` has no other columns and knows no person of anybody's book, so nothing else can
pass (ADR 23). A test holds that each column stands here under who may read it, and that
a golden file says the same: a new column passes only by being put into both. What it
means in words is in docs/rules/contract.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Reader(StrEnum):
    """Who reads a field, beside whoever wrote it."""

    TEAM = "team"  # every member, by either door
    LEADERS = "leaders"
    PAIR = "pair"  # the giver and the receiver of a referral
    INVITED = "invited"  # whoever opens the invitation, too
    LINK = "link"  # whoever has the link that its owner gave out
    OWN = "own"  # its member alone
    NOBODY = "nobody"  # bookkeeping that no page, file or mail shows


Fields = Mapping[str, Reader]


def _read_by(reader: Reader, names: str) -> dict[str, Reader]:
    return dict.fromkeys(names.split(), reader)


TEAM, LEADERS, PAIR = Reader.TEAM, Reader.LEADERS, Reader.PAIR
INVITED, OWN, NOBODY = Reader.INVITED, Reader.OWN, Reader.NOBODY
LINK = _read_by(NOBODY, "id team digest expires_at ended_at")
ROW = _read_by(NOBODY, "id team")
VERSIONED = ROW | _read_by(NOBODY, "version")
TIMES = "starts minutes zone place link sequence"

CONTRACT: Mapping[str, Fields] = {
    "Team": {
        **_read_by(NOBODY, "id version is_sample created_at ended_at site"),
        **_read_by(INVITED, "name market"),
        **_read_by(TEAM, "mission zone language"),
    },
    "Seat": {
        **ROW,
        **_read_by(INVITED, "profession label"),
        **_read_by(TEAM, "empty_since position"),
        **_read_by(NOBODY, "closed_at"),
    },
    "TeamMember": {
        **VERSIONED,
        **_read_by(NOBODY, "workspace user joined_at left_at"),
        **_read_by(INVITED, "name business"),  # of who invites, to the invited
        **_read_by(TEAM, "seat position email wanted commitment committed_on"),
        **_read_by(OWN, "language"),
    },
    "TeamRivalry": {
        **ROW, **_read_by(TEAM, "first second by"), **_read_by(NOBODY, "at"),
    },
    "Suggestion": {
        **ROW, **_read_by(TEAM, "seat by business why"), **_read_by(NOBODY, "at"),
    },
    "SeatInvitation": {
        **LINK,
        **_read_by(INVITED, "seat invited_by name language"),
        **_read_by(LEADERS, "email invited_at expires_at"),
        **_read_by(NOBODY, "accepted_by"),
    },
    "GuestLink": {**LINK, **_read_by(OWN, "member created_at expires_at made_by")},
    "MeetingSeries": {
        **VERSIONED,
        **_read_by(TEAM, f"{TIMES} pattern weekday weeks starts_on until"),
        **_read_by(NOBODY, "created_at updated_at by"),
    },
    "Meeting": {
        **VERSIONED,
        **_read_by(TEAM, f"{TIMES} series occurs_on on begins_at ends_at chair state"),
        **_read_by(TEAM, "note reason opened_at closed_at cancelled_at sent_at"),
        **_read_by(NOBODY, "reminded_at updated_at"),
    },
    "AgendaItem": {
        **ROW, **_read_by(TEAM, "meeting key title minutes position done_at"),
    },
    "Attendance": {
        **ROW,
        **_read_by(TEAM, "meeting member state substitute took_part reply"),
        **_read_by(NOBODY, "replied_at recorded_at by"),
    },
    "Promise": {
        **VERSIONED,
        **_read_by(TEAM, "member to meeting text due_on made_at state settled_in"),
        **_read_by(NOBODY, "settled_at by"),
    },
    "Wish": {**VERSIONED, **_read_by(TEAM, "member month text why said_at")},
    "Testimonial": {**VERSIONED, **_read_by(TEAM, "author about meeting text said_at")},
    "MeetingFeed": {
        **VERSIONED,
        **_read_by(OWN, "member created_at"),
        **_read_by(NOBODY, "ended_at"),
    },
    "Slip": {
        **VERSIONED,
        **_read_by(PAIR, "giver receiver summary kind level origin meeting given_at"),
        **_read_by(PAIR, "status status_at agreed_at agreed_how"),
        **_read_by(PAIR, "person_name phone email"),  # once that person agreed
        **_read_by(NOBODY, "submit_id"),
    },
    "SlipStep": {**ROW, **_read_by(PAIR, "slip status at by note corrects")},
    "Thanks": {
        **ROW,
        **_read_by(PAIR, "giver receiver amount currency on"),  # the giver: sums only
        **_read_by(OWN, "slip at corrects"),
        **_read_by(NOBODY, "submit_id"),
    },
    "SlipLink": {**LINK, **_read_by(NOBODY, "slip language created_at")},
    "Story": {
        **VERSIONED,
        **_read_by(TEAM, "teller title text told_at"),
        **_read_by(PAIR, "slip agreed_at agreed_how"),
    },
    "StoryLink": {**LINK, **_read_by(NOBODY, "story created_at")},
}  # fmt: skip


BESIDE: Mapping[str, Fields] = {
    # Common clients, counted where both agreed: a rounded number, on both sides.
    "SphereMember": _read_by(PAIR, "common common_at"),
    "OverlapConsent": _read_by(PAIR, "team_member"),
    # The picture of one's best client (A34), for whoever has its link.
    "TargetMarket": _read_by(
        Reader.LINK, "name picture introduce who needs desires listen_for"
    ),
    "Offering": _read_by(Reader.LINK, "name"),
    "Workspace": _read_by(Reader.LINK, "name"),
}
"""What passes beside the tables of a team, of nouns that a workspace keeps.

The apps above keep and show them; here stands only what may be seen of them. Every
module that reaches from one book into another is known to a test (tests/test_books.py).
"""


def passing() -> dict[str, dict[str, str]]:
    """What somebody else reads, by noun and field, with who that is."""
    return {
        noun: {
            name: reader.value
            for name, reader in sorted(fields.items())
            if reader not in (OWN, NOBODY)
        }
        for noun, fields in sorted({**CONTRACT, **BESIDE}.items())
    }
