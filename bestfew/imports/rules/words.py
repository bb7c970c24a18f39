"""Words in cells that stand for something Bestfew knows (`data/words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bestfew.imports.rules.text import squeezed

DATA = Path(__file__).resolve().parent.parent / "data"


@lru_cache(maxsize=8_192)
def meaning(of: str, text: str) -> str:
    """The code a text stands for among those of a family (`ending`, `kind`…), or ''."""
    word = squeezed(text)
    if not word:
        return ""
    families = _words()[of]
    for code, entry in families.items():
        if word in entry["words"] or word == squeezed(code):
            return code
    for code, entry in families.items():
        if any(phrase in word for phrase in entry["phrases"]):
            return code
    return ""


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    with (DATA / "words.toml").open("rb") as file:
        loaded = tomllib.load(file)
    return {
        family: {
            code: {name: tuple(map(squeezed, each)) for name, each in entry.items()}
            for code, entry in codes.items()
        }
        for family, codes in loaded.items()
    }


def percent(text: str) -> int | None:
    """Confidence as whole percent: `80`, `80%`, `0.8`, `0,8`; None for other texts."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None
    if 0 < number < 1 or (number == 1 and "." in plain and not text.endswith("%")):
        number *= 100
    return round(number) if 0 <= number <= 100 else None
