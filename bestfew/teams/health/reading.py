"""Readings of a team's last six months: a fixed number of queries, however many sit in.

Counts and shares are what all of a team may see; words, people and single amounts are
not among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q
from django.utils import timezone

from bestfew.teams.flow import passed, thanked
from bestfew.teams.models import (
    Attendance,
    Meeting,
    Position,
    Promise,
    Team,
    TeamMember,
    Testimonial,
    Thanks,
)
from bestfew.teams.rules import attendance as rules
from bestfew.teams.rules import health, lights
from bestfew.teams.rules.attendance import Attended, Window, window_of
from bestfew.teams.rules.lights import Light, Number, Table

DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """One member in the window. `kept` of `promised`: of those asked about."""

    member: TeamMember
    rows: list[Attended]
    absences: Fraction
    given: int
    got: int
    kept: int
    promised: int
    light: Light

    @property
    def is_over(self) -> bool:
        return rules.is_over(self.absences)

    @property
    def attendance(self) -> Fraction | None:
        return rules.attendance(self.rows)

    @property
    def participation(self) -> Fraction | None:
        return rules.participation(self.rows)


@dataclass(frozen=True, slots=True)
class Health:
    """A team in the window. `months`: meetings held in each calendar month."""

    team: Team
    window: Window
    table: Table
    standings: list[Standing]
    counts: Counter[health.Pair]
    months: dict[date, int]
    held: int
    minutes_sent: int
    next_on: date | None
    earned: Mapping[str, Decimal]

    @property
    def rows(self) -> list[Attended]:
        return [row for each in self.standings for row in each.rows]

    @property
    def attendance(self) -> Fraction | None:
        return rules.attendance(self.rows)

    @property
    def participation(self) -> Fraction | None:
        return rules.participation(self.rows)

    @property
    def given(self) -> int:
        return self.counts.total()

    @property
    def giving(self) -> Fraction | None:
        months = months_of(self.window, timezone.localdate(self.team.created_at))
        return health.giving(self.given, members=len(self.standings), months=months)

    @property
    def left_out(self) -> list[TeamMember]:
        """Who gave and never got one back."""
        members = {each.member.pk: each.member for each in self.standings}
        found = health.never_got_back(self.counts)
        return [members[pk] for pk in found if pk in members]

    def leading(self, position: Position) -> list[TeamMember]:
        members = [each.member for each in self.standings]
        return [each for each in members if each.position == position]


def months_of(window: Window, since: date) -> Fraction:
    """Months of the window that somebody was there for; one at least."""
    if since <= window.after:
        return Fraction(rules.MONTHS)
    return max(Fraction(1), Fraction((window.until - since).days, DAYS_A_MONTH))


def end_of(day: date) -> datetime:
    """The last moment of a day, in the zone at work."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight) - timedelta(microseconds=1)


def health_of(team: Team, *, at: datetime) -> Health:
    """How a team of whoever is at work did in the half-year up to this day."""
    today = timezone.localdate(at)
    window, table = window_of(today), lights.table_on(today)
    after = end_of(window.after)
    counts = passed(team.pk, after=after, until=at)
    meetings = _meetings(team, window, at)
    held = [each for each in meetings if each.state == Meeting.State.HELD]
    in_window = [each for each in held if each.on in window]
    ahead = [each.on for each in meetings if each.is_open and each.ends_at > at]
    return Health(
        *(team, window, table, _standings(team, window, table, counts), counts),
        months=_by_month(held, team, today),
        held=len(in_window),
        minutes_sent=sum(each.sent_at is not None for each in in_window),
        next_on=min(ahead, default=None),
        earned=thanked(team.pk, after=after, until=at),
    )


def _members(team: Team) -> Iterable[TeamMember]:
    seated = TeamMember.objects.filter(team=team).seated().select_related("seat")
    found: Iterable[TeamMember] = seated.order_by("seat__position", "id")
    return found


def _meetings(team: Team, window: Window, at: datetime) -> list[Meeting]:
    """Those held since the window's first month began, and those ahead."""
    standing = Meeting.objects.filter(team=team).standing()
    first = window.after.replace(day=1)
    near = standing.filter(on__gte=first, begins_at__lte=at + timedelta(days=62))
    rows = near.only("on", "state", "ends_at", "sent_at", "team_id")
    return list(rows.order_by("begins_at", "id"))


def _by_month(held: Iterable[Meeting], team: Team, today: date) -> dict[date, int]:
    """The last six calendar months; that in which the team began is no whole one."""
    counted = health.meetings_by_month(each.on for each in held)
    began = timezone.localdate(team.created_at)
    months = [
        rules.months_before(today.replace(day=1), back)
        for back in range(rules.MONTHS - 1, -1, -1)
    ]
    return {month: counted.get(month, 0) for month in months if month >= began}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted of everybody, by member."""

    attended: Mapping[int, list[Attended]]
    promises: Mapping[int, tuple[int, int]]
    words: Counter[int]
    thanks: Counter[int]
    gave: Counter[int]
    got: Counter[int]


def _standings(
    team: Team, window: Window, table: Table, counts: Counter[health.Pair]
) -> list[Standing]:
    after = end_of(window.after)
    facts = Facts(
        _attended(team, window),
        _promises(team, after),
        _tally(Testimonial, team, "author", said_at__gt=after),
        _tally(Thanks, team, "giver", at__gt=after, amount__gt=0, corrects=None),
        *health.totals(counts),
    )
    return [_standing(each, facts, window, table) for each in _members(team)]


def _standing(
    member: TeamMember, facts: Facts, window: Window, table: Table
) -> Standing:
    rows = facts.attended.get(member.pk, [])
    kept, promised = facts.promises.get(member.pk, (0, 0))
    missed = rules.absences(rows, window, late_is_half=table.late_is_half)
    months = months_of(window, timezone.localdate(member.joined_at))
    figures: dict[str, Number | None] = {
        "absences": missed if rows else None,
        "participation": rules.participation(rows),
        "referrals_a_month": facts.gave[member.pk] / months,
        "promises_kept": Fraction(kept, promised) if promised else None,
        "thanks": facts.thanks[member.pk],
        "testimonials": facts.words[member.pk],
    }
    known = {key: value for key, value in figures.items() if value is not None}
    gave, got = facts.gave[member.pk], facts.got[member.pk]
    light = lights.light(table, known)
    return Standing(member, rows, missed, gave, got, kept, promised, light)


def _attended(team: Team, window: Window) -> defaultdict[int, list[Attended]]:
    """How everybody came to the meetings held in the window."""
    rows = Attendance.objects.filter(
        team=team,
        meeting__state=Meeting.State.HELD,
        meeting__on__gt=window.after,
        meeting__on__lte=window.until,
    ).exclude(state="")
    found: defaultdict[int, list[Attended]] = defaultdict(list)
    facts = rows.values_list("member", "meeting__on", "state", "took_part")
    for member, on, state, took_part in facts:
        found[member].append(Attended(on, state, took_part))
    return found


def _promises(team: Team, after: datetime) -> dict[int, tuple[int, int]]:
    """Of the promises that were asked about, those that were kept."""
    state = Promise.State
    kept = Count("pk", filter=Q(state=state.KEPT))
    rows = Promise.objects.filter(team=team, made_at__gt=after)
    rows = rows.filter(state__in=(state.KEPT, state.NOT_YET, state.LET_GO))
    counted = rows.values_list("member").annotate(kept=kept, all=Count("pk"))
    return {member: (kept, asked) for member, kept, asked in counted.order_by()}


def _tally(model: type, team: Team, whose: str, **facts: object) -> Counter[int]:
    rows = model.objects.filter(team=team, **facts)  # type: ignore[attr-defined]
    counted = rows.values_list(whose).annotate(number=Count("pk")).order_by()
    return Counter(dict(counted))
