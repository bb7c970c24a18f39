"""A year of people reached: what a seller of the trade counts day by day (C41-C48)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bestfew.accounts.ids import new_ids
from bestfew.onboarding.sample.dice import Dice
from bestfew.onboarding.sample.sharing import counts
from bestfew.onboarding.sample.stage import SUNDAY, Stage
from bestfew.reach.actions import rebuild
from bestfew.reach.day_plan import example
from bestfew.reach.models import DailyTarget, DaySlot, Tally

DAYS = 364
BATCH = 500
GROWTH = 0.55
"""What part of the usual numbers the year began with: it takes practice."""


@dataclass(frozen=True, slots=True)
class Habit:
    """So many at an hour, on as many days as `chance` says, in steps of `step`."""

    channel: str
    low: int
    high: int
    chance: float
    hour: int
    minutes: int
    step: int = 10


CHAT = "chat"
TEXT_002 = (
    Habit("leaflets", 400, 500, 0.85, 6, 120, 50),
    Habit("calls", 60, 200, 0.9, 10, 240),
    Habit("email", 300, 500, 0.75, 13, 30, 50),
    Habit("sms", 300, 500, 0.7, 14, 40, 50),
    Habit(CHAT, 20, 80, 0.6, 15, 60),
    Habit("leaflets", 350, 500, 0.7, 17, 110, 50),
    Habit("banners", 200, 400, 0.08, 19, 90, 100),
)
USUAL = (
    Habit("calls", 5, 25, 0.6, 10, 60, 1),
    Habit("email", 20, 60, 0.5, 11, 30),
    Habit(CHAT, 5, 20, 0.6, 14, 30, 1),
    Habit("social_posts", 100, 400, 0.35, 16, 20, 50),
    Habit("leaflets", 50, 150, 0.2, 9, 60, 50),
    Habit("events", 10, 40, 0.05, 15, 180, 5),
)
AIMS = {"real_estate": (2_000, 20, 4)}
"""People a day on levels 1 to 3; elsewhere `FEWER`."""

FEWER = (150, 5, 1)
MORNING = ("leaflets", "email", CHAT)
"""What of the habits is done by now, on the last day."""


def count_year(stage: Stage) -> None:
    """Write the tallies and targets, marked as sample, and work out the days."""
    dice = Dice(f"reach {stage.workspace.trade} {stage.workspace.language}")
    rows = list(_year(stage, dice))
    for pk, row in zip(new_ids(len(rows)), rows, strict=True):
        row.pk, row.submit_id = pk, f"sample:{pk}"
    Tally.objects.bulk_create(rows, batch_size=BATCH)
    DailyTarget.objects.bulk_create(_aims(stage))
    DaySlot.objects.bulk_create(_slots(stage))
    rebuild()


def forget_reach() -> None:
    """Take it out again."""
    Tally.objects.filter(is_sample=True).delete()
    DailyTarget.objects.filter(is_sample=True).delete()
    DaySlot.objects.filter(is_sample=True).delete()
    rebuild()


def _year(stage: Stage, dice: Dice) -> Iterator[Tally]:
    habits = TEXT_002 if stage.workspace.trade in AIMS else USUAL
    for ago in range(DAYS, 0, -1):
        day = stage.today - timedelta(days=ago)
        if day.isoweekday() == SUNDAY or dice.chance(0.06):
            continue
        share = GROWTH + (1 - GROWTH) * (DAYS - ago) / DAYS
        for habit in habits:
            if dice.chance(habit.chance):
                yield from _entry(stage, dice, habit, day, share)
    done: set[str] = set()
    for habit in habits:
        if habit.channel in MORNING and habit.channel not in done:
            done.add(habit.channel)
            yield from _entry(stage, dice, habit, stage.today, 1)


def _entry(
    stage: Stage, dice: Dice, habit: Habit, day: date, share: float
) -> Iterator[Tally]:
    channel = stage.channels.get(stage.chat if habit.channel == CHAT else habit.channel)
    if channel is None:
        return
    many = round(dice.between(habit.low, habit.high) * share / habit.step) * habit.step
    clock = time(habit.hour, dice.between(0, 50))
    yield Tally(
        channel=channel,
        by=counts(stage, day),
        on=day,
        at=min(datetime.combine(day, clock, stage.now.tzinfo), stage.now),
        count=max(many, 1),
        minutes=round(habit.minutes * dice.near(0.8, 1.1)),
        is_given=habit.channel == "email" and dice.chance(0.3),
        is_sample=True,
    )


def _aims(stage: Stage) -> Sequence[DailyTarget]:
    """Half of it in the first months, all of it since."""
    aims = AIMS.get(stage.workspace.trade, FEWER)
    return [
        DailyTarget(
            user=stage.user,
            level=level,
            count=-(-count // share),
            since=stage.today - timedelta(days=ago),
            at=stage.now - timedelta(days=ago),
            is_sample=True,
        )
        for ago, share in ((DAYS, 2), (150, 1))
        for level, count in enumerate(aims, start=1)
    ]


def _slots(stage: Stage) -> Sequence[DaySlot]:
    """The day of text 002, where that trade reaches thousands."""
    if stage.workspace.trade not in AIMS:
        return []
    return [
        DaySlot(
            user=stage.user,
            starts=starts,
            channel=channel,
            count=count,
            since=stage.today - timedelta(days=150),
            at=stage.now - timedelta(days=150),
            is_sample=True,
        )
        for starts, channel, count in example(list(stage.channels.values()))
    ]
