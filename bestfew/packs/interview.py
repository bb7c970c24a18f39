"""Ten questions to ask a partner (data/interview.toml); plain Python.

The list that text 000 links to is not public: these are composed (OQ-2), from GAINS and
published sets of questions (method.md 2.A.6).
"""

from __future__ import annotations

from functools import cache

from bestfew.packs.loader import Text, read, say


@cache
def _questions() -> tuple[Text, ...]:
    return tuple(each["text"] for each in read("interview")["questions"])


def composed(language: str) -> list[str]:
    """The ten, in a language."""
    return [say(text, language) for text in _questions()]
