"""How far a partnership has come: visibility, credibility, profitability (2.A.11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TALKS_KEPT = 2
"""So many appointments kept make one credible: the first only makes one known."""


class Stage(StrEnum):
    """From strangers to those who give each other referrals, in this order."""

    NEW = "new"
    VISIBILITY = "visibility"
    CREDIBILITY = "credibility"
    PROFITABILITY = "profitability"


class Reason(StrEnum):
    """What a stage rests on, and what would lead to the next."""

    TALKS = "talks"
    ANSWERS = "answers"
    TOLD = "told"
    WANTED = "wanted"
    BOUGHT = "bought"
    GAVE = "gave"
    GOT = "got"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What happened between two partners.

    talks: one-to-ones held; answers: of the ten questions, how many they answered;
    told: what I told them of me; knows_wanted: whether I know which referrals they
    want; has_bought: they are my customer; gave, got: referrals to them and from them.
    """

    talks: int = 0
    answers: int = 0
    told: int = 0
    knows_wanted: bool = False
    has_bought: bool = False
    gave: int = 0
    got: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A stage; what it rests on, with counts; and what is missing for the next."""

    stage: Stage
    because: tuple[tuple[Reason, int], ...]
    missing: tuple[Reason, ...]


def standing(seen: Evidence) -> Standing:
    """Where a partnership stands, by evidence alone.

    It is about referrals, not sales: who only buys is at credibility, and knowing and
    trusting each other is no profit yet; for that referrals go both ways.
    """
    if seen.gave and seen.got:
        return Standing(Stage.PROFITABILITY, _because(seen, GOING_BOTH_WAYS), ())
    if seen.talks >= TALKS_KEPT or seen.has_bought or seen.gave or seen.got:
        missing = tuple(
            reason
            for reason, there in ((Reason.GAVE, seen.gave), (Reason.GOT, seen.got))
            if not there
        )
        return Standing(Stage.CREDIBILITY, _because(seen, PROOF), missing)
    if seen.talks or seen.answers or seen.told or seen.knows_wanted:
        return Standing(Stage.VISIBILITY, _because(seen, ACQUAINTANCE), (Reason.TALKS,))
    return Standing(Stage.NEW, (), (Reason.TALKS, Reason.ANSWERS))


GOING_BOTH_WAYS = (Reason.GAVE, Reason.GOT)
PROOF = (Reason.TALKS, Reason.BOUGHT, Reason.GAVE, Reason.GOT)
ACQUAINTANCE = (Reason.TALKS, Reason.ANSWERS, Reason.TOLD, Reason.WANTED)


def _because(
    seen: Evidence, reasons: tuple[Reason, ...]
) -> tuple[tuple[Reason, int], ...]:
    counts = {
        Reason.TALKS: seen.talks,
        Reason.ANSWERS: seen.answers,
        Reason.TOLD: seen.told,
        Reason.WANTED: int(seen.knows_wanted),
        Reason.BOUGHT: int(seen.has_bought),
        Reason.GAVE: seen.gave,
        Reason.GOT: seen.got,
    }
    return tuple((each, counts[each]) for each in reasons if counts[each])
