"""What two records of one person come to: values and words about permission."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from bestfew.people.rules import ANY, NO, UNKNOWN, Word, permission

INTO, OTHER, BOTH = "into", "other", "both"
FOLLOW_UP, WITHDRAWN = "follow_up", "withdrawn"


def is_blank(value: object) -> bool:
    """Nothing is known: None, an empty text, an empty list. "No" and 0 are known."""
    return value is None or (isinstance(value, str | dict | list) and not value)


def pick(mine: Any, theirs: Any, choice: str = "") -> Any:
    """The value chosen; without a choice mine, unless nothing is known of it."""
    if choice in (INTO, OTHER):
        return mine if choice == INTO else theirs
    return theirs if is_blank(mine) else mine


def pick_text(mine: str, theirs: str, choice: str = "") -> str:
    """The same for free text, of which nothing needs to go: without a choice both."""
    if choice in (INTO, OTHER):
        return mine if choice == INTO else theirs
    if is_blank(mine) or is_blank(theirs):
        return mine or theirs
    return mine if theirs.strip() in mine else f"{mine}\n\n{theirs}"


def pick_traits(
    mine: dict[str, Any], theirs: dict[str, Any], choice: str = ""
) -> dict[str, Any]:
    """What either has; where both name the same trait, the one chosen, or else mine."""
    return {**mine, **theirs} if choice == OTHER else {**mine, **extra(mine, theirs)}


def extra(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in theirs.items() if is_blank(mine.get(key))}


def words_needed(
    standing: Sequence[Word],
    ledgers: Sequence[Sequence[Word]],
    *,
    purposes: Collection[str],
    media: Collection[str],
    at: datetime,
    is_barred: bool = False,
) -> list[Word]:
    """The words that a ledger lacks to keep every "no" of each of some ledgers.

    A later "yes" of another would otherwise lift it (trust.md F9: the most restrictive
    wins). To know nothing is no answer, and bars nothing. Narrow words come first, for
    one about any medium bars them all. `is_barred` asks for a "no" to all contact,
    whatever the ledgers say. They are said `at`, or with the last word if later.
    """
    moment = max([at, *(word.at for word in standing)])
    added: list[Word] = []
    for purpose, medium in _cells(purposes, media):
        barred = is_barred and (purpose, medium) == (FOLLOW_UP, ANY)
        no = _refusal(ledgers, purpose, medium) or (WITHDRAWN if barred else "")
        if no and permission([*standing, *added], purpose, medium) not in NO:
            added.append(Word(purpose, medium, no, moment))
    return added


def _refusal(ledgers: Sequence[Sequence[Word]], purpose: str, medium: str) -> str:
    states = (permission(ledger, purpose, medium) for ledger in ledgers)
    return next((state for state in states if state in NO), "")


def _cells(
    purposes: Collection[str], media: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Every purpose by every medium, what is about any of them last."""
    narrow = [each for each in purposes if each != ANY]
    ways = [each for each in media if each != ANY]
    yield from ((purpose, way) for purpose in narrow for way in ways)
    yield from ((purpose, ANY) for purpose in narrow)
    yield from ((ANY, way) for way in ways)
    yield (ANY, ANY)


def is_stricter_or_same(after: str, *before: str) -> bool:
    """Whether a state allows no more than each of the states before did.

    A "no" of one stays a "no", and nobody may do what neither had a "yes" for.
    """
    if any(state in NO for state in before):
        return after in NO
    return after in (*NO, UNKNOWN, *before)
