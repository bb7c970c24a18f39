"""The funnel, and a new objective in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions
from bestfew.funnel.filters import FunnelFilter
from bestfew.funnel.forms import OpenForm
from bestfew.funnel.screen import find_customers, screen_of
from bestfew.people.models import Organisation, Person
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def funnel(request: MemberRequest) -> HttpResponse:
    """The four parts, and the cards of the one chosen."""
    now, asked = timezone.now(), request.GET
    actions.refresh_day(at=now)
    screen = screen_of(
        request.member,
        FunnelFilter(asked).wanted(),
        after=asked.get("after", ""),
        on=timezone.localdate(now),
    )
    part = "more" if asked.get("after") else "part"
    return render_part(request, "funnel/funnel.html", {"screen": screen}, part)


@writer_required
@require_http_methods(["GET", "POST"])
def open_objective(request: MemberRequest) -> HttpResponse:
    """A new objective: first for whom, then what."""
    customer = _customer(request)
    if customer is None:
        found = find_customers(request.member, request.GET.get("q", "").strip())
        return render_part(request, "funnel/find.html", {"found": found}, "found")
    currency = request.member.workspace.currency
    form = OpenForm(request.POST or None, currency=currency)
    if request.method == "POST" and form.is_valid():
        return _opened(request, customer, form)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "customer": customer}
    return render_part(request, "funnel/open.html", context, status=status)


def _opened(
    request: MemberRequest, customer: Person | Organisation, form: OpenForm
) -> HttpResponse:
    objective = actions.open_objective(
        request.member,
        name=form.cleaned_data["name"],
        customer=customer,
        at=timezone.now(),
        **form.facts(),
    )
    toast(request, _("“%(name)s” is open.") % {"name": objective.name})
    return redirect(request, "funnel:objective", objective.pk)


def _customer(request: MemberRequest) -> Person | Organisation | None:
    """Whom `?person=` or `?organisation=` names; 404 when they are not visible."""
    for name, model in (("person", Person), ("organisation", Organisation)):
        if pk := request.GET.get(name):
            rows: Any = model.objects.visible_to(request.member)
            found: Person | Organisation = get_object_or_404(rows, pk=id_in(pk))
            return found
    return None
