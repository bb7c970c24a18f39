"""What a column does where something is there already (trust.md D8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bestfew.imports.rules.headers import NETWORK

KEEP, FILL, OVERWRITE = "keep", "fill", "overwrite"
RULES = (KEEP, FILL, OVERWRITE)
TRAIT, SKIP = "", "skip"
BLANK = (None, "")
NAMES = ("name", "given_name", "middle_name", "family_name", "last_first")
CONTACTS = (
    *("phone", "email", "zalo", "line", "wechat", "whatsapp", "facebook"),
    *("website", "address", "address_part", "contacts"),
)

REPLACED: Mapping[str, frozenset[str]] = {
    "people": frozenset(
        (TRAIT, *NAMES, "note", "job_title", "source", "birthday", "basis")
    ),
    "organisations": frozenset((TRAIT, "note")),
    "objectives": frozenset(
        (TRAIT, "name", "offering", "value", "expected_close", "confidence")
    ),
    "activities": frozenset((TRAIT, "minutes", "seconds", "note")),
    **dict.fromkeys(NETWORK, frozenset((TRAIT,))),
}
"""Targets with one value, which another can take the place of.

What an objective's ending or an activity's outcome is rests on facts with their days:
a file adds to those, and never writes over them.
"""

ADDED: Mapping[str, frozenset[str]] = {
    "people": frozenset(
        (
            *CONTACTS,
            *("organisation", "tags", "obtained_on", "roles", "dates", "traits"),
            *("concerns", "answers", "follow_ups"),
            *("referred_by", "referred_id"),
        )
    ),
    "organisations": frozenset((*CONTACTS, "traits", "follow_ups")),
    "objectives": frozenset(("fit", "traits", "follow_ups")),
    "activities": frozenset(("outcome", "traits")),
    **dict.fromkeys(NETWORK, frozenset()),
}
"""Targets that are only filled or added to: nothing is lost by them.

The rest have no choice. Ids find what a row is about, and a "no" to contact is kept
whatever else is (B35).
"""


def allowed(noun: str, target: str) -> tuple[str, ...]:
    """The rules that a column of this target can have; one where there is no choice."""
    if target in REPLACED[noun]:
        return RULES
    return (KEEP, FILL) if target in ADDED[noun] else (FILL,)


def filled_up(rules: Sequence[str], columns: int) -> tuple[str, ...]:
    """A rule for each column: those that say nothing fill blanks."""
    return tuple((*rules, *[FILL] * columns)[:columns])


def overwrites(targets: Sequence[str], rules: Sequence[str]) -> frozenset[str]:
    """Targets whose columns all say so, but for those that are left alone.

    A name written "Last, First" stands for its parts, where they have no columns.
    """
    said: dict[str, set[str]] = {}
    for target, rule in zip(targets, rules, strict=True):
        if target not in (TRAIT, SKIP) and rule != KEEP:
            said.setdefault(target, set()).add(rule)
    found = {target for target, its in said.items() if its == {OVERWRITE}}
    if "last_first" in found:
        found |= {"given_name", "family_name"} - said.keys()
    return frozenset(found)


def overwritten_traits(
    headers: Sequence[str], targets: Sequence[str], rules: Sequence[str]
) -> frozenset[str]:
    """The headers of columns that are kept beside, as they are, and written over."""
    columns = zip(headers, targets, rules, strict=True)
    return frozenset(h for h, t, rule in columns if t == TRAIT and rule == OVERWRITE)


def without_kept(targets: Sequence[str], rules: Sequence[str]) -> tuple[str, ...]:
    """The targets of a row about somebody known: columns that keep say nothing."""
    return tuple(
        SKIP if rule == KEEP else target
        for target, rule in zip(targets, rules, strict=True)
    )


def taken(old: Any, new: Any, *, overwrite: bool) -> Any:
    """What a field says after a row; a blank cell changes nothing."""
    if new in BLANK:
        return old
    return new if overwrite or old in BLANK else old


def merged(
    old: Mapping[str, str], new: Mapping[str, str], overwritten: frozenset[str]
) -> dict[str, str]:
    """Traits after a row."""
    taken_over = {name: value for name, value in new.items() if name in overwritten}
    return {**new, **old, **taken_over}
