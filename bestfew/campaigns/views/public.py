"""The form behind a campaign's link: no account, no script, nothing told of others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bestfew.accounts.ids import id_of
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns import actions, wording
from bestfew.campaigns.forms import AnswerForm
from bestfew.campaigns.models import Form
from bestfew.campaigns.tickets import Ticket, new_ticket, read_ticket

GONE, TOO_MANY, WRONG = 410, 429, 422


@never_cache
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, code: str) -> HttpResponse:
    """Asks, and takes what is filled in; 404 for no campaign, 410 for a closed one."""
    found = _form_of(code)
    with _at_home(found), translation.override(_language(request)):
        response = _answer(request, found)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _form_of(code: str) -> Form:
    rows = Form.unscoped.select_related("campaign", "workspace")
    found: Form | None = rows.filter(campaign=id_of(code) or 0).first()
    if found is None:
        raise Http404
    return found


@contextmanager
def _at_home(form: Form) -> Iterator[None]:
    """In the workspace of the form, whoever asks."""
    zone = ZoneInfo(form.workspace.zone)
    with workspace_scope(form.workspace), timezone.override(zone):
        yield


def _language(request: HttpRequest) -> str:
    """The one they switched to, else what their browser asks for."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in dict(settings.LANGUAGES) else _asked(request)


def _asked(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)


def _answer(request: HttpRequest, found: Form) -> HttpResponse:
    if not found.takes_answers:
        context = _words(found) | {"say": wording.closed_of(found)}
        return render(request, "campaigns/public/closed.html", context, status=GONE)
    if request.method == "POST":
        return _take(request, found)
    filled = _blank(found)
    return _page(request, found, filled)


def _take(request: HttpRequest, found: Form) -> HttpResponse:
    at, filled = now(), _blank(found, request.POST)
    try:
        actions.knock(found, get_adapter().get_client_ip(request) or "", at=at)
    except actions.TooMany:
        say = _("Much was sent from here within an hour. Please try again later.")
        return _page(request, found, filled, say=say, status=TOO_MANY)
    ticket = read_ticket(found, request.POST.get("ticket", ""))
    if not filled.is_valid():
        return _page(request, found, filled, status=WRONG)
    if say := _once_more(ticket):
        return _page(request, found, filled, say=say, status=WRONG)
    try:
        actions.respond(found, filled.answer(), submit_id=ticket.submit_id, at=at)
    except actions.FormClosed:
        found.refresh_from_db()
        return _answer(request, found)
    return render(request, "campaigns/public/thanks.html", _words(found))


def _once_more(ticket: Ticket) -> str:
    """Why it is to be sent once more; '' where it is not."""
    if not ticket.submit_id:
        return _("This page was open for a long time. Please send it once more.")
    if ticket.is_too_quick:
        return _("That was quick! Please look it over and send it once more.")
    return ""


def _blank(found: Form, data: Any = None) -> AnswerForm:
    return AnswerForm(data, form=found, permission=wording.permission_of(found))


def _page(
    request: HttpRequest,
    found: Form,
    filled: AnswerForm,
    *,
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    ticket = request.POST.get("ticket", "")
    if not read_ticket(found, ticket).submit_id:
        ticket = new_ticket(found)
    context = _words(found) | {"filled": filled, "ticket": ticket, "say": say}
    return render(request, "campaigns/public/form.html", context, status=status)


def _words(found: Form) -> dict[str, Any]:
    return {
        "who": found.workspace.name,
        "title": wording.title_of(found),
        "intro": found.intro,
        "languages": settings.LANGUAGES,
        "language": translation.get_language(),
    }
