"""Files for the browser, written as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context, copy_context
from itertools import islice
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import add_never_cache_headers

from bestfew.imports.exports.deed import BOM
from bestfew.imports.exports.formats import TYPES, Format

LINES_AT_ONCE = 500


def attached(blocks: Iterator[bytes], *, name: str, content_type: str) -> HttpResponse:
    """A download; each step of it runs inside the present workspace."""
    response = StreamingHttpResponse(
        _steps(blocks, copy_context()), content_type=content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return cast(HttpResponse, response)  # what guards a view knows only whole ones


def _steps(blocks: Iterator[bytes], scope: Context) -> Iterator[bytes]:
    while (block := scope.run(next, blocks, None)) is not None:
        yield block


def attached_lines(lines: Iterator[str], name: str) -> HttpResponse:
    """A CSV file, many lines at a time."""
    return attached(_joined(lines), name=name, content_type=TYPES[Format.CSV])


def _joined(lines: Iterator[str]) -> Iterator[bytes]:
    yield BOM.encode()
    while block := "".join(islice(lines, LINES_AT_ONCE)):
        yield block.encode()
