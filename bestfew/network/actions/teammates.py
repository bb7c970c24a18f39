"""Whoever sits in a team with me is in my sphere: team within sphere (A19)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bestfew.accounts.models import User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.history.models import record
from bestfew.network.actions.professions import add_profession, profession_of
from bestfew.network.models import (
    Learned,
    OverlapConsent,
    Profession,
    Referral,
    SphereMember,
)
from bestfew.people.models import ContactKind, ContactPoint
from bestfew.teams.models import Seat, Team, TeamMember


class SitsElsewhere(Exception):
    """Somebody else of my book is known to sit in that seat."""


def meet(newcomer: TeamMember, at: datetime) -> None:
    """A seat was taken: the newcomer and those who sit there know each other now.

    Each workspace among them keeps the others in its own sphere, shared by its team of
    sellers. Runs in the transaction of the deed that seated them.
    """
    if Team.unscoped.filter(pk=newcomer.team_id, is_sample=True).exists():
        # the sample has put its people into the sphere itself
        return
    others = TeamMember.unscoped.filter(team=newcomer.team_id, left_at=None)
    there = list(others.exclude(pk=newcomer.pk).select_related("seat", "workspace"))
    for each in there:
        _keep(each.workspace, newcomer, at=at)
        _keep(newcomer.workspace, each, at=at)


def part(gone: TeamMember, at: datetime) -> None:
    """Somebody leaves: those who knew each other by the team alone do so no more.

    Runs before what they said is blanked; counts of common clients go with them
    (trust.md I8).
    """
    theirs = SphereMember.unscoped.filter(team_member=gone)
    mine = SphereMember.unscoped.filter(
        workspace=gone.workspace_id, team_member__team=gone.team_id
    )
    for rows in (theirs, mine):
        rows.update(common=None)
        by_team = rows.filter(ended_at=None, person=None, organisation=None)
        by_team.update(ended_at=at)
    consents = OverlapConsent.unscoped.filter(ended_at=None)
    consents.filter(team_member=gone).update(ended_at=at)
    consents.filter(workspace=gone.workspace_id, team_member__team=gone.team_id).update(
        ended_at=at
    )


@transaction.atomic
def recognise(
    partner: SphereMember, seat: TeamMember, *, by: User, at: datetime
) -> None:
    """Say that a partner of my book is who sits there; what was kept of both is theirs.

    Raises `SitsElsewhere` where somebody else of my book is known to sit there.
    """
    TeamMember.unscoped.select_for_update(no_key=True).get(pk=seat.pk)  # one at a time
    others = SphereMember.objects.current().filter(team_member=seat)
    known = others.exclude(pk=partner.pk).first()
    if known and known.about:
        raise SitsElsewhere
    if known:
        Referral.objects.filter(partner=known).update(partner=partner)
        Learned.objects.filter(member=known).update(member=partner)
        known.delete()
    SphereMember.objects.filter(pk=partner.pk).update(team_member=seat)
    record("recognised", partner, by=by, at=at, team=seat.team_id)


def _keep(book: Workspace | None, other: TeamMember, *, at: datetime) -> None:
    if book is None or book.pk == other.workspace_id:
        return
    with workspace_scope(book):
        current = SphereMember.objects.current()
        if current.filter(team_member=other).exists():
            return
        if known := _known(other):
            known.team_member = other
            known.save(update_fields=["team_member"])
            return
        made = SphereMember.objects.create(
            owner=book.owner().user,
            profession=_profession(other.seat, at=at, book=book),
            team_member=other,
            created_at=at,
            is_shared=True,
        )
        record("met in a team", made, by=None, at=at)


def _known(other: TeamMember) -> SphereMember | None:
    """Who is in the sphere with the address that they gave the team."""
    if not other.email:
        return None
    address = ContactPoint.objects.filter(
        kind=ContactKind.EMAIL, key=other.email.strip().lower()
    )
    people = SphereMember.objects.current().filter(team_member=None)
    found: SphereMember | None = people.filter(
        Q(person__in=address.values("person"))
        | Q(organisation__in=address.values("organisation"))
    ).first()
    return found


def _profession(seat: Seat, *, at: datetime, book: Workspace) -> Profession:
    if seat.profession:
        return profession_of(seat.profession, at=at)
    return add_profession(seat.label, by=book.owner().user, at=at)
