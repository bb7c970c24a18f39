"""The call list: who is next, a number to tap, what came of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.activities.actions import NextStep
from bestfew.activities.models import Activity
from bestfew.activities.rules import UNQUALIFIED, day_chips
from bestfew.activities.views.log import FAULTS
from bestfew.campaigns import actions, queries
from bestfew.campaigns.forms import OutcomeForm, PeopleForm
from bestfew.campaigns.models import Call
from bestfew.campaigns.views.reading import call_of, campaign_of
from bestfew.prospecting.models import Campaign
from bestfew.web import formats
from bestfew.web.http import fault, redirect, render_part, toast


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """Whom one has before oneself; else how to begin, and whom to put on the list."""
    campaign, at = campaign_of(request, pk), now()
    call = actions.held_by(campaign, request.member, at=at)
    waiting, ready, done = queries.list_state(campaign, request.member, at=at)
    context = {
        "campaign": campaign,
        "waiting": waiting,
        "ready": ready,
        "done": done,
        "people": PeopleForm(owner=request.member.user_id),
        **(_card(call) if call else {}),
    }
    return render_part(request, "campaigns/call.html", context)


def _card(call: Call) -> dict[str, Any]:
    person = call.person
    latest = Activity.objects.filter(person=person).order_by("-at", "-id")
    return {
        "call": call,
        "person": person,
        "phones": [p for p in person.contact_points.all() if p.kind == "phone"],
        "roles": person.roles.filter(ended_on=None).select_related("organisation"),
        "concerns": person.concerns.filter(resolved_at=None)[:3],
        "latest": latest[:3],
        "is_unqualified": person.state in UNQUALIFIED,
        "chips": day_chips(localdate()),
        "submit_id": secrets.token_urlsafe(16),
    }


@writer_required
@require_POST
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    form = PeopleForm(request.POST, owner=request.member.user_id)
    if not form.is_valid():
        fault(request, _("Please choose from what is offered."))
        return _queue(request, campaign)
    count = actions.put_on_list(campaign, request.member, form.wanted(), at=now())
    text = ngettext(
        "%(n)s person came on the list.", "%(n)s people came on the list.", count
    )
    toast(request, text % {"n": count})
    return _queue(request, campaign)


@writer_required
@require_POST
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """The next person, for me."""
    campaign = campaign_of(request, pk)
    _take(request, campaign)
    return _queue(request, campaign)


def _take(request: MemberRequest, campaign: Campaign) -> None:
    try:
        call = actions.take_next(campaign, request.member, at=now())
    except actions.QuietHours as quiet:
        fault(request, _quiet(quiet))
        return
    if call is None:
        fault(request, _("Nobody waits on this list now."))


def _quiet(quiet: actions.QuietHours) -> str:
    if quiet.until is None:
        return _("Nobody may be called at this time of day.")
    text = _("Nobody may be called at this time of day: go on at %(clock)s.")
    return text % {"clock": formats.clock(quiet.until)}


@writer_required
@require_POST
def log(request: MemberRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    # a tap is a button: its day, or its yes and no, go along in the address
    sent = {**request.POST.dict(), **request.GET.dict()}
    form = OutcomeForm(sent, today=localdate())
    if not form.is_valid():
        fault(request, str(next(iter(form.errors.values()))[0]))
        return _queue(request, call.campaign)
    try:
        actions.called(call, request.member, at=now(), **_deed(form))
    except (*FAULTS, actions.CalledByAnother) as refused:
        fault(request, _sentence(refused))
        return _queue(request, call.campaign)
    return _logged(request, call)


def _deed(form: OutcomeForm) -> dict[str, Any]:
    clean = form.cleaned_data
    return {
        "outcome": clean["outcome"],
        "note": clean["note"],
        "submit_id": clean["submit_id"],
        "next_step": NextStep(clean["day"]) if clean["day"] else None,
        "keep_in_touch": {"yes": True, "no": False}.get(clean["keep"]),
    }


def _sentence(refused: Exception) -> str:
    if isinstance(refused, actions.CalledByAnother):
        return _("Somebody else has them before them, or called them already.")
    return str(FAULTS[type(refused)])


def _logged(request: MemberRequest, call: Call) -> HttpResponse:
    undo = reverse("campaigns:undo-call", args=[call.pk])
    toast(request, _("Logged: %(name)s.") % {"name": call.person}, undo_url=undo)
    _take(request, call.campaign)
    if request.GET.get("then") == "qualify":
        url = reverse("prospecting:qualify")
        return redirect(request, f"{url}?person={call.person_id}")
    return _queue(request, call.campaign)


@writer_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    try:
        actions.take_call_back(call, request.member, at=now())
    except actions.CalledByAnother as refused:
        fault(request, _sentence(refused))
    else:
        toast(request, _("Taken back."))
    return _queue(request, call.campaign)


@writer_required
@require_POST
def skip(request: MemberRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    actions.pass_over(call, request.member, at=now())
    _take(request, call.campaign)
    return _queue(request, call.campaign)


def _queue(request: MemberRequest, campaign: Campaign) -> HttpResponse:
    return redirect(request, "campaigns:call", campaign.pk)
