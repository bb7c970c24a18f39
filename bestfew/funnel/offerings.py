"""Offerings with their normal cycles: here because the funnel owns the cycle (D31)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions, cycle_words
from bestfew.funnel.forms import CycleForm
from bestfew.funnel.queries import cycles_by_offering
from bestfew.markets.models import Offering
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def offerings(request: MemberRequest) -> HttpResponse:
    """What is sold, at what price, in how many days as a rule, and why so."""
    return _show(request, CycleForm())


@writer_required
@require_POST
def save(request: MemberRequest, pk: int | None = None) -> HttpResponse:
    """Add an offering, or change one; what stands by its cycle is looked at again."""
    offering = get_object_or_404(Offering, pk=pk) if pk else None
    form = CycleForm(request.POST)
    if form.is_valid():
        try:
            actions.save_offering(
                offering, by=request.member.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.OfferingExists:
            form.add_error("name", _("There is already an offering of that name."))
        else:
            toast(request, _("Saved."))
            return redirect(request, "markets:offerings")
    return _show(request, form, wrong=pk, status=422)


@writer_required
@require_POST
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Sell it no more, or `again`; what is open for it stays. Twice is once."""
    offering = get_object_or_404(Offering, pk=pk)
    offering.is_retired = "again" not in request.POST
    offering.save(update_fields=["is_retired"])
    return redirect(request, "markets:offerings")


def _show(
    request: MemberRequest,
    form: CycleForm,
    *,
    wrong: int | None = None,
    status: int = 200,
) -> HttpResponse:
    cycles = cycles_by_offering()
    rows = [
        (
            each,
            cycles[each.pk],
            cycle_words.basis(cycles[each.pk]),
            form if each.pk == wrong else _form(each),
        )
        for each in Offering.objects.order_by("is_retired", "name")
    ]
    context = {"rows": rows, "form": CycleForm() if wrong else form}
    return render_part(request, "funnel/offerings.html", context, status=status)


def _form(offering: Offering) -> CycleForm:
    return CycleForm(
        auto_id=f"{offering.pk}_%s",
        initial={
            "name": offering.name,
            "price": offering.price,
            "normal_cycle_days": offering.normal_cycle_days,
        },
    )
