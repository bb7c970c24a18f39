"""What the pages of campaigns send, and what a stranger sends to a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.activities.forms import DayAheadForm, day_ahead
from bestfew.activities.models import Outcome
from bestfew.campaigns import rules
from bestfew.campaigns.actions import Answer
from bestfew.campaigns.models import Form
from bestfew.people import rules as people_rules
from bestfew.people.forms import OLDEST_YEAR, DayInput
from bestfew.people.models import Source, State, Tag
from bestfew.prospecting.models import Campaign, Channel

FACTS = (
    *("name", "place", "starts_on", "ends_on", "planned", "cost"),
    *("is_given", "is_shared"),
)
MOST = 10_000_000


class CampaignForm(forms.ModelForm[Campaign]):
    """A campaign: a few fields; those behind `MORE` can wait."""

    MORE = ("ends_on", "is_given", "is_shared")

    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Channel"), empty_label=None
    )
    planned = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=MOST
    )
    cost = forms.DecimalField(
        label=_("What it costs in all"),
        required=False,
        min_value=0,
        max_digits=17,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"data-amount": ""}),
    )

    class Meta:
        model = Campaign
        fields = ("channel", *FACTS)
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["channel"]
        choose.queryset = Channel.objects.order_by("position", "id")
        self.fields["is_shared"].label = _("The whole team sees it")

    def clean_cost(self) -> Any:
        return self.cleaned_data["cost"] or 0

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        for name in ("starts_on", "ends_on"):
            day: date | None = clean.get(name)
            if day and day.year < OLDEST_YEAR:
                self.add_error(name, _("There is no such day."))
        first, last = clean.get("starts_on"), clean.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return clean

    def first_ones(self) -> list[Any]:
        return [field for field in self if field.name not in self.MORE]

    def others(self) -> list[Any]:
        return [self[name] for name in self.MORE]


class FormForm(forms.ModelForm[Form]):
    """What the form behind the link says."""

    class Meta:
        model = Form
        fields = (
            *("title", "intro", "asks_message", "permission", "is_open"),
            *("closed_text", "headline", "call_to_action"),
        )
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}


class LeafletForm(forms.Form):
    """How a page is printed: read leniently from the address."""

    size = forms.ChoiceField(
        label=_("Size"), choices=[("a6", "A6"), ("a4", "A4")], initial="a6"
    )
    language = forms.ChoiceField(label=_("Language"), choices=())
    headline = forms.CharField(label=_("Headline"), required=False, max_length=80)
    call_to_action = forms.CharField(
        label=_("Call to action"), required=False, max_length=120
    )
    bleed = forms.BooleanField(
        label=_("3 mm more around it, for a printing house"), required=False
    )

    def __init__(self, *args: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["language"]
        choose.choices = languages


class PeopleForm(forms.Form):
    """Whom to put on a call list; all of them where nothing is chosen."""

    state = forms.ChoiceField(
        label=pgettext_lazy("how far somebody is qualified", "State"),
        required=False,
        choices=[("", _("anyone")), *State.choices],
    )
    source = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("Where from?"),
        required=False,
        empty_label=_("from anywhere"),
    )
    tag = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Tag"), required=False, empty_label=_("any")
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, owner: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        choose: Any = self.fields
        choose["source"].queryset = Source.objects.order_by("name")
        choose["tag"].queryset = Tag.objects.order_by("name")

    def wanted(self) -> dict[str, Any]:
        """Lookups of people."""
        clean = self.cleaned_data
        found = {
            "state": clean["state"],
            "source": clean["source"],
            "taggings__tag": clean["tag"],
            "owner": self.owner if clean["mine"] else None,
        }
        return {name: value for name, value in found.items() if value}


class OutcomeForm(DayAheadForm):
    """What came of a call, in one tap."""

    outcome = forms.ChoiceField(
        choices=[(each, each.label) for each in Outcome if each != Outcome.WON]
    )
    keep = forms.ChoiceField(required=False, choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(required=False, max_length=20_000)
    submit_id = forms.CharField(required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.errors:
            clean["day"] = day_ahead(clean["on"], clean["on_day"], today=self.today)
        return clean


class AnswerForm(forms.Form):
    """What a stranger fills in. `nickname` is for robots: people do not see it."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), max_length=rules.LONGEST_NAME
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=rules.LONGEST_REACH
    )
    email = forms.CharField(
        label=_("E-mail"), required=False, max_length=rules.LONGEST_REACH
    )
    message = forms.CharField(
        label=_("What would you like to know?"),
        required=False,
        max_length=rules.LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.BooleanField(required=False)
    nickname = forms.CharField(required=False, max_length=200)

    WIDGETS = {
        "name": {"autocomplete": "name"},
        "phone": {"autocomplete": "tel", "inputmode": "tel"},
        "email": {"autocomplete": "email", "inputmode": "email"},
        "nickname": {"autocomplete": "off", "tabindex": "-1"},
    }

    def __init__(self, *args: Any, form: Form, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission
        self.fields["agreed"].label = permission
        if not form.asks_message:
            del self.fields["message"]
        for name, attrs in self.WIDGETS.items():
            self.fields[name].widget.attrs |= attrs

    def clean_name(self) -> str:
        name = rules.clean(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please tell us your name."))
        return name

    def clean_phone(self) -> str:
        phone = rules.digits_as_ascii(self.cleaned_data["phone"])
        if phone and not people_rules.can_reach("phone", phone):
            raise forms.ValidationError(_("This is not a phone number."))
        return phone

    def clean_email(self) -> str:
        email = rules.clean(self.cleaned_data["email"])
        if email and not people_rules.can_reach("email", email):
            raise forms.ValidationError(_("This is not an e-mail address."))
        return email

    def clean_message(self) -> str:
        return rules.clean(self.cleaned_data["message"], lines=True)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("nickname"):
            raise forms.ValidationError(_("Please leave the last box empty."))
        reach = ("phone", "email")
        if not self.errors.keys() & {*reach} and not any(map(clean.get, reach)):
            raise forms.ValidationError(
                _("Please give us a phone number or an e-mail address.")
            )
        return clean

    def answer(self) -> Answer:
        clean = self.cleaned_data
        texts = {name: clean.get(name, "") for name in ("phone", "email", "message")}
        agreed = self.permission if clean["agreed"] else ""
        return Answer(name=clean["name"], agreed=agreed, **texts)
