"""The places that follow from the facts, day by day: nothing here is set by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import cast

from bestfew.activities.rules import work_of
from bestfew.funnel import rules
from bestfew.funnel.models import Objective, Placement
from bestfew.funnel.queries.facts import FIT_STATES
from bestfew.onboarding.sample.courses import Course
from bestfew.onboarding.sample.plots import Fate
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import State
from bestfew.prospecting.models import Answer
from bestfew.prospecting.rules import Value as RuleValue
from bestfew.prospecting.rules import judge

EVENING = time(19)
TOLD_DAYS = 7
"""A seller who looks every day has not seen what fell back within so many days."""


def derive(stage: Stage, courses: Sequence[Course]) -> None:
    """Give every objective its places of the year, and every deed its kind of work."""
    past = Past(stage, courses)
    for course in courses:
        placed = past.places(course)
        _keep(stage, course.objective, placed)
        by_day = {on: standing.place for on, standing in placed}
        for activity in course.activities:
            if activity.objective_id:
                before = [on for on in by_day if on <= activity.at.date()]
                place = by_day[before[-1]] if before else rules.Place.UNIVERSE
                activity.work = work_of(activity.kind, place=place, state=None)


def _keep(
    stage: Stage, objective: Objective, placed: list[tuple[date, rules.Standing]]
) -> None:
    was = rules.Place.UNIVERSE
    for on, standing in placed:
        at = min(datetime.combine(on, EVENING, stage.now.tzinfo), stage.now)
        placement = Placement(
            objective=objective,
            came_from=was.value,
            place=standing.place.value,
            missing=[each.value for each in standing.missing],
            at=at,
            is_unseen=False,
        )
        stage.book.add(placement)
        objective.place, objective.place_since = standing.place.value, at
        was = standing.place
    if placed and _fell_lately(placement, on=stage.today):
        placement.is_unseen = True


def _fell_lately(last: Placement, *, on: date) -> bool:
    fell = rules.RANKS[last.place] < rules.RANKS[last.came_from]
    return fell and (on - last.at.date()).days <= TOLD_DAYS


class Past:
    """What was known on any day of the year."""

    def __init__(self, stage: Stage, courses: Sequence[Course]) -> None:
        self._stage = stage
        self._answers: dict[int, list[Answer]] = defaultdict(list)
        for answer in stage.book.rows(Answer):
            self._answers[answer.person_id].append(answer)
        self._won = [
            (each.objective.offering_id, each.ending.on, each.ending.cycle_days)
            for each in courses
            if each.ending and each.plot.fate is Fate.WON
        ]

    def places(self, course: Course) -> list[tuple[date, rules.Standing]]:
        """Every change of place with its day, the first on the day it began."""
        found: list[tuple[date, rules.Standing]] = []
        day = course.objective.first_contact_on
        last = course.ending.on if course.ending else self._stage.today
        while day <= last:
            standing = rules.stand(self._facts(course, day), on=day)
            if not found or found[-1][1].place is not standing.place:
                found.append((day, standing))
            day += timedelta(days=1)
        return found

    def _facts(self, course: Course, on: date) -> rules.Facts:
        objective, state = course.objective, self._state(course, on)
        said = [each for each in course.reviews if each.at.date() <= on]
        return rules.Facts(
            fit_indicated=_by(objective.fit_on, on) or state in FIT_STATES,
            fit_verified=state == State.PROSPECT,
            influences=tuple(
                rules.Influence(_by(each.contacted_on, on), _by(each.satisfied_on, on))
                for each in course.influences
                if each.added_on <= on
            ),
            confidence=said[-1].confidence if said else 0,
            expected_close=said[-1].expected_close_on if said else None,
            normal_cycle=self._cycle(objective, on),
        )

    def _state(self, course: Course, on: date) -> str:
        known = {
            each.key: cast(RuleValue, str(each.value))
            for each in self._answers[course.person.pk]
            if each.at.date() <= on
        }
        return judge(self._stage.criteria, known).state

    def _cycle(self, objective: Objective, on: date) -> float:
        days = [
            n
            for sold, day, n in self._won
            if sold == objective.offering_id and day <= on
        ]
        own = objective.offering and objective.offering.normal_cycle_days
        figure = float(own or self._stage.workspace.normal_cycle_days)
        return rules.normal_cycle(days, own_figure=figure).days


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
