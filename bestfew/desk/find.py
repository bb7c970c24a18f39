"""Finding anything: people first, then organisations, objectives, pages and deeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bestfew.accounts.access import member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.accounts.models import Membership
from bestfew.desk.deeds import deeds_named
from bestfew.funnel.models import Objective
from bestfew.people import rules
from bestfew.people.finding import nearest
from bestfew.people.models import Organisation, Person
from bestfew.people.queries import found
from bestfew.web.http import render_part
from bestfew.web.scripts import language_of

PEOPLE, ORGANISATIONS, OBJECTIVES = 6, 3, 4
PARTS = {"palette-found": "options", "find-found": "found"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: its name, in parts of which some are what was typed, and its page."""

    parts: Sequence[tuple[str, bool]]
    url: str
    icon: str = ""
    detail: str = ""
    person: Person | None = None
    in_sheet: bool = False

    @property
    def name(self) -> str:
        return "".join(text for text, _is_typed in self.parts)

    @property
    def language(self) -> str:
        return language_of(self.name)


@dataclass(frozen=True, slots=True)
class Section:
    """Answers of one kind."""

    key: str
    title: str | Promise
    hits: list[Hit] = field(default_factory=list)


@member_required
@require_GET
def find(request: MemberRequest) -> HttpResponse:
    words = request.GET.get("q", "")[: rules.LONGEST_SEARCH]
    context = {"words": words, "sections": sections(request.member, words)}
    part = PARTS.get(request.headers.get("HX-Target", ""))
    return render_part(request, "desk/find.html", context, part)


def sections(member: Membership, words: str) -> list[Section]:
    """What the words find, by kind; without words, the pages and deeds there are."""
    wanted = rules.needles(words)
    kinds = [Section("deeds", _("Go to"), _deeds(member, wanted))]
    if wanted:
        people = found(member, words, limit=PEOPLE)
        places = nearest(
            Organisation.objects.visible_to(member), member, words, limit=ORGANISATIONS
        )
        kinds = [
            Section("people", _("People"), _people(people, wanted)),
            Section("places", _("Organisations"), _places(places, wanted)),
            Section("objectives", _("Objectives"), _objectives(member, people, places)),
            *kinds,
        ]
    return [each for each in kinds if each.hits]


def _people(people: Iterable[Person], wanted: list[str]) -> list[Hit]:
    return [
        Hit(
            rules.marked(str(each), wanted),
            each.get_absolute_url(),
            detail=_known_of(each),
            person=each,
        )
        for each in people
    ]


def _known_of(person: Person) -> str:
    """The organisation and the first number, or another way to reach them."""
    roles, points = vars(person)["row_roles"], vars(person)["row_points"]
    phones = [each for each in points if each.kind in rules.BY_PHONE]
    told = [*(role.organisation.name for role in roles[:1])]
    told += [str(each) for each in (phones or points)[:1] if str(each) != str(person)]
    return " · ".join(told)


def _places(places: Iterable[Organisation], wanted: list[str]) -> list[Hit]:
    return [
        Hit(rules.marked(each.name, wanted), each.get_absolute_url(), "building")
        for each in places
    ]


def _objectives(
    member: Membership, people: Iterable[Person], places: Iterable[Organisation]
) -> list[Hit]:
    """The open ones with those who were found."""
    theirs = Q(person__in=[each.pk for each in people])
    theirs |= Q(organisation__in=[each.pk for each in places])
    rows = Objective.objects.visible_to(member).open().filter(theirs)
    rows = rows.select_related("person", "organisation").order_by("-id")
    return [
        Hit(
            [(each.name, False)],
            reverse("funnel:objective", args=[each.pk]),
            "funnel",
            detail=f"{each.customer} · {each.get_place_display()}",
        )
        for each in rows[:OBJECTIVES]
    ]


def _deeds(member: Membership, wanted: list[str]) -> list[Hit]:
    return [
        Hit(
            rules.marked(str(deed.label), wanted),
            deed.href,
            deed.icon,
            in_sheet=deed.in_sheet,
        )
        for deed in deeds_named(member, wanted)
    ]
