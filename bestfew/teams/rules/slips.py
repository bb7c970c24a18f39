"""What a referral goes through, who may say so, and what stays unsaid: plain rules.

method.md 2.A.8 (levels), 2.A.9 (kinds and the chain), 2.A.10 (thanks), OQ-18.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

IDENTIFIED, PERMISSION, INTRODUCED = "identified", "permission", "introduced"
CONTACTED, MEETING, PROPOSAL = "contacted", "meeting", "proposal"
WON, LOST, DECLINED = "won", "lost", "declined"

CHAIN = (IDENTIFIED, PERMISSION, INTRODUCED, CONTACTED, MEETING, PROPOSAL, WON)
ENDS = (WON, LOST, DECLINED)
OF_GIVER = (PERMISSION, INTRODUCED, DECLINED)
OF_RECEIVER = (CONTACTED, MEETING, PROPOSAL, WON, LOST, DECLINED)
SUMS_FROM = 2
"""Of fewer thanks no sum is shown: it would tell what one of them was (2.A.10)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a referral's ledger; `corrects` is the key of one it replaces."""

    key: int
    status: str
    at: datetime
    corrects: int | None = None


def standing(steps: Iterable[Step]) -> list[Step]:
    """The entries that no later one corrected, in the order they were written.

    A step told afterwards has an earlier time, and still is the latest word.
    """
    steps = list(steps)
    replaced = {each.corrects for each in steps}
    kept = (each for each in steps if each.key not in replaced)
    return sorted(kept, key=lambda each: each.key)


def status_of(steps: Iterable[Step]) -> str:
    """Where a referral stands: what its last standing entry says."""
    kept = standing(steps)
    return kept[-1].status if kept else IDENTIFIED


def rank(status: str) -> int:
    """How far a status is; every end is the furthest."""
    return CHAIN.index(WON if status in ENDS else status)


def may_follow(status: str, next_: str) -> bool:
    """Whether a referral may go from one status to another.

    Nobody is introduced or called before they agreed (OQ-18); a step may be left out;
    none goes back, and nothing follows an end. Those are corrections.
    """
    if status in ENDS or rank(next_) <= rank(status):
        return False
    return status != IDENTIFIED or next_ in (PERMISSION, LOST, DECLINED)


def corrected(kept: Sequence[Step], status: str = "") -> str:
    """Where a referral stands once its last standing entry was a mistake.

    By itself at the last status that is less far; at `status` if it stood there once,
    or could have gone there. '' where that cannot be.
    """
    *before, last = kept
    if not status:
        less = [each.status for each in before if rank(each.status) < rank(last.status)]
        return less[-1] if less else ""
    may = any(may_follow(each.status, status) for each in before)
    return status if may or stood(before, status) else ""


def stood(steps: Iterable[Step], status: str) -> bool:
    """Whether one of these entries says so."""
    return any(each.status == status for each in steps)


def net_of_tax(
    invoiced: Decimal, *, tax_percent: Decimal = Decimal(), places: int = 2
) -> Decimal:
    """The turnover in an invoice: 11,000 incl. 10 % are 10,000 (4.15).

    Rounded half up to the `places` of the currency.
    """
    net = invoiced / (1 + tax_percent / 100)
    return net.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


_ADDRESS = re.compile(r"\S@\S|https?://|www\.", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/])(\+?)(\d(?:[ .()-]{0,2}\d){7,})(?![\d/])")


def is_blind(summary: str) -> bool:
    """Whether a summary has nothing by which somebody could be reached.

    Addresses and links are found, and what is written as phone numbers are: with `+`
    or 0 before, or ten digits and more in a row. Days and sums of money may stand.
    """
    if _ADDRESS.search(summary):
        return False
    return not any(_is_phone(*found) for found in _NUMBER.findall(summary))


def _is_phone(plus: str, text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if plus:
        return True
    if digits.startswith("0"):
        return len(digits) >= 9
    return len(digits) >= 10 and text.isdigit()
