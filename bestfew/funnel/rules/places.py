"""Places in the funnel and their gates.

Sources: text 003 (D12-D30) with OQ-8 to OQ-10; the half cycle in method.md 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SURE = 90
"""Confidence, in percent, from which luck and uncertainty are nearly gone (D25)."""


class Place(StrEnum):
    """Where an objective stands, from the foot of the funnel up (D12)."""

    UNIVERSE = "universe"
    ABOVE = "above"
    IN = "in"
    BEST_FEW = "best_few"


class Missing(StrEnum):
    """What an objective lacks for its next place."""

    FIT_DATA = "fit_data"  # data that indicate a fit (D14)
    FIT_VERIFIED = "fit_verified"  # the possibility of a contract, verified (D19)
    INFLUENCE_CONTACTED = "influence_contacted"  # at least one contacted (D17)
    INFLUENCES_COVERED = "influences_covered"  # every one, or accepted (D18)
    CONFIDENCE = "confidence"  # luck and uncertainty nearly gone (D25)
    EXPECTED_CLOSE = "expected_close"  # no date, or one in the past
    HALF_CYCLE = "half_cycle"  # within half a normal cycle (D28)


@dataclass(frozen=True, slots=True)
class Influence:
    """A buying influence as the gates see it; `accepted` waves a red flag through."""

    contacted: bool
    satisfied: bool
    accepted: bool = False

    @property
    def covered(self) -> bool:
        return self.accepted or (self.contacted and self.satisfied)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an objective on a day. `normal_cycle` is in days."""

    fit_indicated: bool
    fit_verified: bool
    influences: tuple[Influence, ...]
    confidence: int
    expected_close: date | None
    normal_cycle: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A place, what is missing for the next, and when the calendar may change it."""

    place: Place
    missing: tuple[Missing, ...]
    recheck_on: date | None = None


def stand(facts: Facts, *, on: date) -> Standing:
    """The place by prerequisites really met, never by age or hope (2.C.3)."""
    if not facts.fit_indicated:
        return Standing(Place.UNIVERSE, (Missing.FIT_DATA,))
    missing = _missing_for_in(facts)
    if missing:
        return Standing(Place.ABOVE, missing)
    missing = _missing_for_best_few(facts, on=on)
    place = Place.IN if missing else Place.BEST_FEW
    return Standing(place, missing, _recheck_on(facts, missing, on=on))


def within_half_cycle(expected_close: date, normal_cycle: float, *, on: date) -> bool:
    """Fewer days to close than half the normal cycle (D28): strictly fewer."""
    return (expected_close - on).days < normal_cycle / 2


def _missing_for_in(facts: Facts) -> tuple[Missing, ...]:
    missing = []
    if not facts.fit_verified:
        missing.append(Missing.FIT_VERIFIED)
    if not any(influence.contacted for influence in facts.influences):
        missing.append(Missing.INFLUENCE_CONTACTED)
    return tuple(missing)


def _missing_for_best_few(facts: Facts, *, on: date) -> tuple[Missing, ...]:
    missing = []
    if not all(influence.covered for influence in facts.influences):
        missing.append(Missing.INFLUENCES_COVERED)
    if facts.confidence < SURE:
        missing.append(Missing.CONFIDENCE)
    if facts.expected_close is None or facts.expected_close < on:
        missing.append(Missing.EXPECTED_CLOSE)
    elif not within_half_cycle(facts.expected_close, facts.normal_cycle, on=on):
        missing.append(Missing.HALF_CYCLE)
    return tuple(missing)


def _recheck_on(facts: Facts, missing: tuple[Missing, ...], *, on: date) -> date | None:
    """The first later day on which the calendar alone changes its standing."""
    if facts.expected_close is None or facts.expected_close < on:
        return None
    if Missing.HALF_CYCLE not in missing:
        return facts.expected_close + timedelta(days=1)
    day = facts.expected_close - timedelta(days=int(facts.normal_cycle / 2))
    if not within_half_cycle(facts.expected_close, facts.normal_cycle, on=day):
        day += timedelta(days=1)
    return max(day, on + timedelta(days=1))
