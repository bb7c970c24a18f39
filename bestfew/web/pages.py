"""Long lists a page at a time, by keyset: every page costs the same.

A cursor is opaque and signed: it holds the last row's values of the ordered fields, so
that rows which come or go meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar, cast

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import Http404

PAGE_SIZE = 30
MOST_COUNTED = 1_000
"""Beyond this many, a screen says "1,000+": nobody counts a million rows for it."""
MAX_PAGE_SIZE = 200
_SALT = "bestfew.web.pages"
_RANKED = ("ranked",)

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key", bound=tuple[Any, ...])


def count_some(rows: QuerySet[Any]) -> int:
    """How many rows there are, up to `MOST_COUNTED`."""
    return rows.order_by()[:MOST_COUNTED].count()


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the cursor of the page after them ('' on the last)."""

    rows: list[Row]
    next: str = ""

    @property
    def has_next(self) -> bool:
        return bool(self.next)


class _Serializer:
    """Keeps dates and decimals as text; `to_python` of the field reads them back."""

    def dumps(self, obj: Any) -> bytes:
        text = json.dumps(obj, cls=DjangoJSONEncoder, separators=(",", ":"))
        return text.encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


def page_of(
    rows: QuerySet[Row],
    *,
    order: Sequence[str],
    after: str = "",
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """The page of `rows` behind the cursor `after`; 404 for a cursor not ours.

    `order` names fields that are never null, `-` for descending, `__` for a relation
    that is selected; the primary key is added, so that the order is total.
    """
    size = max(1, min(size, MAX_PAGE_SIZE))
    names = _with_key(order)
    if after:
        rows = rows.filter(_behind(names, _values(rows.model, names, after)))
    found = list(rows.order_by(*names)[: size + 1])
    if len(found) <= size:
        return Page(found)
    return Page(found[:size], _cursor(names, found[size - 1]))


def slice_of(
    keys: Sequence[Key], *, after: str = "", size: int = PAGE_SIZE
) -> tuple[list[Key], str]:
    """The keys of the page behind the cursor `after`, and the cursor of the next one.

    `keys` are what sorts rows that were ranked in Python, in that order.
    """
    if after:
        last = tuple(_unsigned(after, _RANKED))
        keys = [key for key in keys if key > last]
    part = list(keys[:size])
    return part, _signed(_RANKED, part[-1]) if len(keys) > size else ""


def _with_key(order: Sequence[str]) -> list[str]:
    """The order, made total by the primary key in the direction of the last field."""
    if any(name.lstrip("-") in ("pk", "id") for name in order):
        return list(order)
    descending = bool(order) and order[-1].startswith("-")
    return [*order, "-pk" if descending else "pk"]


def _cursor(names: Sequence[str], row: Model) -> str:
    return _signed(names, [_value(row, name.lstrip("-")) for name in names])


def _signed(names: Sequence[str], values: Sequence[Any]) -> str:
    content = [list(names), list(values)]
    return signing.dumps(content, salt=_SALT, serializer=_Serializer)


def _value(row: Model, path: str) -> Any:
    return reduce(getattr, path.split(LOOKUP_SEP), cast(Any, row))


def _values(model: type[Model], names: Sequence[str], cursor: str) -> list[Any]:
    fields = (_field(model, name.lstrip("-")) for name in names)
    return [
        field.to_python(value) if field else value
        for field, value in zip(fields, _unsigned(cursor, names), strict=True)
    ]


def _unsigned(cursor: str, names: Sequence[str]) -> list[Any]:
    """The values in a cursor of ours, made for this order; else 404."""
    try:
        order, values = signing.loads(cursor, salt=_SALT, serializer=_Serializer)
    except signing.BadSignature:
        raise Http404 from None
    if order != list(names):
        raise Http404
    return cast("list[Any]", values)


def _field(model: type[Model], path: str) -> Field[Any, Any] | None:
    """The field at the end of a path; None for an annotation."""
    *relations, last = path.split(LOOKUP_SEP)
    try:
        for relation in relations:
            model = cast(type[Model], model._meta.get_field(relation).related_model)
        found = model._meta.pk if last == "pk" else model._meta.get_field(last)
    except FieldDoesNotExist:
        return None
    return cast("Field[Any, Any]", found)


def _behind(names: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after the values: (a > x) or (a = x and b > y) or ..."""
    rule, same = Q(), Q()
    for name, value in zip(names, values, strict=True):
        path, side = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        rule |= same & Q(**{f"{path}__{side}": value})
        same &= Q(**{path: value})
    return rule
