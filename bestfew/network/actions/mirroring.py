"""What happens to a slip, mirrored in the books of the two businesses (ADR 7, 23).

Each is written in its own workspace, in the transaction of the slip's step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.network.actions import ledger
from bestfew.network.actions.leads import lead_of, withdraw_of
from bestfew.network.models import (
    ClosedBusiness,
    Direction,
    Referral,
    ReferralStep,
    Side,
    SphereMember,
)
from bestfew.people.actions import note_permission
from bestfew.people.models import ContactPoint, Permission, Purpose
from bestfew.people.rules import BY_PHONE
from bestfew.teams.actions.slips import Details, SaysNo, reveal
from bestfew.teams.models import Slip, SlipStep, Status, TeamMember, Thanks

SAID: dict[str, str] = {
    Status.PERMISSION: Permission.State.GIVEN,
    Status.IDENTIFIED: Permission.State.WITHDRAWN,
    Status.DECLINED: Permission.State.REFUSED,
}


def mirror(slip: Slip, step: SlipStep) -> None:
    """Follow a step in the workspaces of giver and receiver, where they have one."""
    for me in (slip.giver, slip.receiver):
        with _at_home(me) as member:
            if member:
                _mirror(slip, step, me, member)


def sever(member: TeamMember, at: datetime) -> None:
    """Who leaves a team keeps their own record, and reads nothing of others (I8)."""
    if member.is_guest:
        return
    with workspace_scope(member.workspace_id):
        Referral.objects.filter(slip__team=member.team_id).update(slip=None)
        theirs = {"slip_step__team": member.team_id}
        ReferralStep.objects.filter(**theirs).update(slip_step=None)
        closed = ClosedBusiness.objects.filter(thanks__team=member.team_id)
        closed.update(thanks=None)


@contextmanager
def _at_home(me: TeamMember) -> Iterator[Membership | None]:
    """In the workspace of a team's member, as whoever acts for it; None for guests."""
    if me.workspace_id is None or me.left_at is not None:
        yield None
        return
    with workspace_scope(me.workspace_id):
        yield acting(me)


def acting(me: TeamMember) -> Membership:
    """Who sits there; the workspace's owner where they work there no more."""
    rows = Membership.objects.select_related("workspace", "user")
    whose = rows.filter(workspace=me.workspace_id, user=me.user_id)
    return whose.first() or Workspace.objects.get(pk=me.workspace_id).owner()


def _mirror(slip: Slip, step: SlipStep, me: TeamMember, member: Membership) -> None:
    referral = _record_of(slip, me, member)
    referral.level, referral.agreed_at = slip.level, slip.agreed_at
    referral.save(update_fields=["level", "agreed_at"])
    wrong = ReferralStep.objects.filter(slip_step=step.corrects_id or 0).first()
    ledger.write(
        referral, step.status, side=_side(step, me), at=step.at, corrects=wrong,
        slip_step=step,
    )  # fmt: skip
    if me.pk == slip.giver_id:
        _note_word(referral, slip, step, member)
    else:
        _follow(referral, slip, step, member)


def _side(step: SlipStep, me: TeamMember) -> str:
    sides = {None: Side.PERSON, me.pk: Side.US}
    return sides.get(step.by_id, Side.THEM)


def _record_of(slip: Slip, me: TeamMember, member: Membership) -> Referral:
    """This side's own record of a slip, made with its first step."""
    rows = Referral.objects.select_related("person", "slip", "partner")
    found: Referral | None = rows.filter(slip=slip).first()
    if found:
        found.slip = slip
        return found
    is_given, other = me.pk == slip.giver_id, slip.other_than(me)
    partners = SphereMember.objects.filter(team_member=other, ended_at=None)
    made: Referral = Referral.objects.create(
        slip=slip, owner=member.user,
        direction=Direction.GIVEN if is_given else Direction.GOT,
        partner=partners.select_related("person").first(),
        summary=slip.summary if is_given else "",
        kind=slip.kind, level=slip.level, given_at=slip.given_at,
        status_at=slip.status_at, is_sample=slip.team.is_sample,
        origin=Referral.objects.filter(slip=slip.origin_id or 0).first(),
    )  # fmt: skip
    return made


def _follow(referral: Referral, slip: Slip, step: SlipStep, member: Membership) -> None:
    """A lead on the agreement; no call any more where it is taken back."""
    is_taken_back = step.corrects_id and step.status == Status.IDENTIFIED
    refused = step.status == Status.DECLINED and step.by_id != slip.receiver_id
    if step.status == Status.PERMISSION and not step.corrects_id:
        details = Details(slip.person_name, slip.phone, slip.email)
        ledger.see_person(referral, lead_of(referral, details, member, at=step.at))
    elif is_taken_back or refused:
        withdraw_of(referral, member, at=step.at)


def _note_word(
    referral: Referral, slip: Slip, step: SlipStep, member: Membership
) -> None:
    """What the person said to being introduced, in the giver's own ledger (OQ-18)."""
    is_theirs = step.by_id != slip.receiver_id
    if referral.person and is_theirs and step.status in SAID:
        note_permission(
            referral.person, state=SAID[step.status], by=member.user, at=step.at,
            purpose=Purpose.REFERRAL, how=slip.agreed_how,
        )  # fmt: skip


def tell_details(slip: Slip) -> None:
    """Unseal, from the giver's book, how to reach who agreed."""
    with _at_home(slip.giver) as member:
        if member is None:
            return
        found = Referral.objects.filter(slip=slip).select_related("person").first()
        person = found.person if found else None
        if person is None:
            return
        if person.do_not_contact:
            raise SaysNo
        points = list(person.contact_points.order_by("id"))
    ways = {kind: _first(points, kind) for kind in ("phone", "email")}
    reveal(slip, Details(person.name or str(person), **ways))


def _first(points: list[ContactPoint], kind: str) -> str:
    kinds = BY_PHONE if kind == "phone" else (kind,)
    return next((each.value for each in points if each.kind in kinds), "")


def keep_closed(thanks: Thanks) -> None:
    """The receiver's own record of what they thanked for."""
    with _at_home(thanks.receiver) as member:
        referral = member and Referral.objects.filter(slip=thanks.slip_id).first()
        if not referral:
            return
        wrong = ClosedBusiness.objects.filter(thanks=thanks.corrects_id or 0).first()
        ClosedBusiness.objects.create(
            referral=referral, amount=thanks.amount, currency=thanks.currency,
            on=thanks.on, at=thanks.at, thanks=thanks, corrects=wrong,
            by=member.user if member else None,
        )  # fmt: skip
