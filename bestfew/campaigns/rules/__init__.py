"""What a stranger typed, made clean; how long to wait. No Django."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME, LONGEST_REACH, LONGEST_MESSAGE = 150, 120, 1_000

TOO_QUICK_SECONDS = 2
"""Nobody reads and fills a form in less."""
TOO_OLD_SECONDS = 86_400
PER_ADDRESS, PER_FORM = 30, 600
"""What a form takes within an hour: from one address (a whole street may share one
behind a mobile carrier), and from all of them."""
SAME_MINUTES = 5
"""Within so long, the same words from the same person are one answer (trust.md D6)."""

CLAIM_MINUTES = 15
"""How long a caller has a person for themselves."""
MOST_TRIES = 3
"""So often a call that nobody answers is tried again."""
MOST_AT_ONCE = 500
"""People put on a call list in one go."""

_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\n{3,}")


def clean(text: str, *, lines: bool = False) -> str:
    """Composed (NFC), without control and direction marks; one line unless `lines`."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", " ")
    kept = "".join(
        each for each in text if each == "\n" or unicodedata.category(each)[0] != "C"
    )
    if not lines:
        return " ".join(kept.split())
    rows = (_BLANKS.sub(" ", row).strip() for row in kept.split("\n"))
    return _LINES.sub("\n\n", "\n".join(rows)).strip()


def digits_as_ascii(text: str) -> str:
    """Full-width and other digits and signs as a telephone knows them."""
    plain = unicodedata.normalize("NFKC", text)
    found = (str(unicodedata.digit(each, each)) for each in plain)
    return clean("".join(found))
