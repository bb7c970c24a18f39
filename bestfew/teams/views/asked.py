"""Pages for whoever has their link: may they call you; a story. Nobody signs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.actions import asking
from bestfew.teams.actions.slips import (
    DetailsNeeded,
    NotInTheTeam,
    SaysNo,
    WrongStep,
)
from bestfew.teams.models import Slip, SlipLink, Story, StoryLink
from bestfew.teams.slip_forms import OwnDetailsForm

GONE, WRONG = 410, 422


@never_cache
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, secret: str) -> HttpResponse:
    """ "May they call you?": only a POST says yes or no. 410 once answered."""
    try:
        link = SlipLink.by_secret(secret, at=now())
        slip = asking.asked_by(link)
    except LinkUsedOrExpired:
        return in_their_language(request, "", lambda: over(request))
    return in_their_language(request, link.language, lambda: _ask(request, link, slip))


def _ask(request: HttpRequest, link: SlipLink, slip: Slip) -> HttpResponse:
    if request.method != "POST":
        return _page(request, slip, OwnDetailsForm())
    form, agrees = OwnDetailsForm(request.POST), request.POST.get("answer") == "yes"
    if not form.is_valid():
        return _page(request, slip, form, status=WRONG)
    try:
        asking.answer(link, agrees=agrees, at=now(), details=form.details())
    except DetailsNeeded:
        return _page(request, slip, form, is_short=True, status=WRONG)
    except (LinkUsedOrExpired, NotInTheTeam, SaysNo, WrongStep):
        return over(request)
    return render(request, "teams/public/answered.html", {"agrees": agrees, **words()})


def _page(
    request: HttpRequest,
    slip: Slip,
    form: OwnDetailsForm,
    *,
    is_short: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "giver": slip.giver,
        "receiver": slip.receiver,
        "seat": slip.receiver.seat,
        "form": form if slip.giver.is_guest or is_short or form.errors else None,
        "is_short": is_short,
        **words(),
    }
    return render(request, "teams/public/asked.html", context, status=status)


def over(request: HttpRequest) -> HttpResponse:
    """A link that asks nothing any more (410)."""
    return render(request, "teams/public/over.html", words(), status=GONE)


@never_cache
@require_GET
def story(request: HttpRequest, secret: str) -> HttpResponse:
    """One story, for whoever has its link, while its people agree."""
    try:
        link = StoryLink.by_secret(secret, at=now())
    except LinkUsedOrExpired:
        raise Http404 from None
    rows = Story.unscoped.filter(pk=link.story_id, agreed_at__isnull=False)
    found = rows.select_related("teller__seat").filter(teller__left_at=None).first()
    if found is None:
        raise Http404
    context = {"story": found, "seat": found.teller.seat}
    return in_their_language(
        request,
        "",
        lambda: render(request, "teams/public/story.html", {**context, **words()}),
    )


def in_their_language(
    request: HttpRequest, usual: str, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """The one they switched to, else the link's, else their browser's."""
    known = dict(settings.LANGUAGES)
    chosen = request.GET.get("lang", "")
    asks = translation.get_language_from_request(request)
    language = next(each for each in (chosen, usual, asks) if each in known)
    with translation.override(language):
        response = answer()
    # None at all would make browsers hide where the answer came from, too.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def words() -> dict[str, Any]:
    """What every page of a link needs."""
    return {"languages": settings.LANGUAGES, "language": translation.get_language()}
