"""Kind of work, warnings, and the days of the chips."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bestfew.activities import rules


@pytest.mark.parametrize(
    ("kind", "place", "state", "work"),
    [
        ("call", "best_few", "prospect", "close"),
        ("call", "in", "prospect", "funnel"),
        ("call", "above", "prospect", "prospect"),
        ("call", "universe", "lead", "prospect"),
        ("call", None, "lead", "prospect"),
        ("call", None, "possible", "prospect"),
        ("call", None, "disqualified", "prospect"),
        ("care", None, "prospect", "other"),
        ("call", None, None, "other"),
        ("note", "best_few", "prospect", "other"),
    ],
)
def test_the_kind_of_work_is_derived(
    kind: str, place: str | None, state: str | None, work: str
) -> None:
    assert rules.work_of(kind, place=place, state=state) == work


@pytest.mark.parametrize("kind", ["presentation", "visit", "advice"])
@pytest.mark.parametrize("state", ["lead", "possible", "disqualified"])
def test_selling_to_somebody_who_is_no_prospect_is_too_early(
    kind: str, state: str
) -> None:
    assert rules.sells_too_early(kind, state)
    assert not rules.sells_too_early(kind, "prospect")
    assert not rules.sells_too_early("call", state)
    assert not rules.sells_too_early(kind, None)


@pytest.mark.parametrize(
    ("kind", "action", "close", "lacks"),
    [
        ("presentation", "", "", True),
        ("presentation", "Come and see", " ", True),
        ("presentation", "", "Shall we sign?", True),
        ("presentation", "Come and see", "Shall we sign?", False),
        ("call", "", "", False),
    ],
)
def test_every_presentation_has_a_call_to_action_and_a_close(
    kind: str, action: str, close: str, lacks: bool
) -> None:
    assert rules.incomplete_presentation(kind, action, close) is lacks


def test_the_chips_are_tomorrow_three_days_a_week_and_a_month() -> None:
    chips = {chip.key: chip.on for chip in rules.day_chips(date(2026, 1, 31))}

    assert chips == {
        "tomorrow": date(2026, 2, 1),
        "three": date(2026, 2, 3),
        "week": date(2026, 2, 7),
        "month": date(2026, 2, 28),
    }


def test_the_next_month_is_never_skipped() -> None:
    for n in range(4 * 365):
        day = date(2024, 1, 1) + timedelta(days=n)
        after = rules.next_month(day)

        assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == 1
        is_last_day = (after + timedelta(days=1)).day == 1
        assert after.day == day.day or (is_last_day and after.day < day.day)


def test_snoozing_goes_one_three_or_seven_days_on() -> None:
    assert [days for days, _on in rules.snoozes(date(2026, 5, 21))] == [1, 3, 7]
