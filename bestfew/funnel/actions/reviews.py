"""Reviews of objectives: how sure, and by when; kept even if nothing changed (D22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.funnel.actions.objectives import require_open
from bestfew.funnel.actions.places import refresh_places
from bestfew.funnel.models import Objective, Review
from bestfew.history.models import record


@dataclass(frozen=True, slots=True)
class ReviewedMeanwhile(Exception):
    """It was reviewed again after the review that was seen: `review` is the last."""

    review: Review


@transaction.atomic
def review(
    objective: Objective,
    *,
    expected_close_on: date | None,
    confidence: int,
    by: User,
    at: datetime,
    seen: int | None = None,
) -> Review:
    """Write down when it should close and how sure we are, in percent.

    `seen` is the id of the last review that the reviewer knew. Where there is a later
    one by somebody else, raises `ReviewedMeanwhile` and writes nothing; their own of
    the same words was sent twice and is given back. Raises `ObjectiveEnded`.
    """
    require_open(objective)
    last = _last(objective)
    said = (expected_close_on, confidence)
    if last and seen is not None and last.pk != seen:
        if last.by_id == by.pk and (last.expected_close_on, last.confidence) == said:
            return last
        raise ReviewedMeanwhile(last)
    _say(objective, *said, by=by, at=at)
    made = Review.objects.create(
        objective=objective,
        at=at,
        by=by,
        expected_close_on=expected_close_on,
        confidence=confidence,
    )
    refresh_places([objective.pk], by=by, at=at)
    objective.refresh_from_db()
    return made


def _say(
    objective: Objective, close: date | None, sure: int, *, by: User, at: datetime
) -> None:
    """The same words in the objective; in its story even if they are the old ones."""
    said = {"expected_close_on": close, "confidence": sure}
    objective.refresh_from_db(fields=list(said))
    before = {name: getattr(objective, name) for name in said}
    if not objective.edit(before=before, after=said, by=by, at=at):
        record("reviewed", objective, by=by, at=at, **said)


@transaction.atomic
def take_review_back(review: Review, *, by: User, at: datetime) -> None:
    """Forget the last review: what the one before it said stands again.

    Raises `ReviewedMeanwhile` when it is not the last any more, `ObjectiveEnded`.
    """
    objective = review.objective
    require_open(objective)
    last = _last(objective)
    if last and last.pk != review.pk:
        raise ReviewedMeanwhile(last)
    review.delete()
    if before := _last(objective):
        _say(objective, before.expected_close_on, before.confidence, by=by, at=at)
        refresh_places([objective.pk], by=by, at=at)


def _last(objective: Objective) -> Review | None:
    rows = Review.objects.filter(objective=objective).select_related("by")
    found: Review | None = rows.order_by("-at", "-id").first()
    return found
