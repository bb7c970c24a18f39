"""Who brought people (C56): named in a file, found when all of it is loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bestfew.imports import bulk
from bestfew.imports.loading.finding import (
    PointKey,
    owners_of,
    people_at,
    people_named,
)
from bestfew.imports.loading.loader import Context
from bestfew.imports.loading.sheet import Cells, Ref
from bestfew.imports.models import AwaitedReferrer, Import
from bestfew.imports.rules.phones import phone_key
from bestfew.imports.rules.text import LONGEST_ID, OURS, one_line
from bestfew.levels.actions import refresh as refresh_levels
from bestfew.people.models import ExternalId, Person
from bestfew.people.rules import email_key, fold

WORDS = ""
"""The namespace of what is no id: a name, an e-mail address or a number."""


def brought_by(cells: Cells) -> list[Ref]:
    """How a row names who brought them; words are kept beside it as they stand, too.

    Ids of a referrer are those of the other people of the file.
    """
    refs, sheet = cells.refs("referred_id"), cells.sheet
    if sheet.is_ours or not (refs or "referred_by" in cells.values):
        return refs
    columns = zip(sheet.targets, sheet.namespaces, strict=False)
    own = next((space for target, space in columns if target == "external_id"), "")
    found = [(own or namespace, value) for namespace, value in refs]
    for value, column in cells.many("referred_by"):
        found.append((WORDS, one_line(value)[:LONGEST_ID]))
        cells.traits[sheet.headers[column]] = value
    return found


@transaction.atomic
def link_brought(context: Context, people: Sequence[int]) -> None:
    """Say of people who brought them, now that these are here; twice is once."""
    named = _named(people)
    if not named:
        return
    free = Person.objects.filter(pk__in=named, referred_by=None)
    free = free.select_for_update(no_key=True).order_by("pk")
    found = _found(context, {pk: named[pk] for pk in free.values_list("pk", flat=True)})
    if not found:
        return
    linked = [(referrer, person) for person, (_ref, referrer) in found.items()]
    bulk.update(Person, ("referred_by_id",), linked)
    bulk.update(
        AwaitedReferrer,
        ("found", "job_id"),
        [(referrer, context.job.pk, row) for row, referrer in found.values()],
    )
    moved = {pk for pair in linked for pk in pair}
    refresh_levels(moved, by=context.job.by, at=context.at)


@transaction.atomic
def unlink_brought(job: Import, *, at: datetime) -> None:
    """Take back what the import found, where it still is so."""
    rows = AwaitedReferrer.objects.filter(job=job).exclude(found=None)
    pairs = rows.values_list("person_id", "found")
    found = {person: referrer for person, referrer in pairs if referrer}
    if not found:
        return
    people = Person.objects.filter(pk__in=found).exclude(referred_by=None)
    now = people.values_list("pk", "referred_by_id")
    same = [pk for pk, referrer in now if found[pk] == referrer]
    Person.objects.filter(pk__in=same).update(referred_by=None)
    rows.update(found=None, job=None)
    refresh_levels({*same, *(found[pk] for pk in same)}, by=job.by, at=at)


Named = dict[int, list[tuple[int, Ref]]]
"""By person: the key of each row, and what it says."""


def _named(people: Sequence[int]) -> Named:
    """What waits of these people, and for these people, and was not found before."""
    waiting = AwaitedReferrer.objects.all()
    if not waiting.exists():
        return {}
    refs = _refs_of(people)
    for_them = Q(
        namespace__in={namespace for namespace, _value in refs},
        value__listed={value for _namespace, value in refs},
    )
    done = waiting.exclude(found=None).values("person")
    rows = waiting.filter(Q(person__in=people) | for_them).exclude(person__in=done)
    found: Named = defaultdict(list)
    for pk, person, *ref in rows.order_by("pk").values_list(
        "pk", "person_id", "namespace", "value"
    ):
        found[person].append((pk, (ref[0], ref[1])))
    return found


def _refs_of(people: Sequence[int]) -> set[Ref]:
    rows = ExternalId.objects.filter(person__in=people)
    return {*rows.values_list("namespace", "value"), *((OURS, str(p)) for p in people)}


def _found(context: Context, named: Named) -> dict[int, tuple[int, int]]:
    """By person: the row that told it, and who brought them; nobody brings oneself."""
    refs = {ref for rows in named.values() for _pk, ref in rows}
    known = _by_id(context, refs) | _by_words(context, refs)
    return {
        person: told[0]
        for person, rows in named.items()
        if (
            told := [(pk, known[r]) for pk, r in rows if known.get(r, person) != person]
        )
    }


def _by_id(context: Context, refs: Iterable[Ref]) -> dict[Ref, int]:
    ids = [ref for ref in refs if ref[0] != WORDS]
    owners = owners_of(ids, context.member)
    return {
        ref: owner.person
        for ref, owner in owners.items()
        if owner.person and owner.is_visible
    }


def _by_words(context: Context, refs: Collection[Ref]) -> dict[Ref, int]:
    """Of an address or a number the oldest, as everywhere; a name that one has only."""
    words = [value for namespace, value in refs if namespace == WORDS]
    if not words:
        return {}
    points = {value: _point(value, context.sheet.country) for value in words}
    at = people_at([point for point in points.values() if point], context.member)
    called = people_named(words, context.member)
    found = {
        value: _one(points[value], at, called.get(fold(value), [])) for value in words
    }
    return {(WORDS, value): person for value, person in found.items() if person}


def _point(value: str, country: str) -> PointKey | None:
    if email := email_key(value):
        return "email", email
    number = phone_key("phone", value, country)
    return ("phone", number) if number else None


def _one(
    point: PointKey | None, at: Mapping[PointKey, list[int]], called: Sequence[int]
) -> int | None:
    if point and at.get(point):
        return at[point][0]
    return called[0] if len(called) == 1 else None
