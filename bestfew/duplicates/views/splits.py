"""Somebody who is two people, told apart."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.duplicates.merging import split, words
from bestfew.duplicates.merging.forms import SplitForm
from bestfew.duplicates.merging.queries import last_merge
from bestfew.people.models import Person
from bestfew.web.http import redirect, render_part, toast


@writer_required
@require_http_methods(["GET", "POST"])
def split_person(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose what goes to the new person; an earlier merge is offered back first."""
    person = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = SplitForm(person, request.member, data)
    if form.is_valid() and (done := _split(request, person, form)):
        return done
    earlier = last_merge(person, request.member, at=now())
    context = {"person": person, "form": form, "earlier": earlier}
    status = 422 if form.errors else 200
    return render_part(request, "duplicates/split.html", context, status=status)


def _split(
    request: MemberRequest, person: Person, form: SplitForm
) -> HttpResponse | None:
    try:
        done = split(
            request.member,
            person=person,
            name=form.cleaned_data["name"],
            moving=form.moving(),
            at=now(),
        )
    except words.FAULTS as why:
        form.add_error(None, words.sentence(why))
        return None
    undo_url = reverse("duplicates:undo-merge", args=[done.pk])
    text = _("%(name)s is somebody of their own now.") % {"name": done.other_name}
    toast(request, text, undo_url=undo_url)
    return redirect(request, "desk:person", done.other)
