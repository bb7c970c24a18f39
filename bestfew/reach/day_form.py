"""The plan of the day as it is typed: some rows of time, channel, number and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.prospecting.models import Channel
from bestfew.reach import rules
from bestfew.reach.actions import Slot
from bestfew.reach.day_plan import example
from bestfew.reach.models import DaySlot

ROWS = 8
NAMES = ("starts", "channel", "count", "place")


class SlotForm(forms.Form):
    """One row; one without a number is none."""

    starts = forms.TimeField(
        label=pgettext_lazy("a time of day", "From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    channel = forms.TypedChoiceField(
        label=_("Channel"), required=False, coerce=int, empty_value=None
    )
    count = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=0,
        max_value=rules.MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=100)

    def __init__(self, *args: Any, channels: Sequence[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = {each.pk: each for each in channels}
        choose: Any = self.fields["channel"]
        choose.choices = [("", "–"), *((e.pk, e.name) for e in channels)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("count") and not (data.get("starts") and data.get("channel")):
            raise forms.ValidationError(_("Say from when, and through what."))
        return data

    @property
    def number(self) -> int:
        return int(str(self.prefix).rpartition("-")[2]) + 1

    def slot(self) -> Slot | None:
        data = self.cleaned_data
        if not data.get("count"):
            return None
        channel = self.channels[data["channel"]]
        return Slot(data["starts"], channel, data["count"], data["place"])


class DayPlanForm:
    """Eight rows, filled with the plan there is; without one, with text 002's day."""

    def __init__(
        self, data: Any, *, slots: Sequence[DaySlot], channels: Sequence[Channel]
    ) -> None:
        self.is_example = not slots
        self.is_bound = data is not None
        self.fault = ""
        self.rows = [
            SlotForm(data, prefix=f"slot-{n}", initial=initial, channels=channels)
            for n, initial in enumerate(self._initial(slots, channels))
        ]

    def _initial(
        self, slots: Sequence[DaySlot], channels: Sequence[Channel]
    ) -> Iterator[dict[str, Any]]:
        rows: list[tuple[time, int, int, str]] = [
            (each.starts, each.channel_id, each.count, each.place) for each in slots
        ] or [(at, each.pk, n, "") for at, each, n in example(channels)]
        for row in rows:
            yield dict(zip(NAMES, row, strict=True))
        for _more in range(ROWS - len(rows)):
            yield {}

    @property
    def filled(self) -> list[SlotForm]:
        return [row for row in self.rows if row.initial or self.is_bound]

    @property
    def spare(self) -> list[SlotForm]:
        """Rows for more, folded away until somebody wants one."""
        return [row for row in self.rows if not (row.initial or self.is_bound)]

    def is_valid(self) -> bool:
        if not self.is_bound or not all(row.is_valid() for row in self.rows):
            return False
        seen = [(slot.starts, slot.channel.pk) for slot in self.slots()]
        if len(set(seen)) < len(seen):
            self.fault = str(_("One channel stands at one time twice."))
        return not self.fault

    def slots(self) -> list[Slot]:
        return [slot for row in self.rows if (slot := row.slot())]
