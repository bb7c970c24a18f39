"""How well a Power Team does (method.md 4.15; A27, A30, A31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

MEETINGS_A_MONTH = 2
EVEN = Fraction(1, 2)

Pair = tuple[int, int]
"""Who gave, and who got."""


class Balance(StrEnum):
    """How giving and getting stand between me and one other."""

    NONE_YET = "none_yet"
    OWE = "owe"
    NOTHING_BACK = "nothing_back"
    LEAD = "lead"
    BEHIND = "behind"
    EVEN = "even"


def meetings_by_month(days: Iterable[date]) -> dict[date, int]:
    """Meetings held, by the first day of their calendar month."""
    return dict(sorted(Counter(day.replace(day=1) for day in days).items()))


def is_enough(meetings: int) -> bool:
    """At least two in a calendar month (A27)."""
    return meetings >= MEETINGS_A_MONTH


def giving(given: int, *, members: int, months: int | Fraction) -> Fraction | None:
    """Referrals given inside the team, a member and month."""
    if members <= 0 or months <= 0:
        return None
    return Fraction(given) / members / Fraction(months)


def reciprocity(given: int, got: int) -> Fraction | None:
    """The smaller of the larger; None while nothing passed either way."""
    most = max(given, got)
    return Fraction(min(given, got), most) if most else None


def balance(gave: int, got: int) -> Balance:
    """In a word: even where one side gave at least half of what the other did."""
    shared = reciprocity(gave, got)
    if shared is None:
        return Balance.NONE_YET
    if not gave:
        return Balance.OWE
    if not got:
        return Balance.NOTHING_BACK
    if shared >= EVEN:
        return Balance.EVEN
    return Balance.LEAD if gave > got else Balance.BEHIND


def share_inside(inside: int, given: int) -> Fraction | None:
    """Of all referrals that members gave, those given to each other."""
    return Fraction(inside, given) if given else None


def never_got_back(counts: Mapping[Pair, int]) -> list[int]:
    """Who gave in the team and never got one from anybody; most given first."""
    gave, got = totals(counts)
    left_out = [member for member in gave if not got[member]]
    return sorted(left_out, key=lambda member: (-gave[member], member))


def totals(counts: Mapping[Pair, int]) -> tuple[Counter[int], Counter[int]]:
    """What each gave, and what each got."""
    gave, got = Counter[int](), Counter[int]()
    for (giver, receiver), count in counts.items():
        if count and giver != receiver:
            gave[giver] += count
            got[receiver] += count
    return gave, got
