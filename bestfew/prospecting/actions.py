"""Qualify people: write answers, and keep what they make of the person in step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import User
from bestfew.history.models import Event, note, record
from bestfew.people.actions import note_permission, refresh_do_not_contact
from bestfew.people.models import Permission, Person, Purpose
from bestfew.prospecting import rules
from bestfew.prospecting.models import (
    Answer,
    Evidence,
    QualificationProfile,
    Qualifying,
    Value,
)
from bestfew.prospecting.queries import (
    answers_of,
    default_profile,
    misplaced,
    verdict_of,
)

CHUNK = 500

state_changed: Consequence[[Sequence[int], User | None, datetime]] = Consequence()
"""Follows when people (their ids) got another state: by whom, and when."""

answers_changed: Consequence[[Sequence[int], User | None, datetime]] = Consequence()
"""Follows when people gave answers that left their state as it was."""

ways_changed: Consequence[[datetime]] = Consequence()
"""Follows when other questions decide what a prospect is, or did."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One card worked through: its verdict, and the rows that undo takes back."""

    verdict: rules.Verdict
    answers: tuple[int, ...]
    permission: int | None


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
    worked = work_through(
        person,
        answers,
        by=by,
        at=at,
        evidence=evidence,
        medium=medium,
        seconds=seconds,
    )
    return worked.verdict


@transaction.atomic
def work_through(
    person: Person,
    answers: Mapping[str, str],
    *,
    by: User,
    at: datetime,
    evidence: Mapping[str, str] | None = None,
    medium: str = "",
    seconds: int | None = None,
    keep_in_touch: bool | None = None,
) -> Worked:
    """`qualify`, with the answer to "may we keep in touch?" if it was asked (B35)."""
    known = answers_of(person)
    written = Answer.objects.bulk_create(
        Answer(
            person=person,
            key=key,
            value=value,
            evidence=(evidence or {}).get(key, Evidence.SAID),
            medium=medium,
            at=at,
            by=by,
        )
        for key, value in answers.items()
        if known.get(key, Value.UNKNOWN) != value
    )
    verdict = _follow_answers(person, by=by, at=at)
    if seconds is not None:
        _time(person, verdict, seconds, by=by, at=at)
    word = _keep_in_touch(person, keep_in_touch, by=by, at=at)
    return Worked(
        verdict, tuple(each.pk for each in written), word.pk if word else None
    )


def _follow_answers(person: Person, *, by: User, at: datetime) -> rules.Verdict:
    before = person.state
    verdict = refresh_state(person, by=by, at=at)
    if person.state == before:
        answers_changed([person.pk], by, at)
    return verdict


def _time(
    person: Person, verdict: rules.Verdict, seconds: int, *, by: User, at: datetime
) -> None:
    """Keep how long the card took: an hour at most, whatever lunch lasted."""
    Qualifying.objects.create(
        person=person,
        by=by,
        at=at,
        seconds=max(0, min(seconds, 3_600)),
        state=verdict.state,
    )


def _keep_in_touch(
    person: Person, agreed: bool | None, *, by: User, at: datetime
) -> Permission | None:
    if agreed is None:
        return None
    given = Permission.State.GIVEN if agreed else Permission.State.REFUSED
    return note_permission(person, state=given, by=by, at=at, purpose=Purpose.FOLLOW_UP)


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
    person: Person,
    answers: Iterable[int],
    *,
    by: User,
    at: datetime,
    permission: int | None = None,
) -> None:
    """Undo a card: answers as they were before, by newer facts (nothing is erased).

    A word of permission that was tapped by mistake leaves the ledger; the history
    keeps it. Doing it twice changes nothing more.
    """
    known = answers_of(person)
    for answer in Answer.objects.filter(person=person, pk__in=list(answers)):
        if known.get(answer.key) != answer.value:
            continue
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
    _forget_word(person, permission, by=by, at=at)
    _follow_answers(person, by=by, at=at)


def _forget_word(person: Person, pk: int | None, *, by: User, at: datetime) -> None:
    word = (
        Permission.objects.filter(person=person, pk=pk, by=by).first() if pk else None
    )
    if word:
        record("permission undone", person, by=by, at=at, state=word.state)
        word.delete()
        refresh_do_not_contact(person)


@transaction.atomic
def make_default(profile: QualificationProfile, *, by: User, at: datetime) -> int:
    """Let this profile decide everyone's state; how many people it changed."""
    if not profile.is_default:
        QualificationProfile.objects.filter(is_default=True).update(is_default=False)
        profile.is_default = True
        profile.save(update_fields=["is_default"])
        record("made default", profile, by=by, at=at)
        ways_changed(at)
    return refresh_states(by=by, at=at)


def refresh_states(
    *, by: User | None, at: datetime, people: Collection[int] | None = None
) -> int:
    """Bring everyone's state, or that of some people, in step with the default profile.

    How many changed; none where the workspace has no profile yet.
    """
    if not QualificationProfile.objects.filter(is_default=True).exists():
        return 0
    wrong = misplaced(default_profile(), people=people)
    for start in range(0, len(wrong), CHUNK):
        some = dict(wrong[start : start + CHUNK])
        rows = Person.objects.filter(pk__in=some).only("pk", "state")
        Event.objects.bulk_create(
            note(
                "qualified", each, by=by, at=at, before=each.state, after=some[each.pk]
            )
            for each in rows
        )
        for state in set(some.values()):
            ids = [pk for pk, should in some.items() if should == state]
            Person.objects.filter(pk__in=ids).update(state=state, state_since=at)
        state_changed(list(some), by, at)
    return len(wrong)
