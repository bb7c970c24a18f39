"""Days are read as people write them, in five languages."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.rules import dates
from bestfew.imports.rules.dates import DayOfYear, NotADate

THE_DAY = date(2021, 4, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-15",
        "2021/4/15",
        "20210415",
        "15 Apr, 2021 00:02:00",
        "15-Apr-21",
        "Apr 15, 2021",
        "15th April 2021",
        "15/04/2021",
        "04/15/2021",
        "15.4.2021",
        "15/04/2564",
        "15 เม.ย. 2564",
        "15 เมษายน 2564",
        "๑๕/๐๔/๒๕๖๔",
        "15 tháng 4, 2021",
        "ngày 15 tháng 4 năm 2021",
        "15 de abril de 2021",
        "2021年4月15日",
        "２０２１年４月１５日",
        "44301",
        "2021-04-15T23:03:00Z",
    ],
)
def test_a_day_is_read_in_every_hand(text: str) -> None:
    assert dates.parse(text, order="dmy").day == THE_DAY


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("15 Apr, 2021 00:02:00", time(0, 2)),
        ("2021-04-15 23:03", time(23, 3)),
        ("04/15/2021 3:04 PM", time(15, 4)),
        ("04/15/2021 12:04 am", time(0, 4)),
        ("44301.5", time(12)),
        ("2021-04-15", None),
    ],
)
def test_clock_times_are_read_beside_the_day(text: str, clock: time | None) -> None:
    assert dates.parse(text, order="mdy").clock == clock


def test_a_moment_lies_in_the_workspaces_zone_unless_it_says_its_own() -> None:
    saigon = ZoneInfo("Asia/Ho_Chi_Minh")

    local = dates.parse("2021-04-15 07:00", order="dmy").at(saigon)
    own = dates.parse("2021-04-15T07:00:00+02:00", order="dmy").at(saigon)

    assert local.astimezone(UTC) == datetime(2021, 4, 15, 0, tzinfo=UTC)
    assert own.astimezone(UTC) == datetime(2021, 4, 15, 5, tzinfo=UTC)


def test_which_number_is_the_day_follows_the_columns_evidence() -> None:
    assert dates.parse("03/04/2026", order="dmy").day == date(2026, 4, 3)
    assert dates.parse("03/04/2026", order="mdy").day == date(2026, 3, 4)
    assert dates.proves("25/04/2026") == "dmy"
    assert dates.proves("04/25/2026") == "mdy"
    assert dates.proves("03/04/2026") is None
    assert dates.majority(0, 0, country="US") == "mdy"
    assert dates.majority(0, 0, country="VN") == "dmy"
    assert dates.majority(1, 3, country="VN") == "mdy"


@pytest.mark.parametrize(
    "text",
    ["", "x", "31/02/2021", "2021-13-01", "99/99/9999", "0000-00-00", "12", "15/4",
     "7 days ago", "2021-04-15 25:00", "60", "99999"],
)  # fmt: skip
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(NotADate):
        dates.parse(text, order="dmy")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15/4", DayOfYear(4, 15)),
        ("15 Apr", DayOfYear(4, 15)),
        ("--04-15", DayOfYear(4, 15)),
        ("4月15日", DayOfYear(4, 15)),
        ("29/2", DayOfYear(2, 29)),
        ("15/04/1990", DayOfYear(4, 15, 1990)),
        ("15/04/2533", DayOfYear(4, 15, 1990)),
    ],
)
def test_birthdays_need_no_year(text: str, found: DayOfYear) -> None:
    assert dates.parse_birthday(text, order="dmy") == found


def test_a_birthday_that_no_year_has_is_refused() -> None:
    with pytest.raises(NotADate):
        dates.parse_birthday("30/2", order="dmy")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    buddhist = f"{day.day}/{day.month}/{day.year + 543}"
    chinese = f"{day.year}年{day.month}月{day.day}日"

    assert dates.parse(day.isoformat(), order="mdy").day == day
    assert dates.parse(f"{day:%d/%m/%Y}", order="dmy").day == day
    assert dates.parse(f"{day:%m/%d/%Y}", order="mdy").day == day
    assert dates.parse(f"{day:%d %b, %Y}", order="mdy").day == day
    assert dates.parse(buddhist, order="dmy").day == day
    assert dates.parse(chinese, order="dmy").day == day


@given(st.text(max_size=30))
def test_no_text_makes_the_parser_stumble(text: str) -> None:
    for parse in (dates.parse, dates.parse_birthday):
        with suppress(NotADate):
            parse(text, order="dmy")
