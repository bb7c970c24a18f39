"""The cards of one part of the funnel, a page at a time; and who fits besides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

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
ORDERS = {"days": ("close_by",), "value": ("-worth",)}
"""By days left to the expected close, or by value; what is not known comes last."""


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
    rows = in_order(Objective.objects.visible_to(member).at(place))
    page: Page[Objective] = page_of(
        rows.filter(is_paused=False), order=ORDERS[by], after=after, size=size
    )
    own = member.workspace.normal_cycle_days
    return stored(read(page.rows), own_figure=own), page.next


def read(rows: Sequence[Objective]) -> list[Objective]:
    """Chosen objectives `for_row`, in their order: what is costly for few rows only."""
    found = Objective.objects.for_row().in_bulk([each.pk for each in rows])
    return [found[each.pk] for each in rows if each.pk in found]


def first_of(
    objectives: ObjectiveQuerySet, groups: Sequence[tuple[Collection[str], int]]
) -> list[Objective]:
    """The first few at each group of places, `for_row`, all in one query.

    The place comes first, then the next close, then the greater worth.
    """
    heads = [
        Objective.objects.filter(
            pk__in=in_order(objectives.filter(place__in=places))
            .order_by(*FIRST)
            .values("pk")[:limit]
        ).values("pk")
        for places, limit in groups
    ]
    chosen: Any = heads[0].union(*heads[1:], all=True)
    rows = Objective.objects.for_row().filter(pk__in=chosen)
    return list(in_order(rows).order_by(*FIRST))


def paused(member: Membership, *, limit: int) -> list[Objective]:
    """Objectives set aside."""
    rows = Objective.objects.visible_to(member).open().filter(is_paused=True)
    return list(rows.for_row().order_by("place", "id")[:limit])


def fitting_people(member: Membership) -> PersonQuerySet:
    """People who may fit and for whom nothing is open: the universe's next ones."""
    theirs = Objective.objects.filter(person=OuterRef("pk"), is_open=True)
    people = Person.objects.visible_to(member).approachable()
    rows = people.filter(state__in=FIT_STATES).exclude(Exists(theirs))
    return rows.order_by("-state_since", "-id")
