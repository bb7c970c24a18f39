"""The person page: who they are, what is next, and everything that was."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.activities.models import FollowUp
from bestfew.activities.rules import snoozes
from bestfew.desk import story
from bestfew.funnel.models import Objective, Place
from bestfew.funnel.queries import Stood, stored
from bestfew.funnel.words import next_deed, reasons
from bestfew.markets.queries import word_on
from bestfew.people.cards import about
from bestfew.people.models import ContactKind, LevelName, Person, State
from bestfew.people.queries import for_page
from bestfew.prospecting.models import Answer, Criterion
from bestfew.prospecting.queries import asked_of
from bestfew.web.http import render_part

ORDER = {Place.BEST_FEW: 0, Place.IN: 1, Place.ABOVE: 2, Place.UNIVERSE: 3}
CHATS = (
    ContactKind.ZALO,
    ContactKind.LINE,
    ContactKind.WHATSAPP,
    ContactKind.FACEBOOK,
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do with them next. `deed` is the button's word, `url` where it leads."""

    what: str
    why: str = ""
    deed: str = ""
    url: str = ""
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the default profile, with the answer that counts."""

    criterion: Criterion
    answer: Answer | None

    @property
    def is_met(self) -> bool:
        return bool(self.answer and self.answer.value == "met")


@member_required
@require_GET
def person(request: MemberRequest, pk: int) -> HttpResponse:
    visible = for_page(Person.objects.visible_to(request.member))
    found = get_object_or_404(visible, pk=pk)
    context = page_of_person(
        found,
        request.member,
        on=localdate(),
        only=request.GET.get("story", ""),
        before=request.GET.get("before", ""),
    )
    part = {"story": "story", "earlier": "entries"}
    target = part.get(request.headers.get("HX-Target", ""))
    return render_part(request, "desk/person.html", context, target)


def page_of_person(
    found: Person, member: Membership, *, on: date, only: str = "", before: str = ""
) -> dict[str, Any]:
    """All that the page shows, in six queries beside the six of `for_page`.

    One more for somebody who came with a file, for one who was merged, and for one
    who brought others.
    """
    only = only if only in story.CHOICES else story.ALL
    objectives = _objectives(found, member)
    open_ones = [each for each in objectives if each.objective.is_open]
    told = story.story_of(
        found,
        member,
        objectives={each.objective.pk: str(each.objective) for each in objectives},
        on=on,
        only=only,
        before=before,
    )
    return {
        **about(found, member),
        "today": on,
        "reach": reach(found),
        "next": next_step(found, told.open, open_ones),
        "later": told.open[1:],
        "asked": [Asked(*each) for each in asked_of(found)],
        "objectives": objectives,
        "open_objectives": open_ones,
        "story": told,
        "only": only,
        "snoozes": snoozes(on),
        **_forms(found),
    }


def _forms(found: Person) -> dict[str, Any]:
    """What forms need; of a customer, whether one would work with them again (A09)."""
    has_bought = (found.level or 0) >= LevelName.BOUGHT
    word = word_on(found) if has_bought else None
    asked = {"has_bought": has_bought, "work_again": word}
    return {"submit_id": secrets.token_urlsafe(16), **asked}


def _objectives(found: Person, member: Membership) -> list[Stood]:
    """Theirs that one sees: open ones nearest to the close first, then the ended."""
    rows = Objective.objects.visible_to(member).filter(person=found)
    objectives = list(rows.for_row().select_related("ending"))
    objectives.sort(
        key=lambda each: (not each.is_open, ORDER[Place(each.place)], each.pk)
    )
    own_figure = member.workspace.normal_cycle_days
    return stored(objectives, own_figure=own_figure) if objectives else []


def reach(found: Person) -> dict[str, Any]:
    """The first way to call, to chat and to write, where nobody said no."""
    if found.do_not_contact:
        return {}
    points = list(found.contact_points.all())
    first = {
        "phone": [each for each in points if each.kind == ContactKind.PHONE],
        "chat": [each for each in points if each.kind in CHATS],
        "email": [each for each in points if each.kind == ContactKind.EMAIL],
    }
    return {way: each[0] for way, each in first.items() if each}


def next_step(
    found: Person, planned: Sequence[FollowUp], objectives: Sequence[Stood]
) -> NextStep | None:
    """The first planned step; else what an objective lacks; else to qualify.

    None where a "no" stands: nothing is to be done.
    """
    if found.do_not_contact:
        return None
    if planned:
        return NextStep(str(planned[0]), follow_up=planned[0])
    active = [each for each in objectives if not each.objective.is_paused]
    if active:
        return _work_on(active[0])
    if found.state == State.PROSPECT:
        return NextStep(
            _("Open an objective"),
            _("They are a prospect, and nothing is open with them."),
            _("Open it"),
            reverse("funnel:open") + f"?person={found.pk}",
        )
    return NextStep(
        _("Qualify them"),
        _("A few short questions tell whether it is worth your time."),
        _("Qualify"),
        reverse("prospecting:qualify") + f"?person={found.pk}",
    )


def _work_on(stood: Stood) -> NextStep:
    objective = stood.objective
    url = reverse("funnel:objective", args=[objective.pk])
    return NextStep(next_deed(objective), reasons(stood.missing), _("Do it"), url)
