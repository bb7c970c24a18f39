"""Qualify, one person a card."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bestfew.accounts.access import member_required, writer_required
from bestfew.accounts.ids import id_in
from bestfew.accounts.middleware import MemberRequest
from bestfew.people.models import Person, State
from bestfew.prospecting import actions, words
from bestfew.prospecting.card import Card, card_of, next_person
from bestfew.prospecting.forms import CardForm
from bestfew.prospecting.models import Evidence
from bestfew.web.http import back, redirect, render_part, toast, wants_part

PAGE = "prospecting/qualify.html"


@member_required
@require_GET
def qualify(request: MemberRequest) -> HttpResponse:
    """The card of `?person=`, or of the first who waits (`?after=`, `?state=`)."""
    asked, after = request.GET.get("person", ""), request.GET.get("after", "")
    person = (
        _person(request, asked)
        if asked
        else next_person(
            request.member,
            after=_person(request, after) if after else None,
            state=_state(request),
        )
    )
    return _show(request, person)


@writer_required
@require_POST
def save(request: MemberRequest, pk: int) -> HttpResponse:
    """Write what was answered, and show the next card."""
    person = _person(request, pk)
    card = _card(request, person)
    form = CardForm(
        [ask.criterion for ask in card.asks],
        {ask.criterion.key: ask.value for ask in card.asks if ask.value},
        request.POST,
    )
    if not form.is_valid():
        return _show(request, person, form=form)
    _tell(request, person, _work(request, person, form))
    return _next(request, person)


@writer_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a card back, and show it again."""
    person = _person(request, pk)
    actions.take_back(
        person,
        _numbers(request.POST.get("answers", "")),
        by=request.member.user,
        at=timezone.now(),
        permission=next(iter(_numbers(request.POST.get("permission", ""))), None),
    )
    toast(request, _("Taken back."))
    return redirect(request, _url(request, person))


def _work(request: MemberRequest, person: Person, form: CardForm) -> actions.Worked:
    now = timezone.now()
    return actions.work_through(
        person,
        form.answers(),
        by=request.member.user,
        at=now,
        evidence=form.evidence(),
        seconds=form.seconds(now.timestamp()),
        keep_in_touch=form.keep_in_touch(),
    )


def _person(request: MemberRequest, pk: Any) -> Person:
    """The person, if this member may see them; otherwise 404."""
    people = Person.objects.visible_to(request.member).select_related("source")
    return get_object_or_404(
        people.prefetch_related("contact_points"), pk=id_in(str(pk))
    )


def _state(request: MemberRequest) -> str:
    state = request.GET.get("state") or request.POST.get("state", "")
    return state if state in State.values else ""


def _card(request: MemberRequest, person: Person | None) -> Card:
    return card_of(
        request.member,
        person,
        on=timezone.localdate(),
        profile=request.GET.get("profile") or request.POST.get("profile", ""),
        state=_state(request),
    )


def _show(
    request: MemberRequest, person: Person | None, *, form: CardForm | None = None
) -> HttpResponse:
    """The card; with a form that went wrong, as it was tapped."""
    card = _card(request, person)
    context = {
        "card": card.as_given(form.data) if form else card,
        "person": person,
        "evidence": Evidence.choices,
        "titles": words.TITLES,
        "began": int(timezone.now().timestamp()),
        "form": form,
    }
    status = 422 if form else 200
    response = render_part(request, PAGE, context, "card", status=status)
    if wants_part(request) and not form:
        response["HX-Push-Url"] = _url(request, person)
    return response


def _next(request: MemberRequest, person: Person) -> HttpResponse:
    """The card behind this one; without JavaScript by going there."""
    follower = next_person(request.member, after=person, state=_state(request))
    if wants_part(request):
        return _show(request, follower)
    return back(request, _url(request, follower))


def _url(request: MemberRequest, person: Person | None) -> str:
    url = reverse("prospecting:qualify")
    kept = {
        "person": person.pk if person else "",
        "state": _state(request),
        "profile": request.GET.get("profile") or request.POST.get("profile", ""),
    }
    query = urlencode({key: value for key, value in kept.items() if value})
    return f"{url}?{query}" if query else url


def _tell(request: MemberRequest, person: Person, worked: actions.Worked) -> None:
    toast(
        request,
        _("%(who)s: %(state)s")
        % {"who": person, "state": words.TITLES[worked.verdict.state]},
        undo_url=reverse("prospecting:undo", args=[person.pk]),
        undo_data={
            "answers": " ".join(str(pk) for pk in worked.answers),
            "permission": worked.permission or "",
        },
    )


def _numbers(text: str) -> list[int]:
    return [pk for each in text.split() if (pk := id_in(each))]
