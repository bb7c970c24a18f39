"""Reads the trade packs (data/*.toml) into frozen records; plain Python, no Django."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

T = TypeVar("T")

Text = Mapping[str, str]
"""Language code (en, vi, th, zh-hans) to wording."""

Money = Mapping[str, Decimal]
"""ISO 4217 code (VND, THB, CNY, GBP, USD, EUR) to an amount in its main unit."""

TRADES = ("real_estate", "coaching", "home_business", "events", "general")
"""Every trade with a pack, in the order a list offers them."""


class UnknownTrade(LookupError):
    """There is no pack for this trade."""


@dataclass(frozen=True, slots=True)
class TradeChoice:
    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Words:
    """viewing: the act of level 4; viewed: its label; customer: whom one sells to."""

    viewing: Text
    viewed: Text
    customer: Text


@dataclass(frozen=True, slots=True)
class Offering:
    """A product or service; its normal cycle in days, its price per sale."""

    key: str
    name: Text
    normal_cycle_days: int
    price: Money


@dataclass(frozen=True, slots=True)
class Qualification:
    """profile: the key of the built-in one to start with; the texts: by criterion."""

    profile: str
    questions: Mapping[str, Text]
    hints: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Channel:
    """per_hour: contacts one person makes in an hour; cost: of one contact.

    counted is false where reach can only be estimated (banners, posts).
    needs_permission: the law asks for a yes before one contact (method.md 2.B.5).
    step: how many one tap on the tally counts.
    """

    key: str
    name: Text
    medium: str
    counted: bool
    needs_permission: bool
    step: int
    per_hour: int
    cost: Money


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class SampleInfluence:
    """role: economic, user, technical or coach; who: such as "bank loan officer"."""

    role: str
    who: Text


@dataclass(frozen=True, slots=True)
class SampleObjective:
    """offering: the key of one of the pack's offerings; value: income if won."""

    name: Text
    offering: str
    value: Money
    influences: tuple[SampleInfluence, ...]


@dataclass(frozen=True, slots=True)
class SampleConcern:
    """kind: question or objection; answer: what the seller replies."""

    kind: str
    text: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """Raw material for a year of sample data.

    deeds: by place (close, above, in). notes: by kind of activity, and no_answer.
    """

    objectives: tuple[SampleObjective, ...]
    deeds: Mapping[str, tuple[Text, ...]]
    notes: Mapping[str, tuple[Text, ...]]
    concerns: tuple[SampleConcern, ...]
    follow_ups: tuple[Text, ...]
    lost_reasons: tuple[Text, ...]
    tags: tuple[Text, ...]
    jobs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One trade; normal_cycle_days holds for objectives without an offering."""

    trade: str
    name: Text
    normal_cycle_days: int
    words: Words
    offerings: tuple[Offering, ...]
    qualification: Qualification
    channels: tuple[Channel, ...]
    sources: tuple[Source, ...]
    sample: Sample


@dataclass(frozen=True, slots=True)
class Names:
    """Pools for made-up people of one language, who live in `country` (ISO 3166-1).

    Each # of a phone pattern stands for one digit.
    """

    country: str
    family: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    organisations: tuple[str, ...]
    areas: tuple[str, ...]
    email_domains: tuple[str, ...]
    phone_patterns: tuple[str, ...]


@cache
def load(trade: str) -> Pack:
    """The pack of a trade; raises UnknownTrade."""
    if trade not in TRADES:
        raise UnknownTrade(trade)
    raw = read(trade)
    return Pack(
        trade=raw["trade"],
        name=raw["name"],
        normal_cycle_days=raw["normal_cycle_days"],
        words=Words(**raw["words"]),
        offerings=tuple(_offering(each) for each in raw["offerings"]),
        qualification=Qualification(**raw["qualification"]),
        channels=tuple(_channel(each) for each in raw["channels"]),
        sources=tuple(Source(**each) for each in raw["sources"]),
        sample=_sample(raw["sample"]),
    )


def trades() -> list[TradeChoice]:
    """Every trade with its name, in the order to offer them."""
    return [TradeChoice(trade, load(trade).name) for trade in TRADES]


@cache
def load_names(language: str) -> Names:
    """The pools of a language, or of the nearest one there is (see say)."""
    raw = _nearest(read("names"), language)
    return Names(country=raw.pop("country"), **_tuples(raw))


def say(text: Text, language: str) -> str:
    """The wording in a language; any Chinese falls to zh-hans, the rest to en."""
    return _nearest(text, language)


def _nearest(by_language: Mapping[str, T], language: str) -> T:
    code = language.lower().replace("_", "-")
    base = code.partition("-")[0]
    for candidate in (code, "zh-hans" if base == "zh" else base):
        if candidate in by_language:
            return by_language[candidate]
    return by_language["en"]


def read(name: str) -> dict[str, Any]:
    """A file of data/, as it stands."""
    path = files("bestfew.packs") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def _offering(raw: dict[str, Any]) -> Offering:
    return Offering(**{**raw, "price": _money(raw["price"])})


def _channel(raw: dict[str, Any]) -> Channel:
    return Channel(**{**raw, "cost": _money(raw["cost"])})


def _sample(raw: dict[str, Any]) -> Sample:
    objectives = tuple(_objective(each) for each in raw.pop("objectives"))
    concerns = tuple(SampleConcern(**each) for each in raw.pop("concerns"))
    deeds, notes = _tuples(raw.pop("deeds")), _tuples(raw.pop("notes"))
    return Sample(objectives, deeds, notes, concerns, **_tuples(raw))


def _objective(raw: dict[str, Any]) -> SampleObjective:
    influences = tuple(SampleInfluence(**each) for each in raw["influences"])
    value = _money(raw["value"])
    return SampleObjective(raw["name"], raw["offering"], value, influences)


def _money(raw: Mapping[str, int | Decimal]) -> Money:
    return {currency: Decimal(amount) for currency, amount in raw.items()}


def _tuples(raw: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in raw.items()}
