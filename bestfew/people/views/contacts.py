"""Ways to reach a person or an organisation: add, correct, remove."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.history.models import EditConflict
from bestfew.people.actions import (
    Contact,
    ContactKnown,
    NotAContact,
    change_contact,
    drop_contact,
    note_contact,
)
from bestfew.people.forms import ChangeContactForm, ContactForm
from bestfew.people.models import ContactPoint, Organisation, Person
from bestfew.people.views.organisations import organisation_page
from bestfew.people.views.reading import card, organisation_of, person_of
from bestfew.web.http import back, toast

Someone = Person | Organisation


@writer_required
@require_POST
def add_contact(request: MemberRequest, pk: int) -> HttpResponse:
    return _add(request, person_of(request, pk))


@writer_required
@require_POST
def add_contact_of_organisation(request: MemberRequest, pk: int) -> HttpResponse:
    return _add(request, organisation_of(request, pk))


def _add(request: MemberRequest, someone: Someone) -> HttpResponse:
    form = ContactForm(request.POST, auto_id="contact-%s")
    if form.is_valid():
        contact = Contact(form.cleaned_data["kind"], form.cleaned_data["value"])
        try:
            point = note_contact(request.member, someone, contact, at=now())
        except NotAContact:
            form.add_error("value", _not_a_contact())
        else:
            text = _("%(contact)s is kept.") % {"contact": point}
            undo = reverse("people:remove-contact", args=[point.pk])
            toast(request, text, undo_url=undo)
    return _card(request, someone, form)


@writer_required
@require_POST
def change(request: MemberRequest, pk: int) -> HttpResponse:
    point = _point_of(request, pk)
    form = ChangeContactForm(request.POST)
    if not form.is_valid():
        errors = next(iter(form.errors.values()))
        return _card(request, point.someone, wrong=point, errors=errors)
    value, before = form.cleaned_data["value"], form.cleaned_data["before"]
    try:
        change_contact(request.member, point, value, before=before, at=now())
    except (NotAContact, ContactKnown) as fault:
        known = isinstance(fault, ContactKnown)
        said = _("They have it already.") if known else _not_a_contact()
        return _card(request, point.someone, wrong=point, errors=[said])
    except EditConflict as clash:
        return _card(request, point.someone, wrong=point, conflict=clash, status=409)
    if value != before:
        undo = {"value": before, "before": value}
        toast(request, _("Saved."), undo_url=request.path, undo_data=undo)
    return _card(request, point.someone)


@writer_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    point = _point_of(request, pk)
    drop_contact(point, by=request.member.user, at=now())
    someone = point.someone
    is_person = isinstance(someone, Person)
    view = "people:add-contact" if is_person else "people:add-contact-of-organisation"
    toast(
        request,
        _("%(contact)s is removed.") % {"contact": point},
        undo_url=reverse(view, args=[someone.pk]),
        undo_data={"kind": point.kind, "value": point.value},
    )
    return _card(request, someone)


def _point_of(request: MemberRequest, pk: int) -> ContactPoint:
    points = ContactPoint.objects.visible_to(request.member)
    rows = points.select_related("person", "organisation")
    point: ContactPoint = get_object_or_404(rows, pk=pk)
    return point


def _not_a_contact() -> str:
    return _("Nobody can be reached by this: please check it.")


def _card(
    request: MemberRequest,
    someone: Someone,
    form: forms.Form | None = None,
    *,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    status = status or (422 if more else 200)
    if isinstance(someone, Person):
        return card(request, "contacts", someone, form, status=status, **more)
    if status == 200 and not (form and form.errors):
        return back(request, someone)
    return organisation_page(request, someone, form, status=max(status, 422), **more)
