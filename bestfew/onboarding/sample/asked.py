"""Qualification answers, dated as they were given, and the state they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Person
from bestfew.prospecting.models import Answer, Evidence, Qualifying
from bestfew.prospecting.rules import Value, judge

SECONDS = (18, 95)
HOW = (Evidence.SAID, Evidence.SAID, Evidence.SEEN)


def ask(stage: Stage, person: Person, answers: Iterable[tuple[str, str, date]]) -> None:
    """Write answers (criterion, value, day), oldest first; keep the state in step."""
    known: dict[str, Value] = {}
    for key, value, on in answers:
        known[key] = cast(Value, str(value))
        at = stage.moment(on)
        _answer(stage, person, key=key, value=value, at=at)
        state = judge(stage.criteria, known).state
        if state != person.state:
            person.state, person.state_since = state, at
        _time(stage, person, state=state, at=at)


def _answer(
    stage: Stage, person: Person, *, key: str, value: str, at: datetime
) -> None:
    stage.book.add(
        Answer(
            person=person,
            key=key,
            value=value,
            evidence=stage.dice.pick(HOW),
            medium="phone",
            at=at,
            by=stage.user,
        )
    )


def _time(stage: Stage, person: Person, *, state: str, at: datetime) -> None:
    """How long the card took (B28)."""
    stage.book.add(
        Qualifying(
            person=person,
            by=stage.user,
            at=at,
            seconds=stage.dice.between(*SECONDS),
            state=state,
        )
    )
