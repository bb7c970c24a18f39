"""An invitation to a seat, opened by its link: taken with an account or without."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bestfew.accounts.models import LinkUsedOrExpired, Role
from bestfew.teams import actions
from bestfew.teams.actions.inviting import invitation_of
from bestfew.teams.door import Door
from bestfew.teams.forms import PROMISE, AcceptForm, GuestForm
from bestfew.teams.models import SeatInvitation
from bestfew.teams.queries import professions_at
from bestfew.teams.sharing import guest_scope
from bestfew.teams.views.form import done, posted
from bestfew.web.http import toast


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        invitation = invitation_of(secret, at=now())
    except LinkUsedOrExpired:
        return _private(render(request, "teams/invitation_over.html", status=410))
    with translation.override(_language(request, invitation)):
        request.LANGUAGE_CODE = translation.get_language()
        if request.user.is_authenticated:
            return _private(_as_member(request, invitation, secret))
        return _private(_as_guest(request, invitation, secret))


def _language(request: HttpRequest, invitation: SeatInvitation) -> str:
    """The invitation's, until they chose another."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    known = chosen or request.user.is_authenticated
    return (translation.get_language() if known else "") or invitation.language


def _as_member(
    request: HttpRequest, invitation: SeatInvitation, secret: str
) -> HttpResponse:
    member = getattr(request, "member", None)
    if member is None:
        return redirect("onboarding:start")
    first = {"name": str(member.user), "business": member.workspace.name}
    form = AcceptForm(posted(request), initial={**first, "commitment": PROMISE})
    if member.role != Role.OWNER:
        return _page(request, invitation, None, status=403 if form.is_bound else 200)
    if done(
        form, lambda: actions.accept(member, secret, at=now(), **form.cleaned_data)
    ):
        toast(request, _("Welcome to the table."))
        return redirect("team:team", invitation.team_id)
    return _page(request, invitation, form)


def _as_guest(
    request: HttpRequest, invitation: SeatInvitation, secret: str
) -> HttpResponse:
    language = str(translation.get_language())
    form = GuestForm(
        posted(request), initial={"name": invitation.name, "commitment": PROMISE}
    )
    made: list[Any] = []
    if not done(
        form,
        lambda: made.extend(
            actions.accept_as_guest(
                secret, at=now(), language=language, **form.cleaned_data
            )
        ),
    ):
        return _page(request, invitation, form)
    guest, link = made
    path = reverse("guest:team", args=[link])
    context = {"door": Door(guest, link), "link": request.build_absolute_uri(path)}
    with guest_scope(guest):
        return render(request, "teams/link.html", {**context, "guest": guest})


def _page(
    request: HttpRequest, invitation: SeatInvitation, form: Any, *, status: int = 200
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "form": form,
        "professions": professions_at(invitation.team_id),
    }
    status = 422 if form and form.errors else status
    return render(request, "teams/join.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
