"""Exports of products we know, told by their headers (`data/presets.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bestfew.imports.rules.text import squeezed
from bestfew.imports.rules.words import DATA

KEEP = "keep"
"""Columns that are kept as they are, whatever their headers look like."""

_DIGITS = re.compile(r"\d+")
_AGAIN = re.compile(r"(?<!\s)\s*\(\d+\)$")


@dataclass(frozen=True)
class Preset:
    """A product: its name, what proves a file to be its export, what columns mean.

    `targets` holds for each noun the target of each squeezed header; `keep` stands for
    no target at all.
    """

    code: str
    name: str
    proof: tuple[frozenset[str], ...]
    activity_kind: str
    targets: Mapping[str, Mapping[str, str]]

    def target(self, noun: str, header: str) -> str | None:
        """What a column means; None where the product says nothing of it."""
        known = self.targets.get(noun, {})
        for form in _forms(header):
            if form in known:
                return known[form]
        return None


def preset_of(headers: Iterable[str]) -> Preset | None:
    """The product whose export has these headers, if we know it."""
    found = {form for header in headers for form in _forms(header)}
    for preset in _presets():
        if any(each <= found for each in preset.proof):
            return preset
    return None


def _forms(header: str) -> list[str]:
    """A header as it is compared: itself, then with any number for its numbers."""
    word = squeezed(_AGAIN.sub("", header))
    return [word, _DIGITS.sub("#", word)]


def _pattern(header: str) -> str:
    """As the file of presets writes it: "#" survives the squeezing."""
    return "#".join(squeezed(part) for part in header.split("#"))


@lru_cache(maxsize=1)
def _presets() -> tuple[Preset, ...]:
    with (DATA / "presets.toml").open("rb") as file:
        loaded = tomllib.load(file)
    return tuple(
        Preset(
            code=code,
            name=str(entry.pop("name")),
            proof=tuple(frozenset(map(_pattern, each)) for each in entry.pop("proof")),
            activity_kind=str(entry.pop("activity_kind", "")),
            targets={noun: _by_header(words) for noun, words in entry.items()},
        )
        for code, entry in loaded.items()
    )


def _by_header(targets: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {
        _pattern(word): "" if target == KEEP else target
        for target, words in targets.items()
        for word in words
    }
