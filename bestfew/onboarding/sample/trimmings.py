"""What makes a person somebody: birthdays, tags, concerns, work, notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bestfew.onboarding.sample.cast import Cast
from bestfew.onboarding.sample.courses import Course
from bestfew.onboarding.sample.plots import ENDED, Fate
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import (
    Concern,
    DateKind,
    ImportantDate,
    Permission,
    Person,
    Purpose,
    Role,
    Tag,
    Tagging,
)

SOON = (1, 3)
"""Days ahead on which two of those we work with have their birthdays."""


def trim(
    stage: Stage, cast: Cast, people: Sequence[Person], courses: Sequence[Course]
) -> list[Tag]:
    """Add them; returns the tags that were made for it."""
    made = tags(stage)
    usual, alike = (made[0] + made[1])[0], _alike(courses)
    busy = {role.person_id for role in stage.book.rows(Role)}
    for person in people:
        if person.name and person.pk not in busy and stage.dice.chance(0.22):
            cast.employ(person)
        if stage.dice.chance(0.3):
            _tag(stage, person, stage.dice.some(made[0] + made[1], 2), alike, usual)
        if stage.dice.chance(0.2):
            person.note = stage.note("note")
    for person in alike.values():
        stage.book.add(Tagging(person=person, tag=usual))
    _birthdays(stage, people, courses)
    for course in courses:
        _concern(stage, course)
        _may_send_news(stage, course)
    return made[1]


def tags(stage: Stage) -> tuple[list[Tag], list[Tag]]:
    """The trade's tags: those the workspace has, and those made now."""
    names = [stage.say(each) for each in stage.pack.sample.tags]
    there = list(Tag.objects.filter(name__in=names))
    known = {each.name for each in there}
    made = [Tag(name=name) for name in names if name not in known]
    return there, Tag.objects.bulk_create(made)


def _alike(courses: Sequence[Course]) -> dict[int, Person]:
    """Three in four who bought, by id: past sales tell whom one serves best."""
    bought = {
        each.person.pk: each.person for each in courses if each.plot.fate is Fate.WON
    }
    return {pk: bought[pk] for number, pk in enumerate(bought) if number % 4}


def _tag(
    stage: Stage,
    person: Person,
    chosen: Sequence[Tag],
    alike: Collection[int],
    usual: Tag,
) -> None:
    for tag in chosen[: stage.dice.between(1, 2)]:
        if tag is not usual or person.pk not in alike:
            stage.book.add(Tagging(person=person, tag=tag))


def _birthdays(
    stage: Stage, people: Sequence[Person], courses: Sequence[Course]
) -> None:
    near = [each.person for each in courses if each.plot.fate not in ENDED]
    soon = [each for each in near if not each.do_not_contact][: len(SOON)]
    for person, ahead in zip(soon, SOON, strict=False):
        _born(stage, person, stage.today + timedelta(days=ahead))
    for person in people:
        if person not in soon and person.name and stage.dice.chance(0.42):
            _born(
                stage, person, stage.today + timedelta(days=stage.dice.between(8, 360))
            )


def _born(stage: Stage, person: Person, day: date) -> None:
    """A birthday on that day of the year; its year is known of two in three."""
    year = stage.today.year - stage.dice.between(24, 67)
    leap_day = (day.month, day.day) == (2, 29)
    stage.book.add(
        ImportantDate(
            person=person,
            kind=DateKind.BIRTHDAY,
            month=day.month,
            day=28 if leap_day else day.day,
            year=year if stage.dice.chance(0.66) else None,
        )
    )


def _concern(stage: Stage, course: Course) -> None:
    """A question or an objection, answered by the time that everyone is satisfied."""
    raised_on, answered_on = course.plot.when(0.3), course.plot.when(0.6)
    if raised_on is None or not stage.dice.chance(0.55):
        return
    said = stage.dice.draw("concerns", stage.pack.sample.concerns)
    stage.book.add(
        Concern(
            person=course.person,
            kind=said.kind,
            text=stage.say(said.text),
            raised_at=stage.moment(raised_on),
            answer=stage.say(said.answer) if answered_on else "",
            resolved_at=stage.moment(answered_on) if answered_on else None,
        )
    )


def _may_send_news(stage: Stage, course: Course) -> None:
    asked_on = course.plot.when(0.9)
    if asked_on and not course.person.do_not_contact and stage.dice.chance(0.5):
        stage.book.add(
            Permission(
                person=course.person,
                purpose=Purpose.NEWS,
                medium="email",
                state=Permission.State.GIVEN,
                at=stage.moment(asked_on),
                by=stage.user,
            )
        )
