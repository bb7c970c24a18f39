"""Which two days of the funnel are compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.people.forms import DayInput

USUAL = "91"
PERIODS: Mapping[str, Promise] = {
    "28": _("4 weeks"),
    "91": _("13 weeks"),
    "182": _("half a year"),
    "365": _("a year"),
    "days": _("from one day to another"),
}


class BetweenForm(forms.Form):
    """The address of the page, read leniently: nonsense asks for the usual."""

    period = forms.ChoiceField(
        label=_("When"), required=False, choices=tuple(PERIODS.items())
    )
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, today: date, begun: date | None) -> None:
        super().__init__({"period": USUAL, **data.dict()})
        self.today = today
        self.earliest = min(begun or today, today) - timedelta(days=1)

    @property
    def is_by_days(self) -> bool:
        return self.cleaned_data.get("period") == "days"

    @property
    def asked(self) -> dict[str, str]:
        """What the address says, for another form to hand on."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}

    def days(self) -> tuple[date, date]:
        """Two days in their order: the day before anything is kept at the earliest."""
        self.is_valid()
        clean, last = self.cleaned_data, self.today
        back = clean.get("period") or USUAL
        if back == "days":
            last = self._within(clean.get("last") or self.today, self.today)
            first = clean.get("first") or last - timedelta(days=int(USUAL))
        else:
            first = last - timedelta(days=int(back))
        return self._within(first, last - timedelta(days=1)), last

    def _within(self, day: date, latest: date) -> date:
        return max(min(day, latest), min(self.earliest, latest))


class TargetForm(forms.Form):
    """What is still to be won: an amount above 0 in the workspace's own currency."""

    target = forms.DecimalField(
        label=_("Still to be won"),
        required=False,
        max_digits=17,
        decimal_places=2,
        validators=[
            MinValueValidator(
                Decimal("0.01"), message=_("What is still to be won is more than 0.")
            )
        ],
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "min": "0"}),
    )

    def amount(self) -> float | None:
        """None where nothing was asked, or nonsense."""
        found = self.cleaned_data.get("target") if self.is_valid() else None
        return float(found) if found else None
