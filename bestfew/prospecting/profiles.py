"""Deeds on qualification profiles: their questions, and new ones of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import User
from bestfew.history.models import record
from bestfew.prospecting.actions import refresh_states, ways_changed
from bestfew.prospecting.models import Criterion, QualificationProfile

MOST_QUESTIONS = 5


class ProfileNeedsQuestions(Exception):
    """A profile asks at least one question that decides, and five at most (B28)."""


class AskedTwice(Exception):
    """Two questions of one profile are about the same thing."""


class ProfileExists(Exception):
    """Another profile has that name."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is typed. `key` is the criterion it answers, or ''."""

    question: str
    hint: str = ""
    is_required: bool = True
    key: str = ""


@transaction.atomic
def add_profile(
    name: str, questions: Sequence[Question], *, by: User, at: datetime
) -> QualificationProfile:
    """A named profile.

    Raises `ProfileNeedsQuestions`, `AskedTwice`, `ProfileExists`.
    """
    _check(questions)
    if QualificationProfile.objects.filter(name__iexact=name.strip()).exists():
        raise ProfileExists
    key = slugify(name)[:40] or str(new_id())
    try:
        with transaction.atomic():
            profile = QualificationProfile.objects.create(key=key, name=name.strip())
    except IntegrityError:
        raise ProfileExists from None
    Criterion.objects.bulk_create(
        Criterion(
            profile=profile,
            key=each.key or f"q{new_id()}",
            question=each.question.strip(),
            hint=each.hint.strip(),
            is_required=each.is_required,
            position=position,
        )
        for position, each in enumerate(questions)
    )
    record("added", profile, by=by, at=at)
    return profile


@transaction.atomic
def edit_profile(
    profile: QualificationProfile,
    questions: Sequence[Question],
    *,
    by: User,
    at: datetime,
) -> None:
    """Word the questions anew, by key; what decides may change everyone's state."""
    _check(questions)
    by_key = {each.key: each for each in questions}
    for criterion in profile.criteria.all():
        asked = by_key.get(criterion.key)
        if asked:
            criterion.question = asked.question.strip()
            criterion.hint = asked.hint.strip()
            criterion.is_required = asked.is_required
            criterion.save(update_fields=["question", "hint", "is_required"])
    record("reworded", profile, by=by, at=at)
    if profile.is_default:
        refresh_states(by=by, at=at)
        ways_changed(at)


def _check(questions: Sequence[Question]) -> None:
    if not 0 < len(questions) <= MOST_QUESTIONS:
        raise ProfileNeedsQuestions
    if not any(each.is_required for each in questions):
        raise ProfileNeedsQuestions
    keys = [each.key for each in questions if each.key]
    if len(keys) != len(set(keys)):
        raise AskedTwice
