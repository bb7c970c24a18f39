"""How common clients are counted without a name being told (A16, trust.md I8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

SMALLEST_BOOK = 20
"""With fewer clients on a side, a count could tell who they are."""

FEWEST = 5
"""What is below counts as none told."""

AGAIN_AFTER = timedelta(days=30)
"""Counting day by day, one could add a name and see whether the count grows."""


def rounded(count: int) -> int:
    """To the nearest 5, from 50 on to the nearest 10; 0 stands for fewer than 5."""
    if count < FEWEST:
        return 0
    step = 5 if count < 50 else 10
    return (count + step // 2) // step * step


def common(mine: Collection[str], theirs: Collection[str]) -> int:
    """How many ways to reach somebody stand in both books, rounded; symmetric."""
    return rounded(len(set(mine) & set(theirs)))


def may_count(last: datetime | None, *, at: datetime) -> bool:
    """Whether enough time has passed since the last count."""
    return last is None or at - last >= AGAIN_AFTER
