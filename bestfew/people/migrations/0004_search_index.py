"""The index that search reads, and the text it is made from, by today's rules.

`Person.search` of the rows that are there is written anew, since how it is listed has
changed. On PostgreSQL sort names get the order of their letters (collation "C"), as they
have it on SQLite: so those that begin as typed stand together in the index of names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from bestfew.people.rules import search_text
from bestfew.people.search_index import ORGANISATIONS, PEOPLE

CHUNK = 2_000
Person = tuple[int, str, str, str]
"""Id, name, note, search."""


def list_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        for people in _chunks(apps):
            cursor.executemany(
                "UPDATE people_person SET search = %s WHERE id = %s",
                list(_listed_otherwise(apps, people)),
            )


def _chunks(apps: StateApps) -> Iterator[list[Person]]:
    people = apps.get_model("people", "Person")._base_manager.order_by("id")
    rows = people.values_list("id", "name", "note", "search")
    last = 0
    while some := list(rows.filter(id__gt=last)[:CHUNK]):
        yield some
        last = some[-1][0]


def _listed_otherwise(
    apps: StateApps, people: list[Person]
) -> Iterator[tuple[str, int]]:
    here = {"person__gte": people[0][0], "person__lte": people[-1][0]}
    points = _by_person(apps, "ContactPoint", here, "kind", "value", "key")
    places = _by_person(apps, "Role", here, "organisation__name")
    for pk, name, note, search in people:
        employers = [place for (place,) in places[pk]]
        text = search_text(name, employers, points[pk], note)
        if text != search:
            yield text, pk


def _by_person(
    apps: StateApps, model: str, here: dict[str, int], *columns: str
) -> dict[int, list[Any]]:
    rows = apps.get_model("people", model)._base_manager.filter(**here).order_by("id")
    found: dict[int, list[Any]] = defaultdict(list)
    for person, *values in rows.values_list("person_id", *columns):
        found[person].append(tuple(values))
    return found


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for index in (PEOPLE, ORGANISATIONS):
        index.create(editor)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for index in (PEOPLE, ORGANISATIONS):
        index.drop(editor)


def sort_by_letters(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _collate(editor, 'COLLATE "C"')


def sort_by_locale(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _collate(editor, 'COLLATE "default"')


def _collate(editor: BaseDatabaseSchemaEditor, collation: str) -> None:
    if editor.connection.vendor == "postgresql":
        for table in ("people_person", "people_organisation"):
            editor.execute(
                f"ALTER TABLE {table} ALTER sort_name TYPE varchar(300) {collation}",
                None,
            )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_indexes_that_fit")]

    operations = [
        migrations.RunPython(list_anew, migrations.RunPython.noop),
        migrations.RunPython(sort_by_letters, sort_by_locale),
        migrations.RunPython(create, drop),
    ]
