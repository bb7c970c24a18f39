"""How a sphere is built, step by step (A01, A21-A24, A35): plain counting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WELL_KNOWN = 5
"""With so many of the ten questions answered one knows somebody's business (A22)."""


class Step(StrEnum):
    """In the order in which they are done."""

    MARKET = "market"
    PROFESSIONS = "professions"
    MINE = "mine"
    SPHERE = "sphere"
    KNOW = "know"
    WANTED = "wanted"
    GIVE = "give"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Built:
    """What stands: markets; professions listed that serve them; whether I said what I
    am myself; professions (not rivals) filled in the sphere; its members, those I know
    well, those whose wanted referrals I know, those I gave one; teams I sit in.
    """

    markets: int = 0
    professions: int = 0
    knows_mine: bool = False
    filled: int = 0
    members: int = 0
    known: int = 0
    wanted: int = 0
    given: int = 0
    teams: int = 0


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step: how much of it is done, out of how much."""

    step: Step
    done: int
    of: int

    @property
    def is_done(self) -> bool:
        return self.of > 0 and self.done >= self.of


def steps(built: Built) -> list[StepTaken]:
    """The building procedure, with what is done of each step."""
    some = max(built.members, 1)
    return [
        StepTaken(Step.MARKET, min(built.markets, 1), 1),
        StepTaken(Step.PROFESSIONS, min(built.professions, 1), 1),
        StepTaken(Step.MINE, int(built.knows_mine), 1),
        StepTaken(Step.SPHERE, built.filled, max(built.professions, 1)),
        StepTaken(Step.KNOW, built.known, some),
        StepTaken(Step.WANTED, built.wanted, some),
        StepTaken(Step.GIVE, built.given, some),
        StepTaken(Step.TEAM, min(built.teams, 1), 1),
    ]


def next_step(taken: list[StepTaken]) -> StepTaken | None:
    """The first that is not done; None where all are."""
    return next((each for each in taken if not each.is_done), None)
