"""Loads a sample year into a workspace, and takes it out again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from bestfew.accounts.models import Membership, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel.actions import keep_days, refresh_places
from bestfew.history.models import record
from bestfew.levels.actions import rebuild
from bestfew.onboarding.sample.agenda import fill
from bestfew.onboarding.sample.answers import tell_what_brought_them
from bestfew.onboarding.sample.batches import run_campaigns
from bestfew.onboarding.sample.cast import Cast, make_findable
from bestfew.onboarding.sample.courses import Course, run
from bestfew.onboarding.sample.lives import live
from bestfew.onboarding.sample.loyalty import Buyers, befriend
from bestfew.onboarding.sample.network import build_network
from bestfew.onboarding.sample.places import derive
from bestfew.onboarding.sample.plans import keep_a_plan
from bestfew.onboarding.sample.plots import SEASONS, USUAL, YEAR_DAYS, Plot, plots
from bestfew.onboarding.sample.reach import count_year
from bestfew.onboarding.sample.removal import LOADED, set_sample
from bestfew.onboarding.sample.sharing import share_out
from bestfew.onboarding.sample.stage import Stage, set_stage
from bestfew.onboarding.sample.trimmings import trim
from bestfew.onboarding.sample.weeks import plan_weeks
from bestfew.people.models import Person

SEED = "bestfew"
NAMELESS = 3


class HasSample(Exception):
    """The workspace holds sample data already."""


def load_sample(
    member: Membership,
    *,
    at: datetime,
    seed: str = SEED,
    colleague: User | None = None,
) -> int:
    """A believable year of the workspace's trade, ending now; how many people it has.

    Every person, organisation and objective is marked as sample; whatever else there is
    hangs on one of them. A `colleague` has a part of it. Raises `HasSample`.
    """
    workspace = member.workspace
    with (
        workspace_scope(workspace),
        timezone.override(ZoneInfo(workspace.zone)),
        translation.override(workspace.language),
        transaction.atomic(),
    ):
        one_at_a_time = Workspace.objects.select_for_update().filter(pk=workspace.pk)
        if one_at_a_time.get().has_sample:
            raise HasSample
        stage = set_stage(member, at=at, seed=seed, colleague=colleague)
        return _write(stage)


def _write(stage: Stage) -> int:
    cast = Cast(stage)
    people, courses = _play(stage, cast)
    tags = trim(stage, cast, people, courses)
    derive(stage, courses)
    fill(stage, courses)
    make_findable(stage)
    tell_what_brought_them(stage)
    share_out(stage, people, courses)
    stage.book.write()
    run_campaigns(stage)
    team = build_network(stage)
    _follow(stage, courses)
    keep_a_plan(stage)
    plan_weeks(stage)
    record(
        LOADED,
        stage.workspace,
        by=stage.user,
        at=stage.now,
        tags=[str(each.pk) for each in tags],
        team=str(team or ""),
    )
    set_sample(stage.workspace, True)
    return Person.objects.filter(is_sample=True).count()


def _follow(stage: Stage, courses: list[Course]) -> None:
    """What is derived from the year that was written."""
    now = [each.objective.pk for each in courses if each.objective.is_open]
    refresh_places(now, by=None, at=stage.now)
    rebuild(by=None, at=stage.now)
    keep_days(at=stage.now)
    count_year(stage)


def _play(stage: Stage, cast: Cast) -> tuple[list[Person], list[Course]]:
    """Everybody in the order they were met; then what happened with each."""
    met = _met(stage)
    people = [
        cast.person(on=on, named=plot is not None or index >= NAMELESS)
        for index, (on, plot) in enumerate(met)
    ]
    courses, buyers = [], Buyers()
    for person, (_on, plot) in zip(people, met, strict=True):
        back = buyers.back_for(plot) if plot else None
        if plot:
            courses.append(run(stage, cast, plot, back or person))
        if plot and not back:
            buyers.note(person, plot)
        else:
            live(stage, person)
    befriend(stage, buyers, people)
    return people, courses


def _met(stage: Stage) -> list[tuple[date, Plot | None]]:
    """When each person was met, with the objective that came of it, if one did."""
    dice, today = stage.dice, stage.today
    planned = plots(stage.pack, dice, today=today)
    met: list[tuple[date, Plot | None]] = [
        (plot.first_on - timedelta(days=dice.between(0, 9)), plot) for plot in planned
    ]
    people = SEASONS.get(stage.pack.trade, USUAL).people
    for _each in range(people - len(planned)):
        ago = round(YEAR_DAYS * dice.near(0.02, 1.0) ** 1.3)
        met.append((today - timedelta(days=max(ago, 1)), None))
    return sorted(met, key=lambda each: each[0])
