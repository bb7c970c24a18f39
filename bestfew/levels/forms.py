"""What one looks at, a word on a level, and the thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.levels.models import LadderSettings, LevelMark
from bestfew.levels.rules.ladder import Thresholds
from bestfew.levels.rules.pyramid import OLDEST, Period, months_back
from bestfew.levels.screen import Asked
from bestfew.people.forms import DayInput
from bestfew.prospecting.models import Channel

USUAL = "12"
PERIODS: Mapping[str, Promise] = {
    "month": _("this month"),
    "3": _("3 months"),
    "12": _("12 months"),
    "all": _("ever"),
    "days": _("from one day to another"),
}
MOST = 1_000


class AskForm(forms.Form):
    """The address of the page, read leniently: nonsense asks for the usual."""

    period = forms.ChoiceField(
        label=_("When"), required=False, choices=tuple(PERIODS.items())
    )
    channel = forms.ModelChoiceField(
        Channel.objects.none(),
        label=_("By which channel"),
        required=False,
        empty_label=_("all channels"),
    )
    seller = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Whose"),
        required=False,
        empty_label=_("all of us"),
    )
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, member: Membership, today: date) -> None:
        super().__init__({"period": USUAL, **data.dict()})
        self.member, self.today = member, today
        choose: Any = self.fields
        choose["channel"].queryset = Channel.objects.order_by("position", "pk")
        choose["seller"].queryset = sellers_of(member)
        if not member.sees_workspace:
            del self.fields["seller"]

    def asked(self) -> Asked:
        self.is_valid()
        clean = self.cleaned_data
        seller = clean.get("seller")
        whose = seller.pk if seller else None
        if not self.member.sees_workspace:
            whose = self.member.user_id
        key = clean.get("period") or USUAL
        return Asked(self._period(key), key, whose, clean.get("channel"))

    def _period(self, key: str) -> Period:
        today = self.today
        if key == "month":
            return Period(today.replace(day=1), today, today)
        if key == "days":
            return self._days()
        start = None if key == "all" else months_back(today, int(key))
        return Period(start, today, today)

    def _days(self) -> Period:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        end = max(min(last or self.today, self.today), OLDEST)
        start = max(first, OLDEST) if first and first <= end else end.replace(day=1)
        return Period(start, end, self.today)


def sellers_of(member: Membership) -> Any:
    """The members of the workspace, by name."""
    rows = User.objects.filter(memberships__workspace=member.workspace_id)
    return rows.order_by("name", "email")


class MarkForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("What is so?"), choices=LevelMark.Level.choices, coerce=int
    )
    on = forms.DateField(label=_("Since"), required=False, widget=DayInput())
    reason = forms.CharField(
        label=_("How do you know?"), required=False, max_length=300
    )


class WithdrawForm(forms.Form):
    level = forms.TypedChoiceField(choices=LevelMark.Level.choices, coerce=int)


class ThresholdsForm(forms.Form):
    regular = forms.IntegerField(
        label=_("Purchases that make somebody regular"), min_value=2, max_value=MOST
    )
    close = forms.IntegerField(
        label=_("Purchases that make somebody close, without a word"),
        help_text=_("Leave it empty, and only somebody’s word does."),
        required=False,
        min_value=2,
        max_value=MOST,
    )
    loyal = forms.IntegerField(
        label=_("People brought that make somebody loyal"), min_value=1, max_value=MOST
    )

    @classmethod
    def of(cls, found: LadderSettings | None) -> ThresholdsForm:
        rule = Thresholds()
        if found:
            rule = found.as_rule()
        return cls(
            initial={"regular": rule.regular, "close": rule.close, "loyal": rule.loyal}
        )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        regular, close = clean.get("regular"), clean.get("close")
        if regular and close and close < regular:
            raise forms.ValidationError(
                _("Nobody is close who is not regular: give as many purchases or more.")
            )
        return clean

    def thresholds(self) -> Thresholds:
        clean = self.cleaned_data
        return Thresholds(clean["regular"], clean["close"], clean["loyal"])
