"""Count common clients with a business in a team, if both agree (A16, trust.md I8).

Each side's clients are compared where both lie, on this server, by the forms in which
contact points are compared. Nothing but a rounded count passes to either side.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.accounts.tenancy import current_workspace_id, workspace_scope
from bestfew.history.models import record
from bestfew.network.models import OverlapConsent, SphereMember
from bestfew.network.rules import overlap
from bestfew.people.models import ContactKind, ContactPoint
from bestfew.teams.models import TeamMember

COMPARED = (ContactKind.PHONE, ContactKind.EMAIL)


class CannotCount(Exception):
    """They have no book on this server, or sit in no team with us now."""


class BookTooSmall(Exception):
    """With so few clients on a side, a count could tell who they are."""


class CountedLately(Exception):
    """They were counted within the month: oftener, changes would tell of one."""


@transaction.atomic
def agree_to_count(partner: SphereMember, *, by: User, at: datetime) -> bool:
    """Agree to it; True where the other had, and it was counted.

    Raises `CannotCount`, `BookTooSmall`, or `CountedLately`; the agreement of one side
    alone tells the other nothing but that it was given. Twice is once.
    """
    other = _other(partner)
    me = _my_seat(other)
    if any(each.left_at for each in _hold(other, me)):
        raise CannotCount
    _row, is_new = OverlapConsent.objects.get_or_create(
        team_member=other, ended_at=None, defaults={"by": by, "at": at}
    )
    if is_new:
        record("agreed to count", partner, by=by, at=at)
    if not _has_agreed(other, me):
        return False
    _count(partner, other=other, me=me, at=at)
    return True


@transaction.atomic
def stop_counting(partner: SphereMember, *, by: User, at: datetime) -> None:
    """Take the agreement back: the count is erased on both sides. Twice is once."""
    other = partner.team_member
    if other is None:
        return
    seats = TeamMember.unscoped.filter(
        team=other.team_id, workspace=current_workspace_id()
    )
    _hold(other, *seats)
    consents = OverlapConsent.objects.filter(team_member=other, ended_at=None)
    if not consents.update(ended_at=at):
        return
    record("stopped counting", partner, by=by, at=at)
    _forget(SphereMember.objects.filter(pk=partner.pk))
    _forget(_in_their_book(other).filter(team_member__in=seats))


def _hold(*seats: TeamMember) -> list[TeamMember]:
    """The seats as they are now: whoever agrees, takes it back, or leaves, waits."""
    rows = TeamMember.unscoped.select_for_update(no_key=True).order_by("pk")
    return list(rows.filter(pk__in=[each.pk for each in seats]))


def _forget(rows: Any) -> None:
    rows.update(common=None)


def _other(partner: SphereMember) -> TeamMember:
    other = partner.team_member
    if other is None or other.left_at or other.workspace_id is None:
        raise CannotCount
    return other


def _my_seat(other: TeamMember) -> TeamMember:
    """Ours in that team, which is what the other agrees with; raises `CannotCount`."""
    seats = TeamMember.objects.filter(team=other.team_id, left_at=None)
    mine: TeamMember | None = seats.filter(workspace=current_workspace_id()).first()
    if mine is None:
        raise CannotCount
    return mine


def _has_agreed(other: TeamMember, me: TeamMember) -> bool:
    theirs = OverlapConsent.unscoped.filter(workspace=other.workspace_id)
    return bool(theirs.filter(team_member=me, ended_at=None).exists())


def _in_their_book(other: TeamMember) -> Any:
    return SphereMember.unscoped.filter(workspace=other.workspace_id, ended_at=None)


def _count(
    partner: SphereMember, *, other: TeamMember, me: TeamMember, at: datetime
) -> None:
    locked = SphereMember.objects.select_for_update().get(pk=partner.pk)
    if not overlap.may_count(locked.common_at, at=at):
        raise CountedLately
    mine = _keys()
    with workspace_scope(other.workspace_id):
        theirs = _keys()
    if min(len(mine), len(theirs)) < overlap.SMALLEST_BOOK:
        raise BookTooSmall
    count = overlap.common(mine, theirs)
    ours = SphereMember.objects.filter(pk=partner.pk)
    ours.update(common=count, common_at=at)
    _in_their_book(other).filter(team_member=me).update(common=count, common_at=at)


def _keys() -> set[str]:
    """Of people whom we may contact, how their numbers and addresses are compared."""
    points = ContactPoint.objects.filter(
        kind__in=COMPARED, person__do_not_contact=False
    ).exclude(key="")
    return set(points.values_list("key", flat=True))
