"""The planner's page: one question, its answer, and what else one could do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bestfew.accounts.models import Membership, Workspace
from bestfew.levels.planner import words
from bestfew.levels.planner.forms import RATES, PlannerForm, as_typed
from bestfew.levels.planner.now import Now, channels_of
from bestfew.levels.rules.arithmetic import TEN_TIMES
from bestfew.levels.rules.planning import A_FIFTH, Inputs, Outcome, reckon, room
from bestfew.levels.words import name_of
from bestfew.prospecting.models import Channel
from bestfew.web import formats

SLIDES = ("reach", "sales", "income", *RATES)
"""Fields that a slider goes with."""


@dataclass(frozen=True, slots=True)
class Knob:
    """One field: its slider's end, what it is now, and the sign behind it."""

    field: BoundField
    now: str = ""
    sign: str = ""

    @property
    def slides(self) -> bool:
        return self.field.name in SLIDES


@dataclass(frozen=True, slots=True)
class ChannelPart:
    """One channel's part of the day; `most` only where permission bounds it."""

    channel: Channel
    count: str
    hours: str
    cost: str
    most: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything below the question, in words and figures."""

    found: Outcome
    said: str
    why: str
    sales: str
    income: str
    hours: str
    cost: str
    each: str
    parts: list[ChannelPart]
    shut: str
    levels: list[tuple[str, str, str, str]]
    options: list[tuple[str, str, str, str]]
    pays: str
    pays_why: str
    ten: str
    ten_url: str
    typed: dict[str, str]


def page(member: Membership, form: PlannerForm, now: Now) -> dict[str, Any]:
    """The template's context; without an answer while the form has faults."""
    currency = member.workspace.currency
    form.fields["view"].label = words.of_these(member.workspace)
    context = {
        "form": form,
        "has_mix": bool(now.mix),
        "knobs": list(_knobs(form, now, currency)),
        "now_sales": "" if now.sales is None else words.people(now.sales),
    }
    if not form.is_valid():
        return {**context, "answer": None}
    return {**context, "answer": answer(member, form.inputs(), now)}


def outcome(member: Membership, inputs: Inputs, now: Now) -> Outcome:
    """The answer in figures."""
    channels = [rule for _row, rule in channels_of(member)]
    return reckon(inputs, channels, mix=now.mix)


def answer(member: Membership, inputs: Inputs, now: Now) -> Answer:
    rows = channels_of(member)
    channels = [rule for _row, rule in rows]
    found = reckon(inputs, channels, mix=now.mix)
    currency = member.workspace.currency
    return Answer(
        **_figures(found, currency),
        **_pays(found, now),
        found=found,
        parts=list(_parts(found, [row for row, _rule in rows], currency)),
        shut=words.shut([row.name for row, rule in rows if rule.most == 0]),
        levels=list(_levels(found, member.workspace)),
        options=[
            _option(name, reckon(asked, channels, mix=now.mix), currency)
            for name, asked in _what_if(inputs)
        ],
        ten_url=url_of(inputs.times(TEN_TIMES)),
        typed=as_typed(inputs),
    )


def _figures(found: Outcome, currency: str) -> dict[str, str]:
    return {
        "said": words.answer(found, currency),
        "why": words.why(found, currency),
        "sales": words.people(found.sales),
        "income": words.money(found.income, currency),
        "hours": words.hours(found.day.hours),
        "cost": words.money(found.day.cost, currency),
        "each": _each(found, currency),
    }


def _pays(found: Outcome, now: Now) -> dict[str, str]:
    """Which of the two variables pays more from here, and how far each can go."""
    possible, has_team = room(found, now.possible), any(now.possible)
    return {
        "pays": words.pays_title(possible),
        "pays_why": words.pays_why(possible, found, has_team=has_team),
        "ten": words.ten_times(len(found.inputs.rates)),
    }


def url_of(inputs: Inputs) -> str:
    """The planner's address with this question."""
    query = QueryDict(mutable=True)
    query.update(as_typed(inputs))
    return f"{reverse('levels:plan')}?{query.urlencode()}"


def _each(found: Outcome, currency: str) -> str:
    cost = found.cost_a_sale
    return "" if cost is None else words.money(cost, currency)


def _knobs(form: PlannerForm, now: Now, currency: str) -> Iterator[Knob]:
    sign = formats.symbol_of(currency, words.language())
    per_day = None if now.per_day is None else words.people(round(now.per_day))
    yield Knob(form["reach"], _measured(per_day))
    yield Knob(form["sales"], _known(words.people(now.sales) if now.sales else None))
    yield Knob(form["income"], sign=sign)
    for name, found, team in zip(RATES, now.rates, now.possible, strict=True):
        own = _measured(None if found is None else words.rate(found))
        others = _("team %(rate)s") % {"rate": words.rate(team)} if team else ""
        yield Knob(form[name], " · ".join(filter(None, (own, others))), "%")
    each = words.money(Fraction(now.each), currency) if now.each else None
    yield Knob(form["each"], _known(each), sign)
    yield Knob(form["days"])
    yield Knob(form["hours"])


def _measured(now: str | None) -> str:
    """What is counted; until then an example stands there (C32)."""
    return _known(now) if now else _("an example, until yours is known")


def _known(now: object) -> str:
    return _("now %(figure)s") % {"figure": now} if now else _("not known yet")


def _parts(
    found: Outcome, rows: Sequence[Channel], currency: str
) -> Iterator[ChannelPart]:
    by_key = {row.key: row for row in rows}
    for part in found.day.parts:
        most = part.channel.most
        yield ChannelPart(
            channel=by_key[part.channel.key],
            count=words.people(part.count),
            hours=words.hours(part.hours),
            cost=words.money(part.cost, currency),
            most="" if most is None else words.people(most),
        )


def _levels(
    found: Outcome, workspace: Workspace
) -> Iterator[tuple[str, str, str, str]]:
    """Name, people a day, a month, and the share of the level below; the top first."""
    shares = ["", *(words.rate(rate) for rate in found.inputs.rates)]
    month = found.inputs.month.levels
    for level in range(len(month), 0, -1):
        a_day = words.people(found.a_day(level))
        yield (
            name_of(level, workspace),
            a_day,
            words.people(month[level - 1]),
            shares[level - 1],
        )


def _what_if(inputs: Inputs) -> Iterator[tuple[Promise | str, Inputs]]:
    fifth = 1 + A_FIFTH
    as_many = replace(inputs.times(1), reach=round(inputs.per_day * fifth))
    better = replace(inputs.times(1), rates=inputs.month.better(A_FIFTH).rates)
    yield gettext_lazy("As planned"), inputs
    yield gettext_lazy("A fifth more people"), as_many
    yield gettext_lazy("Every rate a fifth better"), better
    yield gettext_lazy("Ten times the people"), inputs.times(TEN_TIMES)


def _option(
    name: Promise | str, found: Outcome, currency: str
) -> tuple[str, str, str, str]:
    """Name, sales a month, hours and cost a day, or how many are too many."""
    sales = words.people(found.sales)
    if found.day.short:
        said = {"short": words.people(found.day.short)}
        return str(name), sales, _("%(short)s too many") % said, ""
    hours, cost = words.hours(found.day.hours), words.money(found.day.cost, currency)
    return str(name), sales, hours, cost
