"""What the funnel's pages send."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.forms import currencies
from bestfew.funnel.models import Agreement, BuyingRole, Kind, Outcome, Place
from bestfew.markets.models import Offering

USUAL = "EUR"
"""One of the currencies that are offered, where none is known."""


def offerings() -> Any:
    """What is sold at present."""
    return Offering.objects.filter(is_retired=False).order_by("name")


def day_input() -> forms.DateInput:
    """The browser's own calendar; what is typed without one is ISO 8601."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MoneyField(forms.DecimalField):
    def __init__(self, **facts: Any) -> None:
        facts.setdefault("label", _("Value"))
        super().__init__(
            min_value=0, max_digits=17, decimal_places=2, required=False, **facts
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """`data-amount`: the page says the figure once more, in groups."""
        return super().widget_attrs(widget) | {"data-amount": ""}

    def prepare_value(self, value: Any) -> Any:
        """Whole amounts without the decimals that a column adds."""
        is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
        return int(value) if is_whole else value


class SureField(forms.IntegerField):
    def __init__(self, **facts: Any) -> None:
        super().__init__(
            label=_("How sure are you, in %?"), min_value=0, max_value=100, **facts
        )


class OfferingField(forms.ModelChoiceField[Offering]):
    def __init__(self, **facts: Any) -> None:
        super().__init__(
            Offering.unscoped.none(),
            label=_("Offering"),
            required=False,
            empty_label="–",
            **facts,
        )


class CurrencyField(forms.ChoiceField):
    def __init__(self, **facts: Any) -> None:
        super().__init__(label=_("Currency"), **facts)

    def offer(self, known: str) -> None:
        """Every currency, and the one that is known."""
        self.choices = currencies(known)


class OpenForm(forms.Form):
    """A new objective, for a customer who was chosen before."""

    name = forms.CharField(label=_("What is to be agreed?"), max_length=300)
    offering = OfferingField()
    value = MoneyField()
    expected_close_on = forms.DateField(
        label=_("When should it close?"), required=False, widget=day_input()
    )
    confidence = SureField(required=False, initial=50)
    fit = forms.CharField(
        label=_("What indicates a fit?"),
        help_text=_("For example: they asked for a price; they rent nearby."),
        max_length=500,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("It is to"), choices=Kind.choices, required=False, initial=Kind.SELL
    )
    agreement = forms.ChoiceField(
        label=_("It ends with a"),
        choices=Agreement.choices,
        required=False,
        initial=Agreement.CONTRACT,
    )
    currency = CurrencyField(required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].queryset = offerings()  # type: ignore[attr-defined]
        self.fields["currency"].initial = currency
        cast(CurrencyField, self.fields["currency"]).offer(currency)

    def facts(self) -> dict[str, Any]:
        """What was filled in, without the name."""
        data = {**self.cleaned_data}
        data.pop("name")
        return {k: v for k, v in data.items() if v not in (None, "")}


class FieldForm(forms.Form):
    """One field of an objective, edited in place: what it was, and what it shall be."""

    def __init__(self, field: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field_name = field
        self.fields["before"] = FIELDS[field]()
        self.fields["before"].required = False
        self.fields[field] = FIELDS[field]()
        for each in self.fields.values():
            if isinstance(each, OfferingField):
                each.queryset = offerings()
            if isinstance(each, CurrencyField):
                each.offer(self.get_initial_for_field(each, "before") or USUAL)

    def before(self) -> dict[str, Any]:
        return self._fact("before")

    def after(self) -> dict[str, Any]:
        return self._fact(self.field_name)

    def _fact(self, name: str) -> dict[str, Any]:
        value = self.cleaned_data[name]
        if self.field_name == "offering":
            return {"offering_id": value.pk if value else None}
        if self.field_name == "confidence":
            value = value or 0
        return {self.field_name: value}


FIELDS: dict[str, Any] = {
    "name": lambda: forms.CharField(label=_("What is to be agreed?"), max_length=300),
    "value": MoneyField,
    "currency": CurrencyField,
    "offering": OfferingField,
    "next_deed": lambda: forms.CharField(
        label=_("Next deed"), max_length=200, required=False
    ),
    "fit": lambda: forms.CharField(
        label=_("What indicates a fit?"), max_length=500, required=False
    ),
    "strength": lambda: forms.CharField(
        label=_("What speaks for you?"), max_length=300, required=False
    ),
    "competition": lambda: forms.CharField(
        label=_("What may they choose instead?"), max_length=300, required=False
    ),
    "reorganised_on": lambda: forms.DateField(
        label=_("Their organisation is changing since"),
        required=False,
        widget=day_input(),
    ),
    "first_contact_on": lambda: forms.DateField(
        label=_("First contact"), widget=day_input()
    ),
    "expected_close_on": lambda: forms.DateField(
        label=_("Expected close"), required=False, widget=day_input()
    ),
    "confidence": SureField,
}


class InfluenceForm(forms.Form):
    """Somebody who decides, by name; by `person` where they are among the people."""

    name = forms.CharField(label=_("Who?"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=BuyingRole.choices)
    person = forms.CharField(required=False, max_length=25)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("name") and not data.get("person"):
            self.add_error("name", _("Please say who it is."))
        return data


class CoverForm(forms.Form):
    """What is true of an influence now; empty leaves it as it is."""

    contacted = forms.NullBooleanField(required=False)
    satisfied = forms.NullBooleanField(required=False)
    accepted_because = forms.CharField(max_length=300, required=False, empty_value=None)


class JudgeForm(forms.Form):
    place = forms.ChoiceField(label=_("It belongs"), choices=Place.choices)
    reason = forms.CharField(label=_("Why?"), max_length=300)


class EndForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("On which day?"), required=False, widget=day_input())
    value = MoneyField(label=_("What it was worth in the end"))
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)


class CycleForm(forms.Form):
    """An offering: its name, price, and normal cycle in days."""

    name = forms.CharField(label=_("Name"), max_length=200)
    price = MoneyField(label=_("Price"))
    normal_cycle_days = forms.IntegerField(
        label=_("Normal sales cycle, in days"),
        min_value=1,
        max_value=3_650,
        required=False,
    )
