"""The page of the cycle: how long it takes, and what has stopped moving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel.cycle_screen import cycle_page
from bestfew.funnel.models import Kind
from bestfew.markets.models import Offering
from bestfew.web.http import render_part


class CycleFilter(forms.Form):
    """Read leniently: nonsense asks for everything."""

    offering = forms.ModelChoiceField(
        Offering.unscoped.none(),
        label=_("Offering"),
        required=False,
        empty_label=_("All offerings"),
    )
    kind = forms.ChoiceField(
        label=_("It is to"),
        required=False,
        choices=[("", _("Sell, recruit, alliance")), *Kind.choices],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        rows = Offering.objects.order_by("name")
        self.fields["offering"].queryset = rows  # type: ignore[attr-defined]

    def asked(self) -> tuple[Offering | None, str]:
        self.is_valid()
        clean = self.cleaned_data
        return clean.get("offering"), clean.get("kind", "")


@member_required
@require_GET
def cycle(request: MemberRequest) -> HttpResponse:
    """How long it takes as a rule, with what is still open; what is stalled."""
    form = CycleFilter(request.GET)
    offering, kind = form.asked()
    on = timezone.localdate()
    found = cycle_page(request.member, on=on, offering=offering, kind=kind)
    return render_part(request, "funnel/cycle.html", {"form": form, "found": found})
