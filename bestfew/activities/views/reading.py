"""What these views share: fetch with permission, and where to go afterwards."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.paths import safe_next
from bestfew.activities.models import FollowUp
from bestfew.funnel.models import Objective
from bestfew.people.models import Organisation, Person

About = Person | Organisation


def chosen(request: MemberRequest, asked: QueryDict) -> About | None:
    """Whom an address or a form names; 404 for what is not seen, None for nobody."""
    member = request.member
    if asked.get("person"):
        people = Person.objects.visible_to(member)
        return get_object_or_404(people, pk=id_in(str(asked["person"])))
    if asked.get("organisation"):
        places = Organisation.objects.visible_to(member)
        return get_object_or_404(places, pk=id_in(str(asked["organisation"])))
    if asked.get("objective"):
        rows = Objective.objects.visible_to(member)
        objectives = rows.select_related("person", "organisation")
        return get_object_or_404(objectives, pk=id_in(str(asked["objective"]))).customer
    return None


def follow_up_of(request: MemberRequest, pk: int | str) -> FollowUp:
    """The follow-up, if this member may see it; otherwise 404."""
    rows = FollowUp.objects.visible_to(request.member).select_related(
        "person", "organisation", "objective"
    )
    follow_up: FollowUp = get_object_or_404(rows, pk=id_in(str(pk)))
    return follow_up


def way_back(request: HttpRequest, about: About) -> str:
    """The page that a form in a sheet, or a page of its own, was opened from."""
    here = getattr(request, "htmx", None)
    opened_on = here.current_url_abs_path if here else ""
    return safe_next(request, opened_on or about.get_absolute_url())
