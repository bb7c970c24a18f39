"""Two side by side before they become one: where they differ, and what will move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp
from bestfew.duplicates.merging.fields import Someone, choosable
from bestfew.duplicates.merging.permissions import ledger_of
from bestfew.duplicates.merging.relations import AnyModel, relations_to
from bestfew.duplicates.models import leads
from bestfew.duplicates.rules.merging import BOTH, INTO, OTHER, is_blank
from bestfew.funnel.models import Influence, Objective
from bestfew.people.fields import OF_ORGANISATION, OF_PERSON, Spec, shown
from bestfew.people.models import (
    Concern,
    ContactPoint,
    DateKind,
    ImportantDate,
    Permission,
    Person,
    Role,
    Tagging,
)
from bestfew.people.rules import NO, permission
from bestfew.web import formats

LEAP_YEAR = 2000
NOTHING = "–"
"""What is shown where nothing is known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the two say different things, in words.

    `choice` is the side that is taken unless somebody chooses.
    """

    name: str
    label: str | Promise
    mine: str
    theirs: str
    choice: str
    may_both: bool = False


def differences(into: Someone, other: Someone, member: Membership) -> list[Difference]:
    """The fields somebody may choose between, in the order of the page."""
    found = [*_of_columns(into, other, member)]
    if isinstance(into, Person) and isinstance(other, Person):
        found += _of_birthdays(into, other)
    return found


def _of_columns(
    into: Someone, other: Someone, member: Membership
) -> Iterator[Difference]:
    specs = _specs(type(into))
    may_hand_over = leads(member, into) and leads(member, other)
    for name, each in choosable(type(into)).items():
        spec = specs.get(each.attname)
        values = [getattr(one, each.attname) for one in (into, other)]
        if spec is None or values[0] == values[1]:
            continue
        if spec.hands_over and not may_hand_over:
            continue
        both = name == "note" and not any(map(is_blank, values))
        side = OTHER if is_blank(values[0]) else INTO
        mine, theirs = (_words(spec, value, member) for value in values)
        choice = BOTH if both else side
        yield Difference(name, spec.label, mine, theirs, choice, may_both=both)


def _specs(model: AnyModel) -> dict[str, Spec]:
    known = OF_PERSON if model is Person else OF_ORGANISATION
    return {spec.column: spec for spec in known.values()}


def _words(spec: Spec, value: Any, member: Membership) -> str:
    said = shown(spec, value, member)
    if isinstance(said, date):
        return formats.day(said, get_language() or "en")
    return str(said) if said else NOTHING


def _of_birthdays(into: Person, other: Person) -> list[Difference]:
    known = ImportantDate.objects.filter(
        person__in=(into, other), kind=DateKind.BIRTHDAY, label=""
    )
    by_person = {each.person_id: each for each in known}
    mine, theirs = by_person.get(into.pk), by_person.get(other.pk)
    if not mine or not theirs or _same_day(mine, theirs):
        return []
    name, days = DateKind.BIRTHDAY.value, (_birthday(mine), _birthday(theirs))
    return [Difference(name, _("Birthday"), days[0], days[1], INTO)]


def _same_day(one: ImportantDate, other: ImportantDate) -> bool:
    """The same, as far as it is known."""
    years = {one.year, other.year} - {None}
    return (one.month, one.day) == (other.month, other.day) and len(years) < 2


def _birthday(each: ImportantDate) -> str:
    day = date(each.year or LEAP_YEAR, each.month, each.day)
    today = None if each.year else day
    return formats.day(day, get_language() or "en", today=today)


Plural = Callable[[int], str]

COUNTED: Mapping[AnyModel, Plural] = {
    Activity: lambda n: ngettext("%(n)s activity", "%(n)s activities", n),
    Objective: lambda n: ngettext("%(n)s objective", "%(n)s objectives", n),
    FollowUp: lambda n: ngettext("%(n)s next step", "%(n)s next steps", n),
    ContactPoint: lambda n: ngettext(
        "%(n)s way to reach them", "%(n)s ways to reach them", n
    ),
    Role: lambda n: ngettext("%(n)s role", "%(n)s roles", n),
    Influence: lambda n: ngettext(
        "a say in %(n)s objective", "a say in %(n)s objectives", n
    ),
    Tagging: lambda n: ngettext("%(n)s tag", "%(n)s tags", n),
    Concern: lambda n: ngettext("%(n)s concern", "%(n)s concerns", n),
    Permission: lambda n: ngettext(
        "%(n)s word about permission", "%(n)s words about permission", n
    ),
}
"""What is counted in words; the rest moves without being mentioned."""


def moving(other: Someone, member: Membership) -> list[str]:
    """What will move with somebody, in counts: only what the member sees."""
    counts = {
        relation.model: _count(relation.model, relation.to(other.pk), member)
        for relation in relations_to(type(other))
        if relation.model in COUNTED
    }
    return [
        COUNTED[model](counts[model]) % {"n": counts[model]}
        for model in COUNTED
        if counts.get(model)
    ]


def _count(model: Any, which: Q, member: Membership) -> int:
    return int(model.objects.visible_to(member).filter(which).count())


def keeps_a_no(into: Someone, other: Someone) -> bool:
    """Whether one of the two said no to something, so that it holds for the one."""
    people = [each for each in (into, other) if isinstance(each, Person)]
    return any(
        each.do_not_contact
        or any(permission(ledger, word.purpose, word.medium) in NO for word in ledger)
        for each in people
        for ledger in [ledger_of(each)]
    )
