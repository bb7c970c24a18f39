"""Which letters of a name are those that were typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bestfew.people.rules.searching import is_unspaced, piece, plain


def marked(text: str, wanted: list[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is one of `needles(query)`.

    Put together the parts are the text again: marks, capitals and letters that search
    does not see stay with the letter before them.
    """
    letters = [_as_compared(letter) for letter in text]
    compared = "".join(letters)
    owner = [at for at, letter in enumerate(letters) for _ in letter]
    typed = {
        owner[at]
        for needle in wanted
        for start in _places(needle, compared)
        for at in range(start, start + len(needle))
    }
    is_typed: list[bool] = []
    for at, letter in enumerate(letters):
        is_typed.append(at in typed if letter else bool(is_typed and is_typed[-1]))
    pairs = zip(text, is_typed, strict=True)
    return [
        ("".join(letter for letter, _ in group), hit)
        for hit, group in groupby(pairs, key=lambda pair: pair[1])
    ]


def _as_compared(letter: str) -> str:
    """A letter as search sees it: '' for a mark of the one before, ' ' for a sign."""
    found = plain(f"x{letter}x")[1:-1]
    return " " if found.isspace() else found


def _places(needle: str, text: str) -> Iterator[int]:
    """Where a needle stands: a short one at the beginning of words, or of pairs."""
    sought = needle if is_unspaced(needle) else piece(needle)
    before = len(sought) - len(needle)
    at = f"{' ' * before}{text}".find(sought)
    while at >= 0:
        yield at
        at = f"{' ' * before}{text}".find(sought, at + 1)
