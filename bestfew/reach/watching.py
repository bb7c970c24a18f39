"""How steadily one reaches people, from the last weeks: what is missing, what holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.reach import rules
from bestfew.reach.queries import Aims, Days, reached_by_each, totals

WEEKS = 8
STREAK_FROM = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """The last weeks: `streak` in working days, `steady` (of so many whole `weeks`) and
    `given` as shares."""

    streak: int
    steady: float | None
    weeks: int
    given: float | None
    single_on: date | None
    is_missing: bool


def first_watched(today: date) -> date:
    """The first day of those that are looked at."""
    return today - timedelta(days=7 * WEEKS - 1)


def watched(
    member: Membership, aims: Aims, days: Days, *, today: date, day_is_over: bool
) -> Watched:
    """What one seller's `days` say, all of them since `first_watched`."""
    first = first_watched(today)
    reached, week = totals(days), member.workspace.working_days
    span = [first + timedelta(days=n) for n in range(7 * WEEKS)]
    targets = {day: aims.reached_on(day) for day in span}
    yesterday = today - timedelta(days=1)
    weeks = _whole_weeks(min([*days, _joined(member)]), yesterday)
    return Watched(
        streak=rules.streak(reached, targets, today=today, working_days=week),
        steady=rules.steadiness(reached, until=yesterday, days=7 * weeks),
        weeks=weeks,
        given=_given(days),
        single_on=_single(days, before=today),
        is_missing=bool(days)
        and rules.is_log_missing(
            reached, today=today, working_days=week, day_is_over=day_is_over
        ),
    )


def _joined(member: Membership) -> date:
    return timezone.localdate(member.joined_at)


def _whole_weeks(first: date, last: date) -> int:
    """So many to look at: those before the first are none; one alone tells nothing."""
    weeks = min(((last - first).days + 1) // 7, WEEKS - 1)
    return weeks if weeks > 1 else 0


def _given(days: Days) -> float | None:
    entries = [each for of in days.values() for each in of.values()]
    given = sum(each.given for each in entries)
    return rules.given_share(given, sum(each.total for each in entries))


def _single(days: Days, *, before: date) -> date | None:
    """The last day with any, if it went through one channel of several in use (C51)."""
    last = max((day for day in days if day < before), default=None)
    if last is None:
        return None
    usual = {channel for of in days.values() for channel in of}
    counts = {pk: each.total for pk, each in days[last].items()}
    return last if rules.is_single_channel(counts, usual=len(usual)) else None


def watched_team(
    members: Collection[Membership], *, today: date, day_is_over: bool
) -> dict[int, Watched]:
    """The same of each of them who reached anybody in these weeks, by their user's id,
    in two queries."""
    by_seller = reached_by_each(first_watched(today), today)
    aims = Aims.of_each()
    return {
        each.user_id: watched(
            each,
            aims.get(each.user_id, Aims([])),
            by_seller[each.user_id],
            today=today,
            day_is_over=day_is_over,
        )
        for each in members
        if each.user_id in by_seller
    }
