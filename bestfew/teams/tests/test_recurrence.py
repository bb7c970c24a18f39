"""The days of a rule, against dateutil's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules.recurrence import (
    DAYS,
    FORTNIGHTLY,
    LAST,
    MONTHLY,
    WEEKLY,
    Rule,
)

FIRST = date(2026, 1, 1)
days = st.dates(FIRST, date(2030, 12, 31))
rules = st.builds(
    Rule,
    st.sampled_from([WEEKLY, FORTNIGHTLY, MONTHLY]),
    st.integers(1, 7),
    days,
    st.sets(st.sampled_from([1, 2, 3, 4, LAST]), min_size=1).map(
        lambda found: tuple(sorted(found))
    ),
    st.none() | days,
)


def as_dateutil(rule: Rule) -> set[date]:
    """The same rule of another's making, for five years."""
    day = rrule.weekday(rule.weekday - 1)
    begin = datetime.combine(rule.starts_on, time())
    end = datetime.combine(rule.until or date(2032, 1, 1), time())
    if rule.pattern == MONTHLY:
        nth = [day(each) for each in rule.weeks]
        found = rrule.rrule(rrule.MONTHLY, byweekday=nth, dtstart=begin, until=end)
    else:
        begin += timedelta(days=(rule.weekday - rule.starts_on.isoweekday()) % 7)
        interval = 1 if rule.pattern == WEEKLY else 2
        found = rrule.rrule(rrule.WEEKLY, interval=interval, dtstart=begin, until=end)
    return {each.date() for each in found}


@given(rules, days, st.integers(0, 400))
def test_days_are_those_that_dateutil_finds(rule: Rule, first: date, more: int) -> None:
    last = first + timedelta(days=more)

    found = list(rule.between(first, last))

    assert found == sorted(d for d in as_dateutil(rule) if first <= d <= last)


@given(rules)
def test_it_begins_on_a_day_of_its_own(rule: Rule) -> None:
    begun = rule.begun()

    assert begun.until is not None or begun.includes(begun.starts_on)
    assert as_dateutil(begun) == as_dateutil(rule)


@given(rules, st.integers(2027, 2029), st.integers(1, 12))
def test_what_is_enough_gives_two_a_month(rule: Rule, year: int, month: int) -> None:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    endless = Rule(rule.pattern, rule.weekday, FIRST, rule.weeks)

    count = len(list(endless.between(first, last)))

    fourth_is_last = set(rule.weeks) == {4, LAST}
    assert count >= 2 or not rule.is_enough or fourth_is_last


def test_the_second_and_fourth_tuesday() -> None:
    rule = Rule(MONTHLY, 2, date(2026, 5, 13), (2, 4)).begun()

    assert list(rule.between(date(2026, 5, 1), date(2026, 6, 30))) == [
        date(2026, 5, 26),
        date(2026, 6, 9),
        date(2026, 6, 23),
    ]
    assert rule.as_recur() == {"FREQ": "MONTHLY", "BYDAY": ["2TU", "4TU"]}
    assert DAYS[rule.weekday - 1] == "TU"
