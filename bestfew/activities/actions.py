"""Log what was done: one deed updates everything that follows from it (E06)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from bestfew.accounts.models import Membership, User
from bestfew.activities import rules
from bestfew.activities.models import MEDIUM_OF, Activity, FollowUp, Kind, Outcome
from bestfew.funnel import actions as funnel
from bestfew.funnel.models import Objective
from bestfew.funnel.models import Outcome as Ended
from bestfew.history.models import record
from bestfew.people.actions import note_permission
from bestfew.people.models import Organisation, Permission, Person, Purpose


class FollowUpDateNeeded(Exception):
    """ "Not ready" asks when to come back (B34)."""


class KeepInTouchNeeded(Exception):
    """A "no" asks whether we may keep in touch (B35)."""


class ObjectiveNeeded(Exception):
    """ "Won" asks which objective."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next. Dates are days in the workspace's time zone."""

    on: date
    at: time | None = None
    what: str = ""
    kind: str = Kind.CALL


@dataclass(frozen=True, slots=True)
class Logged:
    """What one log entry came to; `warnings` are codes the screen puts in words."""

    activity: Activity
    follow_up: FollowUp | None = None
    warnings: tuple[str, ...] = field(default=())


@transaction.atomic
def log(
    member: Membership,
    *,
    about: Person | Organisation,
    kind: str,
    at: datetime,
    outcome: str = "",
    objective: Objective | None = None,
    next_step: NextStep | None = None,
    keep_in_touch: bool | None = None,
    finishing: FollowUp | None = None,
    **facts: Any,
) -> Logged:
    """Write an activity and everything that follows from its outcome.

    "Not ready" needs `next_step` and is itself a permission; "no" needs
    `keep_in_touch`; "won" needs `objective`. What happened is always logged, even with
    someone who asked for no contact; a next step with them raises `MayNotContact`.
    """
    _require_answers(outcome, objective, next_step, keep_in_touch)
    person = about if isinstance(about, Person) else None
    activity = Activity.objects.create(
        person=person,
        organisation=about if isinstance(about, Organisation) else None,
        objective=objective,
        kind=kind,
        outcome=outcome,
        at=at,
        by=member.user,
        work=rules.work_of(
            kind,
            place=objective.place if objective else None,
            state=person.state if person else None,
        ),
        **facts,
    )
    warnings = _warnings(activity, person)
    if person:
        _spoke_with(person, activity, keep_in_touch, by=member.user)
    _end_objective(activity, objective, by=member.user)
    if finishing:
        finishing.finish(at=at)
    follow_up = plan(member, about, next_step, activity=activity) if next_step else None
    refresh_next(about)
    return Logged(activity, follow_up, warnings)


def _require_answers(
    outcome: str,
    objective: Objective | None,
    next_step: NextStep | None,
    keep_in_touch: bool | None,
) -> None:
    if outcome == Outcome.NOT_READY and next_step is None:
        raise FollowUpDateNeeded
    if outcome == Outcome.NO and keep_in_touch is None:
        raise KeepInTouchNeeded
    if outcome == Outcome.WON and objective is None:
        raise ObjectiveNeeded


def _warnings(activity: Activity, person: Person | None) -> tuple[str, ...]:
    state = person.state if person else None
    found = {
        "too_early": rules.sells_too_early(activity.kind, state),
        "no_close": rules.incomplete_presentation(
            activity.kind, activity.call_to_action, activity.close
        ),
        "do_not_contact": bool(person and person.do_not_contact)
        and activity.kind != Kind.NOTE
        and not activity.is_incoming,
    }
    return tuple(code for code, holds in found.items() if holds)


def _spoke_with(
    person: Person, activity: Activity, keep_in_touch: bool | None, *, by: User
) -> None:
    if activity.kind == Kind.NOTE or activity.outcome == Outcome.NO_ANSWER:
        return
    if not person.last_contact_at or person.last_contact_at < activity.at:
        person.last_contact_at = activity.at
        person.save(update_fields=["last_contact_at"])
    funnel.contacted(person, by=by, at=activity.at)
    word = _permission_word(activity.outcome, keep_in_touch)
    if word:
        note_permission(
            person,
            state=word,
            by=by,
            at=activity.at,
            purpose=Purpose.FOLLOW_UP,
            how=activity.note[:300] or activity.get_kind_display(),
        )


def _permission_word(outcome: str, keep_in_touch: bool | None) -> str | None:
    """ "Not ready, call me in May" is itself a permission; a "no" was asked (B35)."""
    if outcome == Outcome.NOT_READY:
        return Permission.State.GIVEN
    if outcome == Outcome.NO:
        return Permission.State.GIVEN if keep_in_touch else Permission.State.REFUSED
    return None


def _end_objective(
    activity: Activity, objective: Objective | None, *, by: User
) -> None:
    ended = {Outcome.WON: Ended.WON, Outcome.NO: Ended.LOST}.get(
        Outcome(activity.outcome) if activity.outcome else Outcome.SPOKE
    )
    if objective and ended:
        funnel.end(objective, ended, by=by, at=activity.at, reason=activity.note[:300])


@transaction.atomic
def plan(
    member: Membership,
    about: Person | Organisation,
    step: NextStep,
    *,
    activity: Activity | None = None,
    objective: Objective | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Put a next step on the list; raises `MayNotContact` where a "no" stands."""
    person = about if isinstance(about, Person) else None
    if person:
        person.check_may_contact()
    follow_up = FollowUp.objects.create(
        person=person,
        organisation=about if isinstance(about, Organisation) else None,
        objective=objective or (activity.objective if activity else None),
        activity=activity,
        kind=step.kind,
        what=step.what.strip(),
        due_on=step.on,
        due_time=step.at,
        assignee=member.user,
        created_at=at or timezone.now(),
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


def _refresh_next_of(follow_up: FollowUp) -> None:
    if follow_up.person:
        refresh_next(follow_up.person)


def refresh_next(about: Person | Organisation) -> None:
    """Bring `person.next_on` in step: the first day something is to be done."""
    if not isinstance(about, Person):
        return
    first = FollowUp.objects.open().filter(person=about).aggregate(on=Min("due_on"))
    about.next_on = first["on"]
    about.save(update_fields=["next_on"])
