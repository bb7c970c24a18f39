"""The link that stops e-mails: nobody signs in, and only a POST does anything (C5).

Mail programs POST by themselves (RFC 8058), without cookies; scanners of mail only GET.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bestfew.campaigns.mailing.stopping import NoSuchLetter, letter_behind, stop


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = letter_behind(token)
    except NoSuchLetter:
        raise Http404 from None
    if request.method == "POST":
        stop(letter, at=now())
    language = _language(request)
    context = {
        "who": letter.mailing.workspace.name,
        "address": letter.address,
        "is_done": request.method == "POST",
        "language": language,
    }
    with translation.override(language):
        return render(request, "campaigns/unsubscribe.html", context)


def _language(request: HttpRequest) -> str:
    """The one they switched to, else what their browser asks for."""
    chosen = request.GET.get("lang", "")
    known = chosen in dict(settings.LANGUAGES)
    return chosen if known else translation.get_language_from_request(request)
