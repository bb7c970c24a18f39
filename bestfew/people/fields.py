"""The facts that are edited in place, one form each (trust.md D5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.accounts.models import Membership, Role, User
from bestfew.people.forms import DayInput
from bestfew.people.models import LawfulBasis, Organisation, Person, Source
from bestfew.people.whom import WhomField

Row = Person | Organisation


@dataclass(frozen=True, slots=True)
class Spec:
    """How one column is edited. `is_open`: its field stands ready on the page."""

    column: str
    label: str | Promise
    make: Callable[[Membership], forms.Field]
    is_open: bool = True
    hands_over: bool = False


def _text(
    length: int, *, required: bool = False
) -> Callable[[Membership], forms.Field]:
    return lambda _member: forms.CharField(required=required, max_length=length)


def _long(_member: Membership) -> forms.Field:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, max_length=20_000, widget=box)


def _source(_member: Membership) -> forms.Field:
    return forms.ModelChoiceField(
        Source.objects.order_by("name"), required=False, empty_label=_("not known")
    )


def _owner(member: Membership) -> forms.Field:
    workers = User.objects.filter(
        memberships__workspace=member.workspace_id,
        memberships__role__in=(Role.OWNER, Role.MANAGER, Role.SELLER),
    )
    return forms.ModelChoiceField(workers.order_by("name", "email"), empty_label=None)


def _basis(_member: Membership) -> forms.Field:
    choices = [("", _("not known")), *LawfulBasis.choices]
    return forms.ChoiceField(required=False, choices=choices)


def _day(_member: Membership) -> forms.Field:
    return forms.DateField(required=False, widget=DayInput())


def _yes_no(_member: Membership) -> forms.Field:
    return forms.BooleanField(required=False)


OF_PERSON: Mapping[str, Spec] = {
    "name": Spec("name", pgettext_lazy("of a person", "Name"), _text(300)),
    "given": Spec("given_name", _("Given name"), _text(150)),
    "family": Spec("family_name", _("Family name"), _text(150)),
    "note": Spec("note", _("Note"), _long),
    "source": Spec("source_id", _("Where from"), _source, is_open=False),
    "referred": Spec("referred_by_id", _("Brought by"), WhomField, is_open=False),
    "basis": Spec("lawful_basis", _("Why we may write"), _basis, is_open=False),
    "obtained": Spec("obtained_on", _("Known since"), _day, is_open=False),
    "owner": Spec("owner_id", _("Whose"), _owner, is_open=False, hands_over=True),
    "shared": Spec(
        "is_shared", _("Seen by all"), _yes_no, is_open=False, hands_over=True
    ),
}

OF_ORGANISATION: Mapping[str, Spec] = {
    "name": Spec("name", _("Name"), _text(300, required=True)),
    "note": Spec("note", _("Note"), _long),
}


class FieldForm(forms.Form):
    """The value of one column, and the value that the editor saw before."""

    def __init__(
        self, spec: Spec, row: Row, member: Membership, data: Any = None
    ) -> None:
        self.row, now = row, getattr(row, spec.column)
        prefix = spec.column.removesuffix("_id")
        super().__init__(
            data, initial={"value": now, "before": now}, auto_id=f"{prefix}-%s"
        )
        self.fields["value"] = spec.make(member)
        self.fields["value"].label = str(spec.label)
        self.fields["before"] = seen = spec.make(member)
        seen.required, seen.widget = False, forms.HiddenInput()
        if isinstance(seen, forms.CharField):
            seen.strip = False

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if isinstance(value, Person) and value == self.row:
            raise forms.ValidationError(_("Nobody brings themselves."))
        return value

    def change(self) -> tuple[Any, Any]:
        """(before, after) as the column holds them."""
        return self._plain("before"), self._plain("value")

    def _plain(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return value.pk if isinstance(value, Source | User | Person) else value


def shown(spec: Spec, value: Any, member: Membership) -> Any:
    """A column's value to read: the name behind a key, the label of a code."""
    field = spec.make(member)
    if isinstance(field, WhomField):
        return field.of(value) or (_("somebody you do not see") if value else None)
    if isinstance(field, forms.ModelChoiceField):
        rows = cast("QuerySet[Any]", field.queryset)
        return rows.filter(pk=value).first() if value else None
    if isinstance(field, forms.ChoiceField):
        labels = dict(cast("list[tuple[str, str]]", field.choices))
        return labels.get(value) if value else None
    return yes_no(value) if isinstance(value, bool) else value


def whom(person: Person | None, member: Membership) -> Person | Promise | None:
    """Somebody as this member may read of them."""
    hidden = person is not None and not person.is_visible_to(member)
    return _("somebody you do not see") if hidden else person


def yes_no(value: object) -> Promise | str:
    return _("yes") if value else _("no")
