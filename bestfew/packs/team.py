"""Raw material for the sample's Power Team (data/team.toml). Plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bestfew.packs.loader import Text, read
from bestfew.packs.professions import compete, own_profession, serving

BESIDE_US = 10
"""Five who sit in the team, one seat that is empty, and those of the sphere only."""


@dataclass(frozen=True, slots=True)
class TeamSample:
    """seats: keys of professions that serve one market and do not compete."""

    own: str
    seats: tuple[str, ...]
    names: Mapping[str, Text]
    market: Mapping[str, Text]
    promises: tuple[Text, ...]
    testimonials: tuple[Text, ...]
    answers: tuple[Text, ...]
    wishes: tuple[Text, ...]
    referrals: tuple[Text, ...]


@cache
def load_team(trade: str) -> TeamSample:
    """What the sample of a trade makes its team of."""
    raw = read("team")
    seats = raw["seats"].get(trade) or list(_beside(trade))
    return TeamSample(
        own=own_profession(trade),
        seats=tuple(seats[:BESIDE_US]),
        names=raw["names"],
        market=_of(raw["markets"], trade),
        promises=tuple(raw["texts"]["promises"]),
        testimonials=tuple(raw["texts"]["testimonials"]),
        answers=tuple(raw["texts"]["answers"]),
        wishes=tuple(_of(raw["wishes"], trade)),
        referrals=tuple(_of(raw["referrals"], trade)),
    )


def _of(texts: Mapping[str, Any], trade: str) -> Any:
    return texts.get(trade, texts["general"])


def _beside(trade: str) -> Iterator[str]:
    """Who serves its market, without anybody's rival."""
    taken = [own_profession(trade)]
    for each in serving(trade):
        if not any(compete(each.key, other) for other in taken):
            taken.append(each.key)
            yield each.key
