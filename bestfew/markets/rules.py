"""Whether a target market is specific enough to be one (A05, A06); plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

FEW_SIGNS = 3
"""Fewer ways to know a customer than these are too general (A06)."""

MANY_MARKETS = 3
"""Most businesses have one to three (A10)."""

EVERYBODY = re.compile(
    r"\b(?:every(?:one|body)|any(?:one|body)|(?:all|any) (?:people|persons|customers"
    r"|clients|companies|businesses|kinds|types))\b"
    r"|^\s*all\s*$"
    r"|\b(?:mọi (?:người|khách|đối tượng)|tất cả|ai cũng|bất (?:kỳ|kì|cứ) ai)\b"
    r"|ทุกคน|ใครก็ได้|ทุกกลุ่ม|คนทั่วไป"
    r"|所有(?:的)?(?:人|客户|顾客|企业|公司)|任何人|每个人|人人|大家",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Specificity:
    """`everybody`: the words that mean all people, '' where there are none.

    `signs`: how many ways to know a customer; the two claims say whether something
    that they need, or wish for, is told.
    """

    everybody: str
    signs: int
    names_need: bool
    names_desire: bool

    @property
    def is_for_everybody(self) -> bool:
        """To be everything to everyone is to be very little to anyone (A05)."""
        return bool(self.everybody)

    @property
    def is_too_general(self) -> bool:
        return self.signs < FEW_SIGNS

    @property
    def is_specific(self) -> bool:
        """A specific set of customers with a need or a desire (A03, A04)."""
        told = self.names_need or self.names_desire
        return told and not (self.is_for_everybody or self.is_too_general)


def lines_of(text: str) -> list[str]:
    """What stands on each line that is not blank, without dashes and dots before it."""
    lines = (re.sub(r"^[\s\-*•·–—]+", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def specificity(*, name: str, who: str, needs: str, desires: str) -> Specificity:
    """How specific a target market is; signs of it stand one a line in `who`."""
    signs = lines_of(who)
    return Specificity(
        everybody=_everybody([name, *signs]),
        signs=len({line.casefold() for line in signs if not EVERYBODY.search(line)}),
        names_need=bool(needs.strip()),
        names_desire=bool(desires.strip()),
    )


def _everybody(texts: Iterable[str]) -> str:
    found = (EVERYBODY.search(text) for text in texts)
    return next((match.group().strip() for match in found if match), "")


FEW_BUYERS = 5
"""With fewer customers, what they share says nothing (design: honest small numbers)."""

FEW_ALIKE = 3
BEYOND_CHANCE = 2.0
"""So many standard deviations above what everybody's share would give."""


@dataclass(frozen=True, slots=True)
class Common:
    """A sign that customers have in common: of `of` who bought, `bought` have it, and
    `share` of everybody."""

    sign: str
    bought: int
    of: int
    share: float

    @property
    def distance(self) -> float:
        """How far from what chance would give, in standard deviations."""
        expected = self.of * self.share
        spread = sqrt(max(expected * (1 - self.share), 0.25))
        return (self.bought - expected) / spread


def in_common(
    bought: Mapping[str, int], of: int, everybody: Mapping[str, int], people: int
) -> list[Common]:
    """Signs that customers have more often than all people, the most telling first.

    Counts by sign: among `of` who bought, and among all `people`, who hold the former.
    """
    if of < FEW_BUYERS or not people:
        return []
    rows = (
        Common(sign, count, of, everybody.get(sign, 0) / people)
        for sign, count in bought.items()
        if count >= FEW_ALIKE
    )
    telling = [each for each in rows if each.distance >= BEYOND_CHANCE]
    return sorted(telling, key=lambda each: (-each.distance, each.sign))
