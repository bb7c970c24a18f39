"""A question to the planner, as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bestfew.accounts.models import Workspace
from bestfew.levels.planner.now import Now
from bestfew.levels.rules.arithmetic import Rate
from bestfew.levels.rules.planning import MOST_A_DAY, Inputs, Mix, Start

RATES = ("answer", "prospect", "view", "buy")
"""The four steps up to a sale, by the names of their fields."""

EXAMPLE_RATES = tuple(Decimal(each) for each in ("2", "25", "50", "20"))
EXAMPLE_REACH = 200
"""Text 002's own numbers, until somebody's are known (C32, method.md 4.2)."""

WEEKS = Fraction(52, 12)
MOST_MONEY = 10**13
SMALLEST = Decimal("0.0001")


def rate_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=SMALLEST, max_value=100, max_digits=7, decimal_places=4
    )


def money_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=MOST_MONEY, decimal_places=2
    )


class PlannerForm(forms.Form):
    """What is given and what is wished for; percent for rates, a month for wishes."""

    start = forms.ChoiceField(
        label=gettext_lazy("Start from"),
        choices=[
            (Start.REACH.value, pgettext_lazy("planner starts from", "Reach")),
            (Start.SALES.value, pgettext_lazy("planner starts from", "Sales")),
            (Start.INCOME.value, pgettext_lazy("planner starts from", "Income")),
        ],
        widget=forms.RadioSelect,
    )
    mix = forms.ChoiceField(
        label=gettext_lazy("Over which channels?"),
        choices=[
            (Mix.AS_NOW.value, gettext_lazy("As now")),
            (Mix.CHEAPEST.value, gettext_lazy("The cheapest first")),
        ],
        widget=forms.RadioSelect,
    )
    reach = forms.IntegerField(
        label=gettext_lazy("People reached a day"), min_value=0, max_value=MOST_A_DAY
    )
    sales = forms.DecimalField(
        label=gettext_lazy("Sales wished a month"),
        min_value=0,
        max_value=10_000,
        decimal_places=2,
    )
    income = money_field(gettext_lazy("Income wished a month"))
    answer = rate_field(gettext_lazy("of them answer"))
    prospect = rate_field(gettext_lazy("of these are prospects"))
    view = rate_field(gettext_lazy("of these come to view"))
    buy = rate_field(gettext_lazy("of these buy"))
    each = money_field(gettext_lazy("A sale brings"))
    days = forms.IntegerField(
        label=gettext_lazy("Working days a month"), min_value=1, max_value=31
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours a day to reach people"),
        min_value=0,
        max_value=24,
        decimal_places=2,
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("start") == Start.INCOME and data.get("each") == 0:
            self.add_error("each", _("Say what a sale brings to start from income."))
        return data

    def inputs(self) -> Inputs:
        data = self.cleaned_data
        return Inputs(
            start=Start(data["start"]),
            mix=Mix(data["mix"]),
            reach=data["reach"],
            sales=Fraction(data["sales"]),
            income=Fraction(data["income"]),
            rates=tuple(Rate(data[name]) / 100 for name in RATES),
            each=Fraction(data["each"]),
            days=data["days"],
            hours=Fraction(data["hours"]),
        )


class NameForm(forms.Form):
    """The name under which a plan is kept."""

    name = forms.CharField(label=gettext_lazy("Name of the plan"), max_length=150)


def first_inputs(now: Now, workspace: Workspace) -> Inputs:
    """Where the planner starts: from what is measured, else from the text's example."""
    each = Fraction(now.each or 0)
    week = len(workspace.working_days) or 5
    rates = [
        _example(example) if found is None else _reckoned(found)
        for found, example in zip(now.rates, EXAMPLE_RATES, strict=True)
    ]
    return Inputs(
        start=Start.REACH,
        mix=Mix.AS_NOW if now.mix else Mix.CHEAPEST,
        reach=EXAMPLE_REACH if now.per_day is None else round(now.per_day),
        sales=Fraction(3),
        income=each * 3,
        rates=tuple(rates),
        each=each,
        days=round(week * WEEKS),
        hours=Fraction(workspace.week_hours, week),
    )


def _example(percent: Decimal) -> Rate:
    return Rate(percent) / 100


def _reckoned(rate: float) -> Rate:
    """A measured rate with three figures of its percentage, and never none at all."""
    percent = max(Decimal(f"{rate * 100:.3g}"), SMALLEST)
    return Rate(percent) / 100


def as_typed(inputs: Inputs) -> dict[str, str]:
    """The form's fields, as one would type them."""
    rates = zip(RATES, (typed(rate * 100) for rate in inputs.rates), strict=True)
    return {
        "start": inputs.start.value,
        "mix": inputs.mix.value,
        "reach": str(inputs.reach),
        "sales": typed(inputs.sales),
        "income": typed(inputs.income),
        **dict(rates),
        "each": typed(inputs.each),
        "days": str(inputs.days),
        "hours": typed(inputs.hours),
    }


def typed(number: Fraction) -> str:
    """A decimal with at most four places, and no more than it needs."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact:.4f}".rstrip("0").rstrip(".")


def filled(given: Mapping[str, Any], first: Inputs) -> dict[str, Any]:
    """What was given, and the start where nothing was."""
    return {**as_typed(first), **{name: given[name] for name in given}}
