"""What counts as reach, on which day, at what cost; streaks and steadiness. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MOST = 100_000
"""One entry counts no more: what is above is a slip of the finger."""

AHEAD, BACK = 1, 60
"""Days that a phone's clock may be before ours, and that an entry may be late."""

SINGLE_FROM = 2
"""With so many channels in use, a day on one of them is a single-channel day."""


@dataclass(frozen=True, slots=True)
class Told:
    """The day an entry counts for; `told` is what the phone said where it was wrong."""

    on: date
    told: date | None = None


def day_of(told: date, *, today: date) -> Told:
    """A wrong clock puts an entry to today, and what it said is kept."""
    ahead = (told - today).days
    return Told(told) if -BACK <= ahead <= AHEAD else Told(today, told)


def is_contact(kind: str, *, is_incoming: bool) -> bool:
    """Whether a log entry reached somebody (C10, C34): a call nobody answered did.

    A note reaches nobody, and who contacts us was reached before.
    """
    return kind != "note" and not is_incoming


def channel_of(
    channel: int | None, medium: str | None, first_of: Mapping[str, int]
) -> int | None:
    """The channel an entry counts for: its own, else the first of its medium."""
    return channel or first_of.get(medium or "")


def cost_of(
    count: int,
    each: Decimal,
    *,
    batch: Decimal = Decimal(0),
    planned: int | None = None,
) -> Decimal:
    """What so many contacts cost: by the campaign's cost where it has one (C39).

    `batch` is for the `planned` contacts of the campaign; without a plan it cannot be
    shared out, and the channel's cost for `each` holds.
    """
    if batch and planned:
        return batch * count / planned
    return each * count


def working_days_back(start: date, working_days: Collection[int]) -> Iterator[date]:
    """Working days (ISO weekdays) from `start` on, backwards; all days if none are."""
    days = set(working_days) or set(range(1, 8))
    day = start
    while True:
        if day.isoweekday() in days:
            yield day
        day -= timedelta(days=1)


def streak(
    reached: Mapping[date, int],
    targets: Mapping[date, int],
    *,
    today: date,
    working_days: Collection[int],
) -> int:
    """Working days in a row on which the target was met; today counts once it is.

    `targets` has the days asked about; beyond them, and without a target, it ends.
    """
    count = 0
    for day in working_days_back(today, working_days):
        target = targets.get(day, 0)
        if target and reached.get(day, 0) >= target:
            count += 1
        elif day != today or day not in targets:
            return count
    return count


def steadiness(reached: Mapping[date, int], *, until: date, days: int) -> float | None:
    """How even the last working days were, 0 to 1 (C38): smallest week over mean week.

    `days` is a number of calendar days, whole weeks, up to and with `until`. None where
    nothing was reached in them.
    """
    weeks = [
        sum(reached.get(until - timedelta(days=7 * week + day), 0) for day in range(7))
        for week in range(days // 7)
    ]
    if not sum(weeks):
        return None
    return min(weeks) / (sum(weeks) / len(weeks))


def is_single_channel(counts: Mapping[int, int], *, usual: int) -> bool:
    """Whether all of a day went through one channel, of several in use (C51)."""
    used = [channel for channel, count in counts.items() if count > 0]
    return len(used) == 1 and usual >= SINGLE_FROM


def is_log_missing(
    reached: Mapping[date, int],
    *,
    today: date,
    working_days: Collection[int],
    day_is_over: bool,
) -> bool:
    """No reach on the last working day that should have had some (C22)."""
    days = working_days_back(today, working_days)
    last = next(days)
    if last == today and not day_is_over:
        last = next(days)
    return reached.get(last, 0) <= 0 and reached.get(today, 0) <= 0


def shared_out(
    slots: Sequence[tuple[int, int]], counts: Mapping[int, int]
) -> list[int]:
    """How many of each slot are done: what a channel counts fills its slots in order.

    `slots` are (channel, how many), the earliest first; more than all of a channel's
    slots ask for is in none of them.
    """
    left = dict(counts)
    done = []
    for channel, wanted in slots:
        here = max(min(wanted, left.get(channel, 0)), 0)
        left[channel] = left.get(channel, 0) - here
        done.append(here)
    return done


def given_share(given: int, total: int) -> float | None:
    """The part that the company gave, of all that was reached (C22)."""
    return given / total if total > 0 else None
