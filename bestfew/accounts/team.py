"""The team of a workspace: who is in it, in which role, and who is invited."""

from __future__ import annotations

import smtplib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import leader_required
from bestfew.accounts.forms import InviteForm, RoleForm, grantable
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import (
    Invitation,
    LastOwnerStays,
    LinkUsedOrExpired,
    Membership,
    TooManyInvited,
)


@require_GET
@leader_required
def team(request: MemberRequest) -> HttpResponse:
    return _page(request, InviteForm(member=request.member))


@never_cache
@require_POST
@leader_required
def invite(request: MemberRequest) -> HttpResponse:
    form = InviteForm(request.POST, member=request.member)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        invitation, secret = Invitation.offer(
            request.member, at=now(), **form.cleaned_data
        )
    except TooManyInvited:
        form.add_error("email", _("So many were invited today: go on tomorrow."))
        return _page(request, form, status=422)
    link = request.build_absolute_uri(reverse("accounts:join", args=[secret]))
    return _page(
        request,
        InviteForm(member=request.member),
        link=link,
        invited=invitation,
        is_sent=_send(invitation, link),
    )


@require_POST
@leader_required
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    offers = Invitation.objects.filter(workspace=request.member.workspace)
    invitation = get_object_or_404(offers, pk=pk)
    try:
        invitation.end(at=now())
    except LinkUsedOrExpired:
        messages.error(request, _("This invitation has ended already."))
    else:
        messages.success(request, _("The invitation is withdrawn; its link is dead."))
    return redirect("accounts:team")


@require_POST
@leader_required
def change_role(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat_of(request, pk)
    form = RoleForm(request.POST, member=request.member)
    if not form.is_valid():
        raise PermissionDenied
    try:
        seat.change_role(form.cleaned_data["role"], by=request.member)
    except LastOwnerStays:
        messages.error(request, _last_owner_stays())
    else:
        facts = {"name": seat.user, "role": seat.get_role_display()}
        messages.success(request, _("%(name)s is now: %(role)s.") % facts)
    return redirect("accounts:team")


@require_POST
@leader_required
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    seat = _seat_of(request, pk)
    try:
        seat.leave(at=now(), by=request.member)
    except LastOwnerStays:
        messages.error(request, _last_owner_stays())
        return redirect("accounts:team")
    text = _("%(name)s has left the team. What they did stays.") % {"name": seat.user}
    messages.success(request, text)
    return redirect(
        "desk:today" if seat.user == request.member.user else "accounts:team"
    )


def _page(
    request: MemberRequest, form: InviteForm, *, status: int = 200, **facts: Any
) -> HttpResponse:
    workspace = request.member.workspace
    seats = workspace.members.select_related("user").order_by("joined_at", "pk")
    offers = workspace.invitations.filter(ended_at=None, expires_at__gt=now())
    context = {
        "form": form,
        "seats": [(seat, request.member.may_grant(seat.role)) for seat in seats],
        "offers": offers.order_by("-expires_at", "-pk"),
        "roles": grantable(request.member),
        **facts,
    }
    return render(request, "accounts/team.html", context, status=status)


def _seat_of(request: MemberRequest, pk: int) -> Membership:
    """A seat of this workspace, if the member does not stand below it."""
    seats = request.member.workspace.members.select_related("user")
    seat: Membership = get_object_or_404(seats, pk=pk)
    if not request.member.may_grant(seat.role):
        raise PermissionDenied
    return seat


def _last_owner_stays() -> str:
    return _("A workspace needs an owner. Make somebody else one first.")


def _send(invitation: Invitation, link: str) -> bool:
    """Whether the letter left; the link is shown in any case."""
    with translation.override(invitation.workspace.language):
        facts = {"invitation": invitation, "link": link}
        body = render_to_string("accounts/mail/invitation.txt", facts)
        subject = _("An invitation to %(workspace)s") % {
            "workspace": invitation.workspace
        }
    try:
        one_line = " ".join(subject.split())
        return bool(send_mail(one_line, body, None, [invitation.email]))
    except (smtplib.SMTPException, OSError):
        return False
