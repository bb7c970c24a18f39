"""One fact at a time, edited in place; two editors never overwrite each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.history.models import EditConflict
from bestfew.people.actions import edit_organisation, edit_person
from bestfew.people.fields import (
    OF_ORGANISATION,
    OF_PERSON,
    FieldForm,
    Row,
    Spec,
    shown,
)
from bestfew.people.models import Person
from bestfew.people.views.reading import organisation_of, person_of
from bestfew.web.http import back, redirect, render_part, toast, wants_part


@writer_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    person = person_of(request, pk)
    spec = _spec(OF_PERSON, name)
    if spec.hands_over and not person.is_led_by(request.member):
        raise PermissionDenied
    return _edit(request, person, name, spec)


@writer_required
@require_http_methods(["GET", "POST"])
def edit_organisation_field(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    organisation = organisation_of(request, pk)
    return _edit(request, organisation, name, _spec(OF_ORGANISATION, name))


def _spec(known: Mapping[str, Spec], name: str) -> Spec:
    if name not in known:
        raise Http404
    return known[name]


def _edit(request: MemberRequest, row: Row, name: str, spec: Spec) -> HttpResponse:
    if request.method == "GET":
        return _field(request, row, name, spec, is_editing=not request.GET.get("shut"))
    form = FieldForm(spec, row, request.member, request.POST)
    if not form.is_valid():
        return _field(request, row, name, spec, form=form, status=422)
    before, after = form.change()
    try:
        saved = _save(request, row, {spec.column: before}, {spec.column: after})
    except EditConflict as clash:
        more = _clash(clash, spec, request)
        return _field(request, row, name, spec, status=409, **more)
    if saved:
        undo = {"before": _typed(after), "value": _typed(before)}
        toast(request, _("Saved."), undo_url=_url(row, name), undo_data=undo)
    return _saved(request, row, name, spec)


def _save(
    request: MemberRequest, row: Row, before: dict[str, Any], after: dict[str, Any]
) -> object:
    by, at = request.member.user, now()
    if isinstance(row, Person):
        return edit_person(row, before=before, after=after, by=by, at=at)
    return edit_organisation(row, before=before, after=after, by=by, at=at)


def _saved(request: MemberRequest, row: Row, name: str, spec: Spec) -> HttpResponse:
    """The field again; the list, where the row was handed to somebody else."""
    if not type(row).objects.visible_to(request.member).filter(pk=row.pk).exists():
        return redirect(request, "people:list")
    if "next" in request.POST or not wants_part(request):
        return back(request, row)
    return _field(request, row, name, spec)


def _clash(clash: EditConflict, spec: Spec, request: MemberRequest) -> dict[str, Any]:
    theirs, yours = _typed(clash.theirs), _typed(clash.yours)
    return {
        "conflict": clash,
        "values": {
            part: shown(spec, getattr(clash, part), request.member)
            for part in ("theirs", "yours", "before")
        },
        "mine": {"before": theirs, "value": yours},
    }


def _typed(value: Any) -> str:
    """A value as a form field sends it."""
    return "" if value is None or value is False else str(value)


def _url(row: Row, name: str) -> str:
    view = "people:edit" if isinstance(row, Person) else "people:edit-organisation"
    return reverse(view, args=[row.pk, name])


def _field(
    request: MemberRequest,
    row: Row,
    name: str,
    spec: Spec,
    *,
    form: FieldForm | None = None,
    is_editing: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "row": row,
        "name": name,
        "spec": spec,
        "form": form or FieldForm(spec, row, request.member),
        "is_open": spec.is_open or is_editing or form is not None,
        "value": shown(spec, getattr(row, spec.column), request.member),
        "may_edit": True,
        "is_saved": request.method == "POST" and status == 200,
        "url": _url(row, name),
        "alike_but": row.pk if isinstance(row, Person) else "",
        **more,
    }
    return render_part(request, "people/field.html", context, "field", status=status)
