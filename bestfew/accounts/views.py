"""One's own pages: settings, language, workspace, and the two kinds of links."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bestfew.accounts.access import leader_required, member_required
from bestfew.accounts.actions import save_workspace
from bestfew.accounts.forms import ProfileForm, WorkspaceForm
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import WORKSPACE_KEY, MemberRequest
from bestfew.accounts.models import (
    Invitation,
    LinkUsedOrExpired,
    Membership,
    SignInLink,
    User,
    Workspace,
)
from bestfew.accounts.paths import safe_next

BACKEND = site.AUTHENTICATION_BACKENDS[0]


@require_GET
@member_required
def more(request: MemberRequest) -> HttpResponse:
    return render(request, "accounts/more.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen not in dict(site.LANGUAGES):
        return HttpResponseBadRequest(_("This language is not known here."))
    if isinstance(request.user, User):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return _in_language(redirect(safe_next(request, "/")), chosen)


@require_POST
@member_required
def workspace(request: MemberRequest) -> HttpResponse:
    chosen = request.POST.get("workspace", "")
    places = Workspace.objects.filter(members__user=request.member.user)
    found = get_object_or_404(places, pk=id_in(chosen))
    request.session[WORKSPACE_KEY] = found.pk
    return redirect("desk:today")


@never_cache
@require_GET
def sign_in(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        user = SignInLink.redeem(secret, at=now())
    except LinkUsedOrExpired:
        return render(request, "accounts/link_used.html", status=410)
    login(request, user, BACKEND)
    return redirect("desk:today")


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        invitation = Invitation.by_secret(secret, at=now())
        if request.method == "POST" and isinstance(request.user, User):
            member = invitation.accept(request.user, at=now())
            return _welcome(request, member)
    except LinkUsedOrExpired:
        return render(request, "accounts/invitation_over.html", status=410)
    return render(request, "accounts/join.html", {"invitation": invitation})


@require_http_methods(["GET", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    user = User.objects.get(pk=request.member.user_id)
    language = user.language or translation.get_language()
    form = ProfileForm(
        request.POST or None, instance=user, initial={"language": language}
    )
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).save(update_fields=form.Meta.fields)
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        return _in_language(redirect("accounts:settings"), user.language)
    status = 422 if form.errors else 200
    return render(request, "accounts/settings.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@leader_required
def workspace_settings(request: MemberRequest) -> HttpResponse:
    workspace = Workspace.objects.get(pk=request.member.workspace_id)
    form = WorkspaceForm(request.POST or None, instance=workspace)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        by = request.member.user
        save_workspace(saved, form.changed_data, by=by, at=now())
        messages.success(request, _("Saved."))
        if "zone" in form.changed_data:
            messages.info(request, _("Your numbers are being put to the new days."))
        return redirect("accounts:workspace-settings")
    status = 422 if form.errors else 200
    return render(request, "accounts/workspace.html", {"form": form}, status=status)


def _welcome(request: HttpRequest, member: Membership) -> HttpResponse:
    request.session[WORKSPACE_KEY] = member.workspace_id
    text = _("Welcome to %(workspace)s.") % {"workspace": member.workspace}
    messages.success(request, text)
    return redirect("desk:today")


def _in_language(response: HttpResponse, chosen: str) -> HttpResponse:
    """Remember a language for the pages that are read before signing in."""
    response.set_cookie(
        site.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=timedelta(days=365),
        secure=site.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
