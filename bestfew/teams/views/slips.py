"""Referrals in a team, through both doors: mine, a new one, how one goes."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.ids import id_in
from bestfew.teams import slip_queries as queries
from bestfew.teams.actions import slips
from bestfew.teams.door import Door, through_door
from bestfew.teams.models import Meeting, Slip, Status, Story, TeamMember
from bestfew.teams.slip_forms import GiveForm
from bestfew.teams.slip_sheets import SHEET, words_of
from bestfew.teams.views.form import done, posted, show_form
from bestfew.web.http import redirect, render_part, toast


@require_GET
@through_door
def list_slips(request: HttpRequest, door: Door) -> HttpResponse:
    page = queries.mine(door.me, after=request.GET.get("after", ""))
    context = {
        "door": door,
        "page": page,
        "counts": queries.counts(door.me),
        "credits": queries.credited(door.me),
    }
    part = "rows" if request.headers.get("HX-Target") == "more" else None
    return render_part(request, "teams/slips.html", context, part)


@require_http_methods(["GET", "POST"])
@through_door
def give(request: HttpRequest, door: Door) -> HttpResponse:
    first = {"to": id_in(request.GET.get("to", "")), "submit_id": secrets.token_hex(12)}
    form = GiveForm(posted(request), initial=first, me=door.me)
    made: list[Slip] = []
    if done(form, lambda: made.append(_give(request, door, form))):
        toast(request, _("Given. Now ask the person whether they may call."))
        return redirect(request, door.url("slip", made[0].pk))
    return show_form(request, form, SHEET, **words_of("give", door))


def _give(request: HttpRequest, door: Door, form: GiveForm) -> Slip:
    meetings = Meeting.objects.filter(team=door.me.team_id)
    meeting = meetings.filter(pk=id_in(request.GET.get("meeting", ""))).first()
    return slips.give(door.me, at=now(), meeting=meeting, **form.given())


@require_GET
@through_door
def show(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    context = about(door, slip_of(door, pk))
    return render_part(request, "teams/slip.html", context)


def about(door: Door, slip: Slip) -> dict[str, Any]:
    """What a slip's page shows to who gave it, or got it."""
    me, steps = door.me, queries.steps_of(slip)
    last, is_giver = queries.last_of(steps), slip.giver_id == me.pk
    may_tell = not is_giver and slip.status == Status.WON
    mine = Story.objects.filter(team=slip.team_id, slip=slip, teller=me)
    return {
        "door": door,
        "slip": slip,
        "is_giver": is_giver,
        "other": slip.other_than(me),
        "chain": queries.chain(steps),
        "notes": [step for step in steps if step.note],
        "next_steps": queries.steps_to_take(slip, is_giver=is_giver),
        "last": last,
        "may_correct": last.by_id == me.pk and last.status != Status.IDENTIFIED,
        "thanks": queries.thanks_of(slip, me),
        "may_thank": not is_giver and slip.status not in ("identified", *NO_THANKS),
        "may_tell": may_tell,
        "story": mine.first() if may_tell else None,
    }


NO_THANKS = (Status.LOST, Status.DECLINED)


def slip_of(door: Door, pk: int) -> Slip:
    """A slip that this member gave or got; anybody else's is a 404."""
    rows = Slip.objects.filter(team=door.me.team_id).of(door.me)
    found: Slip = get_object_or_404(
        rows.select_related("giver__seat", "receiver__seat", "team"), pk=pk
    )
    return found


def to_slip(request: HttpRequest, door: Door, slip: Slip) -> HttpResponse:
    return redirect(request, door.url("slip", slip.pk))


def currency_of(me: TeamMember) -> str:
    """What a member counts in: their workspace's currency, or that of their team's."""
    if me.workspace:
        return me.workspace.currency
    rows = TeamMember.objects.filter(team=me.team_id, workspace__isnull=False)
    first = rows.select_related("workspace").order_by("pk").first()
    return str(first.workspace.currency) if first and first.workspace else "USD"
