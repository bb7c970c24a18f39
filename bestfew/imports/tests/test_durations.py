"""How long a call took, as phones and programs write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.rules.dates import NotADate, parse
from bestfew.imports.rules.durations import seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("210", 210),
        ("3:30", 210),
        ("0:03:30", 210),
        ("3 min 30 s", 210),
        ("3mins 30secs", 210),
        ("1 hr 2 mins", 3_720),
        ("3 phút 30 giây", 210),
        ("3 นาที", 180),
        ("3分30秒", 210),
        ("", None),
        ("soon", None),
        ("3:5", None),
    ],
)
def test_durations_in_all_their_forms(text: str, seconds: int | None) -> None:
    assert seconds_of(text, unit=1) == seconds


def test_a_bare_number_counts_its_unit() -> None:
    assert seconds_of("3,5", unit=60) == 210


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_none(text: str) -> None:
    found = seconds_of(text, unit=1)

    assert found is None or isinstance(found, float)


@pytest.mark.parametrize("text", ["1714989600", "1714989600000"])
def test_moments_since_1970_are_read(text: str) -> None:
    found = parse(text, order="dmy")

    assert (found.day.isoformat(), str(found.clock)) == ("2024-05-06", "10:00:00")
    assert str(found.zone) == "UTC"


@pytest.mark.parametrize("text", ["171498960", "2714989600000", "17149896000"])
def test_other_long_numbers_are_no_moments(text: str) -> None:
    with pytest.raises(NotADate):
        parse(text, order="dmy")
