"""Organisations: the list, and one of them with its people."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.people import fields
from bestfew.people.actions import add_organisation
from bestfew.people.forms import ContactForm, OrganisationForm
from bestfew.people.models import Organisation
from bestfew.people.queries import organisations, staff_of
from bestfew.people.views.reading import organisation_of
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def list_organisations(request: MemberRequest) -> HttpResponse:
    return _list(request, OrganisationForm())


@writer_required
@require_POST
def add(request: MemberRequest) -> HttpResponse:
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    name = form.cleaned_data["name"]
    organisation = add_organisation(request.member, name=name, at=now())
    toast(request, _("%(name)s is in your list.") % {"name": organisation})
    return redirect(request, organisation)


def _list(
    request: MemberRequest, form: OrganisationForm, *, status: int = 200
) -> HttpResponse:
    words, after = request.GET.get("q", ""), request.GET.get("after", "")
    page = organisations(request.member, words=words, after=after)
    context = {"page": page, "words": words, "after": after, "form": form}
    part = {"organisations": "organisations", "more": "rows"}
    target = part.get(request.headers.get("HX-Target", ""))
    return render_part(
        request, "people/organisations.html", context, target, status=status
    )


@member_required
@require_GET
def show(request: MemberRequest, pk: int) -> HttpResponse:
    return organisation_page(request, organisation_of(request, pk))


def organisation_page(
    request: MemberRequest,
    organisation: Organisation,
    form: forms.Form | None = None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The page of one organisation; a contact form with errors comes back in it."""
    open_fields = [
        {
            "name": name,
            "spec": spec,
            "form": fields.FieldForm(spec, organisation, request.member),
        }
        for name, spec in fields.OF_ORGANISATION.items()
    ]
    context = {
        "organisation": organisation,
        "fields": open_fields,
        "staff": staff_of(organisation, request.member),
        "points": organisation.contact_points.order_by("id"),
        "contacts_form": form or ContactForm(auto_id="contact-%s"),
        **more,
    }
    return render_part(request, "people/organisation.html", context, status=status)
