"""Qualification answers, dated as they were given, and the state they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Person
from bestfew.prospecting.models import Answer, Evidence, Qualifying
from bestfew.prospecting.rules import Value as RuleValue
from bestfew.prospecting.rules import judge

SECONDS = (18, 95)


def ask(stage: Stage, person: Person, answers: Iterable[tuple[str, str, date]]) -> None:
    """Write answers (criterion, value, day), oldest first; keep the state in step."""
    known: dict[str, RuleValue] = {}
    for key, value, on in answers:
        known[key] = cast(RuleValue, str(value))
        at = stage.moment(on)
        stage.book.add(
            Answer(
                person=person,
                key=key,
                value=value,
                evidence=stage.dice.pick((Evidence.SAID, Evidence.SAID, Evidence.SEEN)),
                medium="phone",
                at=at,
                by=stage.user,
            )
        )
        state = judge(stage.criteria, known).state
        if state != person.state:
            person.state, person.state_since = state, at
        stage.book.add(
            Qualifying(
                person=person,
                by=stage.user,
                at=at,
                seconds=stage.dice.between(*SECONDS),
                state=state,
            )
        )
