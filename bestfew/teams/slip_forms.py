"""What members fill in about referrals, and what whoever is referred answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.forms import currencies
from bestfew.teams.actions.slips import Details
from bestfew.teams.forms import Line, Lines
from bestfew.teams.models import SlipKind, SlipLevel, Status, TeamMember
from bestfew.teams.rules import slips as rules
from bestfew.teams.slip_queries import others


class AboutForm(forms.Form):
    """What a referral is about, as it may be told before anybody agreed."""

    summary = Lines(
        label=_("What is needed?"),
        max_length=500,
        help_text=_("Without a name or a number: these pass once the person agreed."),
    )
    level = forms.TypedChoiceField(
        label=_("How warm is it?"), choices=SlipLevel, coerce=int, initial=3
    )
    kind = forms.ChoiceField(
        label=_("Whose need is it?"),
        choices=[each for each in SlipKind.choices if each[0] != SlipKind.SPIN_OFF],
        initial=SlipKind.OUTSIDE,
    )
    submit_id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class GiveForm(AboutForm):
    """A referral to somebody else at the table."""

    to = forms.TypedChoiceField(label=_("For whom?"), coerce=int)
    field_order = ("to", "summary", "level", "kind")

    def __init__(self, *args: Any, me: TeamMember, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {each.pk: each for each in others(me)}
        choose: Any = self.fields["to"]
        choose.choices = [
            (pk, f"{each} · {each.seat.title}") for pk, each in self.members.items()
        ]

    def given(self) -> dict[str, Any]:
        """What `give` takes."""
        clean = dict(self.cleaned_data)
        return {**clean, "to": self.members[clean["to"]]}


class DetailsForm(forms.Form):
    """Who it is and how to reach them; one of the two ways is enough."""

    name = Line(label=_("Their name"), max_length=300, required=False)
    phone = Line(label=_("Their phone number"), max_length=100, required=False)
    email = forms.EmailField(label=_("Their e-mail"), max_length=254, required=False)

    def details(self) -> Details | None:
        """What was filled in; None for nothing at all."""
        clean = self.cleaned_data
        found = Details(clean["name"], clean["phone"], clean["email"])
        return found if any((found.name, found.phone, found.email)) else None


class OwnDetailsForm(DetailsForm):
    """The same, asked of the person themselves."""

    name = Line(label=_("Your name"), max_length=300, required=False)
    phone = Line(label=_("Your phone number"), max_length=100, required=False)
    email = forms.EmailField(label=_("Your e-mail"), max_length=254, required=False)


class AgreedForm(DetailsForm):
    """They want to be called: how do we know?"""

    how = Line(
        label=_("How did they agree?"),
        max_length=200,
        help_text=_("On the phone, on Tuesday"),
    )
    field_order = ("how", "name", "phone", "email")


class MoveForm(forms.Form):
    status = forms.ChoiceField(choices=Status)
    note = Line(required=False, max_length=300)


class ThanksForm(forms.Form):
    """What was closed: the bill, and the tax in it."""

    invoiced = forms.DecimalField(
        label=_("What was invoiced"),
        min_value=0,
        max_digits=17,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"data-amount": ""}),
    )
    tax_percent = forms.DecimalField(
        label=_("Sales tax in it, in %"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("It is taken off: thanks are for turnover without tax."),
    )
    currency = forms.ChoiceField(label=_("Currency"))
    on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    submit_id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["currency"]
        choose.choices = currencies(currency)
        choose.initial = currency

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > localdate() or on.year < 2000:
            raise forms.ValidationError(_("Please choose a day up to today."))
        return on

    @property
    def tax(self) -> Decimal:
        return self.cleaned_data["tax_percent"] or Decimal()

    @property
    def places(self) -> int:
        return min(2, get_currency_precision(self.cleaned_data["currency"]))

    def net(self) -> Decimal:
        """The turnover: 11,000 with 10 % in it are 10,000 (method.md 4.15)."""
        return rules.net_of_tax(
            self.cleaned_data["invoiced"], tax_percent=self.tax, places=self.places
        )


class StoryForm(forms.Form):
    """A success story; others read it once the people in it agreed (A40)."""

    title = Line(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("What happened?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    agreed_how = Line(
        label=_("How did the people in it agree?"),
        required=False,
        max_length=200,
        help_text=_("Until you say so, nobody else reads it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
