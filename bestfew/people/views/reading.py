"""What these views share: fetch with permission, answer with a card or a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from bestfew.accounts.middleware import MemberRequest
from bestfew.people.cards import about
from bestfew.people.models import Organisation, Person
from bestfew.people.queries import for_page
from bestfew.web.http import back, render_part, wants_part


def person_of(request: MemberRequest, pk: int) -> Person:
    """The person, if this member may see them; otherwise 404."""
    return get_object_or_404(Person.objects.visible_to(request.member), pk=pk)


def organisation_of(request: MemberRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.member), pk=pk)


def card(
    request: MemberRequest,
    name: str,
    person: Person,
    form: forms.Form | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A card of the person page as it stands after the deed.

    A form with errors comes back in it (422). Without htmx the browser goes back to
    where it was; so does an undo, which carries `next`.
    """
    wrong = bool(form and form.errors) or status >= 400
    if not wrong and ("next" in request.POST or not wants_part(request)):
        return back(request, "desk:person", person.pk)
    person = for_page(Person.objects.all()).get(pk=person.pk)
    context = about(person, request.member)
    if form and form.errors:
        context[f"{name}_form"], status = form, 422
    template = f"people/cards/{name}.html"
    return render_part(request, template, {**context, **more}, "card", status=status)
