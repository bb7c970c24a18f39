"""What is to be done: today, since yesterday, and in the days to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time, timedelta

from bestfew.activities.models import Kind
from bestfew.funnel.models import Place
from bestfew.onboarding.sample.courses import Course
from bestfew.onboarding.sample.log import promise
from bestfew.onboarding.sample.plots import ENDED
from bestfew.onboarding.sample.stage import Stage

DUE: dict[str, tuple[int, ...]] = {
    Place.BEST_FEW: (0, 0, 1),
    Place.IN: (0, 0, -2, 1, 2, 3, 5, 8, 9),
    Place.ABOVE: (-1, 0, 1, 2, 4, 6),
    Place.UNIVERSE: (2,),
}
"""In how many days the next step with each open objective is due, by its place."""

HOURS = (time(9, 0), time(10, 30), time(14, 0), time(16, 30))
KINDS: dict[str, tuple[str, ...]] = {
    Place.BEST_FEW: (Kind.MEETING, Kind.CALL),
    Place.IN: (Kind.CALL, Kind.VISIT, Kind.PRESENTATION, Kind.CALL),
    Place.ABOVE: (Kind.CALL, Kind.CALL, Kind.MESSAGE),
    Place.UNIVERSE: (Kind.CALL,),
}
DEEDS = {Place.BEST_FEW: "close", Place.IN: "in"}
"""Where the pack keeps the deeds of a place; for the others it is `above`."""


def fill(stage: Stage, courses: Sequence[Course]) -> None:
    """Give every open objective its next deed, and most of them a day for it."""
    hours = iter(HOURS)
    for place, due in DUE.items():
        for index, course in enumerate(_open_at(place, courses)):
            deeds = DEEDS.get(Place(place), "above")
            course.objective.next_deed = stage.draw(
                f"deeds {deeds}", stage.pack.sample.deeds[deeds]
            )
            if index < len(due):
                _plan(stage, course, due[index], hours)


def _open_at(place: str, courses: Sequence[Course]) -> list[Course]:
    return [
        each
        for each in courses
        if each.plot.fate not in ENDED and each.objective.place == place
    ]


def _plan(stage: Stage, course: Course, ahead: int, hours: Iterator[time]) -> None:
    made = promise(
        stage,
        course.person,
        after=course.activities[-1],
        due_on=stage.today + timedelta(days=ahead),
        kind=stage.dice.pick(KINDS[course.objective.place]),
    )
    made.objective = course.objective
    if ahead == 0:
        made.due_time = next(hours, None)
