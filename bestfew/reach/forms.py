"""What is typed about reach: counts, targets, channels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import id_in
from bestfew.accounts.models import Membership
from bestfew.people.models import Medium
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach import rules

SUBMIT_ID = re.compile(r"\A[\w-]{1,40}\Z", re.ASCII)
TOTAL = "total"
LEVELS = {
    1: _("People reached"),
    2: _("People who answer"),
    3: _("New prospects"),
}
"""The three questions of text 002 (C12, C15, C17)."""


class NoSuchCampaign(ValueError):
    """A campaign is told that is not here, or not theirs to see."""


class CountForm(forms.Form):
    """One count: added to the day, or said to be its total."""

    channel = forms.CharField(max_length=20)
    campaign = forms.CharField(required=False, max_length=20)
    count = forms.IntegerField()
    on = forms.DateField(required=False)
    at = forms.CharField(required=False, max_length=40)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=1_440)
    is_given = forms.BooleanField(required=False)
    how = forms.CharField(required=False, max_length=5)
    submit_id = forms.RegexField(SUBMIT_ID, required=False)

    @property
    def is_total(self) -> bool:
        return bool(self.cleaned_data["how"] == TOTAL)

    def channel_of(self) -> Channel | None:
        pk = id_in(self.cleaned_data["channel"])
        found: Channel | None = Channel.objects.filter(pk=pk).first()
        return found

    def campaign_of(self, member: Membership) -> Campaign | None:
        """The campaign of it, if one is told; raises `NoSuchCampaign`."""
        told = self.cleaned_data["campaign"]
        seen = Campaign.objects.visible_to(member).select_related("channel")
        found: Campaign | None = seen.filter(pk=id_in(told)).first() if told else None
        if told and found is None:
            raise NoSuchCampaign
        return found

    def clean_at(self) -> date | None:
        """The day, in the workspace's zone, of the moment that a phone told."""
        try:
            moment = parse_datetime(self.cleaned_data["at"])
            return timezone.localdate(moment) if moment else None
        except (ValueError, OverflowError):  # no such moment, or one without a zone
            return None

    def facts(self, *, today: date) -> dict[str, Any]:
        """What `actions.tally` takes beside the channel and who counts."""
        data = self.cleaned_data
        return {
            "count": data["count"],
            "on": data["on"] or data["at"] or today,
            "minutes": data["minutes"],
            "is_given": data["is_given"],
            "submit_id": data["submit_id"],
        }


class DayForm(CountForm):
    """The same where the day is chosen on the page: none to come, none long ago."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        if on < self.today - timedelta(days=rules.BACK):
            raise forms.ValidationError(_("That is too long ago."))
        return on


def amount(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=rules.MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class TargetsForm(forms.Form):
    """Daily targets: for each of three levels, and for each open channel."""

    def __init__(
        self, *args: Any, channels: list[Channel], known: dict[Any, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, tuple[int, Channel | None]] = {}
        for level, label in LEVELS.items():
            self._add(f"level-{level}", label, (level, None), known)
        for each in channels:
            self._add(f"channel-{each.pk}", each.name, (1, each), known)

    def _add(
        self, name: str, label: Any, key: tuple[int, Channel | None], known: Any
    ) -> None:
        level, channel = key
        self.fields[name] = amount(label)
        self.initial[name] = known.get((level, channel.pk if channel else None))
        self.keys[name] = key

    def levels(self) -> list[forms.BoundField]:
        return [self[name] for name in self.keys if name.startswith("level")]

    def by_channel(self) -> list[forms.BoundField]:
        return [self[name] for name in self.keys if name.startswith("channel")]

    def chosen(self) -> Iterator[tuple[int, Channel | None, int]]:
        """Level, channel, how many a day; 0 for none."""
        for name, (level, channel) in self.keys.items():
            yield level, channel, self.cleaned_data[name] or 0


HOW: Mapping[str, Promise] = {
    "print": _("on paper"),
    Medium.PHONE: _("by phone"),
    Medium.SMS: _("by text message"),
    Medium.CHAT: _("by chat"),
    Medium.EMAIL: _("by e-mail"),
    Medium.IN_PERSON: _("in person"),
    Medium.WEB: _("on the Internet"),
}
"""By what medium a channel reaches people: rules of the country hang on it."""


class ChannelForm(forms.ModelForm[Channel]):
    """What a channel can do, costs and asks for."""

    class Meta:
        model = Channel
        fields = (
            *("name", "per_hour", "cost", "step"),
            *("is_counted", "needs_permission", "is_open"),
        )
        labels = {
            "per_hour": _("Contacts one person makes in an hour"),
            "cost": _("Cost of one contact"),
            "step": _("How many one tap counts at first"),
            "is_counted": _("Counted; without this, estimated"),
            "needs_permission": _("Ask for a permission first"),
            "is_open": _("In use"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("per_hour", "step"):
            field: Any = self.fields[name]
            field.max_value, field.min_value = rules.MOST, int(name == "step")
            field.validators += forms.IntegerField(
                min_value=field.min_value, max_value=rules.MOST
            ).validators
        cost: Any = self.fields["cost"]
        cost.validators += forms.DecimalField(min_value=0).validators


class NewChannelForm(ChannelForm):
    """One more way, and by which medium: its calls and messages count for that."""

    medium = forms.ChoiceField(label=_("How it goes"), choices=HOW.items())
    field_order = ("name", "medium")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_open"]

    def channel(self) -> Channel:
        """The channel to add."""
        channel: Channel = self.save(commit=False)
        channel.medium = self.cleaned_data["medium"]
        return channel
