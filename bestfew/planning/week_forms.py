"""A block of time, what came of it, when the morning is, and how much to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bestfew.people.forms import DayInput
from bestfew.planning.models import BlockWork
from bestfew.planning.queries import MOST_WEEKS, WEEKS
from bestfew.planning.rules.week import MIDNIGHT, Slot, minutes_past, monday_of

FARTHEST = timedelta(days=366)
SHORTEST_MORNING = 60


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SlotForm(forms.Form):
    """A day, and from when to when; midnight at the end is the end of the day."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    starts = forms.TimeField(
        label=pgettext_lazy("a time of day", "From"), widget=ClockInput()
    )
    ends = forms.TimeField(
        label=pgettext_lazy("a time of day", "To"), widget=ClockInput()
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if abs(on - self.today) > FARTHEST:
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return on

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if {"starts", "ends"} <= data.keys() and self._minutes() < 1:
            self.add_error("ends", _("It must end after it begins."))
        return data

    def slot(self, work: str = "") -> Slot:
        data = self.cleaned_data
        start = minutes_past(data["starts"])
        return Slot(data["on"], start, self._minutes(), work)

    def _minutes(self) -> int:
        data = self.cleaned_data
        end = minutes_past(data["ends"]) or MIDNIGHT
        return end - minutes_past(data["starts"])


class AddBlockForm(SlotForm):
    """A new block; its days are those of the week that is looked at."""

    work = forms.ChoiceField(label=gettext_lazy("For what"), choices=BlockWork.choices)
    what = forms.CharField(
        label=gettext_lazy("With whom, or what"), max_length=200, required=False
    )
    field_order = ("work", "on", "starts", "ends", "what")


class BlockDeedForm(forms.Form):
    """What happens to a block; dropping says why, moving says where."""

    deed = forms.ChoiceField(
        choices=[(deed, deed) for deed in ("keep", "drop", "restore", "move")]
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, required=False)


class MorningForm(forms.Form):
    """On which day of the week, and from when to when."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day"),
        coerce=int,
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
    )
    starts = forms.TimeField(
        label=pgettext_lazy("a time of day", "From"), widget=ClockInput()
    )
    ends = forms.TimeField(
        label=pgettext_lazy("a time of day", "To"), widget=ClockInput()
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if {"starts", "ends"} <= data.keys() and self.minutes() < SHORTEST_MORNING:
            self.add_error("ends", _("A morning is at least an hour long."))
        return data

    def minutes(self) -> int:
        data = self.cleaned_data
        return minutes_past(data["ends"]) - minutes_past(data["starts"])


class FeedForm(forms.Form):
    with_next_steps = forms.BooleanField(
        label=gettext_lazy("With my next steps, and with whom they are"), required=False
    )


def week_asked(asked: Mapping[str, str], *, today: date) -> date:
    """The Monday of the week asked for; this week's for nonsense, or too far away."""
    field = forms.DateField(required=False)
    try:
        day = field.clean(asked.get("week", "")) or today
    except forms.ValidationError:
        day = today
    return monday_of(day if abs(day - today) <= FARTHEST else today)


def weeks_asked(asked: Mapping[str, str]) -> int:
    """How many weeks to look at; the usual number for nonsense."""
    field = forms.IntegerField(min_value=1, max_value=MOST_WEEKS, required=False)
    try:
        return field.clean(asked.get("weeks", "")) or WEEKS
    except forms.ValidationError:
        return WEEKS
