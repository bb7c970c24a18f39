"""Everybody without an objective: leads, half-known people, old customers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.onboarding.sample.asked import ask
from bestfew.onboarding.sample.log import allowed, did, promise
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Permission, Person
from bestfew.prospecting.models import Value

LIVES = {
    "untouched": 26,
    "tried": 20,
    "half_known": 19,
    "not_ready": 9,
    "unfit": 10,
    "known": 6,
    "refused": 4,
    "old_customer": 6,
}
"""How many of a hundred people without an objective are known in which way."""

TALKS = (Kind.CALL, Kind.CALL, Kind.MESSAGE)
CARE = (Kind.CARE, Kind.INFORMATION, Kind.MESSAGE, Kind.ADVICE)


def live(stage: Stage, person: Person) -> None:
    """Let one life happen to the person, from the day they were taken up."""
    lives: dict[str, Callable[[Stage, Person], None]] = {
        "untouched": lambda _stage, _person: None,
        "tried": _tried,
        "half_known": _half_known,
        "not_ready": _not_ready,
        "unfit": _unfit,
        "known": _known,
        "refused": _refused,
        "old_customer": _old_customer,
    }
    lives[stage.dice.weighted(LIVES)](stage, person)


def _day(stage: Stage, person: Person, low: int, high: int) -> date:
    """Some days after they were taken up, but not after yesterday."""
    on = person.created_at.date() + timedelta(days=stage.dice.between(low, high))
    return min(on, stage.today - timedelta(days=1))


def _tried(stage: Stage, person: Person) -> None:
    for attempt in range(stage.dice.between(1, 3)):
        on = _day(stage, person, 2 + 6 * attempt, 7 + 8 * attempt)
        did(stage, person, Kind.CALL, on=on, outcome=Outcome.NO_ANSWER)


def _talk(stage: Stage, person: Person, *, outcome: str = Outcome.SPOKE) -> Activity:
    on = _day(stage, person, 1, 12)
    return did(stage, person, stage.dice.pick(TALKS), on=on, outcome=outcome)


def _half_known(stage: Stage, person: Person) -> None:
    talk = _talk(stage, person)
    keys = [each.key for each in stage.criteria]
    known = stage.dice.some(keys, stage.dice.between(1, max(1, len(keys) - 1)))
    ask(stage, person, [(key, Value.MET, talk.at.date()) for key in known])


def _not_ready(stage: Stage, person: Person) -> None:
    """ "Call me in spring" is itself a permission (B34, B35)."""
    talk = _talk(stage, person, outcome=Outcome.NOT_READY)
    first = stage.criteria[0].key
    ask(stage, person, [(first, Value.MET, talk.at.date())])
    allowed(stage, person, Permission.State.GIVEN, by=talk)
    due_on = talk.at.date() + timedelta(days=stage.dice.between(30, 120))
    if due_on <= stage.today:  # we kept the promise, and promised again
        done = did(stage, person, Kind.CALL, on=due_on - timedelta(days=1))
        promise(stage, person, after=talk, due_on=done.at.date(), done_at=done.at)
        talk, due_on = done, stage.today + timedelta(days=stage.dice.between(4, 60))
    promise(stage, person, after=talk, due_on=due_on)


def _unfit(stage: Stage, person: Person) -> None:
    talk = _talk(stage, person)
    failed = stage.dice.pick(stage.criteria).key
    ask(stage, person, [(failed, Value.NOT_MET, talk.at.date())])


def _known(stage: Stage, person: Person) -> None:
    talk = _talk(stage, person)
    ask(stage, person, [(c.key, Value.MET, talk.at.date()) for c in stage.criteria])


def _refused(stage: Stage, person: Person) -> None:
    talk = _talk(stage, person, outcome=Outcome.NO)
    allowed(stage, person, Permission.State.REFUSED, by=talk)


def _old_customer(stage: Stage, person: Person) -> None:
    _known(stage, person)
    on = _day(stage, person, 40, 80)
    while on < stage.today - timedelta(days=1):
        did(stage, person, stage.dice.pick(CARE), on=on)
        on += timedelta(days=stage.dice.between(60, 110))
