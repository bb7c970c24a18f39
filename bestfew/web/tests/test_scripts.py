"""Which language a name is written in, and its initials."""

from __future__ import annotations

import pytest

from bestfew.web.scripts import initials, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("สมชาย ใจดี", "th"),
        ("周敏", "zh-Hans"),
        ("Đặng Hoàng Long", "vi"),
        ("Nguye\u0302\u0303n", "vi"),  # letters and marks apart, as some phones type
        ("John Smith", ""),
        ("", ""),
    ],
)
def test_a_script_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nguyễn Thị Lan", "NL"),
        ("Somchai", "S"),
        ("สมชาย ใจดี", "สจ"),
        ("เมตตา", "ม"),
        ("周敏", "周敏"),
        ("欧阳修", "阳修"),
        ("  ", "?"),
        ("…", "?"),
    ],
)
def test_initials_are_what_readers_would_pick(name: str, letters: str) -> None:
    assert initials(name) == letters
