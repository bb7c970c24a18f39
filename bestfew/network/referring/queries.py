"""Readings of one's own referrals, and whom one could give one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from bestfew.accounts.models import Membership
from bestfew.network.models import (
    ClosedBusiness,
    Direction,
    Referral,
    ReferralStep,
    SphereMember,
)
from bestfew.teams.models import Status, TeamMember
from bestfew.teams.rules import slips as rules
from bestfew.teams.slip_queries import steps_to_take
from bestfew.web.pages import Page, page_of

WITH = (
    *("person", "partner__person", "partner__organisation", "partner__team_member"),
    *("slip__giver__seat", "slip__receiver__seat"),
)


def seen_by(member: Membership) -> QuerySet[Referral]:
    """The referrals that a member sees, with who is at both ends."""
    rows: QuerySet[Referral] = Referral.objects.visible_to(member)
    return rows.select_related(*WITH)


def listed(member: Membership, way: str, *, after: str = "") -> Page[Referral]:
    """A page of them, the newest first; `way` is `given`, `got` or '' for both."""
    rows = seen_by(member)
    if way in Direction.values:
        rows = rows.filter(direction=way)
    return page_of(rows, order=("-given_at",), after=after)


def counts(member: Membership) -> dict[str, int]:
    """How many were given and got; to call are those who agreed, and wait."""
    rows = Referral.objects.visible_to(member)
    given, got = Q(direction=Direction.GIVEN), Q(direction=Direction.GOT)
    waiting = got & Q(status__in=(Status.PERMISSION, Status.INTRODUCED))
    found: dict[str, int] = rows.aggregate(
        given=Count("pk", filter=given),
        got=Count("pk", filter=got),
        to_call=Count("pk", filter=waiting),
        to_ask=Count("pk", filter=given & Q(status=Status.IDENTIFIED)),
    )
    return found


def next_steps(referral: Referral) -> list[Status]:
    """What may be said next: in a team one's own steps, else everybody's."""
    if referral.slip:
        return steps_to_take(referral, is_giver=referral.is_given)
    return [
        Status(each)
        for each in (Status.INTRODUCED, *rules.OF_RECEIVER)
        if rules.may_follow(referral.status, each)
    ]


def may_correct(referral: Referral, last: ReferralStep) -> bool:
    """Whether the last step that stands can be taken back here."""
    if last.status == Status.IDENTIFIED:
        return False
    return not referral.slip or last.side == "us"


def closed_of(referral: Referral) -> list[ClosedBusiness]:
    """What was closed through it, without what was corrected."""
    rows = ClosedBusiness.objects.filter(referral=referral)
    replaced = rows.exclude(corrects=None).values("corrects")
    return list(rows.exclude(pk__in=replaced).order_by("pk"))


def receivers(member: Membership, team: int = 0) -> dict[str, Any]:
    """Whom a member could give a referral, by the key a form knows them by.

    Others at the tables where they sit, and partners of the sphere who sit at none.
    """
    mine = TeamMember.objects.of(member)
    rows = TeamMember.objects.filter(team__in=mine.values("team"), left_at=None)
    rows = rows.filter(team=team) if team else rows
    seated = rows.exclude(pk__in=mine.values("pk")).select_related("seat", "team")
    found: dict[str, Any] = {
        f"t{each.pk}": each for each in seated.order_by("team__name", "name", "pk")
    }
    return found if team else found | partners(member)


def partners(member: Membership) -> dict[str, Any]:
    """Partners of the sphere who sit at no table with us."""
    rows = SphereMember.objects.visible_to(member).current().filter(team_member=None)
    known = rows.select_related("person", "organisation", "profession")
    return {f"p{each.pk}": each for each in known.order_by("pk")}
