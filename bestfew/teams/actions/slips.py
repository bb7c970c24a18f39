"""A referral from its giver to its receiver, step by step; corrections are steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.history.once import once
from bestfew.teams.models import Slip, SlipKind, SlipStep, Status, TeamMember, Thanks
from bestfew.teams.rules import slips as rules

slip_moved: Consequence[[Slip, SlipStep]] = Consequence()
"""Follows each step of a slip, the first too, in the same transaction."""

agreeing: Consequence[[Slip]] = Consequence()
"""Asks the giver's workspace, of a slip just agreed to, for how to reach the person.

It calls `reveal`, or raises `SaysNo`.
"""


class ReferralToOneself(Exception):
    """Who gives a referral gives it to somebody else."""


class NotInTheTeam(Exception):
    """One of the two has left the team, or never sat in it."""


class SummaryNotBlind(Exception):
    """Words by which the person could be reached, before they agreed (OQ-18)."""


class GivenAlready(Exception):
    """The same referral to the same member is open."""


class WrongStep(Exception):
    """A referral does not go from where it is to there."""


class ThankedFor(Exception):
    """What was closed through it stands: as long as it does, it was won."""


class NotYours(Exception):
    """The step is the other one's to take, or neither gave nor got it."""


class SaysNo(Exception):
    """The person asked the giver not to be contacted: that beats a hand-over."""


class DetailsNeeded(Exception):
    """Without a name and a way to reach them a slip is incomplete (2.A.9)."""


@dataclass(frozen=True, slots=True)
class Details:
    """Who is referred, and how to reach them: sealed until they agreed."""

    name: str = ""
    phone: str = ""
    email: str = ""

    @property
    def are_complete(self) -> bool:
        return bool(self.name.strip() and (self.phone.strip() or self.email.strip()))


def give(
    me: TeamMember, to: TeamMember, *, at: datetime, submit_id: str = "", **facts: Any
) -> Slip:
    """A referral identified for somebody else in the team, by a blind summary.

    `facts`: summary, level (1-5) and kind of `Slip`, perhaps its `origin`. The same
    `submit_id` again, or at once, is one slip. Raises `ReferralToOneself`,
    `NotInTheTeam`, `SummaryNotBlind`, `GivenAlready`.
    """
    return once(
        lambda: sent(me, submit_id),
        lambda: _give(me, to, at=at, submit_id=submit_id, **facts),
    )


def sent(me: TeamMember, submit_id: str) -> Slip | None:
    """The slip that a form of this one-time id made, if it was sent before."""
    rows = Slip.unscoped.filter(team=me.team_id, giver=me.pk, submit_id=submit_id)
    found: Slip | None = rows.first() if submit_id else None
    return found


@transaction.atomic
def _give(
    me: TeamMember,
    to: TeamMember,
    *,
    at: datetime,
    submit_id: str,
    summary: str,
    level: int,
    kind: str = SlipKind.OUTSIDE,
    origin: Slip | None = None,
    **facts: Any,
) -> Slip:
    _check_both(me, to)
    summary = " ".join(summary.split())
    if not summary or not rules.is_blind(summary):
        raise SummaryNotBlind
    same = Slip.unscoped.filter(team=me.team_id, giver=me, receiver=to)
    if same.open().filter(summary__iexact=summary).exists():
        raise GivenAlready
    slip: Slip = Slip.unscoped.create(
        team_id=me.team_id, giver=me, receiver=to, summary=summary, level=level,
        kind=SlipKind.SPIN_OFF if origin else kind, origin=origin, given_at=at,
        status_at=at, submit_id=submit_id, **facts,
    )  # fmt: skip
    write_step(slip, Status.IDENTIFIED, at=at, by=me)
    return slip


def _check_both(me: TeamMember, to: TeamMember) -> None:
    if me.pk == to.pk:
        raise ReferralToOneself
    rows = TeamMember.unscoped.select_for_update(no_key=True).order_by("pk")
    both = rows.filter(team=me.team_id, left_at=None, pk__in=(me.pk, to.pk))
    if len(both) < 2:
        raise NotInTheTeam


@transaction.atomic
def agree(
    slip: Slip,
    *,
    how: str,
    at: datetime,
    by: TeamMember | None,
    details: Details | None = None,
    level: int | None = None,
) -> Slip:
    """Write down that the person wants to be called, and unseal how to reach them.

    `by` is the giver, or None: they said so themselves. `details` may be left out
    where the giver's workspace knows them. Raises `NotYours`, `NotInTheTeam` where one
    of the two left meanwhile, `WrongStep`, `SaysNo`, `DetailsNeeded`. Agreed already:
    nothing changes.
    """
    slip = locked(slip)
    if by is not None and by.pk != slip.giver_id:
        raise NotYours
    refuse_gone(slip.giver_id, slip.receiver_id)
    if slip.agreed_at:
        return slip
    if not rules.may_follow(slip.status, Status.PERMISSION):
        raise WrongStep
    slip.agreed_at, slip.agreed_how = at, how.strip()[:200]
    slip.level = level or slip.level
    slip.save(update_fields=["agreed_at", "agreed_how", "level"])
    agreeing(slip)
    if details and not slip.has_details:
        reveal(slip, details)
    if not (slip.person_name and slip.has_details):
        raise DetailsNeeded
    write_step(slip, Status.PERMISSION, at=at, by=by)
    return slip


def reveal(slip: Slip, details: Details) -> None:
    """Put into a slip that was agreed to how to reach the person."""
    slip.person_name = details.name.strip()[:300]
    slip.phone = details.phone.strip()[:100]
    slip.email = details.email.strip()[:254]
    slip.save(update_fields=["person_name", "phone", "email"])


@transaction.atomic
def move(
    slip: Slip, status: str, *, by: TeamMember, at: datetime, note: str = ""
) -> Slip:
    """The next step of a referral; the same one twice is one.

    Of the receiver's work its progress passes and no note. Raises `NotYours`,
    `WrongStep`, `NotInTheTeam` for a giver who left; permission is `agree`'s.
    """
    slip = locked(slip)
    is_giver = by.pk == slip.giver_id
    if is_giver:
        refuse_gone(by.pk)
    check_theirs(slip, status, by)
    if slip.status == status:
        return slip
    if status == Status.PERMISSION or not rules.may_follow(slip.status, status):
        raise WrongStep
    write_step(slip, status, at=at, by=by, note=note if is_giver else "")
    return slip


def check_theirs(slip: Slip, status: str, by: TeamMember) -> None:
    """Raise `NotYours` where a step is not this member's to take."""
    theirs: tuple[str, ...] = ()
    if by.pk == slip.giver_id:
        theirs = rules.OF_GIVER
    elif by.pk == slip.receiver_id:
        theirs = rules.OF_RECEIVER
    if status not in theirs:
        raise NotYours


@transaction.atomic
def correct(step: SlipStep, *, by: TeamMember, at: datetime, status: str = "") -> Slip:
    """Say that the last step was a mistake, or was another one; by whoever took it.

    Without a `status` it stands again where it was before; else where it stood once,
    or could have gone. Raises `NotYours`, `WrongStep` for a step that is not the last,
    and `ThankedFor` for a win while thanks for it stand: these come first (2.A.10).
    """
    slip = locked(step.slip)
    if step.by_id != by.pk:
        raise NotYours
    kept = rules.standing(each.as_rule() for each in steps_of(slip))
    if len(kept) < 2 or kept[-1].key != step.pk:
        raise WrongStep
    if kept[-1].status == Status.WON and _is_thanked(slip):
        raise ThankedFor
    if status and not rules.stood(kept[:-1], status):
        check_theirs(slip, status, by)
    before = rules.corrected(kept, status)
    if not before:
        raise WrongStep
    write_step(slip, before, at=at, by=by, corrects=step)
    return slip


def _is_thanked(slip: Slip) -> bool:
    rows = Thanks.unscoped.filter(team=slip.team_id, slip=slip)
    wrong = rows.filter(corrects__isnull=False).values("corrects")
    return bool(rows.filter(amount__gt=0).exclude(pk__in=wrong).exists())


def steps_of(slip: Slip) -> list[SlipStep]:
    """A slip's ledger, the earliest entry first."""
    rows = SlipStep.unscoped.filter(team=slip.team_id, slip=slip)
    return list(rows.order_by("pk"))


def locked(slip: Slip) -> Slip:
    """The slip as it is now, which nobody else changes meanwhile."""
    rows = Slip.unscoped.select_for_update(of=("self",))
    found: Slip = rows.select_related("giver", "receiver").get(pk=slip.pk)
    return found


def refuse_gone(*members: int) -> None:
    """Raise `NotInTheTeam` where one of these sits there no more.

    Asked once the slip is locked, for whoever leaves blanks it in their transaction:
    what came before is blanked, and nothing comes after.
    """
    seated = TeamMember.unscoped.filter(pk__in=members, left_at=None)
    if seated.count() < len(members):
        raise NotInTheTeam


def write_step(
    slip: Slip,
    status: str,
    *,
    at: datetime,
    by: TeamMember | None,
    note: str = "",
    corrects: SlipStep | None = None,
) -> SlipStep:
    """Add an entry to the ledger, and bring what is derived from it in step."""
    step: SlipStep = SlipStep.unscoped.create(
        team_id=slip.team_id, slip=slip, status=status, at=at, by=by,
        note=" ".join(note.split())[:300], corrects=corrects,
    )  # fmt: skip
    _refresh(slip)
    slip_moved(slip, step)
    return step


def _refresh(slip: Slip) -> None:
    """Keep the status as the ledger has it; sealed again where nobody agreed."""
    last = rules.standing(each.as_rule() for each in steps_of(slip))[-1]
    slip.status, slip.status_at = last.status, last.at
    if slip.status in (Status.IDENTIFIED, Status.DECLINED):
        slip.agreed_at, slip.agreed_how = None, ""
        slip.person_name = slip.phone = slip.email = ""
    slip.save()
