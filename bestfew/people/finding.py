"""Finding by words: the nearest first, from indexes only, however many match.

Two small sets are read: those whose name or e-mail address begins as typed, from the
indexes of these, and the first that the index of trigrams proposes. They are ranked
here; who is in neither is one of so many that only another word can tell them apart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.people import rules, search_index
from bestfew.people.models.searched import SearchedQuerySet
from bestfew.web.pages import PAGE_SIZE, Page, slice_of

MOST = 1_000
"""How many are ranked, of those that the index of trigrams proposes."""
PLENTY = 20_000
"""With more matches than this, PostgreSQL's index is slower than a look at rows."""
SAMPLE = 3_000
ENOUGH = 100

M = TypeVar("M", bound=Model)
Key = tuple[int, str, int]
"""Closeness, sort name, id: the order of what was found."""
Names = list[tuple[int, str]]
"""Ids, each with its sort name."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the nearest first; `is_cut` where more match than are ranked."""

    keys: list[Key]
    is_cut: bool = False

    @property
    def ids(self) -> list[int]:
        return [pk for _closeness, _name, pk in self.keys]


@dataclass(frozen=True, slots=True)
class FoundPage(Page[M]):
    """A page of what was found; `is_cut` on the last one where still more match."""

    is_cut: bool = False


def found_page(
    rows: SearchedQuerySet[M],
    member: Membership,
    words: str,
    *,
    shown: QuerySet[M],
    after: str = "",
) -> FoundPage[M]:
    """One page of the nearest of `rows`, as `shown` reads them."""
    wanted = MOST if after else PAGE_SIZE + 1
    found = closest(rows, member, words, wanted=wanted)
    keys, following = slice_of(found.keys, after=after)
    here = in_order(shown, [pk for _closeness, _name, pk in keys])
    return FoundPage(here, following, is_cut=found.is_cut and not following)


def nearest(
    rows: SearchedQuerySet[M],
    member: Membership,
    words: str,
    *,
    limit: int,
    shown: QuerySet[M] | None = None,
) -> list[M]:
    """The first of the nearest of `rows`, as `shown` reads them."""
    ids = closest(rows, member, words, wanted=limit).ids[:limit]
    return in_order(rows if shown is None else shown, ids)


def in_order(rows: QuerySet[M], ids: Sequence[int]) -> list[M]:
    """The rows with these ids, in their order."""
    by_id = rows.order_by().in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def closest(
    rows: SearchedQuerySet[Any], member: Membership, words: str, *, wanted: int = MOST
) -> Found:
    """The nearest of `rows`, which this member sees: people, or organisations.

    Where `wanted` names begin as typed, there is nothing nearer, and no more is read.
    """
    needles = rules.needles(words)
    if not needles:
        return Found([])
    typed = rules.typed_name(words)
    first = list(rows.beginning(typed).values_list("id", "sort_name")[:wanted])
    at_it: Names = []
    if rules.begins_an_address(typed):
        addressed = rows.at_address(typed).values_list("id", "sort_name")
        at_it = list(addressed[: wanted - len(first)])
        first += at_it
    pieces = [rules.piece(each) for each in needles]
    more: Names = []
    if len(first) < wanted and search_index.has_trigrams(pieces):
        more = proposed(rows, member, pieces)
    by_address = {pk for pk, _name in at_it}
    keys = sorted(
        (int(rules.closeness(name, typed, needles, pk in by_address)), name, pk)
        for pk, name in {*first, *more}
    )
    return Found(keys, is_cut=len(first) == wanted or len(more) == MOST)


def proposed(
    rows: SearchedQuerySet[Any], member: Membership, pieces: list[str]
) -> Names:
    """At most `MOST` rows that hold the pieces, as the index of trigrams has them."""
    if connection.vendor == "sqlite":
        return _from_sqlite(rows, member, pieces)
    return _from_postgresql(rows, member, pieces)


def _from_sqlite(
    rows: SearchedQuerySet[Any], member: Membership, pieces: list[str]
) -> Names:
    """The index is read row by row, and no further than to the last that is wanted."""
    name, table = rows.index.name, rows.index.table
    asked = search_index.expression(
        pieces,
        workspace=current_workspace_id(),
        seers=search_index.seers_of(member),
    )
    here = rows.holding(pieces).filter(pk=search_index.RowOf(rows.index))
    seen, values = here.order_by().values("pk").query.sql_with_params()
    sql = (
        f"SELECT rowid, (SELECT sort_name FROM {table} WHERE id = +{name}.rowid) "  # noqa: S608
        f"FROM {name} WHERE {name} MATCH %s AND EXISTS ({seen}) LIMIT {MOST}"
    )
    return _all(sql, (asked, *values))


def _from_postgresql(
    rows: SearchedQuerySet[Any], member: Membership, pieces: list[str]
) -> Names:
    if seers := search_index.seers_of(member):
        rows = rows.alias(seer=search_index.seen_by()).filter(seer__in=seers)
    found = rows.holding(pieces).order_by().values_list("id", "sort_name")
    if _rows_expected(found) > PLENTY:
        some = _sampled(rows, pieces)
        if len(some) >= ENOUGH:
            return some
    # PostgreSQL takes matches for evenly spread, which imported people never are: it
    # would walk rows in some other order until enough match
    with search_index.without("seqscan", "indexscan"):
        return list(found[:MOST])


def _rows_expected(rows: Any) -> int:
    (explained,) = json.loads(rows.explain(format="json"))
    return int(explained["Plan"]["Plan Rows"])


def _sampled(rows: SearchedQuerySet[Any], pieces: list[str]) -> Names:
    """Those among the newest of the workspace that hold the pieces."""
    by_age = rows.model.objects.order_by("-id").values_list("id", flat=True)
    newest = rows.filter(id__gte=by_age[SAMPLE])
    return list(newest.holding(pieces).order_by().values_list("id", "sort_name"))


def _all(sql: str, values: tuple[Any, ...]) -> Names:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
