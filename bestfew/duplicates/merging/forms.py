"""Choose field by field, and choose what goes to somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.duplicates.merging.comparing import Difference
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.merging.parting import MOVABLE
from bestfew.duplicates.rules.merging import BOTH, INTO, OTHER
from bestfew.funnel.models import Influence
from bestfew.imports.rules.text import OURS
from bestfew.people.actions.person import FORM
from bestfew.people.models import ContactPoint, Person, Role
from bestfew.web import formats

AT_MOST = 100
"""Rows of a kind that are offered to be moved, the newest ones."""


class MergeForm(forms.Form):
    """One choice for each field in which the two differ.

    `seen` holds the versions of both, so that a choice made by an older page is none.
    """

    seen = forms.RegexField(r"^\d{1,9}-\d{1,9}$", required=False)

    def __init__(
        self,
        into: Someone,
        other: Someone,
        differences: Sequence[Difference],
        data: Any = None,
    ) -> None:
        versions = f"{into.version}-{other.version}"
        super().__init__(data, auto_id="merge-%s", initial={"seen": versions})
        self.fields["seen"].widget = forms.HiddenInput()
        for each in differences:
            sides = [(INTO, each.mine), (OTHER, each.theirs)]
            if each.may_both:
                sides.append((BOTH, str(_("Keep both"))))
            self.fields[each.name] = forms.ChoiceField(
                label=str(each.label),
                choices=sides,
                initial=each.choice,
                required=False,
                widget=forms.RadioSelect,
            )

    def chosen(self) -> dict[str, str]:
        clean = self.cleaned_data.items()
        return {name: side for name, side in clean if side and name != "seen"}

    def versions(self) -> tuple[int, int] | None:
        """Those of the page that was looked at, if it says so."""
        if not self.cleaned_data["seen"]:
            return None
        mine, theirs = self.cleaned_data["seen"].split("-")
        return int(mine), int(theirs)


LABELS = {
    "contact_points": _("Ways to reach them"),
    "roles": _("Organisations"),
    "taggings": _("Tags"),
    "dates": _("Dates"),
    "concerns": _("Concerns"),
    "objectives": _("Objectives"),
    "influences": _("A say in objectives of others"),
    "activities": _("What was done"),
    "follow_ups": _("Next steps"),
    "external_ids": _("Ids in other programs"),
}


NAMED_BY = {
    "roles": ("organisation",),
    "taggings": ("tag",),
    "influences": ("objective",),
}
"""What is read with rows to say what they are."""


class SplitForm(forms.Form):
    """The name of the new person, and what goes to them."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"), required=False, max_length=300
    )

    def __init__(self, person: Person, member: Membership, data: Any = None) -> None:
        super().__init__(data, auto_id="split-%s")
        for arrow, label in LABELS.items():
            seen = MOVABLE[arrow].objects.visible_to(member).filter(person=person)
            seen = seen.select_related(*NAMED_BY.get(arrow, ()))
            if arrow == "influences":
                seen = seen.exclude(objective__person=person)
            if arrow == "external_ids":
                seen = seen.exclude(namespace__in=(FORM, OURS))
            newest = seen.order_by("-pk")[:AT_MOST]
            offered = [(each.pk, _said(each)) for each in newest]
            if offered:
                self.fields[arrow] = forms.TypedMultipleChoiceField(
                    label=label,
                    choices=offered,
                    coerce=int,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    def moving(self) -> dict[str, list[int]]:
        clean = self.cleaned_data
        return {name: clean[name] for name in LABELS if clean.get(name)}


def _said(row: Any) -> str:
    """A row in a few words."""
    if isinstance(row, Activity):
        day = formats.day(timezone.localdate(row.at), get_language() or "en")
        said = [day, str(row.get_kind_display()), Truncator(row.note).chars(60)]
        return " · ".join(filter(None, said))
    if isinstance(row, Role):
        return " · ".join(filter(None, [row.title, row.organisation.name]))
    if isinstance(row, ContactPoint):
        return f"{capfirst(row.get_kind_display())} · {row}"
    return str(row.objective if isinstance(row, Influence) else row)
