"""The page of a plan that was kept: planned, and come."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bestfew.levels.models.plans import SavedPlan
from bestfew.levels.planner import shown, words
from bestfew.levels.queries.plans import Compared, LevelSoFar
from bestfew.levels.words import name_of

Row = tuple[str, str, str, str]


def page(plan: SavedPlan, facts: Compared) -> dict[str, Any]:
    return {
        "plan": plan,
        "ask": _("What became of “%(name)s”?") % {"name": plan.name},
        "answer": _answer(facts),
        "why": _why(plan, facts),
        "levels": [_row(plan, level) for level in reversed(facts.levels)],
        "href": shown.url_of(plan.question),
    }


def _answer(facts: Compared) -> str:
    """Volume and skill apart: as many reached as planned? as many sales?"""
    reached, sales = facts.levels[0], facts.levels[-1]
    said = {
        "came": words.people(reached.came),
        "planned": words.people(round(reached.planned)),
        "sales": words.people(sales.came),
        "wished": words.people(sales.planned),
    }
    return (
        _("%(came)s of %(planned)s reached, %(sales)s of %(wished)s sales made.") % said
    )


def _why(plan: SavedPlan, facts: Compared) -> str:
    days = ngettext(
        "%(n)s working day since", "%(n)s working days since", facts.working_days
    ) % {"n": facts.working_days}
    rest = _("%(people)s people a day were planned.") % {
        "people": words.people(plan.question.per_day)
    }
    return f"{days}; {rest}"


def _row(plan: SavedPlan, level: LevelSoFar) -> Row:
    share = words.rate(level.came / level.planned) if level.planned else ""
    name = name_of(level.level, plan.workspace)
    return name, words.people(level.planned), words.people(level.came), share
