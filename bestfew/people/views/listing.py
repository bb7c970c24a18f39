"""The list of people, quick create, and the warning of a possible second one."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.people import rules
from bestfew.people.actions import Contact, add_person
from bestfew.people.forms import AddPersonForm, PersonFilter
from bestfew.people.models import LevelName, Source, State
from bestfew.people.queries import listed, possible_duplicates, used_tags
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def list_people(request: MemberRequest) -> HttpResponse:
    wanted = PersonFilter(request.GET).wanted()
    after = request.GET.get("after", "")
    page = listed(request.member, wanted, on=localdate(), after=after)
    context = {"page": page, "wanted": wanted, "after": after, "today": localdate()}
    if request.headers.get("HX-Target") != "people":
        context |= {
            "states": State.choices,
            "levels": LevelName.choices,
            "tags": used_tags(),
            "sources": Source.objects.order_by("name"),
        }
    return render_part(request, "people/list.html", context, _part(request))


def _part(request: MemberRequest) -> str | None:
    """htmx asks for the list, or for the rows behind those that are shown."""
    return {"people": "people", "more": "rows"}.get(
        request.headers.get("HX-Target", "")
    )


@writer_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    blank = {
        "submit_id": secrets.token_urlsafe(16),
        "name": request.GET.get("name", ""),
        "reach": request.GET.get("reach", ""),
    }
    data = request.POST if request.method == "POST" else None
    form = AddPersonForm(data, initial=blank)
    if form.is_valid():
        return _added(request, form)
    context = {"form": form, "alike": _alike(request)}
    status = 422 if form.errors else 200
    return render_part(request, "people/add.html", context, "sheet", status=status)


def _added(request: MemberRequest, form: AddPersonForm) -> HttpResponse:
    clean = form.cleaned_data
    contact = Contact(rules.kind_of_contact(clean["reach"]), clean["reach"])
    person = add_person(
        request.member,
        at=now(),
        name=clean["name"],
        contacts=[contact],
        organisation=clean["organisation"],
        source=clean["source"],
        submit_id=clean["submit_id"],
    )
    toast(request, _("%(name)s is in your list.") % {"name": person})
    to = request.POST.get("then", "")
    if to == "log":
        return redirect(request, reverse("activities:log") + f"?person={person.pk}")
    return redirect(request, "desk:person", person.pk)


@member_required
@require_GET
def duplicates(request: MemberRequest) -> HttpResponse:
    return render_part(request, "people/add.html", {"alike": _alike(request)}, "alike")


def _alike(request: MemberRequest) -> object:
    """Those who are like what is typed; `as` says what a lone `value` is of `but`."""
    typed = request.POST or request.GET
    alone = {typed.get("as", ""): typed.get("value", "")}
    return possible_duplicates(
        request.member,
        name=typed.get("name", alone.get("name", "")),
        reach=typed.get("reach", alone.get("reach", "")),
        but=id_in(typed.get("but", "")),
    )
