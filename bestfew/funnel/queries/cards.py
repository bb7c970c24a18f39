"""The cards of one part of the funnel, a page at a time; and who fits besides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Objective
from bestfew.funnel.queries.facts import FIT_STATES
from bestfew.funnel.queries.heads import FIRST, MOST
from bestfew.funnel.queries.stood import Stood, stored
from bestfew.funnel.queries.wanted import Wanted
from bestfew.people.models import Person, PersonQuerySet
from bestfew.web.pages import page_of

ORDERS = {
    "days": FIRST,
    "value": ("-worth", "id"),
    "age": ("first_contact_on", "id"),
    "gain": ("currency", *MOST),
}
"""By days left to the expected close, by worth, by age, by what a step brings: each as
an index has it. Where it is not known, objectives come behind the others."""


def card_page(
    member: Membership,
    place: str,
    *,
    wanted: Wanted,
    on: date,
    after: str = "",
    size: int = 24,
) -> tuple[list[Stood], str]:
    """Some objectives at a place as they stand now, and the cursor of the next page."""
    rows = Objective.objects.visible_to(member).at(place).unpaused()
    rows = wanted.narrowed(rows, on=on)
    page = page_of(rows, order=ORDERS[wanted.by], after=after, size=size)
    own = member.workspace.normal_cycle_days
    return stored(read(page.rows), own_figure=own), page.next


def read(rows: Sequence[Objective]) -> list[Objective]:
    """Chosen objectives `for_row`, in their order: what is costly for few rows only."""
    found = Objective.objects.for_row().in_bulk([each.pk for each in rows])
    return [found[each.pk] for each in rows if each.pk in found]


def paused(member: Membership, *, limit: int) -> list[Objective]:
    """Objectives set aside."""
    rows = Objective.objects.visible_to(member).open().filter(is_paused__in=(True,))
    return list(rows.for_row().order_by("place", "id")[:limit])


def fitting_people(member: Membership) -> PersonQuerySet:
    """People who may fit and for whom nothing is open: the universe's next ones."""
    rows = _with_nothing_open(member).filter(state__in=FIT_STATES)
    return rows.order_by("-state_since", "-id")


def newest_people(member: Membership) -> PersonQuerySet:
    """Who came last, of those for whom nothing is open."""
    return _with_nothing_open(member).order_by("-id")


def _with_nothing_open(member: Membership) -> PersonQuerySet:
    theirs = Objective.objects.filter(person=OuterRef("pk"), is_open=True)
    people = Person.objects.visible_to(member).approachable()
    return people.exclude(Exists(theirs))
