"""Everything a member may see, as CSV or JSON lines, written as it is read.

What is exported exactly can be imported again: columns are named by the targets of
`targets.py`, and `bestfew` ids in `external_ids` link the files of one workspace.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Count, QuerySet

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.funnel.models import Objective
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import OURS, for_spreadsheet
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    DateKind,
    ExternalId,
    Organisation,
    Person,
)

CHUNK = 1_000
FORMATS = ("csv", "jsonl")
Cells = dict[str, Any]


def lines(
    member: Membership, noun: str, *, form: str = "csv", exact: bool = False
) -> Iterator[str]:
    """The export, line by line. `exact` leaves out what keeps spreadsheets safe."""
    rows = rows_of(member, noun)
    if form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return
    writer = csv.writer(_Echo())
    headers = headers_of(noun)
    yield writer.writerow(list(headers))
    for row in rows:
        cells = _flat(row, headers)
        yield writer.writerow(cells if exact else map(for_spreadsheet, cells))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _flat(row: Cells, headers: Iterable[str]) -> list[str]:
    """A row's cells; the second phone stands under `phone 2`."""
    cells = []
    for header in headers:
        name, _space, number = header.partition(" ")
        value = row.get(name, "")
        if isinstance(value, list) and name != "tags":
            index = int(number or 1) - 1
            value = value[index] if index < len(value) else ""
        cells.append(_text(value))
    return cells


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)


def headers_of(noun: str) -> list[str]:
    """The columns of a CSV export; contact points take as many as somebody has."""
    if noun == Noun.PEOPLE:
        return _people_headers()
    if noun == Noun.ORGANISATIONS:
        return _organisation_headers()
    return list(_OBJECTIVE if noun == Noun.OBJECTIVES else _ACTIVITY)


def rows_of(member: Membership, noun: str) -> Iterator[Cells]:
    """The rows of a noun that the member sees, oldest first."""
    return {
        Noun.PEOPLE: _people,
        Noun.ORGANISATIONS: _organisations,
        Noun.OBJECTIVES: _objectives,
        Noun.ACTIVITIES: _activities,
    }[Noun(noun)](member)


_OBJECTIVE = (
    *("external_id", "name", "customer_name", "customer_ids", "offering", "kind"),
    *("value", "currency", "first_contact", "expected_close", "confidence", "stage"),
    *("closed_on", "lost_reason", "fit", "traits"),
)
_ACTIVITY = (
    *("external_id", "person_ids", "organisation_ids", "objective_id", "kind", "at"),
    *("minutes", "note", "direction", "outcome", "channel", "traits"),
)


def _people_headers() -> list[str]:
    head = ["name", "given_name", "family_name", "organisation", "job_title"]
    tail = ["source", "basis", "birthday", "tags", "note", "first_contact"]
    return [*head, *_point_headers("person"), *tail, "external_ids", "traits"]


def _organisation_headers() -> list[str]:
    return ["name", *_point_headers("organisation"), "note", "external_ids", "traits"]


def _point_headers(owner: str) -> list[str]:
    counted = (
        ContactPoint.objects.exclude(**{owner: None})
        .values(owner, "kind")
        .annotate(count=Count("id"))
        .order_by()
    )
    most: dict[str, int] = {}
    for kind, count in counted.values_list("kind", "count").distinct():
        most[kind] = max(count, most.get(kind, 0))
    return [
        kind if number == 1 else f"{kind} {number}"
        for kind in ContactKind.values
        for number in range(1, max(1, most.get(kind, 1)) + 1)
        if kind in most or kind in (ContactKind.PHONE, ContactKind.EMAIL)
    ]


def _read(rows: QuerySet[Any], *ahead: str) -> Iterator[Any]:
    ordered = rows.order_by("id").prefetch_related(*ahead)
    return ordered.iterator(chunk_size=CHUNK)


_PEOPLE = (
    *("contact_points", "external_ids", "roles__organisation", "taggings__tag"),
    "dates",
)


def _people(member: Membership) -> Iterator[Cells]:
    people = Person.objects.visible_to(member).select_related("source").defer("search")
    for each in _read(people, *_PEOPLE):
        yield {
            "name": each.name,
            "given_name": each.given_name,
            "family_name": each.family_name,
            **_work_of(each),
            **_points_of(each),
            "source": each.source.name if each.source else "",
            "basis": each.lawful_basis,
            "birthday": _birthday_of(each),
            "tags": sorted(tagging.tag.name for tagging in each.taggings.all()),
            "note": each.note,
            "first_contact": each.created_at.isoformat(),
            "external_ids": _ids_of(each),
            "traits": each.traits,
        }


def _work_of(person: Person) -> Cells:
    for role in person.roles.all():
        if role.ended_on is None:
            return {"organisation": role.organisation.name, "job_title": role.title}
    return {"organisation": "", "job_title": ""}


def _birthday_of(person: Person) -> str:
    for day in person.dates.all():
        if day.kind == DateKind.BIRTHDAY:
            tail = f"{day.month:02d}-{day.day:02d}"
            return f"{day.year:04d}-{tail}" if day.year else f"--{tail}"
    return ""


def _organisations(member: Membership) -> Iterator[Cells]:
    rows = Organisation.objects.visible_to(member)
    for each in _read(rows, "contact_points", "external_ids"):
        yield {
            "name": each.name,
            **_points_of(each),
            "note": each.note,
            "external_ids": _ids_of(each),
            "traits": each.traits,
        }


def _points_of(each: Person | Organisation) -> Mapping[str, list[str]]:
    points = sorted(each.contact_points.all(), key=lambda point: point.id)
    found: dict[str, list[str]] = {}
    for point in points:
        found.setdefault(point.kind, []).append(point.value)
    return found


def _ids_of(each: Person | Organisation | None) -> dict[str, str]:
    """External ids; its own id here stands under `bestfew`, unless it has one."""
    if each is None:
        return {}
    ids: Iterable[ExternalId] = each.external_ids.all()
    others = {row.namespace: row.value for row in ids if row.namespace != "form"}
    return {OURS: str(each.pk), **others}


def _objectives(member: Membership) -> Iterator[Cells]:
    rows = Objective.objects.visible_to(member).select_related(
        "person", "organisation", "offering", "ending"
    )
    for each in _read(rows, "person__external_ids", "organisation__external_ids"):
        ending = getattr(each, "ending", None)
        yield {
            "external_id": each.external_id or f"{OURS}:{each.pk}",
            "name": each.name,
            "customer_name": each.customer.name,
            "customer_ids": _ids_of(each.customer),
            "offering": each.offering.name if each.offering else "",
            "kind": each.kind,
            "value": None if each.value is None else str(each.value),
            "currency": each.currency,
            "first_contact": each.first_contact_on.isoformat(),
            "expected_close": _iso(each.expected_close_on),
            "confidence": each.confidence,
            "stage": ending.outcome if ending else "",
            "closed_on": _iso(ending.on) if ending else "",
            "lost_reason": ending.reason if ending else "",
            "fit": each.fit,
            "traits": each.traits,
        }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _activities(member: Membership) -> Iterator[Cells]:
    rows = Activity.objects.visible_to(member).select_related(
        "person", "organisation", "objective", "channel"
    )
    for each in _read(rows, "person__external_ids", "organisation__external_ids"):
        objective = each.objective
        yield {
            "external_id": each.external_id or f"{OURS}:{each.pk}",
            "person_ids": _ids_of(each.person),
            "organisation_ids": _ids_of(each.organisation),
            "objective_id": (objective.external_id or f"{OURS}:{objective.pk}")
            if objective
            else "",
            "kind": each.kind,
            "at": each.at.isoformat(),
            "minutes": each.minutes,
            "note": each.note,
            "direction": "incoming" if each.is_incoming else "outgoing",
            "outcome": each.outcome,
            "channel": each.channel.name if each.channel else "",
            "traits": each.traits,
        }
