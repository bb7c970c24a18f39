"""Count people reached: one tap, another number, or what a phone kept offline."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.accounts.paths import safe_next
from bestfew.prospecting.models import Channel
from bestfew.reach import actions, card, words
from bestfew.reach.forms import CountForm, DayForm
from bestfew.reach.models import Tally
from bestfew.reach.queries import open_campaigns
from bestfew.web.formats import sentences
from bestfew.web.http import back, fault, render_part, toast

MOST_AT_ONCE = 200
TOTAL_FACTS = ("channel", "campaign", "on", "at", "submit_id")
COUNTED, REFUSED = "counted", "refused"


@writer_required
@require_http_methods(["GET", "POST"])
def count(request: MemberRequest) -> HttpResponse:
    """Without JavaScript: the form of another number, and where all forms are sent."""
    now = timezone.localtime()
    data = request.POST if request.method == "POST" else None
    form = DayForm(data, today=now.date())
    if form.is_valid() and (entry := _count(request, form)) is not None:
        return entry
    context = {"form": form, **card.of_today(request.member, at=now), "day": now.date()}
    context |= _campaigns(request)
    status = 422 if form.errors else 200
    return render_part(request, "reach/count.html", context, status=status)


def _campaigns(request: MemberRequest) -> dict[str, Any]:
    """Those to choose from; the one that the address names stands first."""
    known = open_campaigns(request.member)
    asked = id_in(request.GET.get("campaign", ""))
    return {
        "campaigns": known,
        "campaign": next((each for each in known if each.pk == asked), None),
        "next": safe_next(request, reverse("desk:today")),
    }


@never_cache
@writer_required
@require_GET
def campaigns(request: MemberRequest) -> HttpResponse:
    """What one may count for, as JSON: `{"campaigns": [{"campaign", "name", …}]}`."""
    rows = [
        {"campaign": str(each.pk), "name": each.name, "channel": str(each.channel_id)}
        for each in open_campaigns(request.member)
    ]
    return JsonResponse({"campaigns": rows})


def _count(request: MemberRequest, form: CountForm) -> HttpResponse | None:
    channel = form.channel_of()
    if channel is None:
        form.add_error("channel", _("Please choose a channel."))
        return None
    now = timezone.localtime()
    facts = form.facts(today=now.date())
    facts |= {"channel": channel, "at": now}
    try:
        facts["campaign"] = form.campaign_of(request.member)
        if form.is_total:
            entry = _set_total(request.member, facts)
        else:
            entry = actions.tally(request.member, today=now.date(), **facts)
    except tuple(words.FAULTS) as found:
        form.add_error("count", words.why_not(found))
        return None
    is_today = form.is_total and facts["on"] == now.date()
    _say(request, entry, then=_next(request, channel, now.date()) if is_today else "")
    return back(request, "desk:today")


def _set_total(member: Membership, facts: dict[str, Any]) -> Tally | None:
    told = {name: facts[name] for name in TOTAL_FACTS}
    return actions.set_total(member, total=facts["count"], **told)


def _next(request: MemberRequest, done: Channel, on: date) -> str:
    return words.then(card.of_day(request.member, on=on)["now"], done)


def _say(request: MemberRequest, entry: Tally | None, *, then: str = "") -> None:
    if entry is None:
        toast(
            request, sentences((_("It is so already."), then), get_language() or "en")
        )
        return
    undo = reverse("reach:take-back", args=[entry.pk])
    said = sentences((words.counted(entry), then), get_language() or "en")
    toast(request, said, undo_url=undo)


@writer_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Tally.objects.visible_to(request.member).filter(corrects=None)
    entry = get_object_or_404(rows.select_related("channel"), pk=pk)
    try:
        actions.take_back(entry, by=request.member, at=timezone.now())
    except actions.NotYours:
        raise PermissionDenied from None
    except actions.CountedAnew as found:
        fault(request, words.why_not(found))
        return back(request, "reach:reach")
    toast(request, _("Taken back."))
    return back(request, "reach:reach")


@never_cache
@writer_required
@require_POST
def queue(request: MemberRequest) -> HttpResponse:
    """Counts as a phone sends them, each with its one-time id: at once, or much later.

    JSON in: `{"entries": [{"submit_id", "channel", "count", "on", …}]}`, as in
    `CountForm`. JSON out: `results`, by submit id a `state` and what it `says`; `now`
    and `toasts` as HTML. What is refused is the phone's to keep.
    """
    entries = _entries(request)
    if entries is None:
        return JsonResponse({"says": _("That could not be read.")}, status=400)
    results = {str(each.get("submit_id", "")): _take(request, each) for each in entries}
    _say_what_arrived(request, [entry for _answer, entry in results.values() if entry])
    on = timezone.localdate()
    context = card.of_day(request.member, on=on)
    return JsonResponse(
        {
            "results": {key: answer for key, (answer, _entry) in results.items()},
            "now": render_to_string("reach/now.html", context, request),
            "toasts": render_to_string("components/toasts.html#list", {}, request),
        }
    )


def _entries(request: MemberRequest) -> list[dict[str, Any]] | None:
    try:
        entries = json.loads(request.body)["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(entries, list) or len(entries) > MOST_AT_ONCE:
        return None
    return entries if all(isinstance(each, dict) for each in entries) else None


def _take(
    request: MemberRequest, entry: dict[str, Any]
) -> tuple[dict[str, str], Tally | None]:
    form = CountForm({key: str(value) for key, value in entry.items()})
    if not form.is_valid() or not form.cleaned_data["submit_id"]:
        faults = [says for each in form.errors.values() for says in each]
        return _refused(faults[0] if faults else _("That could not be read.")), None
    channel, now = form.channel_of(), timezone.localtime()
    if channel is None:
        return _refused(_("This channel is not here any more.")), None
    facts = form.facts(today=now.date()) | {"channel": channel, "at": now}
    try:
        facts["campaign"] = form.campaign_of(request.member)
        taken = actions.tally(request.member, today=now.date(), **facts)
    except tuple(words.FAULTS) as found:
        return _refused(words.why_not(found)), None
    return {"state": COUNTED, "says": ""}, taken


def _refused(says: object) -> dict[str, str]:
    return {"state": REFUSED, "says": str(says)}


def _say_what_arrived(request: MemberRequest, entries: list[Tally]) -> None:
    if len(entries) == 1:
        _say(request, entries[0])
    elif entries:
        toast(request, words.sent(len(entries)))
