"""Today: who now, in the order of work, and what else the day brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.activities.models import FollowUp
from bestfew.campaigns.queries import unanswered
from bestfew.desk.answers import answers_on
from bestfew.funnel.actions import refresh_day
from bestfew.funnel.queries import end_of_day
from bestfew.people.models import DateKind, ImportantDate, Person
from bestfew.people.rules import days_of_year, next_birthday
from bestfew.planning import words
from bestfew.planning.queries import (
    Counts,
    Entry,
    Plan,
    Step,
    order_of_work,
    own_on,
)
from bestfew.planning.rules import ORDER, Work
from bestfew.reach import card
from bestfew.web.http import render_part

BIRTHDAY_DAYS = 7
FOLLOW_UPS = 6
RESPONSES = 3
RESPONSE_DAYS = 30
BIRTHDAYS = 4
SHOWN = {Work.CLOSE: 5, Work.PROSPECT: 2, Work.COVER: 2}
"""Rows of each kind of work: closing whole, of the others what comes first."""


@dataclass(frozen=True, slots=True)
class Birthday:
    """Whose, on which day, and how old they turn if the year is known."""

    person: Person
    on: date
    turns: int | None


@dataclass(frozen=True, slots=True)
class Today:
    """The whole day in the order in which it is to be worked."""

    on: date
    answer: str
    steps: list[Step]
    follow_ups: list[FollowUp]
    birthdays: list[Birthday]
    plan: Plan

    @property
    def is_empty(self) -> bool:
        return all(step.is_empty for step in self.steps) and not self.follow_ups

    @property
    def is_stale(self) -> bool:
        """Whether the calendar may have moved something that is not looked at yet."""
        days = (step.recheck_on for step in self.steps)
        return any(day is not None and day <= self.on for day in days)

    @property
    def hours(self) -> list[tuple[str, Work, int, float]]:
        """Title, kind of work, percent and hours of the week, in the order of work."""
        return [
            (
                str(words.TITLES[work]),
                work,
                self.plan.chosen.of(work),
                self.plan.hours(work),
            )
            for work in ORDER
        ]


def today_of(
    member: Membership, *, on: date, today: date, many: dict[Work, int] | None = None
) -> Today:
    """One day of this member; `many` says how many rows of each kind of work."""
    steps = order_of_work(member, on=on, today=today, limits=many or SHOWN)
    by_work = {step.work: step for step in steps}
    prospect = by_work[Work.PROSPECT]
    return Today(
        on=on,
        answer=words.answer(
            close=by_work[Work.CLOSE].count,
            waiting=prospect.waiting,
            above=prospect.count,
            cover=by_work[Work.COVER].count,
        ),
        steps=steps,
        follow_ups=follow_ups_due(member, on=on, today=today),
        birthdays=birthdays_near(member, on=on),
        plan=_plan(member, steps, on=on),
    )


def _plan(member: Membership, steps: list[Step], *, on: date) -> Plan:
    """The week from the same counts as the steps."""
    counted = {step.work: step.count for step in steps}
    counts = Counts(
        universe=0,
        above=counted[Work.PROSPECT],
        in_=counted[Work.COVER],
        best_few=counted[Work.CLOSE],
    )
    own = own_on(member, on)
    return Plan(on, counts, counts.proposed(), own, member.workspace.week_hours)


def follow_ups_due(member: Membership, *, on: date, today: date) -> list[FollowUp]:
    """This member's next steps of a day and overdue ones, the oldest first."""
    mine = FollowUp.objects.visible_to(member).filter(assignee=member.user_id)
    if on < today:
        then = end_of_day(on)
        was_open = Q(done_at=None) | Q(done_at__gt=then)
        due = mine.filter(was_open, created_at__lte=then, due_on__lte=on).allowed()
        due = due.order_by("due_on", "due_time", "id")
    else:
        due = mine.due(on)
    return list(due.select_related("person", "organisation")[: FOLLOW_UPS + 1])


def birthdays_near(member: Membership, *, on: date) -> list[Birthday]:
    """The next birthdays within a week, of people whom we may greet."""
    days: dict[int, list[int]] = {}
    for month, day in days_of_year(on + timedelta(n) for n in range(BIRTHDAY_DAYS + 1)):
        days.setdefault(month, []).append(day)
    soon = (Q(month=month, day__in=falls) for month, falls in days.items())
    in_order = Case(When(month=next(iter(days)), then=0), default=1)
    rows = (
        ImportantDate.objects.visible_to(member)
        .filter(reduce(or_, soon))
        .filter(kind=DateKind.BIRTHDAY, person__do_not_contact=False)
        .order_by(in_order, "day", "person_id")
        .select_related("person")
    )
    return [_birthday(each, on=on) for each in rows[:BIRTHDAYS]]


def _birthday(row: ImportantDate, *, on: date) -> Birthday:
    falls = next_birthday(row.month, row.day, on=on)
    return Birthday(row.person, falls, falls.year - row.year if row.year else None)


@member_required
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """The landing screen."""
    now = timezone.now()
    day = timezone.localdate(now)
    found = today_of(request.member, on=day, today=day)
    if found.is_stale:
        refresh_day(at=now)
        found = today_of(request.member, on=day, today=day)
    counted = card.of_today(request.member, at=timezone.localtime(now))
    hello = greeting(timezone.localtime(now))
    context = {
        "today": found,
        "main": first_deed(found),
        "day": day,
        "responses": list(responses_to_answer(request.member, now)[: RESPONSES + 1]),
        "tomorrow": day + timedelta(days=1),
        "hello": hello % {"name": request.member.user.get_short_name()},
        "answers": answers_on(request.member, counted["aims"], on=day),
        **counted,
    }
    return render_part(request, "desk/today.html", context)


def responses_to_answer(member: Membership, now: datetime) -> QuerySet[Person]:
    """Who contacted this member through a campaign and waits, the oldest first."""
    return unanswered(member, since=now - timedelta(days=RESPONSE_DAYS))


def first_deed(found: Today) -> Entry | None:
    """The one row whose button is filled: the first thing to do."""
    return next((entry for step in found.steps for entry in step.entries), None)


def greeting(moment: datetime) -> str:
    """A greeting for the time of day."""
    if 5 <= moment.hour < 12:
        return _("Good morning, %(name)s")
    if 12 <= moment.hour < 18:
        return _("Good afternoon, %(name)s")
    return _("Good evening, %(name)s")
