"""Merge with…: find the other, see both side by side, merge, undo."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.duplicates.merging import (
    AlreadyMerged,
    ChangedMeanwhile,
    comparing,
    merge,
    undo_merge,
    words,
)
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.merging.finding import candidates
from bestfew.duplicates.merging.forms import MergeForm
from bestfew.duplicates.merging.queries import last_merge, merged_away
from bestfew.duplicates.models import Merge, leads
from bestfew.people.models import Organisation, Person
from bestfew.web.http import back, fault, redirect, render_part, toast


@writer_required
@require_GET
def find_person(request: MemberRequest, pk: int) -> HttpResponse:
    return _find(request, _seen(request, Person, pk))


@writer_required
@require_GET
def find_organisation(request: MemberRequest, pk: int) -> HttpResponse:
    return _find(request, _seen(request, Organisation, pk))


@writer_required
@require_http_methods(["GET", "POST"])
def merge_people(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    return _merge(request, Person, pk, other)


@writer_required
@require_http_methods(["GET", "POST"])
def merge_organisations(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    return _merge(request, Organisation, pk, other)


@writer_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a merge or a parting back."""
    seen = Merge.objects.visible_to(request.member)
    done = get_object_or_404(seen.select_related("person", "organisation"), pk=pk)
    if not done.is_led_by(request.member):
        raise PermissionDenied
    try:
        undone = undo_merge(done, by=request.member.user, at=now())
    except words.FAULTS as why:
        fault(request, words.sentence(why))
        return back(request, done.someone)
    toast(request, words.undone(undone, done.other_name))
    return redirect(request, done.someone)


def _seen(request: MemberRequest, model: Any, pk: int) -> Any:
    """The person or the organisation, if this member may see them; otherwise 404."""
    return get_object_or_404(model.objects.visible_to(request.member), pk=pk)


def _find(request: MemberRequest, someone: Someone) -> HttpResponse:
    typed = request.GET.get("q", "")
    context = {
        **_kind(someone),
        "someone": someone,
        "words": typed,
        "found": candidates(request.member, someone, typed),
        "earlier": last_merge(someone, request.member, at=now()),
    }
    return render_part(request, "duplicates/merge_find.html", context, "found")


def _merge(request: MemberRequest, model: Any, pk: int, other: int) -> HttpResponse:
    found = model.objects.visible_to(request.member).in_bulk((pk, other))
    for key in (pk, other):
        if key not in found:
            return _gone(request, model, key)
    return _compare(request, found[pk], found[other])


def _gone(request: MemberRequest, model: Any, pk: int) -> HttpResponse:
    """To whom somebody became, with a sentence: the button was pressed twice."""
    away = merged_away(request.member, model, pk)
    if away is None:
        raise Http404
    fault(request, words.sentence(AlreadyMerged(away)))
    return redirect(request, away.someone)


def _compare(request: MemberRequest, into: Someone, other: Someone) -> HttpResponse:
    different = comparing.differences(into, other, request.member)
    data = request.POST if request.method == "POST" else None
    form = MergeForm(into, other, different, data)
    if data is None or not form.is_valid():
        status = 422 if form.errors else 200
        return _page(request, into, other, form, status=status)
    try:
        return _make_one(request, into, other, form)
    except AlreadyMerged as why:
        return _gone(request, type(into), why.merge.other)
    except words.FAULTS as why:
        fault(request, words.sentence(why))
        status = 409 if isinstance(why, ChangedMeanwhile) else 422
        form = MergeForm(into, other, different)
        return _page(request, into, other, form, status=status)


def _make_one(
    request: MemberRequest, into: Someone, other: Someone, form: MergeForm
) -> HttpResponse:
    done = merge(
        request.member,
        into=into,
        other=other,
        chosen=form.chosen(),
        seen=form.versions(),
        at=now(),
    )
    text = _("%(other)s and %(into)s are one now.")
    undo_url = reverse("duplicates:undo-merge", args=[done.pk])
    toast(request, text % {"other": done.other_name, "into": into}, undo_url=undo_url)
    return redirect(request, into)


def _page(
    request: MemberRequest,
    into: Someone,
    other: Someone,
    form: MergeForm,
    *,
    status: int,
) -> HttpResponse:
    handed = other.owner_id != into.owner_id
    context = {
        **_kind(into),
        "someone": into,
        "other": other,
        "form": form,
        "moving": comparing.moving(other, request.member),
        "keeps_a_no": comparing.keeps_a_no(into, other),
        "is_same": into.pk == other.pk,
        "is_theirs": handed and not leads(request.member, other),
    }
    return render_part(request, "duplicates/merge.html", context, status=status)


def _kind(someone: Someone) -> dict[str, Any]:
    """The addresses of the noun."""
    noun = "people" if isinstance(someone, Person) else "organisations"
    return {
        "noun": noun,
        "find_url": reverse(f"duplicates:find-{noun}", args=[someone.pk]),
        "merge_view": f"duplicates:merge-{noun}",
    }
