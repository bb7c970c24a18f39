"""What is filled in around a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.teams.forms import Line, Lines
from bestfew.teams.models import Meeting, MeetingSeries, TeamMember
from bestfew.teams.rules.recurrence import LAST, MONTHLY, Rule

ONCE = "once"
WEEKS = (
    (1, _("first")), (2, _("second")), (3, _("third")), (4, _("fourth")),
    (LAST, _("last")),
)  # fmt: skip
SLOT = ("starts", "minutes", "place", "link")


YEARS = range(2000, 2200)
"""In others nobody meets, and on the last of all days other zones have no time."""


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class Clock(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SlotForm(forms.Form):
    """When and where."""

    on = Day(label=_("Day"))
    starts = Clock(label=pgettext_lazy("a time of day", "From"))
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=10, max_value=600, initial=60
    )
    place = Line(label=_("Place"), required=False, max_length=200)
    link = forms.URLField(
        label=_("Link to join, if you meet online"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError(_("This day is over."))
        return on

    @property
    def slot(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SLOT}


class RuleForm(SlotForm):
    """How often, too."""

    pattern = forms.ChoiceField(
        label=_("How often"),
        choices=[*MeetingSeries.Pattern.choices, (ONCE, _("only this once"))],
        help_text=_("A Power Team meets twice a month or more."),
    )
    weeks = forms.TypedMultipleChoiceField(
        label=_("Which weeks of the month"),
        choices=WEEKS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("pattern") == MONTHLY and not found.get("weeks"):
            self.add_error("weeks", _("Please choose the weeks."))
        return found

    def rule(self, starts_on: date | None = None) -> Rule:
        """On the weekday of `on`, from that day unless another is given."""
        found = self.cleaned_data
        weeks = tuple(found["weeks"]) if found["pattern"] == MONTHLY else ()
        on: date = found["on"]
        return Rule(
            found["pattern"], on.isoweekday(), starts_on or on, weeks,
            found.get("until"),
        )  # fmt: skip


class PlanForm(RuleForm):
    """Meetings in advance, by a rule or one."""

    until = Day(label=_("Until, if you know"), required=False)
    field_order = ("pattern", "weeks", "on", "starts", "minutes", "place", "link")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("until") and found.get("on") and found["until"] < found["on"]:
            self.add_error("until", _("This is before the first meeting."))
        return found


class ChangeForm(RuleForm):
    """One meeting, with those after it, or all that are still to come."""

    ONE, FOLLOWING, ALL = "one", "following", "all"

    chair = forms.ModelChoiceField(
        TeamMember.unscoped.none(), label=_("Chair"), required=False, empty_label="–"
    )
    scope = forms.ChoiceField(
        label=_("Which meetings"),
        choices=[
            (ONE, _("only this one")),
            (FOLLOWING, _("this and all after it")),
            (ALL, _("all that are to come")),
        ],
        widget=forms.RadioSelect,
        initial=ONE,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    series_seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, required=False
    )
    field_order = ("on", "starts", "minutes", "place", "link", "chair", "scope")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        series = meeting.series
        first = {name: getattr(meeting, name) for name in ("on", *SLOT, "chair")}
        first |= {"seen": meeting.version}
        if series:
            first |= {"series_seen": series.version, "pattern": series.pattern}
            first |= {"weeks": series.weeks}
        super().__init__(*args, initial=first, **kwargs)
        choose: Any = self.fields["chair"]
        choose.queryset = TeamMember.objects.filter(team=meeting.team_id).seated()
        if series is None:
            for name in ("scope", "pattern", "weeks"):
                del self.fields[name]

    @property
    def is_of_one(self) -> bool:
        """Whether the rule and the other meetings stay as they are."""
        found = self.cleaned_data
        is_so = found.get("scope", self.ONE) == self.ONE or found["pattern"] == ONCE
        return bool(is_so)


class PromiseForm(forms.Form):
    """Who does what by when, and for whom."""

    member = forms.ModelChoiceField(
        TeamMember.unscoped.none(), label=_("Who"), empty_label=_("Choose…")
    )
    text = Line(label=_("What"), max_length=300)
    to = forms.ModelChoiceField(
        TeamMember.unscoped.none(), label=_("For whom"), required=False, empty_label="–"
    )
    due_on = Day(label=_("By when"), required=False)

    def __init__(self, *args: Any, team: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("member", "to"):
            choose: Any = self.fields[name]
            choose.queryset = TeamMember.objects.filter(team=team).seated()


class WishForm(forms.Form):
    text = Line(label=_("Whom do you want to meet most this month?"), max_length=300)
    why = Line(label=_("Why?"), required=False, max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PraiseForm(forms.Form):
    """A good word about somebody else."""

    about = forms.ModelChoiceField(
        TeamMember.unscoped.none(), label=_("About"), empty_label=_("Choose…")
    )
    text = Lines(label=_("What did they do well?"), max_length=1_000)

    def __init__(self, *args: Any, me: TeamMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = TeamMember.objects.filter(team=me.team_id).seated()
        choose: Any = self.fields["about"]
        choose.queryset = others.exclude(pk=me.pk)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Notes for the minutes"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PointForm(forms.Form):
    title = Line(label=_("Another point"), max_length=120)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=600, initial=5
    )


class ReasonForm(forms.Form):
    reason = Line(label=_("Why is it called off?"), required=False, max_length=300)
