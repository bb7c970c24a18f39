"""The first run, and the sample year."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.accounts.access import leader_required
from bestfew.accounts.middleware import WORKSPACE_KEY, MemberRequest
from bestfew.accounts.models import User
from bestfew.onboarding.actions import begin
from bestfew.onboarding.forms import StartForm, fresh_key
from bestfew.onboarding.sample import HasSample, load_sample, remove_sample
from bestfew.web.http import fault, redirect, toast, wants_part


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Two questions, one button."""
    if request.method == "GET":
        return _asked(request)
    user = _user(request)
    form = StartForm(user, request.POST)
    if not form.is_valid():
        _speak(request.POST.get("language", ""))
        return _page(request, form, status=422)
    member = begin(user, at=now(), **form.cleaned_data)
    request.session[WORKSPACE_KEY] = member.workspace_id
    return redirect(request, "desk:today")


@require_POST
@leader_required
def sample(request: MemberRequest) -> HttpResponse:
    """Fill the workspace with a sample year."""
    try:
        count = load_sample(request.member, at=now())
    except HasSample:
        fault(request, _("The sample is here already."))
    else:
        text = ngettext(
            "%(count)s sample person is here, with a year behind them.",
            "%(count)s sample people are here, with a year behind them.",
            count,
        )
        toast(request, text % {"count": count})
    return redirect(request, "desk:today")


@require_POST
@leader_required
def remove(request: MemberRequest) -> HttpResponse:
    """Take the sample out again."""
    count = remove_sample(request.member)
    text = ngettext(
        "The sample is gone: %(count)s person.",
        "The sample is gone: %(count)s people.",
        count,
    )
    toast(request, text % {"count": count} if count else _("There is no sample here."))
    return redirect(request, "desk:today")


def _asked(request: HttpRequest) -> HttpResponse:
    """The page, in the language just chosen; htmx is sent there to load it whole."""
    chosen = {
        key: request.GET[key] for key in ("language", "trade") if key in request.GET
    }
    if wants_part(request):
        return redirect(request, f"{reverse('onboarding:start')}?{urlencode(chosen)}")
    _speak(chosen.get("language", ""))
    user = _user(request)
    asked = {"language": translation.get_language(), "trade": chosen.get("trade")}
    form = StartForm(user, initial={**asked, "key": fresh_key(user)})
    return _page(request, form)


def _speak(language: str) -> None:
    """Turn to a language for the rest of this request, if there is such a one."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)


def _page(request: HttpRequest, form: StartForm, *, status: int = 200) -> HttpResponse:
    return render(request, "onboarding/start.html", {"form": form}, status=status)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)  # login_required
