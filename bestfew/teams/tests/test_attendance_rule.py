"""Absences in a rolling window (method.md 4.13), attendance, participation (4.15)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules.attendance import (
    Attended,
    Mark,
    absences,
    attendance,
    is_over,
    months_before,
    participation,
    window_of,
)

THREE = [date(2026, 1, 8), date(2026, 2, 12), date(2026, 3, 4)]


def _rows(days: list[date], mark: Mark = Mark.ABSENT) -> list[Attended]:
    return [Attended(day, mark) for day in days]


@pytest.mark.parametrize(
    ("fourth", "counted", "over"),
    [(date(2026, 7, 1), 4, True), (date(2026, 7, 15), 3, False)],
)
def test_absences_are_counted_in_a_rolling_half_year(
    fourth: date, counted: int, over: bool
) -> None:
    found = absences(_rows([*THREE, fourth]), window_of(fourth))

    assert found == counted
    assert is_over(found) is over


@pytest.mark.parametrize("fourth", [date(2026, 7, 1), date(2026, 7, 15)])
def test_counting_by_terms_never_sees_too_many(fourth: date) -> None:
    days = [*THREE, fourth]
    terms = [sum(4 <= day.month <= 9 for day in days)]
    terms.append(len(days) - terms[0])

    assert sorted(terms) == [1, 3]
    assert not any(is_over(Fraction(count)) for count in terms)


def test_a_window_is_open_at_its_start_and_closed_at_its_end() -> None:
    window = window_of(date(2026, 7, 1))

    assert date(2026, 1, 1) not in window
    assert date(2026, 1, 2) in window
    assert date(2026, 7, 1) in window
    assert date(2026, 7, 2) not in window


def test_a_shorter_month_gives_its_last_day() -> None:
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2028, 8, 30), 6) == date(2028, 2, 29)


def test_late_is_half_an_absence_where_agreed() -> None:
    window = window_of(date(2026, 7, 1))
    rows = _rows(THREE[1:], Mark.LATE)

    assert absences(rows, window) == 0
    assert absences(rows, window, late_is_half=True) == 1


@pytest.mark.parametrize("mark", [Mark.SUBSTITUTE, Mark.MEDICAL, Mark.HERE])
def test_a_substitute_or_a_medical_leave_is_no_absence(mark: Mark) -> None:
    rows = _rows(THREE, mark)

    assert absences(rows, window_of(date(2026, 3, 4)), late_is_half=True) == 0


def test_attendance_is_present_and_half_of_late_of_what_was_scheduled() -> None:
    marks = [Mark.HERE, Mark.HERE, Mark.LATE, Mark.ABSENT, Mark.MEDICAL]

    assert attendance([Attended(THREE[0], mark) for mark in marks]) == Fraction(5, 8)
    assert attendance(_rows(THREE, Mark.MEDICAL)) is None


def test_participation_is_of_those_who_were_there() -> None:
    rows = [
        Attended(THREE[0], Mark.HERE, took_part=True),
        Attended(THREE[1], Mark.LATE),
        Attended(THREE[2], Mark.ABSENT),
    ]

    assert participation(rows) == Fraction(1, 2)
    assert participation(rows[2:]) is None


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)),
                       st.sampled_from(Mark)), max_size=30),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)  # fmt: skip
def test_time_alone_never_adds_an_absence(
    days: list[tuple[date, Mark]], on: date
) -> None:
    rows = [Attended(day, mark) for day, mark in days if day <= on]
    now = absences(rows, window_of(on), late_is_half=True)

    later = absences(rows, window_of(on + timedelta(days=40)), late_is_half=True)

    assert later <= now <= len(rows)
