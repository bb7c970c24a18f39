"""When two may be merged without anybody looking."""

from __future__ import annotations

from bestfew.duplicates.rules.words import MAILBOXES, NOBODY
from bestfew.people.rules import fold, names_agree
from bestfew.people.rules.names import given_name_of, name_words


def is_personal(kind: str, key: str) -> bool:
    """Whether a number or an address is somebody's own, as far as it tells."""
    if kind == "email":
        return key.partition("@")[0] not in MAILBOXES
    return kind == "phone"


def surely_agree(one: str, other: str) -> bool:
    """Whether two names are so alike that nobody needs to look.

    Both must be there, and the given name of the longer one in the shorter: a family
    name alone is shared by a family, as is its phone.
    """
    if any(fold(name) in NOBODY or not name_words(name) for name in (one, other)):
        return False
    short, long = sorted((name_words(one), name_words(other)), key=len)
    return names_agree(one, other) and given_name_of(long) in short
