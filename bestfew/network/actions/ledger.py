"""A referral's ledger in this workspace: entries are added, what follows is derived."""

from __future__ import annotations

from datetime import datetime

from bestfew.accounts.models import User
from bestfew.network.models import ClosedBusiness, Referral, ReferralStep
from bestfew.people.models import Person
from bestfew.teams.models import Slip, SlipStep, Status
from bestfew.teams.rules import slips as rules


def write(
    referral: Referral,
    status: str,
    *,
    side: str,
    at: datetime,
    by: User | None = None,
    note: str = "",
    corrects: ReferralStep | None = None,
    slip_step: SlipStep | None = None,
    is_derived: bool = False,
) -> ReferralStep:
    """Add an entry; the referral's status follows, in the same transaction."""
    step: ReferralStep = ReferralStep.objects.create(
        referral=referral, status=status, side=side, at=at, by=by,
        note=" ".join(note.split())[:300], corrects=corrects, slip_step=slip_step,
        is_derived=is_derived,
    )  # fmt: skip
    refresh(referral)
    return step


def refresh(referral: Referral) -> None:
    """Keep the status as the ledger has it, and no consent where none stands."""
    last = rules.standing(step.as_rule() for step in steps_of(referral))[-1]
    referral.status, referral.status_at = last.status, last.at
    if referral.status == Status.IDENTIFIED:
        referral.agreed_at, referral.agreed_how = None, ""
    referral.save(update_fields=["status", "status_at", "agreed_at", "agreed_how"])


def steps_of(referral: Referral) -> list[ReferralStep]:
    """The ledger of one referral, the earliest entry first."""
    rows = ReferralStep.objects.filter(referral=referral)
    return list(rows.order_by("pk"))


def standing_of(referral: Referral) -> list[ReferralStep]:
    """The entries that no later one corrected."""
    steps = {step.pk: step for step in steps_of(referral)}
    kept = rules.standing(step.as_rule() for step in steps.values())
    return [steps[each.key] for each in kept]


def last_step(referral: Referral) -> ReferralStep:
    """The last entry that stands."""
    return standing_of(referral)[-1]


def is_thanked(referral: Referral) -> bool:
    """Whether thanks of more than nothing stand for it: then it was won (2.A.10)."""
    rows = ClosedBusiness.objects.filter(referral=referral)
    wrong = rows.filter(corrects__isnull=False).values("corrects")
    return bool(rows.filter(amount__gt=0).exclude(pk__in=wrong).exists())


def locked(referral: Referral) -> Referral:
    """The referral as it is now, which nobody else changes meanwhile.

    Its slip is locked before it, as by whoever comes from the team's pages, or from the
    other business's book: two at once wait for one another, never both.
    """
    if referral.slip_id:
        Slip.unscoped.select_for_update().filter(pk=referral.slip_id).first()
    rows = Referral.objects.select_for_update(of=("self",))
    found: Referral = rows.select_related("person", "slip", "partner").get(
        pk=referral.pk
    )
    return found


def see_person(referral: Referral, person: Person | None) -> None:
    """Whom in this book it is about; None where they did not agree, after all."""
    referral.person = person
    referral.save(update_fields=["person"])
