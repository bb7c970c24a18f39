"""Log what happened, in two taps, and undo it in one."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.activities import actions, words
from bestfew.activities.forms import LogForm
from bestfew.activities.models import Activity, FollowUp, Kind
from bestfew.activities.rules import SELLING, UNQUALIFIED, day_chips
from bestfew.activities.views.reading import About, chosen, follow_up_of, way_back
from bestfew.funnel.actions import EndsBeforeFirstContact, ObjectiveEnded
from bestfew.funnel.models import Objective
from bestfew.people.models import MayNotContact, Person
from bestfew.people.queries import for_rows, found
from bestfew.web.formats import sentences
from bestfew.web.http import back, render_part, toast

FAULTS = {
    actions.FollowUpDateNeeded: gettext_lazy(
        "When shall we come back to them? Please choose a day."
    ),
    actions.KeepInTouchNeeded: gettext_lazy(
        "May we keep in touch with them? Please say yes or no."
    ),
    actions.ObjectiveNeeded: gettext_lazy("What was won? Please choose it."),
    MayNotContact: gettext_lazy(
        "They asked not to be contacted in this way, so nothing can be planned."
    ),
    ObjectiveEnded: gettext_lazy("This objective has ended already."),
    EndsBeforeFirstContact: gettext_lazy(
        "This objective cannot end before its first contact."
    ),
}


@writer_required
@require_http_methods(["GET", "POST"])
def log(request: MemberRequest) -> HttpResponse:
    about, finishing = _chosen(request)
    if about is None:
        return _pick(request)
    form = _form(request, about, finishing)
    if form.is_valid() and (logged := _log(request, about, form, finishing)):
        return _logged(request, about, logged)
    context = _context(request, about, form, finishing)
    status = 422 if form.errors else 200
    return render_part(request, "activities/log.html", context, "sheet", status=status)


def _form(request: MemberRequest, about: About, finishing: FollowUp | None) -> LogForm:
    kind = request.GET.get("kind", "")
    known = kind if kind in Kind.values else ""
    initial = {
        "kind": known or (finishing.kind if finishing else Kind.CALL),
        "objective": _first_objective(request, about, finishing),
        "campaign": id_in(request.GET.get("campaign", "")) or None,
        "submit_id": secrets.token_urlsafe(16),
    }
    data = request.POST if request.method == "POST" else None
    return LogForm(
        data, member=request.member, about=about, now=localtime(now()), initial=initial
    )


def _first_objective(
    request: MemberRequest, about: About, finishing: FollowUp | None
) -> str:
    """The objective that the link names, else the follow-up's, else the only one."""
    if named := request.GET.get("objective", ""):
        return named
    if finishing and finishing.objective_id:
        return str(finishing.objective_id)
    only = Objective.objects.visible_to(request.member).open().filter(**_is(about))[:2]
    return str(only[0].pk) if len(only) == 1 else ""


def _is(about: About) -> dict[str, About]:
    return {"person" if isinstance(about, Person) else "organisation": about}


def _chosen(request: MemberRequest) -> tuple[About | None, FollowUp | None]:
    """Whom it is about, and the next step that it finishes."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("follow_up"):
        follow_up = follow_up_of(request, asked["follow_up"])
        return follow_up.about, follow_up
    return chosen(request, asked), None


def _log(
    request: MemberRequest, about: About, form: LogForm, finishing: FollowUp | None
) -> actions.Logged | None:
    try:
        return actions.log(
            request.member, about=about, finishing=finishing, **form.deed()
        )
    except tuple(FAULTS) as fault:
        about.refresh_from_db()
        form.add_error(None, FAULTS[type(fault)])
        return None


def _logged(
    request: MemberRequest, about: About, logged: actions.Logged
) -> HttpResponse:
    said = [_("Logged."), *words.warnings(logged.warnings)]
    undo = reverse("activities:take-back", args=[logged.activity.pk])
    toast(request, sentences(said, get_language() or "en"), undo_url=undo)
    return back(request, about)


def _context(
    request: MemberRequest, about: About, form: LogForm, finishing: FollowUp | None
) -> dict[str, Any]:
    person = about if isinstance(about, Person) else None
    return {
        "about": about,
        "person": person,
        "finishing": finishing,
        "form": form,
        "kinds": words.kinds(request.member.workspace),
        "selling": SELLING,
        "is_early": bool(person and person.state in UNQUALIFIED),
        "chips": day_chips(localtime(now()).date()),
        "objectives": form.objectives(),
        "has_campaigns": form.has_campaigns(),
        "way_back": way_back(request, about),
    }


def _pick(request: MemberRequest) -> HttpResponse:
    """Whom is it about? By search; before it, those last spoken with."""
    typed = request.GET.get("q", "")
    people = Person.objects.visible_to(request.member)
    people = people.filter(last_contact_at__isnull=False)
    latest = for_rows(people.order_by("-last_contact_at", "id"))[:6]
    rows = found(request.member, typed, limit=8) if typed.strip() else list(latest)
    context = {
        "people": rows,
        "typed": typed,
        "kind": request.GET.get("kind", ""),
    }
    part = "people" if request.headers.get("HX-Target") == "log-people" else "sheet"
    return render_part(request, "activities/pick.html", context, part)


@writer_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Activity.objects.visible_to(request.member).select_related(
        "person", "organisation", "objective"
    )
    activity = get_object_or_404(rows, pk=pk)
    if not (request.member.leads or activity.by_id == request.member.user_id):
        raise PermissionDenied
    about = activity.about
    actions.take_back(activity, by=request.member.user, at=now())
    toast(request, _("Taken back."))
    return back(request, about)
