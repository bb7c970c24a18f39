"""Whom of my book somebody may want to meet: words in common. Plain rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

MOST_WORDS = 12
SHORTEST = 4
"""Shorter words of a spaced script say little about whom somebody wants to meet."""

SHORTEST_SYLLABLE = 3
"""Vietnamese parts its words into syllables."""

UNSPACED = "\u0e00\ufaff"
"""Thai and Chinese letters lie between these two: they are written without spaces."""

HAN = "\u3400\ufaff"

PLAIN = frozenset(
    [
        *("anybody", "anyone", "with", "from", "that", "this", "they", "their", "them"),
        *("your", "have", "want", "wants", "need", "needs", "like", "would", "meet"),
        *("people", "person", "someone", "somebody", "near", "about", "more", "most"),
        *("who", "for", "and", "the", "are", "has", "new"),
        *("muon", "nguoi", "nhung", "khach", "hang", "trong", "duoc", "cung", "hoac"),
        *("cho", "voi", "mot", "cac", "can", "tim", "gap", "dang", "nao", "sap"),
    ]
)
"""Words in which everybody asks for everybody."""


def words_of(wanted: str, *, is_ascii: bool) -> list[str]:
    """The telling words of a wish, as they are looked for, each once.

    `wanted` is folded, without signs; `is_ascii`: so it was before. What is written
    without spaces is looked for whole, and Chinese by its pairs of letters as well.
    """
    found: list[str] = []
    for word in wanted.split():
        found += _pieces(word, SHORTEST if is_ascii else SHORTEST_SYLLABLE)
    return list(dict.fromkeys(each for each in found if each not in PLAIN))[:MOST_WORDS]


def _pieces(word: str, shortest: int) -> list[str]:
    if not is_unspaced(word):
        return [word] if len(word) >= shortest else []
    if len(word) > 2 and all(HAN[0] <= letter <= HAN[1] for letter in word):
        return [word, *map("".join, pairwise(word))]
    return [word] if len(word) > 1 else []


def is_unspaced(word: str) -> bool:
    """Whether it begins with a letter of a script without spaces."""
    return UNSPACED[0] <= word[:1] <= UNSPACED[1]


def stands_in(word: str, text: str) -> bool:
    """Whether a word, or the beginning of one, stands in a folded text."""
    if is_unspaced(word):
        return word in text
    return f" {word}" in f" {text}"


def ranked(
    people: Iterable[tuple[int, str]], words: Sequence[str], *, most: int
) -> list[tuple[int, list[str]]]:
    """People (key, text known of them) with the words that each has, the best first.

    A word counts the more the fewer have it. Those without any are left out.
    """
    hits = [(pk, [w for w in words if stands_in(w, text)]) for pk, text in people]
    have = Counter(word for _pk, found in hits for word in found)
    weights = {pk: sum(1 / have[word] for word in found) for pk, found in hits}
    with_some = [each for each in hits if each[1]]
    return sorted(with_some, key=lambda each: (-weights[each[0]], -each[0]))[:most]
