"""The funnel, and a new objective in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions, queries, words
from bestfew.funnel.forms import OpenForm
from bestfew.funnel.models import Place
from bestfew.people.models import Organisation, Person
from bestfew.people.rules import fold
from bestfew.prospecting.queries import COUNTED, to_qualify
from bestfew.web.http import redirect, render_part, toast

PARTS = (Place.UNIVERSE, Place.ABOVE, Place.IN, Place.BEST_FEW)
FITTING = 6
FOUND = 8


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the funnel as it is drawn."""

    part: queries.Part
    label: str
    line: str
    work: str

    @property
    def place(self) -> str:
        return self.part.place


@member_required
@require_GET
def funnel(request: MemberRequest) -> HttpResponse:
    """The four parts, and the cards of the one chosen."""
    now = timezone.now()
    actions.refresh_day(at=now)
    parts = queries.parts(request.member)
    chosen = _chosen(request, parts)
    by = "value" if request.GET.get("by") == "value" else "days"
    cards, cursor = queries.card_page(
        request.member, chosen, by=by, after=request.GET.get("after", "")
    )
    fitting = queries.fitting_people(request.member)
    waiting = to_qualify(request.member)[:COUNTED].count()
    fits = fitting[:COUNTED].count()
    context = {
        "answer": words.answer(parts),
        "bands": [_band(parts[each], fits, waiting) for each in PARTS],
        "chosen": parts[chosen],
        "chosen_label": Place(chosen).label,
        "by": by,
        "cards": cards,
        "cursor": cursor,
        "fitting": fitting[:FITTING] if chosen == Place.UNIVERSE and fits else [],
        "fits": words.fits(fits) if fits else "",
        "paused": queries.paused(request.member, limit=FITTING),
        "today": timezone.localdate(now),
    }
    part = "more" if request.GET.get("after") else "part"
    return render_part(request, "funnel/funnel.html", context, part)


@writer_required
@require_http_methods(["GET", "POST"])
def open_objective(request: MemberRequest) -> HttpResponse:
    """A new objective: first for whom, then what."""
    customer = _customer(request)
    if customer is None:
        return _find(request)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        objective = actions.open_objective(
            request.member,
            name=form.cleaned_data["name"],
            customer=customer,
            at=timezone.now(),
            **form.facts(),
        )
        toast(request, _("“%(name)s” is open.") % {"name": objective.name})
        return redirect(request, "funnel:objective", objective.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "customer": customer}
    return render_part(request, "funnel/open.html", context, status=status)


def _band(part: queries.Part, fits: int, waiting: int) -> Band:
    place = Place(part.place)
    return Band(
        part,
        str(place.label),
        words.line(place, part, fitting=fits, waiting=waiting),
        str(words.WORK[place]),
    )


def _chosen(request: MemberRequest, parts: dict[str, queries.Part]) -> str:
    """The part asked for, else the nearest to the close in which something stands."""
    asked = request.GET.get("part", "")
    if asked in Place.values:
        return asked
    there = [place for place in reversed(PARTS) if parts[place].count]
    return str(there[0] if there else Place.UNIVERSE)


def _customer(request: MemberRequest) -> Person | Organisation | None:
    """Whom `?person=` or `?organisation=` names; 404 when they are not visible."""
    for name, model in (("person", Person), ("organisation", Organisation)):
        pk = request.GET.get(name, "")
        if pk.isdecimal():
            rows: Any = model.objects.visible_to(request.member)
            found: Person | Organisation = get_object_or_404(rows, pk=int(pk))
            return found
    return None


def _find(request: MemberRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    people = Person.objects.visible_to(request.member).approachable()
    organisations = Organisation.objects.visible_to(request.member)
    context = {
        "q": wanted,
        "people": people.matching(wanted)
        .select_related("source")
        .prefetch_related("contact_points")
        .order_by("sort_name", "id")[:FOUND]
        if wanted
        else queries.fitting_people(request.member)[:FOUND],
        "organisations": organisations.filter(
            sort_name__contains=fold(wanted)
        ).order_by("sort_name", "id")[:FOUND]
        if wanted
        else [],
    }
    return render_part(request, "funnel/find.html", context, "found")
