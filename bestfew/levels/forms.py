"""What one looks at, a word on a level, and the thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.levels.models import Axis, LadderSettings, LevelMark
from bestfew.levels.queries.ways import SHOWN, Way, Ways
from bestfew.levels.rules.ladder import Thresholds
from bestfew.levels.rules.pyramid import OLDEST, Period, months_back
from bestfew.levels.screen import Asked
from bestfew.people.forms import DayInput

USUAL = "12"
PERIODS: Mapping[str, Promise] = {
    "month": _("this month"),
    "3": _("3 months"),
    "12": _("12 months"),
    "all": _("ever"),
    "days": _("from one day to another"),
}
HEADS: Mapping[str, Promise] = {
    Axis.CHANNEL: _("Channels"),
    Axis.CAMPAIGN: _("Campaigns"),
    Axis.SOURCE: _("Sources"),
}
MOST = 1_000


class PeriodForm(forms.Form):
    """From when to when, read leniently: nonsense asks for the usual."""

    period = forms.ChoiceField(
        label=_("When"), required=False, choices=tuple(PERIODS.items())
    )
    DAYS = ("first", "last")
    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__({"period": USUAL, **data.dict()})
        self.today = today

    def asked(self) -> Asked:
        self.is_valid()
        key = self.cleaned_data.get("period") or USUAL
        return Asked(self._period(key), key)

    @property
    def shows_days(self) -> bool:
        return bool(self.data.get("period") == "days")

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


class AskForm(PeriodForm):
    """The address of the page: whose levels, by which way, in which period."""

    way = forms.ChoiceField(label=_("By which way they came"), required=False)
    seller = forms.TypedChoiceField(
        label=_("Whose"), required=False, coerce=int, empty_value=None
    )
    cohort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, member: Membership, today: date, ways: Ways
    ) -> None:
        super().__init__(data, today=today)
        self.member = member
        self.ways = {way.value: way for way in ways.all_for(member)}
        choose: Any = self.fields
        choose["way"].choices = choices_of(self.ways.values(), self.data.get("way"))
        sellers = [(user.pk, str(user)) for user in sellers_of(member)]
        self.is_alone = len(sellers) == 1
        if member.sees_workspace and not self.is_alone:
            choose["seller"].choices = [("", _("all of us")), *sellers]
        else:
            del self.fields["seller"]

    def asked(self) -> Asked:
        found = super().asked()
        whose = self.cleaned_data.get("seller")
        if not self.member.sees_workspace:
            whose = self.member.user_id
        way = self.ways.get(self.cleaned_data.get("way", ""))
        cohort = self.cleaned_data.get("cohort")
        return replace(
            found, seller=whose, way=way, cohort=cohort, is_alone=self.is_alone
        )

    def clean_cohort(self) -> date | None:
        """A month that has begun; anything else asks for none."""
        try:
            month = date.fromisoformat(f"{self.cleaned_data['cohort']}-01")
        except ValueError:
            return None
        return month if OLDEST <= month <= self.today else None

    def address(self, **instead: str) -> str:
        """The query of this page, with something else in it; '' leaves it out."""
        kept = {name: self.data.get(name) for name in self.fields} | instead
        return urlencode({name: text for name, text in kept.items() if text})


def choices_of(ways: Iterable[Way], chosen: str | None) -> list[Any]:
    """All of them, under what they are; of campaigns the latest, and the chosen one."""
    groups: dict[str, list[tuple[str, str]]] = {axis: [] for axis in HEADS}
    for way in ways:
        group = groups[way.axis]
        if way.axis != Axis.CAMPAIGN or len(group) < SHOWN or way.value == chosen:
            group.append((way.value, way.name))
    heads = [(HEADS[axis], group) for axis, group in groups.items() if group]
    return [("", _("all ways")), *heads]


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
