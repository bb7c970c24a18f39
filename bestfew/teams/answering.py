"""The link in a reminder by which its reader says whether they come, by one tap.

It is signed for one member and one meeting, works until the meeting is over, and stops
with the member's leaving; a guest's stops with the link to their pages, too. It shows
what the letter said, and a GET changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from bestfew.accounts.ids import code_of, id_of
from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.models import Attendance, GuestLink, Meeting, TeamMember

SALT = "bestfew.teams.answering"
LONG = len(code_of(0))


@dataclass(frozen=True, slots=True)
class Question:
    """Whom a link asks about which meeting."""

    meeting: Meeting
    member: TeamMember

    @property
    def reply(self) -> str:
        """What they said last; '' before they did."""
        rows = Attendance.unscoped.filter(meeting=self.meeting, member=self.member)
        return rows.values_list("reply", flat=True).first() or ""


def answer_link(meeting: Meeting, member: TeamMember) -> str:
    """The address for a letter; '' where the team's own address is not known."""
    token = answer_token(meeting, member)
    if not token or not meeting.team.site:
        return ""
    return f"{meeting.team.site}{reverse('teams:answer', args=[token])}"


def answer_token(meeting: Meeting, member: TeamMember) -> str:
    """What opens the page; '' for a guest whose own link has ended."""
    door = _door_of(member)
    if door is None:
        return ""
    return _signer().sign("".join(map(code_of, (meeting.pk, member.pk, door))))


def question_in(token: str, *, at: datetime) -> Question:
    """What a link asks; raises `LinkUsedOrExpired` where it asks nothing any more."""
    meeting_pk, member_pk, door = _keys_in(token)
    planned = Meeting.unscoped.filter(state=Meeting.State.PLANNED, ends_at__gt=at)
    meeting = planned.select_related("team").filter(pk=meeting_pk).first()
    seated = TeamMember.unscoped.filter(left_at=None, team__ended_at=None)
    member = seated.select_related("team").filter(pk=member_pk).first()
    if meeting is None or member is None or member.team_id != meeting.team_id:
        raise LinkUsedOrExpired
    if _door_of(member) != door:
        raise LinkUsedOrExpired
    return Question(meeting, member)


def _keys_in(token: str) -> tuple[int, ...]:
    try:
        signed = _signer().unsign(token)
    except BadSignature:
        raise LinkUsedOrExpired from None
    return tuple(id_of(signed[at : at + LONG]) for at in range(0, 3 * LONG, LONG))


def _door_of(member: TeamMember) -> int | None:
    """0 with an account; a guest's link that was not ended, else None."""
    if not member.is_guest:
        return 0
    links = GuestLink.unscoped.filter(member=member, ended_at=None)
    found: int | None = links.order_by("-id").values_list("id", flat=True).first()
    return found


def _signer() -> Signer:
    return Signer(sep=".", salt=SALT)
