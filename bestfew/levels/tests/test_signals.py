"""Signals before the money: C33, C56."""

from __future__ import annotations

import pytest

from bestfew.levels.rules import signals


@pytest.mark.parametrize(
    ("answered", "prospects", "suspicious"),
    [
        (40, 40, True),
        (40, 36, True),
        (40, 35, False),
        (40, 10, False),
        (9, 9, False),
        (0, 0, False),
    ],
)
def test_answers_reported_as_prospects_are_seen(
    answered: int, prospects: int, suspicious: bool
) -> None:
    assert signals.takes_answers_for_prospects(answered, prospects) is suspicious
