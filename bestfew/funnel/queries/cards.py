"""The cards of one part of the funnel, a page at a time; and who fits besides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import (
    Exists,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Objective, ObjectiveQuerySet
from bestfew.funnel.queries.facts import FIT_STATES
from bestfew.funnel.queries.stood import Stood, stored
from bestfew.people.models import Person, PersonQuerySet
from bestfew.web.pages import Page, page_of

NEVER = date(9999, 12, 31)
NOTHING = Decimal(-1)
FIRST = ("place", "close_by", "-worth", "id")
ORDERS = {
    "days": ("expected_close_on", ("expected_close_on", "id")),
    "value": ("value", ("-value", "id")),
}
"""By days left to the expected close, or by value: each as an index has it. Where the
field is not known, objectives come behind the others."""

REST = "rest"


def in_order(objectives: ObjectiveQuerySet) -> QuerySet[Objective]:
    """With `close_by` and `worth`, which lists sort by and which are never null."""
    return objectives.annotate(
        close_by=Coalesce("expected_close_on", Value(NEVER)),
        worth=Coalesce("value", Value(NOTHING)),
    )


def card_page(
    member: Membership, place: str, *, by: str = "days", after: str = "", size: int = 24
) -> tuple[list[Stood], str]:
    """Some objectives at a place as they stand now, and the cursor of the next page."""
    rows = Objective.objects.visible_to(member).at(place).unpaused()
    field, order = ORDERS[by]
    unknown = rows.filter(**{field: None})
    if after.startswith(REST):
        page = _rest(unknown, after.removeprefix(REST), size=size)
    else:
        known = rows.exclude(**{field: None})
        page = page_of(known, order=order, after=after, size=size)
        if not page.has_next:
            page = _filled_up(page, unknown, size=size)
    own = member.workspace.normal_cycle_days
    return stored(read(page.rows), own_figure=own), page.next


def _filled_up(
    page: Page[Objective], unknown: ObjectiveQuerySet, *, size: int
) -> Page[Objective]:
    """The last page of those that are known, and the first of the others."""
    free = size - len(page.rows)
    if not free:
        return Page(page.rows, REST if unknown.exists() else "")
    rest = _rest(unknown, "", size=free)
    return Page([*page.rows, *rest.rows], rest.next)


def _rest(unknown: ObjectiveQuerySet, after: str, *, size: int) -> Page[Objective]:
    page = page_of(unknown, order=("id",), after=after, size=size)
    return Page(page.rows, REST + page.next if page.next else "")


def read(rows: Sequence[Objective]) -> list[Objective]:
    """Chosen objectives `for_row`, in their order: what is costly for few rows only."""
    found = Objective.objects.for_row().in_bulk([each.pk for each in rows])
    return [found[each.pk] for each in rows if each.pk in found]


def first_of(
    objectives: ObjectiveQuerySet, groups: Sequence[tuple[Collection[str], int]]
) -> list[Objective]:
    """The first few at each group of places, `for_row`.

    The place comes first, then the next close, then the greater worth. However many
    stand at a place, only the heads of two indexes are read.
    """
    return [
        each for places, limit in groups for each in _heads(objectives, places, limit)
    ]


def _heads(
    objectives: ObjectiveQuerySet, places: Collection[str], limit: int
) -> list[Objective]:
    found: list[Objective] = []
    for place in places:
        for rows in _dated_and_not(objectives.for_row().filter(place=place)):
            if len(found) < limit:
                found += rows[: limit - len(found)]
    return found


def _dated_and_not(rows: ObjectiveQuerySet) -> tuple[QuerySet[Objective], ...]:
    """Those with a day to close, the next one first, and those without."""
    dated = in_order(rows.filter(expected_close_on__gt=date.min))
    undated = in_order(rows.filter(expected_close_on=None))
    by_worth = ("-worth", "id")
    return dated.order_by("expected_close_on", *by_worth), undated.order_by(*by_worth)


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
