"""A person as a batch sees them: what is stored, and what its rows add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bestfew.imports.facts import Table
from bestfew.imports.loading.facts import Facts
from bestfew.imports.loading.facts import load as load_facts
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.models import AwaitedLink, AwaitedReferrer
from bestfew.imports.rules.dates import DayOfYear
from bestfew.people.models import (
    ContactPoint,
    DateKind,
    ExternalId,
    ImportantDate,
    Person,
    Role,
    Tagging,
)

FIELDS = (
    "name",
    "given_name",
    "family_name",
    "note",
    "source_id",
    "lawful_basis",
    "obtained_on",
    "created_at",
)


@dataclass(slots=True)
class Job:
    """A role at an organisation; `pk` once it is stored."""

    title: str
    place: str  # the organisation's name
    pk: int | None = None
    ended_on: date | None = None


@dataclass(slots=True, eq=False)
class Someone:
    id: int
    is_new: bool = False
    version: int = 1
    fields: dict[str, Any] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    points: dict[tuple[str, str], str] = field(default_factory=dict)
    refs: set[Ref] = field(default_factory=set)
    jobs: dict[int, Job] = field(default_factory=dict)
    awaited: dict[Ref, str] = field(default_factory=dict)
    tags: set[int] = field(default_factory=set)
    is_brought: bool = False
    brought_by: set[Ref] = field(default_factory=set)
    birthday: DayOfYear | None = None
    birthday_pk: int | None = None
    facts: Facts = field(default_factory=dict)
    owner: int | None = None
    is_shared: bool = False

    def snapshot(self) -> dict[str, Any]:
        """What is so before a row is applied."""
        return {
            "fields": dict(self.fields),
            "traits": dict(self.traits),
            "points": set(self.points),
            "refs": set(self.refs),
            "jobs": {place: job.title for place, job in self.jobs.items()},
            "awaited": set(self.awaited),
            "tags": set(self.tags),
            "brought_by": set(self.brought_by),
            "birthday": self.birthday,
            "facts": set(self.facts),
        }

    def differs(self, was: dict[str, Any]) -> bool:
        return self.snapshot() != was


def load_people(ids: Iterable[int], tables: Sequence[Table] = ()) -> dict[int, Someone]:
    """People of the workspace with all that a row may add to, in seven queries.

    One more for each table of facts that the rows have.
    """
    ids = list(ids)
    if not ids:
        return {}
    rows = Person.objects.filter(pk__in=ids)
    found = {}
    for pk, version, traits, referrer, *values in rows.values_list(
        "pk", "version", "traits", "referred_by_id", *FIELDS
    ):
        facts = dict(zip(FIELDS, values, strict=True))
        found[pk] = Someone(pk, version=version, fields=facts, traits=traits)
        found[pk].is_brought = referrer is not None
    _load_points(found)
    _load_jobs(found)
    _load_small(found)
    for pk, known in load_facts(tables, found).items():
        found[pk].facts = known
    return found


def _load_points(people: dict[int, Someone]) -> None:
    rows = ContactPoint.objects.filter(person__in=people).order_by("id")
    for person, kind, key, value in rows.values_list(
        "person_id", "kind", "key", "value"
    ):
        people[person].points[kind, key] = value


def _load_jobs(people: dict[int, Someone]) -> None:
    rows = Role.objects.filter(person__in=people).order_by("id")
    for pk, person, place, title, ended_on, name in rows.values_list(
        "pk", "person_id", "organisation_id", "title", "ended_on", "organisation__name"
    ):
        people[person].jobs[place] = Job(title, name, pk, ended_on)


def _load_small(people: dict[int, Someone]) -> None:
    ids = ExternalId.objects.filter(person__in=people)
    for person, namespace, value in ids.values_list("person_id", "namespace", "value"):
        people[person].refs.add((namespace, value))
    taggings = Tagging.objects.filter(person__in=people)
    for person, tag in taggings.values_list("person_id", "tag_id"):
        people[person].tags.add(tag)
    days = ImportantDate.objects.filter(
        person__in=people, kind=DateKind.BIRTHDAY, label=""
    )
    for pk, person, month, day, year in days.values_list(
        "pk", "person_id", "month", "day", "year"
    ):
        someone = people[person]
        someone.birthday_pk, someone.birthday = pk, DayOfYear(month, day, year)
    named = AwaitedReferrer.objects.filter(person__in=people)
    for person, *ref in named.values_list("person_id", "namespace", "value"):
        people[person].brought_by.add((ref[0], ref[1]))
    waiting = AwaitedLink.objects.filter(person__in=people)
    for person, *ref, title in waiting.values_list(
        "person_id", "namespace", "value", "title"
    ):
        people[person].awaited[ref[0], ref[1]] = title
