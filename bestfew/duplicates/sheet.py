"""A pair as it is laid out: what the two have in common, and what each has alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.duplicates.merging.comparing import NOTHING
from bestfew.duplicates.merging.forms import MergeForm
from bestfew.duplicates.models import Pair
from bestfew.people.fields import OF_PERSON
from bestfew.people.models import ContactKind, Person
from bestfew.people.queries import for_page

MOST_TRAITS = 20
PLAIN = ("name", "given", "family", "note")
"""Texts that are said once where both have the same."""


class Sign(TextChoices):
    """How two lists of values compare; the code is the style of its sign."""

    SAME = "good", _("the same")
    PARTLY = "watch", _("partly the same")
    DIFFERS = "act", _("differs")
    ONE_SIDED = "unknown", _("only one has it")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known of either: the values of both, and how they compare."""

    label: str | Promise
    first: list[str]
    second: list[str]
    sign: Sign

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that somebody chooses between, and how the two compare in it."""

    field: BoundField
    sign: Sign


def choices(form: MergeForm) -> list[Choice]:
    """The fields of the form: those where both have something come first."""
    found = [Choice(each, _sign_of(each)) for each in form.visible_fields()]
    return sorted(found, key=lambda each: each.sign != Sign.DIFFERS)


def _sign_of(field: BoundField) -> Sign:
    offered: Any = field.field
    values = [label for _side, label in offered.choices]
    return Sign.ONE_SIDED if NOTHING in values[:2] else Sign.DIFFERS


def both_of(pair: Pair) -> tuple[Person, Person]:
    """The two, with everything that is kept about them."""
    found = for_page(Person.objects.all()).in_bulk((pair.first_id, pair.second_id))
    return found[pair.first_id], found[pair.second_id]


def lines(first: Person, second: Person) -> list[Line]:
    """Everything beside the fields that somebody chooses between."""
    both = (first, second)
    return [
        *_texts(first, second),
        *_reach(both),
        *_line(_("Organisations"), (_roles(each) for each in both)),
        *_line(_("Tags"), (_tags(each) for each in both)),
        *_traits(both),
    ]


def _texts(first: Person, second: Person) -> Iterator[Line]:
    for name in PLAIN:
        spec = OF_PERSON[name]
        value = getattr(first, spec.column)
        if value and value == getattr(second, spec.column):
            yield Line(spec.label, [value], [value], Sign.SAME)


def _reach(both: tuple[Person, Person]) -> Iterator[Line]:
    for kind in ContactKind:
        yield from _line(kind.label, (_points(each, kind) for each in both))


def _points(person: Person, kind: str) -> dict[str, str]:
    points = person.contact_points.all()
    return {each.key: each.value for each in points if each.kind == kind}


def _roles(person: Person) -> dict[str, str]:
    return {
        str(role.organisation_id): " · ".join(
            filter(None, [role.title, role.organisation.name])
        )
        for role in person.roles.all()
    }


def _tags(person: Person) -> dict[str, str]:
    return {str(each.tag_id): each.tag.name for each in person.taggings.all()}


def _traits(both: tuple[Person, Person]) -> Iterator[Line]:
    headers = {**both[0].traits, **both[1].traits}
    for header in list(headers)[:MOST_TRAITS]:
        yield from _line(header, (_trait(each, header) for each in both))


def _trait(person: Person, header: str) -> dict[str, str]:
    value = str(person.traits.get(header) or "")
    return {value.casefold(): value} if value else {}


def _line(label: str | Promise, both: Iterable[dict[str, str]]) -> Iterator[Line]:
    """Nothing, where neither has anything; values are compared by their keys."""
    first, second = both
    if first or second:
        yield Line(
            label, list(first.values()), list(second.values()), _sign(first, second)
        )


def _sign(first: dict[str, Any], second: dict[str, Any]) -> Sign:
    if not first or not second:
        return Sign.ONE_SIDED
    if first.keys() == second.keys():
        return Sign.SAME
    return Sign.PARTLY if first.keys() & second.keys() else Sign.DIFFERS


FIELDS: dict[str, str | Promise] = {
    "name": pgettext_lazy("of a person", "Name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "handle": _("Messenger"),
    "organisation": _("Organisation"),
    "birthday": _("Birthday"),
    "address": _("Address"),
    "postcode": _("Postcode"),
}
TRAIT = "trait:"


def in_words(fields: Iterable[str]) -> list[str | Promise]:
    """The names of fields, as a scan keeps them, for people."""
    return [FIELDS.get(each) or each.removeprefix(TRAIT) for each in fields]
