"""What an objective has, and what it lacks, for its next place: a line for each."""

from __future__ import annotations

from dataclasses import dataclass

from bestfew.funnel.models import Influence, Objective, Place
from bestfew.funnel.rules import Missing
from bestfew.funnel.words import HAS, LACKS

GATES: dict[str, tuple[Missing, ...]] = {
    Place.UNIVERSE: (Missing.FIT_DATA,),
    Place.ABOVE: (Missing.FIT_VERIFIED, Missing.INFLUENCE_CONTACTED),
    Place.IN: (
        Missing.INFLUENCES_COVERED,
        Missing.CONFIDENCE,
        Missing.EXPECTED_CLOSE,
        Missing.HALF_CYCLE,
    ),
    Place.BEST_FEW: (),
}
"""What must be met to leave a place for the next one."""

BY_REVIEW = {Missing.CONFIDENCE, Missing.EXPECTED_CLOSE, Missing.HALF_CYCLE}

NEXT = {
    Place.UNIVERSE: Place.ABOVE,
    Place.ABOVE: Place.IN,
    Place.IN: Place.BEST_FEW,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One prerequisite: its code, whether it is met, in words."""

    code: str
    is_met: bool
    words: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The way from where the rule puts an objective to the next place."""

    place: Place
    next: Place | None
    lines: list[Line]

    @property
    def reviewed(self) -> str:
        """The first line that a review (a day, and how sure) can meet; '' for none."""
        codes = (line.code for line in self.lines if not line.is_met)
        return next((code for code in codes if code in BY_REVIEW), "")


def checklist_of(objective: Objective) -> Checklist:
    """The gate before the objective; its stored `missing` says what is not met."""
    place = ruled_place(objective)
    lacks = set(objective.missing)
    lines = [
        Line(code.value, code.value not in lacks, _words(code, code.value in lacks))
        for code in GATES[place]
        if not _is_moot(code, lacks)
    ]
    return Checklist(place, NEXT.get(place), lines)


def ruled_place(objective: Objective) -> Place:
    """Where the rule puts it, whatever was judged: told by what is missing."""
    lacks = set(objective.missing)
    for place, gate in GATES.items():
        if lacks & {code.value for code in gate}:
            return Place(place)
    return Place.BEST_FEW


def uncovered(objective: Objective) -> list[Influence]:
    """Those who decide and are neither satisfied nor accepted as a gap."""
    return [each for each in objective.influences.all() if each.is_uncovered]


def _words(code: Missing, is_missing: bool) -> str:
    return str(LACKS[code] if is_missing else HAS[code])


def _is_moot(code: Missing, lacks: set[str]) -> bool:
    """Without a day ahead nobody can say whether it is within half a cycle."""
    return code is Missing.HALF_CYCLE and Missing.EXPECTED_CLOSE in lacks
