"""The Contact Sphere: the list, taking somebody in, one partner and what is done."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.network import sphere_words as words
from bestfew.network.actions import overlap
from bestfew.network.actions import sphere as actions
from bestfew.network.actions.teammates import recognise
from bestfew.network.forms.sphere import (
    GainsForm,
    InterviewForm,
    PartnerForm,
    SeatForm,
    SphereForm,
    TalkForm,
)
from bestfew.network.models import OverlapConsent, Profession, SphereMember
from bestfew.network.queries import interview
from bestfew.network.queries import sphere as reading
from bestfew.network.rivals import Competes, rivals
from bestfew.web.edits import Edit
from bestfew.web.http import fault, redirect, render_part, toast


def partner_of(request: MemberRequest, pk: int) -> SphereMember:
    """The partner, if this member sees them; otherwise 404."""
    return get_object_or_404(reading.seen_by(request.member), pk=pk)


@member_required
@require_GET
def list_sphere(request: MemberRequest) -> HttpResponse:
    page = reading.sphere_page(request.member, after=request.GET.get("after", ""))
    rows = [
        (each, words.STAGES[each.standing.stage], words.advice(each.standing))
        for each in reading.partners(page.rows)
    ]
    context = {"page": page, "rows": rows}
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "network/sphere.html", context, part)


@writer_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("person", "organisation")}
    asked["profession"] = request.GET.get("profession", "")
    data = request.POST if request.method == "POST" else None
    form = PartnerForm(data, member=request.member, initial=asked)
    if form.is_valid():
        try:
            made = actions.add_to_sphere(request.member, at=now(), **form.cleaned_data)
        except words.FAULTS as refused:
            form.add_error(None, words.why_not(refused))
        else:
            toast(request, _("%(name)s is in your sphere.") % {"name": made})
            return redirect(request, made)
    status = 422 if form.errors else 200
    context = {"form": form, "has_professions": Profession.objects.exists()}
    return render_part(request, "network/add_partner.html", context, status=status)


@member_required
@require_http_methods(["GET", "POST"])
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One partner, to read and to change."""
    if request.method == "POST":
        return _save(request, pk)
    partner = partner_of(request, pk)
    return page(request, partner, change=Edit(SphereForm, partner, request))


@writer_required
def _save(request: MemberRequest, pk: int) -> HttpResponse:
    change = Edit(SphereForm, partner_of(request, pk), request)
    try:
        if change.saved(actions.edit_member):
            toast(request, _("Saved."))
            return redirect(request, "network:member", pk)
    except Competes as refused:
        change.form.add_error("profession", words.why_not(refused))
    status = 409 if change.conflict else 422
    return page(request, partner_of(request, pk), change=change, status=status)


def page(
    request: MemberRequest,
    partner: SphereMember,
    *,
    change: Edit | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a partner; a form with errors comes back in it."""
    known = reading.partners([partner])[0]
    edit = change or Edit(SphereForm, partner, request, is_sent=False)
    context = {
        "partner": known,
        "row": partner,
        "stage": words.STAGES[known.standing.stage],
        "meaning": words.MEANINGS[known.standing.stage],
        "reasons": words.reasons(known.standing),
        "advice": words.advice(known.standing),
        "edit": edit,
        "interview": InterviewForm(wording=interview.wording(), said=known.said),
        "gains": GainsForm(said=known.said),
        "talk": TalkForm(initial={"submit_id": secrets.token_urlsafe(12)}),
        "rivalry": _rivalry(partner),
        "seat": _seat(request, known),
        "count": _count(partner),
        **more,
    }
    return render_part(request, "network/partner.html", context, status=status)


def _rivalry(partner: SphereMember) -> str:
    """Why they have no place in the sphere, if it came out once they were in it."""
    against = rivals().against_me(partner.profession_id)
    return words.why_not(Competes(partner.profession, against[0])) if against else ""


def _seat(request: MemberRequest, known: reading.Partner) -> SeatForm | None:
    """Asked where somebody of my book is not known to sit, and there are seats."""
    form: Any = SeatForm(member=request.member)
    is_asked = known.member.about and not known.is_in_team
    return form if is_asked and form.fields["seat"].queryset.exists() else None


def _count(partner: SphereMember) -> dict[str, Any]:
    """What is to be said of common clients."""
    other = partner.team_member
    agreed = OverlapConsent.objects.filter(team_member=other, ended_at=None)
    said = "" if partner.common is None else words.count_of(partner.common)
    can = bool(other and other.workspace_id and not other.left_at)
    return {"can": can, "agreed": can and agreed.exists(), "said": said}


@writer_required
@require_POST
def let_go(request: MemberRequest, pk: int) -> HttpResponse:
    partner = partner_of(request, pk)
    actions.let_go(partner, by=request.member.user, at=now())
    undo = reverse("network:take-back", args=[pk])
    text = _("%(name)s is in your sphere no more.") % {"name": partner}
    toast(request, text, undo_url=undo)
    return redirect(request, "network:sphere")


@writer_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    partner = partner_of(request, pk)
    try:
        actions.take_back(partner, by=request.member.user, at=now())
    except actions.AlreadyInSphere as refused:
        fault(request, words.why_not(refused))
    return redirect(request, "network:member", pk)


@writer_required
@require_POST
def talk(request: MemberRequest, pk: int) -> HttpResponse:
    """A one-to-one was held."""
    partner, form = partner_of(request, pk), TalkForm(request.POST)
    if not form.is_valid():
        return page(request, partner, status=422, talk=form)
    try:
        actions.log_talk(request.member, partner, at=now(), **form.cleaned_data)
    except words.FAULTS as refused:
        fault(request, words.why_not(refused))
    else:
        toast(request, _("Logged."))
    return redirect(request, "network:member", pk)


@writer_required
@require_POST
def seat(request: MemberRequest, pk: int) -> HttpResponse:
    """Say where in a team they sit."""
    partner = partner_of(request, pk)
    form = SeatForm(request.POST, member=request.member)
    if not form.is_valid():
        return page(request, partner, status=422, seat=form)
    try:
        seat = form.cleaned_data["seat"]
        recognise(partner, seat, by=request.member.user, at=now())
    except words.FAULTS as refused:
        fault(request, words.why_not(refused))
    return redirect(request, "network:member", pk)


@writer_required
@require_POST
def count(request: MemberRequest, pk: int) -> HttpResponse:
    """Agree to count common clients; it is done once the other agrees, too."""
    partner = partner_of(request, pk)
    try:
        is_done = overlap.agree_to_count(partner, by=request.member.user, at=now())
    except words.FAULTS as refused:
        fault(request, words.why_not(refused))
    else:
        waits = _("Agreed. It is counted once they agree, too.")
        toast(request, _("Counted.") if is_done else waits)
    return redirect(request, "network:member", pk)


@writer_required
@require_POST
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    partner = partner_of(request, pk)
    overlap.stop_counting(partner, by=request.member.user, at=now())
    toast(request, _("Taken back: the count is erased on both sides."))
    return redirect(request, "network:member", pk)
