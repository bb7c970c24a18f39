"""V1: the database itself is whole, and its engine is one that keeps it so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from bestfew.sqlite import is_safe
from bestfew.verify.check import Check, Found

MOST_FAULTS = 100
WELL = "ok"


def checks(*, strict: bool) -> list[Check]:
    """Those of the engine at hand; `strict` compares SQLite's indexes with its rows."""
    if connection.vendor == "sqlite":
        pragma = "integrity_check" if strict else "quick_check"
        return [
            _of_all("engine: version", _VERSION, library_is_safe),
            _of_all("engine: pages", _PAGES, partial(pages_are_whole, pragma)),
            _of_all("engine: arrows", _ARROWS, arrows_of_sqlite),
        ]
    return [
        _of_all("engine: structure", _STRUCTURE, structure_is_valid),
        *(
            _of_all(f"engine: {name_of(field)}", _ARROWS, partial(dangling, field))
            for field in arrows()
        ),
    ]


def _of_all(name: str, says: Any, find: Any) -> Check:
    return Check(name, says, find, of_all=True)


_VERSION = _("This version of SQLite can corrupt a database in WAL mode.")
_PAGES = _("The file of the database is damaged.")
_ARROWS = _("A row points at one that does not exist.")
_STRUCTURE = _("An index or a constraint does not hold for every row.")


def library_is_safe() -> Found:
    """Trust.md D1: not one with the WAL-reset fault."""
    safe = is_safe(sqlite3.sqlite_version_info)
    return Found.among([] if safe else [sqlite3.sqlite_version])


def pages_are_whole(pragma: str) -> Found:
    """What SQLite says of its own file, word for word."""
    with connection.cursor() as cursor:
        return faults_of_file(cursor, pragma)


def faults_of_file(cursor: Any, pragma: str) -> Found:
    cursor.execute(f"PRAGMA {pragma}({MOST_FAULTS})")
    return Found.among(says for (says,) in cursor.fetchall() if says != WELL)


def arrows_of_sqlite() -> Found:
    """Every foreign key there is, Django's own tables included."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        rows = iter(cursor.fetchone, None)
        return Found.among(f"{table} {row}" for table, row, *_rest in rows)


def structure_is_valid() -> Found:
    """Indexes whose making was broken off, constraints never looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
            " UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated"
        )
        return Found.among(name for (name,) in cursor.fetchall())


def arrows() -> Iterator[Any]:
    """Every foreign key that the database itself has to hold."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if getattr(field, "db_constraint", False):
                yield field


def name_of(field: Any) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def dangling(field: Any) -> Found:
    """Rows whose arrow leads nowhere: what a broken restore leaves behind."""
    parent = unscoped(field.related_model)
    target = field.target_field.name
    rows = unscoped(field.model).filter(**{f"{field.name}__isnull": False})
    there = parent.filter(**{target: OuterRef(field.attname)})
    return Found.in_query(rows.filter(~Exists(there)))


def unscoped(model: Any) -> Any:
    """All rows of a table, whoever's they are."""
    return getattr(model, "unscoped", model._base_manager).all()
