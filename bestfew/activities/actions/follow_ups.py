"""Next steps: plan, finish, move and hand them over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Case, DateField, Min, OuterRef, Subquery, Value, When

from bestfew.accounts.models import Membership, User
from bestfew.activities.models import MEDIUM_OF, Activity, FollowUp, Kind
from bestfew.funnel.models import Objective
from bestfew.history.models import record
from bestfew.people.models import Organisation, Person


class CannotSee(Exception):
    """The member does not see the person whom the follow-up is about."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next. Dates are days in the workspace's time zone."""

    on: date
    at: time | None = None
    what: str = ""
    kind: str = Kind.CALL


@transaction.atomic
def plan(
    member: Membership,
    about: Person | Organisation,
    step: NextStep,
    *,
    at: datetime,
    activity: Activity | None = None,
    objective: Objective | None = None,
) -> FollowUp:
    """Put a next step on the list; the same one planned twice stands there once.

    Raises `MayNotContact` where a "no" stands, to all contact or to this way.
    """
    person = about if isinstance(about, Person) else None
    if person:
        person.check_may_contact(MEDIUM_OF.get(Kind(step.kind), ""))
    follow_up, _created = FollowUp.objects.get_or_create(
        person=person,
        organisation=about if isinstance(about, Organisation) else None,
        objective=objective or (activity.objective if activity else None),
        activity=activity,
        kind=step.kind,
        what=step.what.strip(),
        due_on=step.on,
        due_time=step.at,
        assignee=member.user,
        done_at=None,
        defaults={"created_at": at},
    )
    refresh_next(about)
    return follow_up


@transaction.atomic
def finish(follow_up: FollowUp, *, by: User, at: datetime) -> None:
    """Done; doing it twice changes nothing."""
    if follow_up.finish(at=at):
        record("done", follow_up, by=by, at=at)
    _refresh_next_of(follow_up)


@transaction.atomic
def reopen(follow_up: FollowUp, *, by: User, at: datetime) -> None:
    """Undo `finish`."""
    follow_up.done_at = None
    follow_up.save(update_fields=["done_at"])
    record("reopened", follow_up, by=by, at=at)
    _refresh_next_of(follow_up)


@transaction.atomic
def snooze(
    follow_up: FollowUp,
    *,
    to: date,
    by: User,
    at: datetime,
    due_time: time | None = None,
) -> None:
    """Move it to another day."""
    record("snoozed", follow_up, by=by, at=at, before=follow_up.due_on, after=to)
    follow_up.move(to, due_time)
    _refresh_next_of(follow_up)


@transaction.atomic
def assign(
    follow_up: FollowUp, *, to: Membership, by: Membership, at: datetime
) -> None:
    """Hand it to another member; raises `CannotSee` where they do not see whom."""
    if not FollowUp.objects.visible_to(to).filter(pk=follow_up.pk).exists():
        raise CannotSee
    before, follow_up.assignee = follow_up.assignee_id, to.user
    follow_up.save(update_fields=["assignee"])
    record("assigned", follow_up, by=by.user, at=at, before=before, after=to.user_id)


def _refresh_next_of(follow_up: FollowUp) -> None:
    if follow_up.person:
        refresh_next(follow_up.person)


@transaction.atomic
def refresh_next(about: Person | Organisation) -> None:
    """Bring `person.next_on` in step: the first day something is to be done.

    With someone who wants no contact, nothing is.
    """
    if not isinstance(about, Person):
        return
    now = about.held()
    first = FollowUp.objects.open().filter(person=about).aggregate(on=Min("due_on"))
    about.next_on = None if now.do_not_contact else first["on"]
    about.save(update_fields=["next_on"])


def refresh_next_of(people: Iterable[int]) -> None:
    """The same for many people, whose follow-ups were written in bulk: one update."""
    theirs = FollowUp.objects.open().filter(person=OuterRef("pk"))
    first = theirs.order_by("due_on").values("due_on")[:1]
    nothing = Value(None, output_field=DateField())
    Person.objects.filter(pk__in=set(people)).update(
        next_on=Case(When(do_not_contact=True, then=nothing), default=Subquery(first))
    )
