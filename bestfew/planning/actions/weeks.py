"""A whole week: laid out as the shares say, around its protected morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.planning.actions.blocks import add_block, one_at_a_time
from bestfew.planning.models import Morning, TimeBlock
from bestfew.planning.queries.blocks import blocks_of, morning_on, working_days
from bestfew.planning.rules import Shares
from bestfew.planning.rules.week import Slot, clock_at, fill, monday_of


@transaction.atomic
def store_morning(member: Membership, monday: date, *, at: datetime) -> TimeBlock:
    """The protected morning of a week as a row of its own, to be kept or dropped."""
    one_at_a_time(member)
    mine = TimeBlock.objects.of(member)
    stored: TimeBlock | None = mine.filter(morning_of=monday).first()
    if stored:
        return stored
    block = morning_on(member, monday)
    block.updated_at = at
    block.save(force_insert=True)
    record("planned", block, by=member.user, at=at)
    return block


@transaction.atomic
def set_morning(
    member: Membership, *, weekday: int, start: int, minutes: int, at: datetime
) -> Morning:
    """When the protected morning is from this week on; the same again adds nothing.

    Weeks whose morning was kept, dropped or moved stay as they are.
    """
    one_at_a_time(member)
    mine = Morning.objects.filter(user=member.user_id).order_by("-since", "-at")
    was: Morning | None = mine.first()
    facts = {"weekday": weekday, "starts": clock_at(start), "minutes": minutes}
    if was and all(getattr(was, name) == value for name, value in facts.items()):
        return was
    today = timezone.localdate(at)
    made: Morning = Morning.objects.create(
        user=member.user, since=monday_of(today), at=at, **facts
    )
    record("chosen", made, by=member.user, at=at, **facts)
    return made


@transaction.atomic
def fill_week(
    member: Membership, monday: date, shares: Shares, *, at: datetime
) -> list[TimeBlock]:
    """Lay out what the shares ask of the days that are left of a week.

    What stands there stays and counts; what finds no free time is left out. A second
    time adds what is still missing, as a rule nothing.
    """
    one_at_a_time(member)
    store_morning(member, monday, at=at)
    week = [monday + timedelta(days=n) for n in range(7)]
    there = blocks_of(member, week[0], week[-1])
    days = working_days(member, monday)
    today = timezone.localdate(at)
    hours = member.workspace.week_hours
    slots = fill(
        [day for day in days if day >= today],
        shares,
        week_minutes=hours * 60,
        day_minutes=hours * 60 // len(days),
        taken=[each.slot for each in there if not each.is_dropped],
    )
    return [_add(member, slot, at=at) for slot in slots]


def _add(member: Membership, slot: Slot, *, at: datetime) -> TimeBlock:
    return add_block(member, slot, at=at)
