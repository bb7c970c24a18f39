"""A private address under which a calendar program reads one's week."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.tenancy import workspace_scope
from bestfew.planning import actions
from bestfew.planning import feed as feeds
from bestfew.planning.models import CalendarFeed
from bestfew.planning.week_forms import FeedForm
from bestfew.web.http import redirect, render_part, toast


@never_cache
@member_required
@require_GET
def calendar(request: MemberRequest) -> HttpResponse:
    """One's own address, if there is one, and how to open or end it."""
    mine = CalendarFeed.objects.filter(user=request.member.user_id, ended_at=None)
    found = mine.first()
    address = ""
    if found:
        path = reverse("planning:feed", args=[feeds.token_of(found)])
        address = request.build_absolute_uri(path)
    context = {"feed": found, "address": address, "form": FeedForm()}
    return render_part(request, "planning/calendar.html", context)


@writer_required
@require_POST
def open_feed(request: MemberRequest) -> HttpResponse:
    """A new address; the one before stops working."""
    form = FeedForm(request.POST)
    with_steps = form.is_valid() and form.cleaned_data["with_next_steps"]
    actions.open_feed(request.member, with_next_steps=with_steps, at=timezone.now())
    toast(request, _("Your address is ready."))
    return redirect(request, "planning:calendar")


@writer_required
@require_POST
def end_feed(request: MemberRequest) -> HttpResponse:
    if actions.end_feed(request.member, at=timezone.now()):
        toast(request, _("The address works no more."))
    return redirect(request, "planning:calendar")


@never_cache
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar file: nobody signs in, and nothing is written (trust.md I6)."""
    try:
        found = feeds.read(token)
    except feeds.NoSuchFeed:
        raise Http404 from None
    workspace = found.member.workspace
    language = found.member.user.language or workspace.language
    with (
        workspace_scope(workspace),
        timezone.override(ZoneInfo(workspace.zone)),
        translation.override(language),
    ):
        body = feeds.calendar_of(found, today=timezone.localdate())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="bestfew.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
