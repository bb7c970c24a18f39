"""The links of guests: a new one ends the old; who leads can make or end one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.teams.actions.standing import NotTheLeader, at_the_table, beside
from bestfew.teams.models import GuestLink, TeamMember
from bestfew.teams.models.doors import GUEST_LINK_DAYS


class HasAnAccount(Exception):
    """A member with a workspace signs in; they need no link."""


def issue_link(
    guest: TeamMember, *, at: datetime, made_by: TeamMember | None = None
) -> str:
    """The secret of a link for a guest; those before it end."""
    end_links(guest, at=at)
    _link, secret = GuestLink.issue(
        at=at,
        days=GUEST_LINK_DAYS,
        team_id=guest.team_id,
        member=guest,
        created_at=at,
        made_by=made_by,
    )
    return secret


def end_links(guest: TeamMember, *, at: datetime) -> int:
    """How many links of a guest ended by this."""
    links = GuestLink.unscoped.filter(member=guest, ended_at=None)
    ended: int = links.update(ended_at=at)
    return ended


@transaction.atomic
def new_link(me: TeamMember, guest: TeamMember, *, at: datetime) -> str:
    """A new link, for oneself or by who leads.

    Raises `HasAnAccount`, `NotTheLeader`.
    """
    me, guest = _both(me, guest)
    return issue_link(guest, at=at, made_by=None if me == guest else me)


@transaction.atomic
def revoke_links(me: TeamMember, guest: TeamMember, *, at: datetime) -> int:
    """End a guest's links; they keep their seat. Raises as `new_link`."""
    _me, guest = _both(me, guest)
    return end_links(guest, at=at)


def _both(me: TeamMember, guest: TeamMember) -> tuple[TeamMember, TeamMember]:
    me = at_the_table(me)
    guest = beside(me, guest)
    if me != guest and not me.leads:
        raise NotTheLeader
    if not guest.is_guest:
        raise HasAnAccount
    return me, guest
