"""What was done with people: activities, and what follows from each."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from bestfew.activities.models import Activity, FollowUp, Kind, Outcome
from bestfew.activities.rules import work_of
from bestfew.funnel.models import Objective
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Permission, Person, Purpose

MINUTES: dict[str, tuple[int, int]] = {
    Kind.CALL: (3, 18),
    Kind.MESSAGE: (2, 6),
    Kind.EMAIL: (5, 15),
    Kind.VISIT: (45, 100),
    Kind.MEETING: (40, 80),
    Kind.PRESENTATION: (45, 75),
    Kind.CARE: (5, 20),
    Kind.INFORMATION: (5, 12),
    Kind.ADVICE: (20, 45),
    Kind.NOTE: (1, 3),
}
NOTES: dict[str, str] = {Kind.VISIT: "viewing"}
"""What the pack calls its notes for a kind, where that differs."""

CHANNELS: dict[str, str] = {Kind.CALL: "calls", Kind.EMAIL: "email"}


def did(
    stage: Stage,
    person: Person,
    kind: str,
    *,
    on: date,
    outcome: str = Outcome.SPOKE,
    objective: Objective | None = None,
    is_incoming: bool = False,
) -> Activity:
    """Log what was done on a day; `work` and the person's last contact follow."""
    at = stage.moment(on)
    channel = stage.chat if kind == Kind.MESSAGE else CHANNELS.get(kind, "")
    made = stage.book.add(
        Activity(
            person=person,
            objective=objective,
            channel=stage.channels.get(channel),
            kind=kind,
            outcome="" if kind == Kind.NOTE else outcome,
            is_incoming=is_incoming,
            at=at,
            minutes=_minutes(stage, kind, outcome),
            note=stage.note(
                "no_answer" if outcome == Outcome.NO_ANSWER else NOTES.get(kind, kind)
            ),
            by=stage.user,
            work=work_of(kind, place=None, state=person.state),
            **(_closing(stage) if kind == Kind.PRESENTATION else {}),
        )
    )
    if kind != Kind.NOTE and outcome != Outcome.NO_ANSWER:
        person.last_contact_at = max(person.last_contact_at or at, at)
    return made


def _minutes(stage: Stage, kind: str, outcome: str) -> int | None:
    """How long it took, in five of six cases; the rest was not written down."""
    if not stage.dice.chance(5 / 6):
        return None
    return 1 if outcome == Outcome.NO_ANSWER else stage.dice.between(*MINUTES[kind])


def _closing(stage: Stage) -> dict[str, str]:
    """Every presentation has a call to action and a close (B33)."""
    calls = (
        _("Choose one of the two offers by Sunday"),
        _("Bring everyone who decides to the next meeting"),
        _("Reserve it with a deposit this week"),
    )
    closes = (
        _("Asked which of the two they take"),
        _("Asked what still stands in the way"),
        _("Asked for a yes to the next step, with its day"),
    )
    return {
        "call_to_action": stage.dice.draw("calls to action", calls),
        "close": stage.dice.draw("closes", closes),
    }


def promise(
    stage: Stage,
    person: Person,
    *,
    after: Activity,
    due_on: date,
    kind: str = Kind.CALL,
    done_at: datetime | None = None,
) -> FollowUp:
    """The next step that was agreed; open unless it is done."""
    if done_at is None:
        person.next_on = min(person.next_on or due_on, due_on)
    return stage.book.add(
        FollowUp(
            person=person,
            objective=after.objective,
            activity=after,
            kind=kind,
            what=stage.draw("follow-ups", stage.pack.sample.follow_ups),
            due_on=due_on,
            assignee=stage.user,
            done_at=done_at,
            created_at=after.at,
        )
    )


def allowed(stage: Stage, person: Person, state: str, *, by: Activity) -> None:
    """Write a permission to keep in touch, or its refusal, into the ledger (B35)."""
    stage.book.add(
        Permission(
            person=person,
            purpose=Purpose.FOLLOW_UP,
            state=state,
            at=by.at,
            how=by.note[:300],
            by=stage.user,
        )
    )
    person.do_not_contact = state == Permission.State.REFUSED
