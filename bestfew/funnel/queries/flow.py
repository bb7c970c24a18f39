"""What moved through the funnel, from the days that are kept (`FunnelDay`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Q, Sum

from bestfew.accounts.models import Membership
from bestfew.funnel import rules
from bestfew.funnel.models import Ending, FunnelDay, Outcome, Place
from bestfew.funnel.queries.parts import Part, parts
from bestfew.funnel.rules import flow

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
YEAR = timedelta(days=365)
WEEKS = 52
MONTH_DAYS = 30
TREND_WEEKS = 8
MOVES = ("moved_in", "moved_out", "fell", "entered", "went_on", "won")


@dataclass(frozen=True, slots=True)
class Between:
    """A place on two days, and what moved after the first up to the second."""

    place: str
    before: Part
    after: Part
    moved_in: int = 0
    moved_out: int = 0
    fell: int = 0


@dataclass(frozen=True, slots=True)
class Passing:
    """Of those who first came to a place: the share that went on, and won.

    Only those who came at least one normal cycle ago, and at most a year before that:
    whoever came yesterday has not failed yet (4.5).
    """

    place: str
    went_on: flow.Share
    won: flow.Share


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is open and qualified, and how fast it is won (4.6, 4.7).

    Money by currency: of what stands in the funnel and among the best few, and what is
    won of it a day. `win` is of what ended in a year. `cycle` is in days.
    """

    count: int
    open: Mapping[str, Decimal]
    win: flow.Share
    cycle: float
    a_day: Mapping[str, float] = field(default_factory=dict)

    @property
    def a_month(self) -> dict[str, float]:
        return {currency: MONTH_DAYS * value for currency, value in self.a_day.items()}

    @property
    def cycle_days(self) -> int:
        return round(self.cycle)

    def covers(self, target: float, currency: str) -> flow.Coverage | None:
        """What is open against what is still to be won; None: too few have ended.

        Raises ValueError unless the target is above 0.
        """
        open_ = float(self.open.get(currency, 0))
        if not self.win.is_enough:
            return None
        return flow.coverage(open_, target, self.win.mean)


def counts_on(member: Membership, days: Iterable[date]) -> dict[date, dict[str, int]]:
    """How many stood in each place at the end of given past days, in one query."""
    rows = FunnelDay.objects.of_sellers(member).filter(on__in=list(days))
    found = {day: dict.fromkeys(Place.values, 0) for day in days}
    for on, place, count in rows.values_list("on", "place").annotate(Sum("count")):
        found[on][place] = count
    return found


def parts_on(member: Membership, on: date) -> dict[str, Part]:
    """The four parts at the end of a day that is over."""
    found = {place: Part(place) for place in Place.values}
    rows = FunnelDay.objects.of_sellers(member).filter(on=on)
    sums = rows.values_list("place", "currency").annotate(Sum("count"), Sum("value"))
    for place, currency, count, value in sums.order_by("place", "currency"):
        found[place] = found[place].plus(count, currency, value)
    return found


def between(
    member: Membership,
    first: date,
    last: date,
    *,
    today: date,
    now: Mapping[str, Part] | None = None,
) -> list[Between]:
    """Each place on both days, and its moves; today's are counted when it is over.

    Two queries, and one for the parts `now` where the last day is today.
    """
    before = parts_on(member, first)
    after = (now or parts(member)) if last >= today else parts_on(member, last)
    rows = FunnelDay.objects.of_sellers(member).filter(on__gt=first, on__lte=last)
    sums = rows.values_list("place").annotate(*(Sum(name) for name in MOVES[:3]))
    moved = {place: counts for place, *counts in sums}
    return [
        Between(place, before[place], after[place], *moved.get(place, ()))
        for place in Place.values
    ]


def first_kept(member: Membership) -> date | None:
    """The first day that is kept of what this member sees."""
    rows = FunnelDay.objects.of_sellers(member).order_by("on")
    found: date | None = rows.values_list("on", flat=True).first()
    return found


@dataclass(frozen=True, slots=True)
class Year:
    """What moved in a year and one cycle, by place and day; and the cycle, in days.

    `weeks_ago` is how many stood in each place on the day of the week that follows,
    in each of the seven weeks before, the earliest first.
    """

    on: date
    cycle: float
    days: Mapping[str, list[tuple[date, tuple[int, ...]]]]
    weeks_ago: Sequence[Mapping[str, int]] = ()

    @property
    def has_weeks(self) -> bool:
        return any(count for week in self.weeks_ago for count in week.values())

    def sums(
        self, place: str, after: date, until: date | None = None
    ) -> dict[str, int]:
        """The moves of a place behind one day, up to another."""
        until = until or self.on
        inside = [
            counts for on, counts in self.days.get(place, ()) if after < on <= until
        ]
        totals = [sum(column) for column in zip(*inside, strict=True)]
        return dict(zip(MOVES, totals or [0] * len(MOVES), strict=True))

    def old_enough(self, place: str) -> dict[str, int]:
        """The moves of a year of those who had one normal cycle's time since."""
        old = self.on - timedelta(days=round(self.cycle))
        return self.sums(place, old - YEAR, old)

    def passing(self, place: str) -> Passing:
        sums = self.old_enough(place)
        return Passing(
            place,
            flow.share_of(sums["went_on"], sums["entered"]),
            flow.share_of(sums["won"], sums["entered"]),
        )

    def known_weeks(self, place: str) -> int:
        """Whole weeks since a move there was first counted; a year if none was."""
        moves = self.days.get(place)
        return (self.on - moves[0][0]).days // WEEK.days if moves else WEEKS

    def weeks(self, place: str) -> list[int]:
        """How many first came to a place in each whole week, the oldest first."""
        entered = MOVES.index("entered")
        found: list[int] = []
        for on, counts in self.days.get(place, ()):
            week = (self.on - on).days // WEEK.days
            if week < WEEKS:
                found.extend([0] * (week + 1 - len(found)))
                found[week] += counts[entered]
        return found[::-1]


def year_of(member: Membership, *, on: date) -> Year:
    """Two queries. `on` is the last day that is over."""
    cycle = cycle_of_all(member, until=on)
    since = on - YEAR - timedelta(days=round(cycle))
    rows = FunnelDay.objects.of_sellers(member).filter(on__gt=since, on__lte=on)
    past = [on + DAY - n * WEEK for n in range(TREND_WEEKS - 1, 0, -1)]
    told = rows.filter(Q(moved_in__gt=0) | Q(moved_out__gt=0) | Q(on__in=past))
    sums = told.values_list("place", "on").annotate(
        *(Sum(name) for name in ("count", *MOVES))
    )
    days: dict[str, list[tuple[date, tuple[int, ...]]]] = defaultdict(list)
    stood = {day: dict.fromkeys(Place.values, 0) for day in past}
    for place, day, count, *moves in sums.order_by("on", "place"):
        if any(moves):
            days[place].append((day, tuple(moves)))
        if day in stood:
            stood[day][place] = count
    return Year(on, cycle, days, list(stood.values()))


def cycle_of_all(member: Membership, *, until: date) -> float:
    """The normal cycle of everything sold, in days, in one query."""
    sound = (0, rules.LONGEST)
    won = Ending.objects.filter(
        outcome=Outcome.WON, on__lte=until, cycle_days__range=sound
    )
    found = won.aggregate(n=Count("pk"), mean=Avg("cycle_days"))
    own = float(member.workspace.normal_cycle_days)
    return rules.cycle_days(found["n"], found["mean"], own_figure=own)


def pace(member: Membership, now: Mapping[str, Part], year: Year) -> Pace:
    """One query. What we declined counts as tried: an open one may be declined, too."""
    ended = Ending.objects.visible_to(member).filter(
        on__gt=year.on - YEAR, on__lte=year.on
    )
    counts = dict(ended.order_by().values_list("outcome").annotate(Count("pk")))
    win = flow.share_of(counts.get(Outcome.WON, 0), sum(counts.values()))
    count = now[Place.IN].count + now[Place.BEST_FEW].count
    open_: dict[str, Decimal] = {}
    for place in (Place.IN, Place.BEST_FEW):
        for currency, value in now[place].values.items():
            open_[currency] = open_.get(currency, Decimal(0)) + value
    a_day = {
        currency: flow.velocity(count, float(value) / count, win.mean, year.cycle)
        for currency, value in open_.items()
    }
    return Pace(count, open_, win, year.cycle, a_day)
