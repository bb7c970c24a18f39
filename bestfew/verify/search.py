"""Search can find everybody there is, and nobody who is gone.

PostgreSQL keeps its indexes in step itself. On SQLite triggers do: the full-text table
stands beside the rows, with nothing to hold it to them.
"""

from __future__ import annotations

from functools import partial

from django.db import connection
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import current_workspace_id
from bestfew.people.search_index import (
    ORGANISATIONS,
    PEOPLE,
    SearchIndex,
    expression,
)
from bestfew.verify.check import Check, Found

_SAYS = _("Search does not know of somebody, or still knows of somebody gone.")
_IN_INDEX = "SELECT rowid FROM {index} WHERE {index} MATCH %s"
_LOST = "SELECT id FROM {table} WHERE workspace_id = %s AND id NOT IN ({found})"
_STALE = "{found} AND rowid NOT IN (SELECT id FROM {table})"


def checks() -> list[Check]:
    """Those of the engine at hand."""
    if connection.vendor != "sqlite":
        return []
    return [
        Check("people: index", _SAYS, partial(out_of_step, PEOPLE)),
        Check("organisations: index", _SAYS, partial(out_of_step, ORGANISATIONS)),
    ]


def out_of_step(index: SearchIndex) -> Found:
    """Rows that the index does not have under their workspace, or has for nothing."""
    workspace = current_workspace_id()
    all_here = expression([], workspace=workspace)
    names = {"index": index.name, "table": index.table}
    found = _IN_INDEX.format(**names)
    with connection.cursor() as cursor:
        cursor.execute(_LOST.format(found=found, **names), [workspace, all_here])
        lost = Found.among(pk for (pk,) in iter(cursor.fetchone, None))
        cursor.execute(_STALE.format(found=found, **names), [all_here])
        return lost.plus(Found.among(pk for (pk,) in iter(cursor.fetchone, None)))
