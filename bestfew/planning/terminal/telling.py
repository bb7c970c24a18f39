"""What the terminal says of weeks, and how it finds the blocks of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bestfew.cli.app import refuse, say_json, say_table

if TYPE_CHECKING:
    from django.forms import Form

    from bestfew.accounts.models import Membership
    from bestfew.planning.models import TimeBlock
    from bestfew.planning.queries import Week


def attempt(deed: Callable[[], Any]) -> Any:
    from bestfew.planning import week_words

    try:
        return deed()
    except week_words.FAULTS as fault:
        refuse(week_words.why_not(fault))


def require(form: Form) -> None:
    """Refuses what a form does not take, with its first sentence."""
    if not form.is_valid():
        refuse(next(iter(form.errors.values()))[0])


def week_at(member: Membership, on: date | None) -> Week:
    from django.utils import timezone

    from bestfew.planning.queries import week_of
    from bestfew.planning.rules.week import monday_of

    today = timezone.localdate()
    return week_of(member, monday_of(on or today), today=today)


def block_of(member: Membership, number: int, as_of: datetime | None) -> TimeBlock:
    """The block of that number in the week of a day; the morning is stored first."""
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from bestfew.planning.actions import store_morning
    from bestfew.planning.queries import is_stored

    week = week_at(member, as_of.date() if as_of else None)
    if not 1 <= number <= len(week.blocks):
        refuse(_("There is no block %(number)s in that week.") % {"number": number})
    block = week.blocks[number - 1]
    if is_stored(block):
        return block
    return store_morning(member, week.monday, at=timezone.now())


def tell(
    member: Membership,
    block: TimeBlock | None,
    *,
    monday: date | None = None,
    as_json: bool = False,
) -> None:
    week = week_at(member, block.on if block else monday)
    if as_json:
        say_json(week_as_json(week))
    else:
        say(member, week)


def say(member: Membership, week: Week) -> None:
    from bestfew.planning import week_words

    hours = member.workspace.week_hours
    print(week_words.week_answer(week, week_hours=hours))
    rows: list[list[object]] = [
        [number, block.on, week_words.clock(block), block.work, *_state(block)]
        for number, block in enumerate(week.blocks, start=1)
    ]
    say_table(["number", "day", "time", "work", "state", "what"], rows)


def _state(block: TimeBlock) -> tuple[str, str]:
    from bestfew.planning.weeks_out import morning_state

    return morning_state(block), block.reason or block.what


def week_as_json(week: Week) -> dict[str, Any]:
    from bestfew.planning.weeks_out import as_json, block_as_json

    (told,) = as_json([week])
    return {**told, "blocks": [block_as_json(block) for block in week.blocks]}


def say_weeks(weeks: Sequence[Week]) -> None:
    from bestfew.planning import week_words

    rows: list[list[object]] = [
        [
            week.monday,
            week_words.shares(week.proposed),
            week_words.shares(week.own),
            week_words.spent_shares(week.spent),
            week_words.hours(week.planned.total),
            week_words.hours(week.spent.total),
        ]
        for week in weeks
    ]
    head = ["week", "proposed", "own", "spent", "hours planned", "hours spent"]
    say_table(head, rows)
