"""Log what was done: one deed updates everything that follows from it (E06)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership, User
from bestfew.activities import rules
from bestfew.activities.actions.changes import LogChange, log_changed
from bestfew.activities.actions.follow_ups import NextStep, plan, refresh_next
from bestfew.activities.models import Activity, FollowUp, Kind, Outcome
from bestfew.funnel import actions as funnel
from bestfew.funnel.models import Influence, Objective
from bestfew.funnel.models import Outcome as Ended
from bestfew.history.models import record
from bestfew.history.once import once
from bestfew.people.actions import note_permission
from bestfew.people.models import Organisation, Permission, Person, Purpose

FORM = "form"
"""Begins the external ids of what came through a form: its one-time submit id."""


class FollowUpDateNeeded(Exception):
    """ "Not ready" asks when to come back (B34)."""


class KeepInTouchNeeded(Exception):
    """A "no" asks whether we may keep in touch (B35)."""


class ObjectiveNeeded(Exception):
    """ "Won" asks which objective."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What one log entry came to; `warnings` are codes the screen puts in words."""

    activity: Activity
    follow_up: FollowUp | None = None
    warnings: tuple[str, ...] = field(default=())


def log(member: Membership, *, submit_id: str = "", **deed: Any) -> Logged:
    """Write an activity and everything that follows from its outcome.

    `deed` is what `_log` takes. The same `submit_id` a second time, or at once, gives
    what the first came to. "Not ready" needs `next_step` and is itself a permission
    (`FollowUpDateNeeded`); "no" needs `keep_in_touch` (`KeepInTouchNeeded`); "won"
    needs `objective` (`ObjectiveNeeded`). What happened is always logged, even with
    someone who asked for no contact; a next step with them raises `MayNotContact`.
    """
    external_id = f"{FORM}:{submit_id}" if submit_id else ""
    return once(
        lambda: _submitted(external_id),
        lambda: _log(member, external_id=external_id, **deed),
    )


def _submitted(external_id: str) -> Logged | None:
    if not external_id:
        return None
    activity = Activity.objects.filter(external_id=external_id).first()
    return activity and Logged(activity, activity.follow_ups.first())


@transaction.atomic
def _log(
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
        work=_work(kind, objective, person),
        **facts,
    )
    warnings = _warnings(activity, person)
    came = _follow_from(activity, person, objective, keep_in_touch, by=member.user)
    if finishing and finishing.finish(at=at):
        came["finished"] = finishing.pk
    record("logged", activity, by=member.user, at=at, **came)
    follow_up = (
        plan(member, about, next_step, at=at, activity=activity) if next_step else None
    )
    refresh_next(about)
    log_changed(LogChange.of([activity]))
    return Logged(activity, follow_up, warnings)


def _work(kind: str, objective: Objective | None, person: Person | None) -> rules.Work:
    return rules.work_of(
        kind,
        place=objective.place if objective else None,
        state=person.state if person else None,
    )


def _follow_from(
    activity: Activity,
    person: Person | None,
    objective: Objective | None,
    keep_in_touch: bool | None,
    *,
    by: User,
) -> dict[str, Any]:
    """What an activity changed elsewhere: enough to take it back."""
    came: dict[str, Any] = {}
    if person:
        came |= _spoke_with(person, activity, keep_in_touch, by=by)
    if _end_objective(activity, objective, by=by):
        came["ended"] = True
    return came


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
) -> dict[str, Any]:
    if not activity.is_spoken:
        return {}
    last = person.held().last_contact_at
    if not last or last < activity.at:
        person.last_contact_at = activity.at
        person.save(update_fields=["last_contact_at"])
    new = Influence.objects.unmet().filter(person=person)
    came: dict[str, Any] = {"contacted": list(new.values_list("pk", flat=True))}
    funnel.contacted(person, by=by, at=activity.at)
    state = _permission_word(activity.outcome, keep_in_touch)
    if state:
        word = note_permission(
            person,
            state=state,
            by=by,
            at=activity.at,
            purpose=Purpose.FOLLOW_UP,
            how=activity.note[:300] or activity.get_kind_display(),
        )
        came["permission"] = word.pk
    return came


def _permission_word(outcome: str, keep_in_touch: bool | None) -> str | None:
    """ "Not ready, call me in May" is itself a permission; a "no" was asked (B35)."""
    if outcome == Outcome.NOT_READY:
        return Permission.State.GIVEN
    if outcome == Outcome.NO:
        return Permission.State.GIVEN if keep_in_touch else Permission.State.REFUSED
    return None


def _end_objective(
    activity: Activity, objective: Objective | None, *, by: User
) -> bool:
    """Won, or lost by a "no"; raises what `funnel.end` raises."""
    ended = {"won": Ended.WON, "no": Ended.LOST}.get(activity.outcome)
    if objective is None or ended is None:
        return False
    reason = activity.note[:300]
    funnel.end(objective, ended, by=by, at=activity.at, reason=reason)
    return True
