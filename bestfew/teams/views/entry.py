"""The teams in which one sits, and a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import leader_required, member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.packs.professions import own_profession
from bestfew.teams import actions
from bestfew.teams.forms import PROMISE, FoundForm
from bestfew.teams.queries import teams_of
from bestfew.teams.views.form import posted, show_form
from bestfew.web.http import redirect, render_part, toast


@require_GET
@member_required
def list_teams(request: MemberRequest) -> HttpResponse:
    context = {"seats": teams_of(request.member)}
    return render_part(request, "teams/list.html", context)


@require_http_methods(["GET", "POST"])
@leader_required
def found(request: MemberRequest) -> HttpResponse:
    trade = request.member.workspace.trade
    first = {"profession": own_profession(trade), "commitment": PROMISE}
    form = FoundForm(posted(request), initial=first)
    if not form.is_valid():
        return show_form(request, form, "teams/found.html")
    mine = actions.found_team(request.member, at=now(), **form.cleaned_data)
    toast(request, _("The team is there. Now add the seats that it needs."))
    return redirect(request, "team:team", mine.team_id)
