"""What hangs on a batch of rows, read for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import F

from bestfew.accounts.tenancy import TenantModel, current_workspace_id
from bestfew.imports.facts import Table
from bestfew.imports.rules.text import OURS, plain
from bestfew.people.actions.person import FORM
from bestfew.people.models import ContactPoint, ExternalId

Ids = dict[str, str | list[str]]
"""External ids by their namespace."""

Grouped = dict[int, list[tuple[Any, ...]]]


def here(model: type[TenantModel]) -> models.QuerySet[Any]:
    """Rows of the workspace, which is compared as an expression.

    Without statistics SQLite takes it for the best index there is, and goes through
    all rows of the workspace for each batch.
    """
    itself = models.ExpressionWrapper(F("workspace_id") + 0, models.BigIntegerField())
    rows: models.QuerySet[Any] = model.unscoped.annotate(here=itself)
    return rows.filter(here=current_workspace_id())


def between(rows: models.QuerySet[Any], parent: str, ids: Sequence[int]) -> Any:
    """Those that hang on ids in order; those between them that are not seen as well."""
    return rows.filter(**{f"{parent}__gte": ids[0], f"{parent}__lte": ids[-1]})


def grouped(rows: models.QuerySet[Any], parent: str, *names: str) -> Grouped:
    """Values by what they hang on, in the order of their ids."""
    found: Grouped = defaultdict(list)
    for key, *values in rows.order_by("pk").values_list(parent, *names):
        found[key].append(tuple(values))
    return found


def points_of(parent: str, ids: Sequence[int]) -> Grouped:
    """Kinds and values of contact points."""
    rows = between(here(ContactPoint), parent, ids)
    return grouped(rows, parent, "kind", "value")


def facts_of(
    tables: Iterable[Table], ids: Sequence[int]
) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Entries by what they hang on and the target of their table."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    for table in tables:
        rows = between(table.narrowed(here(table.model)), table.parent, ids)
        for key, entries in grouped(rows, table.parent, *table.names).items():
            found[key][table.target] = [table.written(each) for each in entries]
    return found


def ids_between(parent: str, ids: Sequence[int]) -> dict[int, Ids]:
    """External ids of those ids, which are in order."""
    return _ids_of(between(here(ExternalId), parent, ids), parent, ids)


def ids_of_some(parent: str, ids: Collection[int]) -> dict[int, Ids]:
    """External ids of those ids."""
    if not ids:
        return {}
    return _ids_of(here(ExternalId).filter(**{f"{parent}__in": ids}), parent, ids)


def _ids_of(rows: Any, parent: str, ids: Iterable[int]) -> dict[int, Ids]:
    stored: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = rows.exclude(namespace=FORM).order_by()
    for key, namespace, value in rows.values_list(parent, "namespace", "value"):
        if said := plain(value):
            stored[key].append((plain(namespace), said))
    return {key: _ids(key, stored.get(key, ())) for key in ids}


def _ids(key: int, stored: Sequence[tuple[str, str]]) -> Ids:
    """Ours first, which is its own id here unless it came with one."""
    if not stored:
        return {OURS: str(key)}
    found: Ids = {}
    for namespace, value in sorted(stored):
        known = found.setdefault(namespace, value)
        if isinstance(known, list):
            known.append(value)
        elif known is not value:
            found[namespace] = [known, value]
    return {OURS: found.pop(OURS, str(key)), **found}
