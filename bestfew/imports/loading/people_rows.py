"""A row about a person, read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from bestfew.imports.bulk import Json
from bestfew.imports.loading.brought import brought_by
from bestfew.imports.loading.facts import DO_NOT_CONTACT, Facts
from bestfew.imports.loading.finding import PointKey
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.people_facts import Post, contacts_of, posts_of
from bestfew.imports.loading.sheet import Cells, Note, Ref, Sheet
from bestfew.imports.rules import addresses, text
from bestfew.imports.rules.dates import DayOfYear
from bestfew.imports.rules.phones import phone_key
from bestfew.people import rules
from bestfew.people.models import ContactKind, LawfulBasis

SHORTEST, LONGEST = {"phone": 7, "email": 6}, 500
KINDS, BASES = tuple(ContactKind.values), frozenset(LawfulBasis.values)
NO_TRAITS = Json("{}")
NAMING = frozenset(
    (
        *("name", "given_name", "middle_name", "family_name", "last_first"),
        *("organisation", *KINDS),
    )
)
"""Targets of which a list of people has one at least; without any, each is known by
their id in the other program."""

fold = lru_cache(maxsize=50_000)(rules.fold)
"""Organisations come again and again in a list of people."""


class Point(NamedTuple):
    """A contact point as it stands in the row, with the key it is compared by."""

    kind: str
    value: str
    key: str


class PersonRow(NamedTuple):
    """What a row says about a person. `renames`: its name takes the place of another.

    A tuple, since a million of them go from one process to another. The last four are
    made from the others, for whoever is known by this row only.
    """

    number: int
    refs: list[Ref]
    name: str
    given_name: str
    family_name: str
    renames: bool
    points: list[Point]
    keys: list[PointKey]
    organisation: str
    organisation_refs: list[Ref]
    job_title: str
    source: str
    lawful_basis: str
    birthday: DayOfYear | None
    tags: list[str]
    note: str
    obtained_on: date | None
    created_at: datetime | None
    traits: dict[str, str]
    notes: list[Note]
    is_shared: bool
    do_not_contact: bool
    posts: list[Post]
    brought_by: list[Ref]
    facts: Facts
    owner: int | None
    sort_name: str
    search: str
    organisation_key: str
    traits_json: Json


def person_row(cells: Cells, *, facts: Facts, owner: int | None) -> PersonRow:
    """Raises `Rejected` where there is neither a name nor a way to reach them."""
    said = {**_who(cells), **_since(cells), **_work(cells)}
    name, points, note = said["name"], said["points"], cells.whole("note")
    places = (said["organisation"],) if said["organisation"] else ()
    traits = traits_of(cells)  # behind all that may fault a cell
    return PersonRow(
        number=cells.number,
        **said,
        note=note,
        facts=facts,
        owner=owner,
        traits=traits,
        notes=cells.notes,
        sort_name=rules.fold(name)[:300],
        search=rules.search_text(name, places, points, note),
        organisation_key=fold(said["organisation"]),
        traits_json=Json(json.dumps(traits)) if traits else NO_TRAITS,
    )


def _who(cells: Cells) -> dict[str, Any]:
    name, given_name, family_name = _names(cells)
    points = points_of(cells, KINDS)
    if not name and NAMING.isdisjoint(cells.sheet.targets):
        name = cells.one("external_id", 300)
    if not (name or points or cells.sheet.is_ours or cells.sheet.is_of_known):
        raise Rejected("nobody")
    keys = _keys_of(points)
    refs = cells.refs("external_id")
    return {
        "refs": refs if refs or keys else [(text.ROW, cells.hash())],
        "name": name,
        "given_name": given_name,
        "family_name": family_name,
        "renames": _renames(cells),
        "points": points,
        "keys": keys,
    }


def _since(cells: Cells) -> dict[str, Any]:
    birthday, (created_at, obtained_on) = cells.birthday(), _first_contact(cells)
    return {
        "birthday": birthday,
        "created_at": created_at,
        "obtained_on": cells.day("obtained_on") or obtained_on,
    }


def _work(cells: Cells) -> dict[str, Any]:
    return {
        "organisation": cells.one("organisation", 300),
        "organisation_refs": cells.refs("organisation_id"),
        "job_title": cells.one("job_title", 150),
        "source": cells.one("source", 150),
        "lawful_basis": _basis(cells),
        "tags": _tags(cells),
        "is_shared": cells.is_so("shared"),
        "do_not_contact": cells.is_so(DO_NOT_CONTACT),
        "posts": posts_of(cells),
        "brought_by": brought_by(cells),
    }


def points_of(cells: Cells, kinds: tuple[str, ...]) -> list[Point]:
    """The contact points of a row, each once; what cannot be one becomes a trait."""
    if cells.sheet.is_ours:
        return _points_as_they_were(cells, kinds)
    found: dict[tuple[str, str], Point] = {}
    for kind in kinds:
        if kind not in cells.values and kind != addresses.WHOLE:
            continue
        given = _addresses(cells) if kind == addresses.WHOLE else cells.many(kind)
        for cell, column in given:
            for value in _values(kind, cell):
                key = _key_of(kind, value, cells.sheet.country)
                if not key:
                    cells.fault(f"not_{kind}", column, cell)
                elif len(value) > LONGEST:
                    cells.fault("too_long", column, cell)
                else:
                    found.setdefault((kind, key), Point(kind, value, key))
    return list(found.values())


def _addresses(cells: Cells) -> list[tuple[str, int]]:
    """Addresses whole: a street with the town and country that stand beside it."""
    if addresses.PART not in cells.values:
        return list(cells.many(addresses.WHOLE))
    parts = {column: value for value, column in cells.many(addresses.PART)}
    streets = {column: value for value, column in cells.many(addresses.WHOLE)}
    if not parts:
        return [(value, column) for column, value in streets.items()]
    found = []
    sheet = cells.sheet
    for street, others in addresses.parts_by_street(
        sheet.headers, sheet.targets
    ).items():
        given = [streets.get(street, ""), *(parts.pop(at, "") for at in others)]
        if whole := _joined(given):
            found.append((whole, street))
    return [*found, (_joined(parts.values()), min(parts))] if parts else found


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _points_as_they_were(cells: Cells, kinds: tuple[str, ...]) -> list[Point]:
    """Those of an export of ours: one a cell, and whatever was kept stays."""
    values = [(kind, cell) for kind in kinds for cell, _at in cells.many(kind)]
    values += [each for each in contacts_of(cells) if each[0] in kinds]
    found: dict[tuple[str, str], Point] = {}
    for kind, value in values:
        key = rules.contact_key(kind, value, cells.sheet.country)[:LONGEST]
        found.setdefault((kind, key), Point(kind, value[:LONGEST], key))
    return list(found.values())


def _tags(cells: Cells) -> list[str]:
    if "tags" not in cells.values:
        return []
    if cells.sheet.is_ours:
        return [tag[:60] for tag in text.names(cells.whole("tags"))]
    return [
        tag[:60] for cell, _at in cells.many("tags") for tag in text.names(cell) if tag
    ]


def _values(kind: str, cell: str) -> list[str]:
    shortest = SHORTEST.get(kind, 0)
    if not shortest:
        return text.several(cell)
    return [text.bare(each) for each in text.several(cell, shortest=shortest)]


def _key_of(kind: str, value: str, country: str) -> str:
    """What the value is compared by; '' where it is no such contact point."""
    if kind == "email":
        return rules.email_key(value)[:LONGEST]
    if kind in rules.BY_PHONE:
        return phone_key(kind, value, country)[:LONGEST]
    return rules.contact_key(kind, value, country)[:LONGEST]


def _keys_of(points: list[Point]) -> list[PointKey]:
    """What else than an id finds the person: e-mail addresses first, then phones."""
    emails = [("email", point.key) for point in points if point.kind == "email"]
    phones = [("phone", point.key) for point in points if point.kind in rules.BY_PHONE]
    return emails + phones


def traits_of(cells: Cells) -> dict[str, str]:
    """Columns that nobody mapped, and those of an export of our own."""
    ours = cells.whole("traits")
    return {**text.pairs(ours), **cells.traits} if ours else cells.traits


def _names(cells: Cells) -> tuple[str, str, str]:
    given, family = cells.one("given_name", 150), cells.one("family_name", 150)
    name = cells.one("name", 300)
    if cells.sheet.is_ours:
        return name, given, family
    if turned := cells.one("last_first", 300):
        name = name or rules.reorder(turned)
        last, comma, first = (part.strip() for part in turned.partition(","))
        if comma and first and last:
            given, family = given or first[:150], family or last[:150]
    middle = cells.one("middle_name", 150)
    return name or full_name(given, family, cells.sheet, middle), given, family


def _renames(cells: Cells) -> bool:
    """Whether what makes the row's name writes over the name of somebody known."""
    over = cells.sheet.overwrites
    if not over:
        return False
    for whole in ("name", "last_first"):
        if whole in cells.values:
            return whole in over
    parts = {"given_name", "family_name"}
    return parts <= cells.values.keys() and parts <= over


def full_name(given: str, family: str, sheet: Sheet, middle: str = "") -> str:
    """The name as the language orders it; a middle name stands between the others."""
    if not given and not family and not middle:
        return ""
    is_family_first = sheet.language in rules.FAMILY_NAME_FIRST
    names = (middle, given) if is_family_first else (given, middle)
    given = " ".join(filter(None, names))
    return rules.full_name(given, family, sheet.language)[:300]


def _basis(cells: Cells) -> str:
    found = cells.one("basis").lower()
    return found if found in BASES else ""


def _first_contact(cells: Cells) -> tuple[datetime | None, date | None]:
    """When they came to us, or answered; a day in the future is no such day."""
    found = cells.at("first_contact")
    if found is None:
        answered = cells.day("answered_on")
        return None, answered and min(answered, cells.sheet.today)
    day = found.astimezone(cells.sheet.zone).date()
    if cells.sheet.is_ours:
        return found, None
    if day > cells.sheet.today:
        value, column = cells.many("first_contact")[0]
        cells.fault("in_future", column, value)
        return None, None
    return found, day
