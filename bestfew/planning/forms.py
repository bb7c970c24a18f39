"""One's own choice of how to share the week."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bestfew.planning.rules import UNITS, Shares

STEP = 100 // UNITS


def share_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, step_size=STEP)


class ChooseForm(forms.Form):
    """Percent for each kind of work, in steps of 10 that sum to 100."""

    best_few = share_field(gettext_lazy("Close, %"))
    above = share_field(gettext_lazy("Prospect, %"))
    in_funnel = share_field(gettext_lazy("Work the funnel, %"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        total = sum(data.values())
        if not self.errors and total != 100:
            raise forms.ValidationError(
                _("That makes %(total)s%%; it must make 100%%.") % {"total": total}
            )
        return data

    def shares(self) -> Shares:
        data = self.cleaned_data
        return Shares(data["above"], data["in_funnel"], data["best_few"])
