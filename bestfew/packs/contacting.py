"""Caps and quiet hours of a country (data/contact_rules.toml): no legal advice."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bestfew.packs.loader import Text

QUIET, OFTEN = "quiet hours", "too often"


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One medium: `opens` to `closes` (local hours), `per_day` to one recipient."""

    opens: time | None = None
    closes: time | None = None
    per_day: int | None = None
    label: str = ""

    def is_quiet(self, at: datetime) -> bool:
        if self.opens is None or self.closes is None:
            return False
        return not self.opens <= at.time() < self.closes

    def opens_after(self, at: datetime) -> datetime:
        """The next moment of the same zone at which quiet hours are over."""
        opens = self.opens or time()
        later = at.time() >= opens
        return datetime.combine(at.date() + timedelta(days=later), opens, at.tzinfo)


@dataclass(frozen=True, slots=True)
class Country:
    """What is known of a country; an empty `note` and no rules where nothing is."""

    note: Text = field(default_factory=dict)
    rules: Mapping[str, ContactRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MaySend:
    """Whether now; else why not (`QUIET` or `OFTEN`) and, where known, from when."""

    allowed: bool
    reason: str = ""
    rule: ContactRule = ContactRule()
    not_before: datetime | None = None

    def __bool__(self) -> bool:
        return self.allowed


def may_send(
    country: str, medium: str, at: datetime, sent_in_last_24h: int = 0
) -> MaySend:
    """Whether one recipient may be sent advertising now (method.md 2.B.5).

    `at` is in the recipient's zone, or the workspace's; `sent_in_last_24h` are those to
    this recipient on this medium. A permission is asked for elsewhere, always.
    """
    rule = country_rules(country).rules.get(medium, ContactRule())
    if rule.is_quiet(at):
        return MaySend(False, QUIET, rule, rule.opens_after(at))
    if rule.per_day is not None and sent_in_last_24h >= rule.per_day:
        return MaySend(False, OFTEN, rule)
    return MaySend(True, rule=rule)


@cache
def country_rules(country: str) -> Country:
    """The rules of a country by its ISO 3166-1 code."""
    raw = dict(_read().get(country.upper(), {}))
    note = raw.pop("note", {})
    return Country(note, {medium: ContactRule(**each) for medium, each in raw.items()})


@cache
def _read() -> dict[str, dict[str, Any]]:
    path = files("bestfew.packs") / "data" / "contact_rules.toml"
    return tomllib.loads(path.read_text("utf-8"))
