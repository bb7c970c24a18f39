"""Referrals in one's own book: all of them, a new one, how one goes."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.network.actions import ledger
from bestfew.network.actions.referrals import refer as give
from bestfew.network.actions.referrals import take as note_taken
from bestfew.network.models import Referral
from bestfew.network.referring import queries
from bestfew.network.referring.forms import ReferForm, TakeForm
from bestfew.network.referring.saying import done
from bestfew.network.referring.sheets import SHEET, words_of
from bestfew.teams.models import Meeting, Status, TeamMember
from bestfew.teams.slip_queries import Credit, chain, credited
from bestfew.teams.views.form import posted, show_form
from bestfew.web.http import redirect, render_part, toast

NO_THANKS = (Status.IDENTIFIED, Status.LOST, Status.DECLINED)


@require_GET
@member_required
def list_referrals(request: MemberRequest) -> HttpResponse:
    way = request.GET.get("way", "")
    page = queries.listed(request.member, way, after=request.GET.get("after", ""))
    context = {
        "page": page,
        "way": way,
        "counts": queries.counts(request.member),
        "credits": _credits(request),
    }
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "network/referrals.html", context, part)


def _credits(request: MemberRequest) -> list[Credit]:
    mine = TeamMember.objects.of(request.member)
    return [credit for seat in mine for credit in credited(seat)]


@require_GET
@member_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    context = about(referral_of(request, pk))
    return render_part(request, "network/referral.html", context)


def about(referral: Referral) -> dict[str, Any]:
    """What the page of one referral shows."""
    is_got = not referral.is_given
    return {
        "referral": referral,
        "other": referral.other,
        **_told(referral),
        "next_steps": queries.next_steps(referral),
        "may_agree": referral.status == Status.IDENTIFIED
        and (referral.is_given or not referral.slip),
        "closed": queries.closed_of(referral),
        "may_thank": is_got and referral.status not in NO_THANKS,
        "may_tell": is_got and referral.slip and referral.status == Status.WON,
    }


def _told(referral: Referral) -> dict[str, Any]:
    """Its ledger, and whether the last entry can be taken back."""
    steps, last = ledger.steps_of(referral), ledger.last_step(referral)
    return {
        "chain": chain(steps),
        "notes": [step for step in steps if step.note],
        "last": last,
        "may_correct": queries.may_correct(referral, last),
    }


def referral_of(request: MemberRequest, pk: int) -> Referral:
    """The referral, if this member sees it; else 404."""
    return get_object_or_404(queries.seen_by(request.member), pk=pk)


@require_http_methods(["GET", "POST"])
@writer_required
def refer(request: MemberRequest) -> HttpResponse:
    first = {
        "person": id_in(request.GET.get("person", "")) or "",
        "to": request.GET.get("to", ""),
        "submit_id": secrets.token_hex(12),
    }
    team = id_in(request.GET.get("team", ""))
    form = ReferForm(posted(request), initial=first, member=request.member, team=team)
    made: list[Referral] = []
    if done(form, lambda: made.append(_give(request, form))):
        toast(request, _("Given. Now ask the person whether they may call."))
        return redirect(request, made[0])
    return show_form(request, form, SHEET, **words_of("refer"))


def _give(request: MemberRequest, form: ReferForm) -> Referral:
    clean = form.cleaned_data
    return give(
        request.member, form.receiver(), form.about(), at=now(),
        person=clean["person"], submit_id=clean["submit_id"],
        meeting=_meeting(request, form),
    )  # fmt: skip


def _meeting(request: MemberRequest, form: ReferForm) -> Meeting | None:
    """At which it is given, if the address says so; partners sit at none."""
    key = id_in(request.GET.get("meeting", ""))
    team = getattr(form.receiver(), "team_id", None)
    return Meeting.objects.filter(pk=key, team=team).first() if key and team else None


@require_http_methods(["GET", "POST"])
@writer_required
def take(request: MemberRequest) -> HttpResponse:
    first = {"submit_id": secrets.token_hex(12)}
    form = TakeForm(posted(request), initial=first, member=request.member)
    made: list[Referral] = []
    if done(form, lambda: made.append(_take(request, form))):
        toast(request, _("Noted. Thank them."))
        return redirect(request, made[0])
    return show_form(request, form, SHEET, **words_of("take"))


def _take(request: MemberRequest, form: TakeForm) -> Referral:
    clean = form.cleaned_data
    return note_taken(
        request.member, form.who(), form.about(), at=now(), details=form.details(),
        how=clean["how"], submit_id=clean["submit_id"],
    )  # fmt: skip
