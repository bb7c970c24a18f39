"""Signals that come before the money does (C33, C56)."""

from __future__ import annotations

SUSPICIOUS = 0.9
"""So large a share of those who answered are hardly ever prospects."""

ENOUGH = 10
"""Fewer answers may well all be prospects."""


def takes_answers_for_prospects(answered: int, prospects: int) -> bool:
    """Whether level 2 seems to be reported as level 3 (C33, C56).

    Nearly everybody who answered stands as a prospect: 9 in 10 of at least 10.
    """
    return answered >= ENOUGH and prospects >= SUSPICIOUS * answered
