"""How a referral goes: steps, corrections, and what was closed through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.history.once import once
from bestfew.network.actions import ledger
from bestfew.network.actions.referrals import seat_of
from bestfew.network.models import ClosedBusiness, Referral, ReferralStep, Side
from bestfew.people.actions import note_permission
from bestfew.people.models import Permission, Purpose
from bestfew.teams.actions import slips, thanks
from bestfew.teams.actions.slips import WrongStep
from bestfew.teams.models import Status
from bestfew.teams.rules import slips as rules


@transaction.atomic
def move(
    referral: Referral, status: str, member: Membership, *, at: datetime, note: str = ""
) -> Referral:
    """The next step. The same one twice is one.

    In a team each takes their own steps (`NotYours`), and the giver's note passes to
    the receiver; what a receiver notes stays here. Raises `WrongStep`.
    """
    referral = ledger.locked(referral)
    if referral.status == status:
        return referral
    if referral.slip:
        me = seat_of(member, referral.slip.team_id)
        slips.move(referral.slip, status, by=me, at=at, note=note)
        _sign(referral, member, note)
    else:
        if status == Status.PERMISSION or not rules.may_follow(referral.status, status):
            raise WrongStep
        side = Side.US if _is_ours(referral, status) else Side.THEM
        ledger.write(referral, status, side=side, at=at, by=member.user, note=note)
    if referral.is_given and status == Status.DECLINED and not referral.slip:
        _note_refusal(referral, member, at=at)
    record("moved", referral, by=member.user, at=at, status=status)
    return ledger.locked(referral)


def _is_ours(referral: Referral, status: str) -> bool:
    theirs = rules.OF_GIVER if referral.is_given else rules.OF_RECEIVER
    return status in theirs


def _sign(referral: Referral, member: Membership, note: str) -> None:
    """Keep who did it here, and what they noted for us alone."""
    step = ledger.last_step(referral)
    step.by, step.note = member.user, " ".join(note.split())[:300]
    step.save(update_fields=["by", "note"])


def _note_refusal(referral: Referral, member: Membership, *, at: datetime) -> None:
    """They do not want to be introduced: so it stands in their ledger (OQ-18)."""
    if referral.person:
        note_permission(
            referral.person, state=Permission.State.REFUSED, by=member.user, at=at,
            purpose=Purpose.REFERRAL,
        )  # fmt: skip


@transaction.atomic
def correct(step: ReferralStep, member: Membership, *, at: datetime) -> Referral:
    """The last step was a mistake: it stands where it was before, by another entry.

    Raises `NotYours`, `WrongStep` for one that is not the last, and `ThankedFor` as
    `slips.correct` does.
    """
    referral = ledger.locked(step.referral)
    last = ledger.last_step(referral)
    if last.pk != step.pk:
        raise WrongStep
    if referral.slip:
        me = seat_of(member, referral.slip.team_id)
        if last.slip_step is None:
            raise WrongStep
        slips.correct(last.slip_step, by=me, at=at)
    else:
        _correct_by_hand(referral, member, at=at)
    record("corrected", referral, by=member.user, at=at, status=last.status)
    return ledger.locked(referral)


def _correct_by_hand(referral: Referral, member: Membership, *, at: datetime) -> None:
    kept = ledger.standing_of(referral)
    before = rules.corrected([step.as_rule() for step in kept])
    if not before:
        raise WrongStep
    if kept[-1].status == Status.WON and ledger.is_thanked(referral):
        raise slips.ThankedFor
    ledger.write(
        referral, before, side=kept[-1].side, at=at, by=member.user, corrects=kept[-1]
    )


@dataclass(frozen=True, slots=True)
class Bill:
    """What was invoiced; `tax_percent` of tax is in it, 0 where there is none."""

    invoiced: Decimal
    currency: str
    on: date
    tax_percent: Decimal = Decimal()
    places: int = 2

    @property
    def net(self) -> Decimal:
        return rules.net_of_tax(
            self.invoiced, tax_percent=self.tax_percent, places=self.places
        )


def thank(
    referral: Referral, member: Membership, bill: Bill, *, at: datetime, submit_id: str
) -> ClosedBusiness:
    """Closed business through a referral that was got, net of tax; it is won by this.

    Credited to the giver, who learns the sum of all thanks and no single one (2.A.10).
    Raises `NotYours`, `WrongStep`. The same `submit_id` twice is one entry.
    """
    return once(
        lambda: _closed(submit_id),
        lambda: _thank(referral, member, bill, at=at, submit_id=submit_id),
    )


def _closed(submit_id: str) -> ClosedBusiness | None:
    rows = ClosedBusiness.objects.filter(submit_id=submit_id)
    found: ClosedBusiness | None = rows.first() if submit_id else None
    return found


@transaction.atomic
def _thank(
    referral: Referral, member: Membership, bill: Bill, *, at: datetime, submit_id: str
) -> ClosedBusiness:
    referral = ledger.locked(referral)
    if referral.is_given:
        raise slips.NotYours
    if referral.slip:
        me = seat_of(member, referral.slip.team_id)
        entry = thanks.thank(
            referral.slip, by=me, amount=bill.net, currency=bill.currency, on=bill.on,
            at=at,
        )  # fmt: skip
        closed = ClosedBusiness.objects.get(thanks=entry)
    else:
        if referral.status != Status.WON:
            move(referral, Status.WON, member, at=at)
        closed = ClosedBusiness(
            referral=referral, amount=bill.net, currency=bill.currency, on=bill.on,
            at=at,
        )  # fmt: skip
    closed.invoiced, closed.tax_percent = bill.invoiced, bill.tax_percent
    closed.by, closed.submit_id = member.user, submit_id
    closed.save()
    record("closed", referral, by=member.user, at=at, amount=str(closed.amount))
    found: ClosedBusiness = closed
    return found


@transaction.atomic
def correct_closed(
    closed: ClosedBusiness, member: Membership, amount: Decimal, *, at: datetime
) -> ClosedBusiness:
    """The right amount, perhaps 0, as another entry. Raises `WrongStep`, `NotYours`."""
    referral = ledger.locked(closed.referral)
    if ClosedBusiness.objects.filter(corrects=closed).exists():
        raise WrongStep
    if closed.thanks:
        me = seat_of(member, closed.thanks.team_id)
        entry = thanks.correct_thanks(closed.thanks, by=me, amount=amount, at=at)
        found: ClosedBusiness = ClosedBusiness.objects.get(thanks=entry)
    else:
        found = ClosedBusiness.objects.create(
            referral=referral, amount=amount, currency=closed.currency, on=closed.on,
            at=at, by=member.user, corrects=closed,
        )  # fmt: skip
    record("closed", referral, by=member.user, at=at, amount=str(amount))
    return found
