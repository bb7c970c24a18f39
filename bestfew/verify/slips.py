"""Referrals between businesses: what is kept of them follows from their ledger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from bestfew.teams.models import Slip, SlipStep, Status, Thanks
from bestfew.teams.rules.slips import status_of
from bestfew.verify.check import Check, Found

CHUNK = 5_000


def misplaced() -> Found:
    """A referral stands where its ledger leads, corrections counted."""
    return Found.among(_unlike_their_ledger())


def _unlike_their_ledger() -> Iterator[int]:
    """Slips and their steps by the same order, read side by side."""
    rows = Slip.unscoped.order_by("pk").values_list("pk", "status")
    steps = SlipStep.unscoped.order_by("slip_id", "pk").iterator(CHUNK)
    ledgers = groupby(steps, key=lambda step: step.slip_id)
    slip, ledger = next(ledgers, (None, iter(())))
    for pk, status in rows.iterator(chunk_size=CHUNK):
        said = Status.IDENTIFIED if slip != pk else _says(ledger)
        if said != status or slip != pk:
            yield pk
        if slip == pk:
            slip, ledger = next(ledgers, (None, iter(())))


def _says(ledger: Iterator[SlipStep]) -> str:
    return status_of([step.as_rule() for step in ledger])


def unsealed() -> Found:
    """OQ-18: nobody's name or number passes before they agreed, nor of who declined."""
    known = ~Q(person_name="") | ~Q(phone="") | ~Q(email="")
    corrected = SlipStep.unscoped.filter(corrects=OuterRef("pk"))
    said = SlipStep.unscoped.filter(slip=OuterRef("pk"), status=Status.PERMISSION)
    agreed = Exists(said.filter(~Exists(corrected)))
    sealed = Q(agreed_at=None) | Q(status__in=(Status.IDENTIFIED, Status.DECLINED))
    slips = Slip.unscoped.filter(known)
    early = slips.filter(sealed)
    return Found.in_query(early).plus(
        Found.in_query(slips.exclude(sealed).filter(~agreed))
    )


def not_forgotten() -> Found:
    """Trust.md I8: who left takes along what they said, and whom they told of."""
    known = ~Q(person_name="") | ~Q(phone="") | ~Q(email="")
    told = known | ~Q(summary="") | ~Q(agreed_how="")
    gave = Slip.unscoped.filter(told, giver__left_at__isnull=False)
    got = Slip.unscoped.filter(
        known, giver__left_at=None, receiver__left_at__isnull=False
    )
    return Found.in_query(gave).plus(Found.in_query(got))


def misthanked() -> Found:
    """2.A.10: thanks go from who got a referral to who gave it."""
    others = ~Q(giver=F("slip__giver")) | ~Q(receiver=F("slip__receiver"))
    return Found.in_query(Thanks.unscoped.filter(others | ~Q(team=F("slip__team"))))


def checks() -> list[Check]:
    return [
        Check(name, says, find, of_all=True)
        for name, says, find in (
            (
                "referrals: status",
                _("A referral does not stand where its ledger leads."),
                misplaced,
            ),
            (
                "referrals: sealed",
                _("How to reach somebody was told before they agreed."),
                unsealed,
            ),
            (
                "referrals: who left",
                _("Something of a referral is kept, though who said it left."),
                not_forgotten,
            ),
            (
                "referrals: thanks",
                _("Thanks are said by others than gave and got the referral."),
                misthanked,
            ),
        )
    ]
