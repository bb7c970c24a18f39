"""Writes down what is compared: a few files, each by one query."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from bestfew.accounts.models import Membership
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Organisation,
    Person,
    Role,
)
from bestfew.people.rules import BY_PHONE

AT_ONCE = 20_000
HANDLES = (ContactKind.LINE, ContactKind.WECHAT, ContactKind.FACEBOOK)


def write_files(member: Membership, folder: Path) -> Iterator[str]:
    """The files of `tables.FILES`, of the people that the member sees; says of each
    when it is written. A website is no way to tell one from another."""
    for name, rows in _files(member).items():
        with (folder / f"{name}.csv").open("wb") as opened:
            _write(rows, opened)
        yield name


def _files(member: Membership) -> dict[str, QuerySet[Any, Any]]:
    points = ContactPoint.objects.visible_to(member).exclude(kind=ContactKind.WEBSITE)
    kinds = {"phone": BY_PHONE, "handle": HANDLES}
    kind = Case(
        *(When(kind__in=found, then=Value(name)) for name, found in kinds.items()),
        default=F("kind"),
    )
    traits = NullIf(Cast("traits", TextField()), Value("{}", TextField()))
    people = Person.objects.visible_to(member)
    roles = Role.objects.visible_to(member)
    places = Organisation.objects.visible_to(member)
    born = ImportantDate.objects.visible_to(member).filter(kind=DateKind.BIRTHDAY)
    day = Coalesce(F("year"), 0) * 10_000 + F("month") * 100 + F("day")
    of_people = points.exclude(person=None)
    of_places = points.exclude(organisation=None)
    return {
        "person": people.values_list(
            "id", "sort_name", "given_name", "family_name", traits
        ),
        "point": of_people.values_list("person_id", kind, "key"),
        "switchboard": of_places.values_list(kind, "key"),
        "role": roles.values_list("person_id", "organisation_id"),
        "organisation": places.values_list("id", "sort_name"),
        "born": born.values_list("person_id", day),
    }


def _write(rows: QuerySet[Any, Any], file: Any) -> None:
    """All rows, as the database hands them over: no object is made of any."""
    sql, parameters = rows.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copied = f"COPY ({sql}) TO STDOUT (FORMAT csv)"
            with (
                connection.wrap_database_errors,
                cursor.copy(copied, parameters) as out,
            ):
                for chunk in out:
                    file.write(chunk)
            return
        cursor.execute(sql, parameters)
        text = TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text)
        while found := cursor.fetchmany(AT_ONCE):
            writer.writerows(found)
        text.detach()
