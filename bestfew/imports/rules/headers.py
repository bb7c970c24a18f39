"""What a file's headers mean, guessed from their words and from what is under them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bestfew.imports.rules.presets import preset_of
from bestfew.imports.rules.text import namespace, squeezed
from bestfew.imports.rules.words import DATA
from bestfew.people.rules import digits, email_key

IDS = frozenset(("external_ids", "customer_ids", "person_ids", "organisation_ids"))
"""Columns by which an export of ours is known: ids of several namespaces at once."""

LISTS = frozenset(
    (
        *("roles", "dates", "permissions", "concerns", "answers", "follow_ups"),
        *("contacts", "influences", "reviews", "judgements", "referred_ids"),
        *("rivals", "learned", "steps", "closed", "work_again"),
    )
)
"""Columns of our exports that hold JSON."""

ONLY_OURS = LISTS | frozenset(
    (
        *("owner", "by", "shared", "exact", "work", "close", "agreement", "paused"),
        *("next_deed", "fit_on", "fit_verified_on", "opened_at", "ended_at"),
        *("strength", "competition", "reorganised_on"),
    )
)
"""Headers that are guessed in our exports only: elsewhere they may mean anything."""

NETWORK = frozenset(("markets", "professions", "sphere", "referrals"))
"""Nouns that have no ids of several namespaces, and come from exports of ours."""

MANY = frozenset(
    (
        *IDS,
        *LISTS,
        "traits",
        *("external_id", "phone", "email", "zalo", "line", "wechat", "whatsapp"),
        *(
            "facebook",
            "website",
            "address",
            "address_part",
            "tags",
            "note",
            "organisation_id",
            "referred_id",
        ),
        *("customer_id", "customer_email", "customer_phone", "person_id"),
        "objective_id",
        *("who", "needs", "desires", "picture", "listen_for", "introduce"),
        *("wanted", "offerings", "professions"),
    )
)
"""Targets that several columns may have; the others take the first that fits."""

_TRAILING = re.compile(r"\d+$|\d+value$")
_LAST_FIRST = re.compile(r"[^,]+,\s*[^,]+")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
_KINDS = {"call": "call", "meeting": "meeting", "event": "meeting", "visit": "visit"}
ENOUGH = 0.7
"""Share of a column's values that must look alike to say what it holds."""


def guess(
    noun: str,
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    *,
    known: Mapping[str, str] | None = None,
) -> list[str]:
    """The target of each column, '' where nothing fits (it is kept as a trait).

    What the export of a product we know means is no guess and comes first.
    `samples` holds some values of each column. `known` tells for each namespace of
    external ids in the workspace whose they are: `people` or `organisations`.
    """
    preset = preset_of(headers)
    told = [preset.target(noun, header) if preset else None for header in headers]
    found = [
        _by_words(noun, header)
        or _by_namespace(noun, header, known or {})
        or _by_content(noun, values)
        if target is None
        else target
        for target, header, values in zip(told, headers, samples, strict=True)
    ]
    found = _as_last_first(noun, found, samples)
    found = found if noun in NETWORK else _only_ours(found)
    if "address" not in found:  # parts of none
        found = ["" if target == "address_part" else target for target in found]
    return _each_once(found)


def has_headers(first: Sequence[str]) -> bool:
    """Whether the first row names columns: no cell of it is a number, day or e-mail."""
    filled = [cell for cell in first if cell.strip()]
    return bool(filled) and not any(
        email_key(cell) or len(digits(cell)) >= 6 or _DAY.fullmatch(cell.strip())
        for cell in filled
    )


def kind_of_activity(headers: Sequence[str], file_name: str) -> str:
    """What kind of activity a file holds that has no column for it."""
    preset = preset_of(headers)
    if preset and preset.activity_kind:
        return preset.activity_kind
    named, heads = file_name.casefold(), " ".join(headers).casefold()
    if "email" in named:
        return "email"
    for word, code in _KINDS.items():
        if word in named or word in heads:
            return code
    return "note"


def _by_words(noun: str, header: str) -> str:
    targets = _synonyms()[noun]
    for word in _forms(header):
        if word in targets:
            return targets[word]
    return ""


def _forms(header: str) -> Iterable[str]:
    word = squeezed(header)
    yield word
    if (shorter := _TRAILING.sub("", word)) != word:
        yield shorter
    for prefix in _prefixes():
        if word.startswith(prefix) and word != prefix:
            yield word.removeprefix(prefix)


def _by_namespace(noun: str, header: str, known: Mapping[str, str]) -> str:
    if noun in NETWORK:
        return ""
    owner = known.get(namespace(header, noun), "")
    if owner == noun:
        return "external_id"
    if not owner or noun == "organisations":
        return ""
    if noun == "objectives":
        return "customer_id"
    if noun == "activities":
        return "person_id" if owner == "people" else "organisation_id"
    return "organisation_id" if owner == "organisations" else ""


def _by_content(noun: str, values: Sequence[str]) -> str:
    """A column of e-mail addresses is one, whatever it is called."""
    filled = [value for value in values if value.strip()]
    if not filled or noun not in ("people", "organisations"):
        return ""
    if sum(bool(email_key(value)) for value in filled) >= ENOUGH * len(filled):
        return "email"
    if sum(map(_looks_like_phone, filled)) >= ENOUGH * len(filled):
        return "phone"
    return ""


def _looks_like_phone(value: str) -> bool:
    plain = value.strip()
    return bool(
        8 <= len(digits(plain)) <= 15
        and re.fullmatch(r"\+?[\d\s().-]+", plain)
        and (plain[0] in "+0(" or re.search(r"[-\s.()]", plain))
        and not _DAY.fullmatch(plain)
    )


def _as_last_first(
    noun: str, targets: list[str], samples: Sequence[Sequence[str]]
) -> list[str]:
    """A column of `Last, First` names, where no other column names the person."""
    if noun != "people" or "given_name" in targets:
        return targets
    for index, target in enumerate(targets):
        filled = [value for value in samples[index] if value.strip()]
        if target == "name" and filled:
            turned = sum(bool(_LAST_FIRST.fullmatch(value)) for value in filled)
            if turned >= ENOUGH * len(filled):
                return [*targets[:index], "last_first", *targets[index + 1 :]]
    return targets


def _only_ours(targets: list[str]) -> list[str]:
    if IDS.isdisjoint(targets):
        return ["" if target in ONLY_OURS else target for target in targets]
    return targets


def _each_once(targets: list[str]) -> list[str]:
    seen: set[str] = set()
    for index, target in enumerate(targets):
        if target in seen and target not in MANY:
            targets[index] = ""
        seen.add(target)
    return targets


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    with (DATA / "headers.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    return tuple(map(squeezed, _data()["prefixes"]))


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, Mapping[str, str]]:
    """For each noun, the target that each squeezed header names."""
    return {
        noun: {
            squeezed(word): target
            for target, words in reversed(targets.items())
            for word in [target, *words]
        }
        for noun, targets in _data().items()
        if noun != "prefixes"
    }
