"""The cards of one part of the funnel, a page at a time; and who fits besides."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Objective, ObjectiveQuerySet
from bestfew.funnel.queries.facts import FIT_STATES
from bestfew.funnel.queries.stood import Stood, stored
from bestfew.people.models import Person, PersonQuerySet
from bestfew.web.pages import page_of

FIRST = ("close_by", "-worth", "id")
ORDERS = {"days": FIRST, "value": ("-worth", "id")}
"""By days left to the expected close, or by worth: each as an index has it. Where it
is not known, objectives come behind the others."""


def card_page(
    member: Membership, place: str, *, by: str = "days", after: str = "", size: int = 24
) -> tuple[list[Stood], str]:
    """Some objectives at a place as they stand now, and the cursor of the next page."""
    rows = Objective.objects.visible_to(member).at(place).unpaused()
    page = page_of(rows, order=ORDERS[by], after=after, size=size)
    own = member.workspace.normal_cycle_days
    return stored(read(page.rows), own_figure=own), page.next


def read(rows: Sequence[Objective]) -> list[Objective]:
    """Chosen objectives `for_row`, in their order: what is costly for few rows only."""
    found = Objective.objects.for_row().in_bulk([each.pk for each in rows])
    return [found[each.pk] for each in rows if each.pk in found]


def first_of(
    objectives: ObjectiveQuerySet, groups: Sequence[tuple[Collection[str], int]]
) -> list[Objective]:
    """The first few at each group of places, `for_row`.

    The place comes first, then the next close, then the greater worth. However many
    stand at a place, only the head of an index is read.
    """
    return [
        each for places, limit in groups for each in _heads(objectives, places, limit)
    ]


def _heads(
    objectives: ObjectiveQuerySet, places: Collection[str], limit: int
) -> list[Objective]:
    found: list[Objective] = []
    for place in places:
        if len(found) < limit:
            rows = objectives.for_row().filter(place=place).order_by(*FIRST)
            found += rows[: limit - len(found)]
    return found


def paused(member: Membership, *, limit: int) -> list[Objective]:
    """Objectives set aside."""
    rows = Objective.objects.visible_to(member).open().filter(is_paused__in=(True,))
    return list(rows.for_row().order_by("place", "id")[:limit])


def fitting_people(member: Membership) -> PersonQuerySet:
    """People who may fit and for whom nothing is open: the universe's next ones."""
    theirs = Objective.objects.filter(person=OuterRef("pk"), is_open=True)
    people = Person.objects.visible_to(member).approachable()
    rows = people.filter(state__in=FIT_STATES).exclude(Exists(theirs))
    return rows.order_by("-state_since", "-id")
