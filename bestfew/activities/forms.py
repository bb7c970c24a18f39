"""The log form, and the forms of follow-ups."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep
from bestfew.activities.models import Kind, Outcome
from bestfew.funnel.models import Objective
from bestfew.people.forms import OLDEST_YEAR, DayInput
from bestfew.people.models import Organisation, Person
from bestfew.prospecting.models import Campaign

PICK, NONE = "pick", "none"
MOMENT = "%Y-%m-%dT%H:%M"
FARTHEST = timedelta(days=3_660)
NEXT_KINDS = (
    Kind.CALL,
    Kind.MESSAGE,
    Kind.EMAIL,
    Kind.VISIT,
    Kind.MEETING,
    Kind.PRESENTATION,
    Kind.CARE,
)


FACTS = (
    *("kind", "is_incoming", "outcome", "note", "minutes", "at", "call_to_action"),
    *("close", "objective", "next_step", "submit_id"),
)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MOMENT)


def day_ahead(text: str, picked: date | None, *, today: date) -> date | None:
    """The day that a chip or a calendar chose; None for none.

    Raises ValidationError for no day, a day that is past, or one that is years away.
    """
    if text in ("", NONE):
        return None
    if text == PICK and picked is None:
        raise forms.ValidationError(_("Please choose a day."))
    try:
        day = picked if text == PICK else date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not today <= day <= today + FARTHEST:
        raise forms.ValidationError(_("A next step lies ahead: please choose a day."))
    return day


def sure_day(text: str, picked: date | None, *, today: date) -> date:
    """The same where there must be one."""
    day = day_ahead(text, picked, today=today)
    if day is None:
        raise forms.ValidationError(_("Please choose a day."))
    return day


class LogForm(forms.Form):
    """One entry of the log. `on` is the day of the next step, as a chip sends it."""

    kind = forms.ChoiceField(choices=Kind.choices)
    is_incoming = forms.BooleanField(required=False)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False)
    note = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=1_440
    )
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=MomentInput(),
    )
    call_to_action = forms.CharField(
        label=_("Call to action: what did you ask them to do?"),
        required=False,
        max_length=300,
    )
    close = forms.CharField(
        label=_("Close: how did you ask for the yes?"), required=False, max_length=300
    )
    objective = forms.ModelChoiceField(Objective.objects.none(), required=False)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=_("Which campaign?"),
        required=False,
        empty_label=_("None of them"),
    )
    on = forms.CharField(required=False, max_length=10)
    on_day = forms.DateField(required=False, widget=DayInput())
    what = forms.CharField(label=_("What to do"), required=False, max_length=300)
    next_kind = forms.ChoiceField(
        label=_("How"), required=False, choices=[(k, k.label) for k in NEXT_KINDS]
    )
    keep = forms.ChoiceField(
        required=False, choices=[("yes", _("yes")), ("no", _("no"))]
    )
    submit_id = forms.CharField(required=False, max_length=64)

    def __init__(
        self,
        *args: Any,
        member: Membership,
        about: Person | Organisation,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"auto_id": "log-%s"} | kwargs)
        self.now = now
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.open_to(member)
        rows = Objective.objects.visible_to(member).open()
        mine = (
            {"person": about} if isinstance(about, Person) else {"organisation": about}
        )
        choose: Any = self.fields["objective"]
        choose.queryset = rows.filter(**mine).order_by("id")

    def has_campaigns(self) -> bool:
        choose: Any = self.fields["campaign"]
        return bool(choose.queryset.exists())

    def objectives(self) -> list[Objective]:
        """The open ones that the entry may be about."""
        choose: Any = self.fields["objective"]
        return list(choose.queryset)

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"] or self.now
        if at.year < OLDEST_YEAR:
            raise forms.ValidationError(_("There is no such day."))
        if at > self.now + timedelta(minutes=1):
            raise forms.ValidationError(
                _("This moment has not come yet: plan it as a next step.")
            )
        return min(at, self.now)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        today = self.now.date()
        day = day_ahead(clean.get("on", ""), clean.get("on_day"), today=today)
        clean["next_step"] = day and NextStep(
            on=day,
            what=clean.get("what", ""),
            kind=clean.get("next_kind") or Kind.CALL,
        )
        return clean

    def deed(self) -> dict[str, Any]:
        """What `actions.log` takes."""
        clean = self.cleaned_data
        keep = {"yes": True, "no": False}.get(clean["keep"])
        deed = {name: clean[name] for name in FACTS} | {"keep_in_touch": keep}
        campaign: Campaign | None = clean["campaign"]
        if campaign is None:
            return deed
        return deed | {"campaign": campaign, "channel": campaign.channel}


class DayAheadForm(forms.Form):
    """A day to come: by a chip, or from the calendar."""

    on = forms.CharField(required=False, max_length=10)
    on_day = forms.DateField(required=False, widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today


class SnoozeForm(DayAheadForm):
    """Some days later, or on a day."""

    on = forms.CharField(max_length=10)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.errors:
            clean["day"] = sure_day(clean["on"], clean["on_day"], today=self.today)
        return clean


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(Membership.objects.none())

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["to"]
        choose.queryset = workers(member)


def workers(member: Membership) -> Any:
    """Members of the workspace who do something."""
    rows = Membership.objects.filter(workspace=member.workspace_id)
    return (
        rows.exclude(role="viewer").select_related("user").order_by("user__name", "pk")
    )


class PlanForm(DayAheadForm):
    """A next step of its own, without a log entry."""

    what = forms.CharField(label=_("What to do"), required=False, max_length=300)
    kind = forms.ChoiceField(
        label=_("How"), choices=[(k, k.label) for k in NEXT_KINDS], initial=Kind.CALL
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "plan-%s"} | kwargs)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.errors:
            on = clean["on"] or PICK
            day = sure_day(on, clean["on_day"], today=self.today)
            clean["step"] = NextStep(day, what=clean["what"], kind=clean["kind"])
        return clean
