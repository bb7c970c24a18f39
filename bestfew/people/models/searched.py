"""Rows that are found by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self, TypeVar

from django.db import connections
from django.db.models import Model, Q

from bestfew.accounts.tenancy import TenantQuerySet, current_workspace_id
from bestfew.people import rules, search_index
from bestfew.people.search_index import SearchIndex

M = TypeVar("M", bound=Model)
_LAST_LETTER = "\U0010ffff"


class SearchedQuerySet(TenantQuerySet[M]):
    """Rows with a `sort_name` and an index of trigrams."""

    index: ClassVar[SearchIndex]

    def matching(self, words: str) -> Self:
        """Those in whose text every word stands; all of them when nothing is asked.

        Every match is read: for the first and nearest of many, see `finding.closest`.
        """
        wanted = rules.needles(words)
        if not wanted:
            return self.none() if words.strip() else self
        pieces = [rules.piece(each) for each in wanted]
        if not search_index.has_trigrams(pieces):
            return self.beginning(rules.typed_name(words))
        return self._proposed(pieces).holding(pieces)

    def beginning(self, typed: str) -> Self:
        """Those whose sort name begins like this, in its order."""
        rows = self.filter(sort_name__gte=typed, sort_name__lt=typed + _LAST_LETTER)
        return rows.order_by("sort_name", "id")

    def at_address(self, typed: str) -> Self:
        """Those with an e-mail address that begins like this, in its order."""
        points = {
            "contact_points__workspace_id": current_workspace_id(),
            "contact_points__kind": "email",
            "contact_points__key__gte": typed,
            "contact_points__key__lt": typed + _LAST_LETTER,
        }
        return self.filter(**points).order_by("contact_points__key", "id")

    def holding(self, pieces: Sequence[str]) -> Self:
        """Those in whose text every piece stands, as it is written in the row."""
        rows = self
        for piece in pieces:
            rows = rows.filter(self._holds(piece))
        return rows

    def _holds(self, piece: str) -> Q:
        column = self.index.column
        inside = Q(**{f"{column}__contains": piece})
        if self.index.is_bare and piece.startswith(" "):
            return inside | Q(**{f"{column}__startswith": piece[1:]})
        return inside

    def _proposed(self, pieces: Sequence[str]) -> Self:
        """What SQLite's index proposes; PostgreSQL finds its own for the pieces."""
        if connections[self.db].vendor != "sqlite":
            return self
        asked = search_index.expression(pieces, workspace=current_workspace_id())
        return self.filter(pk__in=search_index.RowsWith(self.index, asked))
