"""One objective's course, from first contact to its end or to today, as dated facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from bestfew.activities.models import Activity, Kind
from bestfew.activities.models import Outcome as Came
from bestfew.funnel.models import (
    BuyingRole,
    Ending,
    Influence,
    Objective,
    Outcome,
    Review,
)
from bestfew.onboarding.sample.asked import ask
from bestfew.onboarding.sample.cast import FOUND, Cast
from bestfew.onboarding.sample.deciding import describe
from bestfew.onboarding.sample.log import allowed, did, promise
from bestfew.onboarding.sample.plots import ENDED, Fate, Plot, normal_days
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Permission, Person
from bestfew.prospecting.models import Value

DEEDS = (
    (0.0, Kind.CALL),
    (0.07, Kind.CALL),
    (0.16, Kind.MESSAGE),
    (0.28, Kind.VISIT),
    (0.38, Kind.INFORMATION),
    (0.46, Kind.EMAIL),
    (0.54, Kind.VISIT),
    (0.63, Kind.PRESENTATION),
    (0.72, Kind.ADVICE),
    (0.8, Kind.MEETING),
    (0.88, Kind.CALL),
)
"""What is done with a customer, and at which share of the course."""

ALWAYS = (Kind.VISIT, Kind.PRESENTATION, Kind.MEETING)
REVIEWS = ((0.0, (15, 30)), (0.34, (40, 55)), (0.64, (65, 80)), (0.87, (90, 95)))
"""How sure one is, in percent, at which share of the course."""

FOR_ORGANISATIONS = {"shop_sale", "workshop", "company_event", "yearly_plan"}
"""Offerings that organisations buy, more often than not."""


@dataclass(slots=True)
class Course:
    """An objective with its dated facts, before its places are derived."""

    plot: Plot
    person: Person
    objective: Objective
    influences: list[Influence] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    ending: Ending | None = None


def run(stage: Stage, cast: Cast, plot: Plot, person: Person) -> Course:
    """Everything that happened about one objective."""
    course = Course(plot, person, _objective(stage, cast, plot, person))
    stage.book.add(course.objective)
    ask(stage, person, _answers(stage, plot))
    _influence(stage, course)
    _review(stage, course)
    _do(stage, course)
    if plot.fate in ENDED:
        _end(stage, course)
    return course


def _objective(stage: Stage, cast: Cast, plot: Plot, person: Person) -> Objective:
    what = plot.what
    buys = what.offering in FOR_ORGANISATIONS and stage.dice.chance(0.75)
    employer = stage.dice.draw("customers", cast.organisations) if buys else None
    if employer:
        cast.employ(person, employer)
    known_on = plot.when(0.1)
    value = what.value.get(stage.workspace.currency)
    return Objective(
        owner=stage.user,
        name=_name(stage, plot),
        person=None if employer else person,
        organisation=employer,
        offering=stage.offerings.get(what.offering),
        value=stage.money(value) if value else None,
        currency=stage.workspace.currency,
        first_contact_on=plot.first_on,
        fit=stage.note("call") if known_on else "",
        fit_on=known_on,
        created_at=stage.moment(plot.first_on),
        is_sample=True,
    )


def _name(stage: Stage, plot: Plot) -> str:
    """The pack's wording, or what is sold and where."""
    offering = stage.offerings.get(plot.what.offering)
    if plot.is_named or offering is None:
        return stage.say(plot.what.name)
    comma = "，" if stage.workspace.language == "zh-hans" else ", "
    return f"{offering.name}{comma}{stage.dice.draw('areas', stage.names.areas)}"


def _answers(stage: Stage, plot: Plot) -> Iterator[tuple[str, str, date]]:
    """One criterion after another; the last one fails where we decline."""
    last = len(stage.criteria) - 1
    for index, criterion in enumerate(stage.criteria):
        on = plot.when(0.05 + 0.2 * index / max(last, 1))
        if on is None or plot.fate is Fate.UNIVERSE:
            return
        fails = plot.fate is Fate.DECLINED and index == last
        yield criterion.key, Value.NOT_MET if fails else Value.MET, on


def _influence(stage: Stage, course: Course) -> None:
    """The customer first, then those whom the pack names; one says the final yes."""
    plot = course.plot
    first = None if plot.fate is Fate.UNIVERSE else plot.first_on
    pays = {each.role for each in plot.what.influences} & {BuyingRole.ECONOMIC.value}
    _add_influence(
        stage,
        course,
        person=course.person,
        role=BuyingRole.USER if pays and first else BuyingRole.ECONOMIC,
        added_on=plot.first_on,
        contacted_on=first,
        satisfied_on=plot.when(0.62),
    )
    others = plot.what.influences if plot.fate is not Fate.UNIVERSE else ()
    for index, each in enumerate(others):
        added_on = plot.when(0.12)
        if added_on:
            _add_influence(
                stage,
                course,
                name=stage.say(each.who),
                role=each.role,
                added_on=added_on,
                contacted_on=plot.when(0.36 + 0.12 * index),
                satisfied_on=plot.when(0.7 + 0.07 * index),
            )


def _add_influence(stage: Stage, course: Course, **facts: Any) -> None:
    made = Influence(objective=course.objective, **facts)
    describe(made, course.plot, len(course.influences))
    course.influences.append(stage.book.add(made))


def _review(stage: Stage, course: Course) -> None:
    """How sure, and by when, as judged in the course; the last one stands."""
    for share, sure in REVIEWS:
        on = course.plot.when(share)
        if on is None or (share and course.plot.is_stuck and share > 0.4):
            break
        made = stage.book.add(
            Review(
                objective=course.objective,
                at=stage.moment(on),
                by=stage.user,
                expected_close_on=_expected(stage, course.plot, share),
                confidence=stage.dice.between(*sure) // 5 * 5,
            )
        )
        course.reviews.append(made)
        course.objective.confidence = made.confidence
        course.objective.expected_close_on = made.expected_close_on


def _expected(stage: Stage, plot: Plot, share: float) -> date:
    """Optimistic at first; near the end one knows the day."""
    if plot.is_stuck:
        return stage.today - timedelta(days=6)
    if plot.is_early:
        normal = normal_days(stage.pack, plot.what.offering)
        return stage.today + timedelta(days=round(normal * 0.9))
    doubt = (1 - share) * 0.2
    days = round(plot.length * stage.dice.near(1 - doubt, 1 + doubt / 2))
    hoped = plot.first_on + timedelta(days=days)
    if plot.fate in ENDED:
        return max(hoped, plot.last_on)
    if plot.fate is Fate.BEST_FEW and share > 0.8:
        soon = normal_days(stage.pack, plot.what.offering) // 4
        return stage.today + timedelta(days=stage.dice.between(1, soon))
    return max(hoped, stage.today + timedelta(days=stage.dice.between(3, 12)))


def _do(stage: Stage, course: Course) -> None:
    """The deeds of the course; short ones leave out what is not needed."""
    plot = course.plot
    if plot.fate is Fate.UNIVERSE:
        tried = did(
            stage, course.person, Kind.CALL, on=plot.first_on, outcome=Came.NO_ANSWER
        )
        course.activities.append(tried)
        return
    for share, kind in DEEDS:
        on = plot.when(share)
        if on is None or (share and not _is_done(stage, plot, kind)):
            continue
        asks = share == 0 and _came_by_itself(course.person)
        _log(stage, course, Kind.MESSAGE if asks else kind, on=on, is_incoming=asks)


def _is_done(stage: Stage, plot: Plot, kind: str) -> bool:
    return kind in ALWAYS or stage.dice.chance(min(1.0, plot.length / 45))


def _came_by_itself(person: Person) -> bool:
    return person.source is not None and person.source.key not in FOUND


def _log(stage: Stage, course: Course, kind: str, *, on: date, **facts: Any) -> None:
    """A deed, and often the promise before it that it keeps."""
    done = did(stage, course.person, kind, on=on, objective=course.objective, **facts)
    before = course.activities[-1] if course.activities else None
    if before and stage.dice.chance(0.55):
        promise(
            stage, course.person, after=before, due_on=on, kind=kind, done_at=done.at
        )
    course.activities.append(done)


def _end(stage: Stage, course: Course) -> None:
    """How it ended, with the talk in which it did."""
    fate, on = course.plot.fate, course.plot.last_on
    came = {Fate.WON: Came.WON, Fate.LOST: Came.NO}.get(fate, Came.SPOKE)
    kind = Kind.MEETING if fate is Fate.WON else Kind.CALL
    _log(stage, course, kind, on=on, outcome=came)
    objective = course.objective
    objective.is_open = False
    course.ending = stage.book.add(
        Ending(
            objective=objective,
            outcome=Outcome(fate.value),
            on=on,
            reason=_reason(stage, fate),
            cycle_days=(on - objective.first_contact_on).days,
            at=stage.moment(on),
            by=stage.user,
        )
    )
    if fate is Fate.LOST:
        word = stage.dice.pick((Permission.State.GIVEN, Permission.State.REFUSED))
        allowed(stage, course.person, word, by=course.activities[-1])
    if fate is Fate.WON:
        _care(stage, course)


def _reason(stage: Stage, fate: Fate) -> str:
    if fate is Fate.LOST:
        return stage.draw("lost reasons", stage.pack.sample.lost_reasons)
    return _("Not the kind of work we do well.") if fate is Fate.DECLINED else ""


def _care(stage: Stage, course: Course) -> None:
    """What is won is looked after: two weeks on, then every two months or so."""
    on = course.plot.last_on + timedelta(days=stage.dice.between(9, 18))
    while on < stage.today:
        kind = stage.dice.pick((Kind.CARE, Kind.CARE, Kind.INFORMATION, Kind.MESSAGE))
        course.activities.append(did(stage, course.person, kind, on=on))
        on += timedelta(days=stage.dice.between(50, 90))
