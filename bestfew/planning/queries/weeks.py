"""Week by week: what was proposed, chosen, planned and really spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Ending, Outcome
from bestfew.planning.models import Allocation, TimeBlock
from bestfew.planning.queries.blocks import WEEK, blocks_of, working_days
from bestfew.planning.queries.proposals import proposals
from bestfew.planning.queries.spent import Done, done_by
from bestfew.planning.rules import Shares
from bestfew.planning.rules.coaster import Lag, lag_of
from bestfew.planning.rules.spent import Minutes
from bestfew.planning.rules.week import Kind, blank_days, monday_of

WEEKS = 12
MOST_WEEKS = 53
MONTHS = 14


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a member (D40-D45); days and minutes up to `today` only.

    `own` is the choice in force at its end; `proposed` is None where nothing was asked.
    """

    monday: date
    blocks: Sequence[TimeBlock]
    planned: Minutes
    spent: Minutes
    blank: Sequence[date]
    declined: int
    proposed: Shares | None = None
    own: Shares | None = None

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def morning(self) -> TimeBlock | None:
        return next((each for each in self.blocks if each.is_morning), None)

    @property
    def chosen(self) -> Shares | None:
        return self.own or self.proposed


def week_of(member: Membership, monday: date, *, today: date) -> Week:
    """One week, without what was proposed."""
    last = monday + timedelta(days=6)
    done = done_by([member.user_id], monday, last)[member.user_id]
    blocks = blocks_of(member, monday, last)
    declined = _declined(member, monday, last)
    return _week(member, monday, blocks, done, declined, today=today)


def time_of(
    member: Membership, *, today: date, count: int = WEEKS
) -> tuple[list[Week], Lag | None]:
    """The last weeks, and the lag; what was done is read once for both."""
    first = min(_months(today)[0], _mondays(today, count)[0])
    done = done_by([member.user_id], first, today)[member.user_id]
    return (
        weeks_of(member, today=today, count=count, done=done),
        lag(member, today=today, done=done),
    )


def weeks_of(
    member: Membership, *, today: date, count: int = WEEKS, done: Done | None = None
) -> list[Week]:
    """The last weeks, this one included, the earliest first."""
    mondays = _mondays(today, count)
    first, last = mondays[0], mondays[-1] + timedelta(days=6)
    done = done or done_by([member.user_id], first, today)[member.user_id]
    blocks = blocks_of(member, first, last)
    declined = _declined(member, first, last)
    ends = [min(monday + timedelta(days=6), today) for monday in mondays]
    proposed, own = proposals(member, ends, today=today), _own(member)
    return [
        _week(
            member,
            monday,
            [each for each in blocks if monday_of(each.on) == monday],
            done,
            declined,
            today=today,
            proposed=proposed[end],
            own=next((each.shares for each in own if each.since <= end), None),
        )
        for monday, end in zip(mondays, ends, strict=True)
    ]


def lag(member: Membership, *, today: date, done: Done | None = None) -> Lag | None:
    """In how many months this member's prospecting is seen in what they win.

    Whole months only, from the first with any prospecting on, and not this one; None
    where the months do not show it.
    """
    first, last = _months(today)
    done = done or done_by([member.user_id], first, last)[member.user_id]
    minutes = [each.prospect for each in done.by_month(first, last)]
    won = _won(member, first, last, len(minutes))
    began = next((n for n, some in enumerate(minutes) if some), len(minutes))
    return lag_of(minutes[began:], won[began:])


def _mondays(today: date, count: int) -> list[date]:
    return [monday_of(today) - n * WEEK for n in range(count - 1, -1, -1)]


def _months(today: date) -> tuple[date, date]:
    """The first and the last day of the months before this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return (last - timedelta(days=31 * (MONTHS - 1))).replace(day=1), last


def _week(
    member: Membership,
    monday: date,
    blocks: Sequence[TimeBlock],
    done: Done,
    declined: Mapping[date, int],
    *,
    today: date,
    **chosen: Shares | None,
) -> Week:
    return Week(
        monday,
        blocks,
        planned=planned(blocks),
        spent=done.of_week(monday),
        blank=_blank(member, monday, done, today=today),
        declined=declined.get(monday, 0),
        **chosen,
    )


def planned(blocks: Sequence[TimeBlock]) -> Minutes:
    """What was not dropped, by kind of work; time off is none."""
    found = Minutes()
    for block in blocks:
        if not block.is_dropped:
            found = found.plus(Kind(block.work), block.minutes)
    return found


def _blank(member: Membership, monday: date, done: Done, *, today: date) -> list[date]:
    """Working days before today, since they joined, on which nothing was done."""
    joined = timezone.localdate(member.joined_at)
    days = [day for day in working_days(member, monday) if joined <= day < today]
    return blank_days(days, worked=done.worked, off=done.off)


def _own(member: Membership) -> list[Allocation]:
    mine = Allocation.objects.filter(user=member.user_id)
    return list(mine.order_by("-since", "-at"))


def _declined(member: Membership, first: date, last: date) -> dict[date, int]:
    """Clients this member turned away, by the Monday of the week (D42)."""
    rows = Ending.objects.filter(
        by=member.user_id, outcome=Outcome.DECLINED, on__range=(first, last)
    ).values_list("on", flat=True)
    found: dict[date, int] = {}
    for day in rows:
        found[monday_of(day)] = found.get(monday_of(day), 0) + 1
    return found


def _won(member: Membership, first: date, last: date, months: int) -> list[float]:
    """What this member won, month after month, in the workspace's own currency."""
    rows = (
        Ending.objects.filter(
            objective__owner=member.user_id,
            objective__currency=member.workspace.currency,
            outcome=Outcome.WON,
            on__range=(first, last),
        )
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values_list("month")
        .annotate(worth=Sum("objective__value"))
    )
    worth = {month: float(total or 0) for month, total in rows}
    found, month = [], first
    for _each in range(months):
        found.append(worth.get(month, 0.0))
        month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return found
