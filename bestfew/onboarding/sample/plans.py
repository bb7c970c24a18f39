"""A plan that somebody kept, to be seen beside what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from bestfew.history.models import Event
from bestfew.levels.actions.plans import save_plan
from bestfew.levels.models import SavedPlan
from bestfew.levels.planner.forms import first_inputs
from bestfew.levels.planner.now import now_of
from bestfew.levels.planner.shown import outcome
from bestfew.levels.rules.planning import Mix
from bestfew.onboarding.sample.stage import Stage

AGO = timedelta(days=45)
MORE = Fraction(11, 10)
"""A tenth more people than were usual on its day, over channels that have room."""


def keep_a_plan(stage: Stage) -> None:
    """Call it when the year's counts stand."""
    at = stage.now - AGO
    now = now_of(stage.member, on=stage.today - AGO)
    inputs = first_inputs(now, stage.workspace)
    more = replace(inputs, reach=round(inputs.reach * MORE))
    found = outcome(stage.member, more, now)
    if found.day.short:
        most = min(more.reach, int(found.most))
        more = replace(more, mix=Mix.CHEAPEST, reach=most)
    name = _("A tenth more people")
    plan = save_plan(stage.member, more, name=name, at=at)
    SavedPlan.objects.filter(pk=plan.pk).update(is_sample=True)


def forget_plans() -> None:
    """The sample's plan goes, and its events."""
    plans = SavedPlan.objects.filter(is_sample=True)
    ids = list(plans.values_list("pk", flat=True))
    Event.objects.filter(noun="savedplan", row_id__in=ids).delete()
    plans.delete()
