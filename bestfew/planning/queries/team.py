"""The members of a team side by side: the example of text 003 (D46, D47)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from bestfew.accounts.models import Membership, Role, User
from bestfew.funnel.models import Ending, Objective, Outcome, Place
from bestfew.planning.models import Allocation, TimeBlock
from bestfew.planning.queries.plan import Counts
from bestfew.planning.queries.spent import done_by
from bestfew.planning.rules import Shares
from bestfew.planning.rules.spent import Minutes
from bestfew.planning.rules.week import monday_of

TEAM_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Professional:
    """What stands where for one seller, what that proposes, and what they do with it.

    `spent`, `without`, `dropped` and `declined` are of the last four weeks with this
    one: minutes, weeks without any prospecting, mornings dropped, clients declined.
    """

    user: User
    counts: Counts
    own: Shares | None
    spent: Minutes
    without: int
    dropped: int
    declined: int

    @property
    def proposed(self) -> Shares:
        return self.counts.proposed()

    def as_json(self) -> dict[str, Any]:
        """Shares in percent, time in minutes."""
        spent = self.spent.shares()
        return {
            "who": str(self.user),
            "counts": {
                "universe": self.counts.universe,
                "above": self.counts.above,
                "in": self.counts.in_,
                "best_few": self.counts.best_few,
            },
            "proposed": self.proposed.as_json(),
            "own": self.own.as_json() if self.own else None,
            "spent_minutes": self.spent.total,
            "spent_shares": spent and {work.value: spent[work] for work in spent},
            "weeks_without_prospecting": self.without,
            "mornings_dropped": self.dropped,
            "declined": self.declined,
        }


def team_of(member: Membership, *, today: date) -> list[Professional]:
    """Everybody in the workspace who sells, by name; for those who lead it."""
    users = _sellers(member)
    ids = [user.pk for user in users]
    mondays = [monday_of(today) - timedelta(weeks=n) for n in range(TEAM_WEEKS)]
    counts, own = _counts(), _own(ids, on=today)
    done = done_by(ids, mondays[-1], today)
    dropped, declined = _dropped(mondays), _declined(mondays[-1], today)
    return [
        Professional(
            user,
            counts[user.pk],
            own.get(user.pk),
            spent=done[user.pk].minutes(mondays[-1], today),
            without=sum(
                not done[user.pk].of_week(monday).prospect for monday in mondays
            ),
            dropped=dropped[user.pk],
            declined=declined[user.pk],
        )
        for user in users
    ]


def _sellers(member: Membership) -> list[User]:
    members = (
        Membership.objects.filter(workspace=member.workspace_id)
        .exclude(role=Role.VIEWER)
        .select_related("user")
        .order_by("user__name", "user__email")
    )
    return [each.user for each in members]


def _counts() -> Mapping[int, Counts]:
    rows = (
        Objective.objects.all()
        .open()
        .unpaused()
        .order_by()
        .values_list("owner_id", "place")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for owner, place, n in rows:
        found[owner][place] = n
    counts = {
        owner: Counts(
            universe=places.get(Place.UNIVERSE, 0),
            above=places.get(Place.ABOVE, 0),
            in_=places.get(Place.IN, 0),
            best_few=places.get(Place.BEST_FEW, 0),
        )
        for owner, places in found.items()
    }
    return defaultdict(lambda: Counts(0, 0, 0, 0), counts)


def _own(users: list[int], *, on: date) -> dict[int, Shares]:
    rows = Allocation.objects.filter(user__in=users, since__lte=on)
    return {each.user_id: each.shares for each in rows.order_by("since", "at")}


def _dropped(mondays: list[date]) -> Counter[int]:
    rows = TimeBlock.objects.filter(
        morning_of__in=mondays, dropped_at__isnull=False
    ).values_list("user_id", flat=True)
    return Counter(rows)


def _declined(first: date, last: date) -> Counter[int]:
    rows = Ending.objects.filter(outcome=Outcome.DECLINED, on__range=(first, last))
    return Counter(rows.values_list("by_id", flat=True))
