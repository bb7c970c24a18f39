"""Letters of a team, through a sending account of the member who writes them.

They are to people who gave their address to their own team, so no permission for news
is asked; the account's cap a day holds for them, too (`mailing.dispatching`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing.dispatching import Post
from bestfew.campaigns.models import Dispatch, MailAccount
from bestfew.people.models import ContactKind, ContactPoint
from bestfew.people.rules import email_key
from bestfew.teams.meeting_letters import TeamLetter
from bestfew.teams.models import TeamMember
from bestfew.teams.wanted import INVITATION, is_wanted


class AccountPost:
    """Carries a team's letters (`bestfew.teams.meeting_letters.Carrier`)."""

    def is_able(self, me: TeamMember) -> bool:
        member = _membership(me)
        if member is None:
            return False
        with workspace_scope(member.workspace):
            seen = MailAccount.objects.visible_to(member)
            return bool(seen.able(timezone.now()).exists())

    def may_not_write_to(self, me: TeamMember, address: str) -> bool:
        """Whether the book of whoever writes has a "no" of that address (OQ-17)."""
        member = _membership(me)
        if member is None:
            return True
        with workspace_scope(member.workspace):
            return _said_no(address)

    def carry(self, me: TeamMember, letters: Sequence[TeamLetter]) -> None:
        member = _membership(me)
        if member is None:
            return
        with workspace_scope(member.workspace):
            jobs.dispatch(member, [Post(**asdict(each)) for each in letters])


def may_still_leave(row: Dispatch, at: datetime) -> bool:
    """Whether a team's letter that waited is still wanted, and by its reader, too."""
    is_ours = not row.name.startswith(INVITATION) or not _said_no(row.facts["to"])
    return is_ours and is_wanted(row.name, at=at)


def _said_no(address: str) -> bool:
    """Whether somebody with that address wants no contact, by this workspace's book."""
    points = ContactPoint.objects.filter(kind=ContactKind.EMAIL, key=email_key(address))
    return bool(points.filter(person__do_not_contact=True).exists())


def _membership(me: TeamMember) -> Membership | None:
    """Who writes for the seat, if they still may."""
    rows = Membership.objects.filter(
        workspace=me.workspace_id, user=me.user_id, user__is_active=True
    )
    found = rows.select_related("workspace", "user").first()
    return found if found and found.may_write else None
