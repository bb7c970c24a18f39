"""A colleague's part of the year: other people, fewer sales, a third of the reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bestfew.accounts.models import User
from bestfew.activities.models import Activity, FollowUp
from bestfew.funnel.models import Ending, Objective, Review
from bestfew.levels.models import LevelMark
from bestfew.onboarding.sample.courses import Course
from bestfew.onboarding.sample.plots import Fate
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Permission, Person
from bestfew.prospecting.models import Answer

WEEKDAYS = (3, 6)
"""On Wednesdays and Saturdays the colleague counts."""
KEPT = (Fate.WON, Fate.BEST_FEW)
WINS = 2

HELD: tuple[tuple[type[Any], str], ...] = (
    (Objective, "owner"),
    (Review, "by"),
    (Ending, "by"),
    (Activity, "by"),
    (FollowUp, "assignee"),
    (Answer, "by"),
    (Permission, "by"),
    (LevelMark, "by"),
)
ABOUT_OBJECTIVES = (Review, Ending)


def share_out(
    stage: Stage, people: Sequence[Person], courses: Sequence[Course]
) -> None:
    """Give every second person to the colleague, but few of those who bought.

    Call it before the year is written.
    """
    if stage.colleague is None:
        return
    wins = [each.person.pk for each in courses if each.plot.fate in KEPT]
    own = set(wins[WINS:])
    theirs = {each.pk for each in people[::2] if each.pk not in own}
    theirs |= set(wins[:WINS])
    for person in people:
        if person.pk in theirs:
            person.owner = stage.colleague
    _hand_over(stage, stage.colleague, theirs)


def _hand_over(stage: Stage, colleague: User, theirs: set[int]) -> None:
    """What was done with these people was done by the colleague."""
    for model, name in HELD:
        for row in stage.book.rows(model):
            about = row.objective if model in ABOUT_OBJECTIVES else row
            if about.person_id in theirs:
                setattr(row, name, colleague)


def counts(stage: Stage, day: date) -> User:
    """Who counts on a day: today, always oneself."""
    if stage.colleague and day != stage.today and day.isoweekday() in WEEKDAYS:
        return stage.colleague
    return stage.user
