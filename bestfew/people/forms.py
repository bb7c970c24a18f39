"""Forms about people: the filters of the list, quick create, and single facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.people import rules
from bestfew.people.models import (
    ConcernKind,
    ContactKind,
    LevelName,
    Medium,
    Permission,
    Purpose,
    Source,
    State,
    Tag,
)
from bestfew.people.queries import ORDERS, Wanted

OLDEST_YEAR = 1900


class DayInput(forms.DateInput):
    """A day as every browser offers it."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class PersonFilter(forms.Form):
    """The address of a list, read leniently: nonsense asks for nothing."""

    q = forms.CharField(required=False, max_length=200)
    mine = forms.BooleanField(required=False)
    state = forms.ChoiceField(required=False, choices=State.choices)
    tag = forms.ModelChoiceField(Tag.objects.none(), required=False)
    source = forms.ModelChoiceField(Source.objects.none(), required=False)
    level = forms.TypedChoiceField(
        required=False, choices=LevelName.choices, coerce=int, empty_value=None
    )
    due = forms.BooleanField(required=False)
    no_contact = forms.BooleanField(required=False)
    order = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields
        choose["tag"].queryset = Tag.objects.all()
        choose["source"].queryset = Source.objects.all()

    def wanted(self) -> Wanted:
        self.is_valid()
        clean = self.cleaned_data
        source = clean.get("source")
        return Wanted(
            words=clean.get("q", ""),
            mine=clean.get("mine", False),
            state=clean.get("state", ""),
            tag=clean.get("tag"),
            source=source.pk if source else None,
            level=clean.get("level"),
            due=clean.get("due", False),
            no_contact=clean.get("no_contact", False),
            order=clean.get("order") or "name",
        )


class ReachField(forms.CharField):
    """One box that takes a phone number or an e-mail address, as it was typed."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and not rules.can_reach(rules.kind_of_contact(text), text):
            raise forms.ValidationError(
                _("This is neither a phone number nor an e-mail address.")
            )
        return text


class AddPersonForm(forms.Form):
    """Quick create: a name or a number is enough."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), required=False, max_length=300
    )
    reach = ReachField(label=_("Phone or e-mail"), required=False, max_length=500)
    organisation = forms.CharField(
        label=_("Organisation"), required=False, max_length=300
    )
    source = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("Where from?"),
        required=False,
        empty_label=_("I don’t know yet"),
    )
    submit_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields
        choose["source"].queryset = Source.objects.order_by("name")
        for name in ("name", "reach", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.errors and not clean.get("name") and not clean.get("reach"):
            raise forms.ValidationError(
                _("Please give a name, a phone number or an e-mail address.")
            )
        return clean


class ContactForm(forms.Form):
    kind = forms.ChoiceField(label=_("Way"), choices=ContactKind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=500)


class ChangeContactForm(forms.Form):
    value = forms.CharField(label=_("Number or address"), max_length=500)
    before = forms.CharField(widget=forms.HiddenInput, max_length=500)


class RoleForm(forms.Form):
    organisation = forms.CharField(label=_("Organisation"), max_length=300)
    title = forms.CharField(
        label=pgettext_lazy("of someone at work", "Title"),
        required=False,
        max_length=150,
    )


class DayForm(forms.Form):
    """A day; empty means none."""

    on = forms.DateField(required=False, widget=DayInput())


class TagForm(forms.Form):
    tag = forms.CharField(label=_("New tag"), max_length=60)


class BirthdayForm(forms.Form):
    """A day and a month; the year only where it is known."""

    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    year = forms.IntegerField(
        label=_("Year, if you know it"), required=False, min_value=OLDEST_YEAR
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if self.errors:
            return clean
        try:
            born = date(clean["year"] or 2000, clean["month"], clean["day"])
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("There is no such day.")) from None
        if clean["year"] and born > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return clean


class ConcernForm(forms.Form):
    text = forms.CharField(label=_("What did they ask or object?"), max_length=500)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ConcernKind.choices, widget=forms.RadioSelect
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("What you answered"), max_length=500)


class PermissionForm(forms.Form):
    purpose = forms.ChoiceField(label=_("For"), choices=Purpose.choices)
    medium = forms.ChoiceField(
        label=_("By"), choices=[("any", _("any way")), *Medium.choices]
    )
    state = forms.ChoiceField(
        label=_("Their answer"),
        choices=Permission.State.choices,
        widget=forms.RadioSelect,
    )
    how = forms.CharField(label=_("How do you know?"), required=False, max_length=300)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
