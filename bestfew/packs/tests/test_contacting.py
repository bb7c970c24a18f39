"""Caps and quiet hours are those that method.md 2.B.5 tells."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bestfew.packs.contacting import OFTEN, QUIET, country_rules, may_send

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
LANGUAGES = {"en", "vi", "th", "zh-hans"}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, 21, hour, minute, tzinfo=SAIGON)


@pytest.mark.parametrize(
    ("medium", "hour", "minute", "allowed"),
    [
        ("phone", 7, 59, False),
        ("phone", 8, 0, True),
        ("phone", 16, 59, True),
        ("phone", 17, 0, False),
        ("sms", 6, 59, False),
        ("sms", 7, 0, True),
        ("sms", 21, 59, True),
        ("sms", 22, 0, False),
        ("email", 3, 0, True),
        ("print", 3, 0, True),
    ],
)
def test_quiet_hours_in_vietnam(
    medium: str, hour: int, minute: int, allowed: bool
) -> None:
    found = may_send("VN", medium, at(hour, minute))

    assert bool(found) is allowed
    assert found.reason == ("" if allowed else QUIET)


def test_quiet_hours_say_when_they_end() -> None:
    assert may_send("VN", "phone", at(6)).not_before == at(8)
    assert may_send("VN", "phone", at(18)).not_before == at(8).replace(day=22)


@pytest.mark.parametrize(
    ("medium", "sent", "allowed"),
    [
        ("phone", 0, True),
        ("phone", 1, False),
        ("sms", 2, True),
        ("sms", 3, False),
        ("email", 3, False),
        ("print", 99, True),
    ],
)
def test_caps_in_vietnam(medium: str, sent: int, allowed: bool) -> None:
    found = may_send("VN", medium, at(10), sent)

    assert bool(found) is allowed
    assert found.reason == ("" if allowed else OFTEN)


@pytest.mark.parametrize("country", ["TH", "CN", "GB", "XX", ""])
def test_where_nothing_is_known_nothing_is_forbidden(country: str) -> None:
    assert may_send(country, "sms", at(3), 99)


@pytest.mark.parametrize("country", ["VN", "TH", "CN"])
def test_each_note_says_in_every_language_that_it_is_no_advice(country: str) -> None:
    note = country_rules(country).note

    assert set(note) == LANGUAGES
    assert "no legal advice" in note["en"]
