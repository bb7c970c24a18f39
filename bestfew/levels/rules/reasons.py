"""Why somebody stands where they stand, and what the next level lacks, as codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bestfew.levels.rules.ladder import Facts, Ladder, Level, Thresholds

ASKED = ("need", "authority", "money")


@dataclass(frozen=True, slots=True)
class Why:
    """What brought a level: a code for the sentence, and the day."""

    level: int
    code: str
    on: date


@dataclass(frozen=True, slots=True)
class Lack:
    """What a level lacks: a code, and a number where the sentence has one."""

    code: str
    count: int = 0


def reasons(facts: Facts, ladder: Ladder) -> list[Why]:
    """One for each level reached, the highest first."""
    found = []
    for level in reversed(Level):
        on = ladder.on(level)
        if on:
            found.append(Why(level, _code(level, on, facts, ladder), on))
    return found


def _code(level: Level, on: date, facts: Facts, ladder: Ladder) -> str:
    """Which fact is as old as the level; none is where a higher level proves it."""
    own: Mapping[str, date | None] = {
        "reached": facts.contacted,
        "spoke": facts.spoke,
        "answered": facts.answered,
        "outbound": on if ladder.is_outbound else None,
        "qualified": on if not _is_bought(on, facts) else None,
        "viewed": facts.viewed,
        "bought": _is_bought(on, facts),
        "bought_again": on if on in facts.purchases else None,
        "word": max(facts.close_word, on) if facts.close_word else None,
        "purchases": on if on in facts.purchases else None,
        "loyal_word": max(facts.loyal_word, on) if facts.loyal_word else None,
        "brought": on if facts.brought else None,
    }
    for code in BY_LEVEL[level]:
        day = own[code]
        if day and day <= on:
            return code
    return "passed"


def _is_bought(on: date, facts: Facts) -> date | None:
    return on if facts.purchases and facts.purchases[0] <= on else None


BY_LEVEL: Mapping[Level, tuple[str, ...]] = {
    Level.REACHED: ("reached", "spoke"),
    Level.RESPONDED: ("answered", "outbound"),
    Level.PROSPECT: ("qualified", "bought"),
    Level.VIEWED: ("viewed",),
    Level.BOUGHT: ("bought",),
    Level.REGULAR: ("bought_again",),
    Level.CLOSE: ("word", "purchases"),
    Level.LOYAL: ("loyal_word", "brought"),
}
"""What may have brought a level, the strongest first."""


def lacking(
    facts: Facts, ladder: Ladder, thresholds: Thresholds, met: Mapping[str, str]
) -> list[Lack]:
    """What the level after the present one lacks; nothing at the top.

    `met` maps criteria to `met`, `not_met` or `unknown`.
    """
    if ladder.is_fallen:
        return [Lack("out"), *_unanswered(met)]
    found: dict[int, list[Lack]] = {
        0: [Lack("reach")],
        Level.REACHED: _to_respond(facts),
        Level.RESPONDED: _to_prospect(facts, met),
        Level.PROSPECT: [Lack("view")],
        Level.VIEWED: [Lack("buy")],
        Level.BOUGHT: _to_regular(facts, thresholds),
        Level.REGULAR: _to_close(facts, thresholds),
        Level.CLOSE: _to_loyal(facts, thresholds),
        Level.LOYAL: [],
    }
    return found[ladder.level]


def _to_respond(facts: Facts) -> list[Lack]:
    """Their answer; and, where all is known already, at least a conversation."""
    return [Lack("talk" if facts.qualified else "answer")]


def _to_prospect(facts: Facts, met: Mapping[str, str]) -> list[Lack]:
    early = [Lack("viewed_too_early")] if facts.viewed else []
    return [*early, *_unanswered(met)]


def _unanswered(met: Mapping[str, str]) -> list[Lack]:
    values = {key: met.get(key, "unknown") for key in ASKED}
    return [
        Lack(f"no_{key}" if value == "not_met" else key)
        for key, value in values.items()
        if value != "met"
    ]


def _to_regular(facts: Facts, thresholds: Thresholds) -> list[Lack]:
    word = [Lack("word_waits")] if facts.close_word or facts.loyal_word else []
    brought = [Lack("brought_waits", len(facts.brought))] if facts.brought else []
    more = thresholds.regular - len(facts.purchases)
    return [Lack("buy_again", more), *word, *brought]


def _to_close(facts: Facts, thresholds: Thresholds) -> list[Lack]:
    lack = [Lack("word")]
    if thresholds.close:
        lack.append(Lack("or_buy", thresholds.close - len(facts.purchases)))
    return lack


def _to_loyal(facts: Facts, thresholds: Thresholds) -> list[Lack]:
    return [Lack("bring", max(1, thresholds.loyal - len(facts.brought)))]
