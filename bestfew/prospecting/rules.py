"""Qualification: what the answers to a profile's criteria make of someone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Value = Literal["unknown", "met", "not_met"]
StateName = Literal["lead", "possible", "prospect", "disqualified"]

FIT, MONEY, AUTHORITY, NEED, INTEREST, TIMEFRAME = (
    "fit",
    "money",
    "authority",
    "need",
    "interest",
    "timeframe",
)

BUILT_IN_PROFILES: Mapping[str, tuple[str, ...]] = {
    "001": (FIT, MONEY, AUTHORITY),
    "002a": (MONEY, AUTHORITY, INTEREST),
    "002b": (NEED, AUTHORITY, MONEY),
    "bant": (MONEY, AUTHORITY, NEED, TIMEFRAME),
}
"""Built-in profiles and the criteria they require (B03-B05, C05, C16, 2.B.3)."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to know. `required` ones decide; the others only inform."""

    key: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody is, and the criteria that say so (keys, in the profile's order)."""

    state: StateName
    met: tuple[str, ...]
    unknown: tuple[str, ...]
    not_met: tuple[str, ...]

    @property
    def next_question(self) -> str | None:
        """The way on (or back): the failed criterion first, else the first unknown."""
        return next(iter((*self.not_met, *self.unknown)), None)


def judge(criteria: Iterable[Criterion], answers: Mapping[str, Value]) -> Verdict:
    """The qualification state (method 2.B.4).

    Prospect when every required criterion is met; disqualified when one is not met;
    possible prospect when at least one is met; otherwise a lead. A criterion that was
    never answered is unknown; interest counts only where the profile names it (B07).
    """
    by_value: dict[Value, list[str]] = {"met": [], "unknown": [], "not_met": []}
    required: dict[Value, int] = {"met": 0, "unknown": 0, "not_met": 0}
    for criterion in criteria:
        value = answers.get(criterion.key, "unknown")
        by_value[value].append(criterion.key)
        required[value] += criterion.required
    return Verdict(
        _state(required, any_met=bool(by_value["met"])),
        met=tuple(by_value["met"]),
        unknown=tuple(by_value["unknown"]),
        not_met=tuple(by_value["not_met"]),
    )


def _state(required: Mapping[Value, int], *, any_met: bool) -> StateName:
    if required["not_met"]:
        return "disqualified"
    if required["met"] and not required["unknown"]:
        return "prospect"
    return "possible" if any_met else "lead"
