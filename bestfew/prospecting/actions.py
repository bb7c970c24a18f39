"""Qualify people: write answers, and keep what they make of the person in step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.history.consequences import Consequence
from bestfew.history.models import record
from bestfew.people.models import Person
from bestfew.prospecting import rules
from bestfew.prospecting.models import Answer, Evidence, Qualifying, Value
from bestfew.prospecting.queries import answers_of, default_profile, verdict_of

state_changed: Consequence[[Sequence[int], User | None, datetime]] = Consequence()
"""Follows when people (their ids) got another state: by whom, and when."""


@transaction.atomic
def qualify(
    person: Person,
    answers: Mapping[str, str],
    *,
    by: User,
    at: datetime,
    evidence: Mapping[str, str] | None = None,
    medium: str = "",
    seconds: int | None = None,
) -> rules.Verdict:
    """Write the answers that are new; return what they make of the person.

    `answers` maps criterion keys to `met`, `not_met` or `unknown`; an answer that says
    what is known already is not written again. `seconds` is the time the card took.
    """
    evidence = evidence or {}
    known = answers_of(person)
    Answer.objects.bulk_create(
        Answer(
            person=person,
            key=key,
            value=value,
            evidence=evidence.get(key, Evidence.SAID),
            medium=medium,
            at=at,
            by=by,
        )
        for key, value in answers.items()
        if known.get(key, Value.UNKNOWN) != value
    )
    verdict = refresh_state(person, by=by, at=at)
    if seconds is not None:
        Qualifying.objects.create(
            person=person,
            by=by,
            at=at,
            seconds=min(seconds, 3_600),
            state=verdict.state,
        )
    return verdict


def refresh_state(person: Person, *, by: User | None, at: datetime) -> rules.Verdict:
    """Bring `person.state` in step with the answers under the default profile."""
    verdict = verdict_of(person, default_profile())
    if person.state != verdict.state:
        record(
            "qualified", person, by=by, at=at, before=person.state, after=verdict.state
        )
        person.state, person.state_since = verdict.state, at
        person.save(update_fields=["state", "state_since"])
        state_changed([person.pk], by, at)
    return verdict


@transaction.atomic
def take_back(
    person: Person, answers: Iterable[int], *, by: User, at: datetime
) -> None:
    """Undo a card: answers as they were before, by newer facts (nothing is erased)."""
    for answer in Answer.objects.filter(person=person, pk__in=answers):
        earlier = (
            Answer.objects.filter(person=person, key=answer.key, pk__lt=answer.pk)
            .order_by("-at", "-id")
            .first()
        )
        Answer.objects.create(
            person=person,
            key=answer.key,
            value=earlier.value if earlier else Value.UNKNOWN,
            evidence=earlier.evidence if earlier else "",
            at=at,
            by=by,
        )
    refresh_state(person, by=by, at=at)
