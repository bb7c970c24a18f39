"""Writes a batch of people: the new ones, and what rows added to the others."""

from __future__ import annotations

from typing import Any

from bestfew.imports import bulk
from bestfew.imports.loading.facts import FactsWriter, tables_of
from bestfew.imports.loading.loader import (
    Changes,
    Children,
    Context,
    changes_of,
    hold,
    write_events,
)
from bestfew.imports.loading.newcomers import COLUMNS
from bestfew.imports.loading.people_facts import bring_in_step
from bestfew.imports.loading.someone import FIELDS, Someone
from bestfew.imports.models import AwaitedLink, AwaitedReferrer
from bestfew.imports.rules.dates import DayOfYear
from bestfew.people.actions import search_text
from bestfew.people.models import (
    ContactPoint,
    DateKind,
    ExternalId,
    ImportantDate,
    Person,
    Role,
    Tagging,
)
from bestfew.people.rules import fold

Before = dict[str, Any]

DAY = ("month", "day", "year")
NOTHING = Someone(0).snapshot()
"""What is known of somebody who is new."""


class PeopleWriter:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.new: list[Someone] = []
        self.changed: dict[int, Someone] = {}
        self.versions: dict[int, int] = {}  # of those who change, as they were read
        self.edits: list[tuple[int, dict[str, Any]]] = []
        self.moved: set[int] = set()  # came by another source than was known
        self.titles: list[tuple[str, int]] = []
        self.birthdays: list[tuple[int, int, int | None, int]] = []
        self.points = Children(
            ContactPoint, ("person_id", "kind", "key", "value"), stamp="key"
        )
        self.refs = Children(ExternalId, ("person_id", "namespace", "value"))
        self.jobs = Children(
            Role, ("person_id", "organisation_id", "title", "ended_on"), stamp="title"
        )
        self.facts = FactsWriter(context, tables_of(context.sheet))
        self.tags = Children(Tagging, ("person_id", "tag_id"))
        self.days = Children(
            ImportantDate, ("person_id", "kind", *DAY), stamp=" ".join(DAY)
        )
        self.brought = Children(AwaitedReferrer, ("person_id", "namespace", "value"))
        self.awaited = Children(
            AwaitedLink, ("person_id", "namespace", "value", "title")
        )

    def add(self, someone: Someone) -> None:
        self.new.append(someone)

    def change(self, someone: Someone, was: dict[str, Any]) -> Before | None:
        """Note what a row changed; the answer is what an undo needs of it."""
        if someone.is_new or not someone.differs(was):
            return None  # new ones are written as they are in the end
        before: Before = {"version": [someone.version, someone.version + 1]}
        self.versions.setdefault(someone.id, someone.version)
        someone.version += 1
        if fields := changes_of(was["fields"], someone.fields):
            before["fields"] = fields
            if "source_id" in fields:
                self.moved.add(someone.id)
        if traits := changes_of(was["traits"], someone.traits):
            before["traits"] = traits
        self._note_edit(someone, fields, traits)
        self._note_children(someone, was, before)
        self.changed[someone.id] = someone
        return before

    def _note_edit(self, someone: Someone, fields: Changes, traits: Changes) -> None:
        """For the history: fields that changed, and what was written over beside."""
        over = {f"trait:{name}": pair for name, pair in traits.items() if pair[0]}
        if told := {**fields, **over}:
            before = {name: pair[0] for name, pair in told.items()}
            after = {name: pair[1] for name, pair in told.items()}
            self.edits.append((someone.id, {"before": before, "after": after}))

    def _note_children(
        self, someone: Someone, was: dict[str, Any], before: Before | None
    ) -> None:
        pk = someone.id
        for (kind, key), value in someone.points.items():
            if (kind, key) not in was["points"]:
                self.points.add(before, pk, kind, key, value)
        for namespace, value in someone.refs - was["refs"]:
            self.refs.add(before, pk, namespace, value)
        for namespace, value in someone.brought_by - was["brought_by"]:
            self.brought.add(before, pk, namespace, value)
        for tag in someone.tags - was["tags"]:
            self.tags.add(before, pk, tag)
        self._note_birthday(someone, was["birthday"], before)
        self.facts.add_new(before, pk, someone.facts, was["facts"])
        for (namespace, value), title in someone.awaited.items():
            if (namespace, value) not in was["awaited"]:
                self.awaited.add(before, pk, namespace, value, title)
        self._note_jobs(someone, was["jobs"], before)

    def _note_jobs(
        self, someone: Someone, was: dict[int, str], before: Before | None
    ) -> None:
        for place, job in someone.jobs.items():
            if place not in was:
                told = (someone.id, place, job.title, job.ended_on)
                job.pk = self.jobs.add(before, *told)
            elif was[place] != job.title and job.pk and before is not None:
                self.titles.append((job.title, job.pk))
                before.setdefault("titles", []).append([job.pk, was[place], job.title])

    def _note_birthday(
        self, someone: Someone, was: DayOfYear | None, before: Before | None
    ) -> None:
        day = someone.birthday
        if day is None or day == was:
            return
        written = (day.month, day.day, day.year)
        if was is None:
            kind = DateKind.BIRTHDAY
            someone.birthday_pk = self.days.add(before, someone.id, kind, *written)
        elif someone.birthday_pk and before is not None:
            self.birthdays.append((*written, someone.birthday_pk))
            earlier = (was.month, was.day, was.year)
            before["birthday"] = [someone.birthday_pk, earlier, written]

    def write(self) -> None:
        """All in a fixed order, so that two imports never wait for each other."""
        self._write_new()
        self._write_changed()
        for children in (
            self.points,
            self.refs,
            self.jobs,
            self.tags,
            self.days,
            self.awaited,
            self.brought,
        ):
            children.write()
        bulk.update(Role, ("title",), self.titles)
        bulk.update(ImportantDate, ("month", "day", "year"), self.birthdays)
        job, at = self.context.job, self.context.at
        bring_in_step(self.facts.write(), by=job.by, at=at, moved=self.moved)

    def _write_new(self) -> None:
        at = self.context.at
        rows = []
        for each in self.new:
            values = [each.fields[name] for name in FIELDS]
            whose = (each.id, each.owner, each.is_shared)
            rows.append((*whose, *values, each.traits, *derived(each), at))
            self._note_children(each, NOTHING, None)
        bulk.insert(Person, COLUMNS, rows)

    def _write_changed(self) -> None:
        hold(Person, self.versions)
        at = self.context.at
        bulk.update(
            Person,
            (*FIELDS, "traits", "sort_name", "search", "version", "updated_at"),
            [
                (
                    *(each.fields[name] for name in FIELDS),
                    each.traits,
                    *derived(each),
                    each.version,
                    at,
                    each.id,
                )
                for each in self.changed.values()
            ],
        )
        self._write_events("edited", self.edits)

    def _write_events(self, verb: str, rows: list[tuple[int, dict[str, Any]]]) -> None:
        write_events(self.context, verb, "person", rows)


def derived(someone: Someone) -> tuple[str, str]:
    """`sort_name` and `search`, as `people.actions.refresh_search` makes them."""
    name = someone.fields["name"]
    points = ((kind, value, key) for (kind, key), value in someone.points.items())
    places = [job.place for job in someone.jobs.values()]
    text = search_text(name, places, points, someone.fields["note"])
    return fold(name)[:300], text
