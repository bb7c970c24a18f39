"""Whom a name or an id means in the terminal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bestfew.accounts.ids import id_in
from bestfew.cli.app import refuse
from bestfew.people.rules import fold

LONGEST = 300


def the_one(rows: QuerySet[Any], named: str) -> Any:
    """Who has the id, or else the name, among these; refuses none, and several."""
    by_name = rows.filter(sort_name=fold(named)[:LONGEST])
    found = list(rows.filter(pk=id_in(named)) or by_name[:2])
    if not found:
        refuse(_("There is nobody “%(name)s” here.") % {"name": named})
    if len(found) > 1:
        refuse(_("Several have the name “%(name)s”: use the id.") % {"name": named})
    return found[0]
