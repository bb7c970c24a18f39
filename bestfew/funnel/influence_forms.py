"""What the pages of reviews, and of those who decide, send."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import id_in
from bestfew.funnel.forms import SureField, day_input
from bestfew.funnel.models import BuyingRole, Degree, Influence, Mode
from bestfew.funnel.rules import LATER

LAST = date(9999, 11, 30)
"""No day that is put off lies behind the end of the calendar."""

DESCRIBED = (
    *("role", "degree", "mode", "rating", "need", "win", "evidence"),
    *("new_on", "left_on"),
)
UNSAID = ("", _("not known yet"))


class ReviewForm(forms.Form):
    """How sure, and by when. `seen` is the last review that the reviewer knew.

    `shift` moves the close a week or a month beyond the day it had, or beyond today.
    """

    expected_close_on = forms.DateField(
        label=_("When should it close?"), required=False, widget=day_input()
    )
    confidence = SureField()
    shift = forms.ChoiceField(
        choices=[("", ""), *((each, each) for each in LATER)], required=False
    )
    seen = forms.CharField(required=False, max_length=25, widget=forms.HiddenInput)

    def clean_seen(self) -> int | None:
        return id_in(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None

    def said(self, *, on: date) -> dict[str, Any]:
        """What the deed takes."""
        data = dict(self.cleaned_data)
        if later := LATER.get(data.pop("shift")):
            began = max(data["expected_close_on"] or on, on)
            data["expected_close_on"] = later(min(began, LAST))
        return data


class DescribeForm(forms.Form):
    """What is known of one who decides; `seen_…` is what stood there before."""

    role = forms.ChoiceField(label=_("Role"), choices=BuyingRole.choices)
    degree = forms.ChoiceField(
        label=_("How much does their word weigh?"),
        choices=[UNSAID, *Degree.choices],
        required=False,
    )
    mode = forms.ChoiceField(
        label=_("How do they see it?"), choices=[UNSAID, *Mode.choices], required=False
    )
    rating = forms.TypedChoiceField(
        label=_("How do they stand to it, from −5 to +5?"),
        choices=[UNSAID, *((n, f"{n:+d}" if n else "0") for n in range(5, -6, -1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    need = forms.CharField(
        label=_("What do they need?"), max_length=300, required=False
    )
    win = forms.CharField(
        label=_("What do they gain themselves?"), max_length=300, required=False
    )
    evidence = forms.CharField(
        label=_("How do you know?"), max_length=300, required=False
    )
    new_on = forms.DateField(
        label=_("New in the job since"), required=False, widget=day_input()
    )
    left_on = forms.DateField(label=_("Left on"), required=False, widget=day_input())

    def __init__(self, influence: Influence, data: Any = None, *, today: date) -> None:
        self.today = today
        now = {name: getattr(influence, name) for name in DESCRIBED}
        super().__init__(data, initial=now)
        for name, value in now.items():
            self.fields[f"seen_{name}"] = forms.CharField(
                required=False, initial=_text(value), widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """Nobody leaves, or begins, on a day that is still to come."""
        for name in ("new_on", "left_on"):
            day = self.cleaned_data.get(name)
            if day and day > self.today:
                self.add_error(name, _("Please choose a day up to today."))
        return self.cleaned_data

    def after(self) -> dict[str, Any]:
        """What was changed on the page, and nothing else."""
        data = self.cleaned_data
        return {
            name: data[name]
            for name in DESCRIBED
            if _text(data[name]) != data.get(f"seen_{name}", "")
        }

    def before(self) -> dict[str, Any]:
        """What stood there when the page was shown, in the types of the columns."""
        columns = {each.attname: each for each in Influence._meta.concrete_fields}
        return {name: self._seen(columns[name]) for name in self.after()}

    def _seen(self, column: Any) -> Any:
        text = self.cleaned_data.get(f"seen_{column.attname}", "")
        if not text:
            return None if column.null else ""
        try:
            return column.to_python(text)
        except forms.ValidationError:
            return text


def _text(value: Any) -> str:
    return "" if value is None else str(value)
