"""What the planner answers, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.accounts.models import Workspace
from bestfew.levels.rules.arithmetic import skill_like
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.planning import Outcome, Room, Start
from bestfew.levels.words import name_of
from bestfew.web import formats

VIEWED = Level.VIEWED.value


def language() -> str:
    return get_language() or "en"


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def of_these(workspace: Workspace) -> str:
    """The step to the fourth level, by the trade's word."""
    return _("of these: %(viewed)s") % {"viewed": name_of(VIEWED, workspace)}


def people(value: Fraction | int) -> str:
    """A number of people or of sales; small ones with their tenths."""
    digits = 2 if value < 1 else 1 if value < 100 else 0
    return formats.number(round(decimal(Fraction(value)), digits), language())


def money(value: Fraction, currency: str) -> str:
    return formats.money_short(decimal(value), currency, language())


def rate(share: Fraction | float) -> str:
    return formats.rate(float(share), language())


def hours(value: Fraction) -> str:
    """`5 h 48`, `5 h`, `48 min`: hours and minutes, the minutes rounded."""
    whole, rest = divmod(round(value * 60), 60)
    if not whole:
        return _("%(n)s min") % {"n": rest}
    if not rest:
        return _("%(n)s h") % {"n": whole}
    return _("%(hours)s h %(minutes)s") % {"hours": whole, "minutes": f"{rest:02d}"}


def answer(found: Outcome, currency: str) -> str:
    """How many people for how many sales, or that they do not fit the day."""
    per_day = found.inputs.per_day
    said = {
        "people": people(per_day),
        "sales": people(found.sales),
        "income": money(found.inputs.income, currency),
        "short": people(found.day.short),
    }
    if found.day.short:
        sentence = ngettext(
            "%(people)s a day do not fit: %(short)s person too many.",
            "%(people)s a day do not fit: %(short)s people too many.",
            found.day.short,
        )
    elif found.inputs.start is Start.REACH:
        sentence = _("%(people)s people a day bring %(sales)s sales a month.")
    elif found.inputs.start is Start.SALES:
        said["sales"] = people(found.inputs.sales)
        sentence = _("Reach %(people)s people a day for %(sales)s sales a month.")
    else:
        sentence = _("Reach %(people)s people a day for %(income)s a month.")
    return sentence % said


def why(found: Outcome, currency: str) -> str:
    """What the day takes; or what it has room for, and what that would bring."""
    said = {
        "reached": people(found.day.reached),
        "sales": people(found.fitting_sales),
        "wanted": people(found.sales),
        "hours": hours(found.day.hours),
        "given": hours(found.inputs.hours),
        "cost": money(found.day.cost, currency),
    }
    if not found.most:
        return _("No channel has any room yet: give it hours, a speed or permissions.")
    if found.day.short:
        sentence = _(
            "In %(given)s you reach %(reached)s people. These would bring %(sales)s"
            " sales a month, not %(wanted)s."
        )
        other = _("Over the cheapest or quickest channels all of them would fit.")
        fits = found.most >= found.inputs.per_day
        told = (sentence % said, other if fits else "")
        return formats.sentences(told, language())
    return _("That takes %(hours)s and costs %(cost)s a day.") % said


def shut(names: Sequence[str]) -> str:
    """Channels that the law shuts until somebody says yes; '' where there is none."""
    if not names:
        return ""
    between = formats.mark(",", language())
    said = {"channels": between.join(names)}
    return _("Nobody has given permission yet for: %(channels)s.") % said


def aimed(levels: Mapping[int, int]) -> str:
    """What one aims at from today on: the foundation, and the level above it."""
    said = {"reached": people(levels[1]), "answers": people(levels.get(2, 0))}
    if levels.get(2):
        return (
            _("Your daily target: %(reached)s people reached, %(answers)s answers.")
            % said
        )
    return _("Your daily target: %(reached)s people reached.") % said


def pays_title(room: Room) -> str:
    if room.pays == "people":
        return _("From here more people pay more than more skill.")
    if room.pays == "skill":
        return _("From here more skill pays more than more people.")
    return _("People and skill are both used up: find another channel.")


def pays_why(room: Room, outcome: Outcome, *, has_team: bool) -> str:
    """How far each can go, as factors of the sales."""
    said = {
        "people": formats.number(round(decimal(room.people), 1), language()),
        "skill": formats.number(round(decimal(room.skill), 1), language()),
    }
    if not outcome.inputs.per_day:
        return _("Nobody is reached yet: the first step is people.")
    sentence = (
        _(
            "Your day has room for %(people)s times the people. Rates as good as your"
            " team’s would bring %(skill)s times the sales, in the same hours."
        )
        if has_team
        else _(
            "Your day has room for %(people)s times the people. Every rate a fifth"
            " better would bring %(skill)s times the sales, in the same hours."
        )
    )
    return sentence % said


def ten_times(steps: int) -> str:
    like = skill_like(10, steps)
    said = {"like": formats.number(round(like, 1), language()), "steps": steps}
    return (
        _(
            "Ten times the people do what %(like)s times better rates do at each of"
            " the %(steps)s steps; they take ten times the hours."
        )
        % said
    )
