"""The door to files: looked over, read row by row, refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bestfew.imports.reading import capped, delimited, layouts
from bestfew.imports.reading.capped import HALF_READ
from bestfew.imports.reading.encodings import encoding_of
from bestfew.imports.reading.kinds import check_file, kind_of
from bestfew.imports.reading.layouts import MOST_BYTES, Form, Layout, Unreadable

__all__ = [
    "HALF_READ",
    "MOST_BYTES",
    "Form",
    "Layout",
    "Unreadable",
    "check_file",
    "forget",
    "layout_of",
    "rows_of",
    "sample_of",
]

PLAIN = "utf-8"
"""How the child writes what it read."""


def layout_of(
    path: Path, *, language: str = "", encoding: str = "", part: str = ""
) -> Layout:
    """Look a file over; raises `Unreadable`.

    `encoding` is the user's word for a text file, `part` the sheet of a workbook or
    the member of a zip that is to be read. `language` (of the workspace) decides
    between old encodings that are hard to tell apart.
    """
    kind = kind_of(path)
    if kind == "csv":
        return delimited.layout_of(path, language=language, encoding=encoding)
    codec = PLAIN
    if kind == "vcard":
        codec = encoding or encoding_of(path, language=language).codec
    form = capped.converted(path, part=part, encoding=codec, language=language)
    plain = capped.plain_of(path, form, encoding=codec)
    layout = delimited.layout_of(plain, encoding=PLAIN, delimiter=",")
    form = replace(
        layout.form,
        kind=form.kind,
        part=form.part,
        parts=form.parts,
        remarks=(*form.remarks, *layout.form.remarks),
    )
    return replace(layout, encoding=codec, form=form)


def rows_of(path: Path, layout: Layout, *, after: int = 0) -> Iterator[list[str]]:
    """The rows under the headers, from row `after` + 1 on; empty lines are no rows.

    Raises `Unreadable` where the file breaks a limit or cannot be decoded.
    """
    if layout.form.kind != "csv":
        path = capped.plain_of(path, layout.form, encoding=layout.encoding)
        layout = replace(layout, encoding=PLAIN)
    return delimited.rows_of(path, layout, after=after)


def sample_of(path: Path, layout: Layout) -> list[list[str]]:
    """Some values of each column, from the first rows."""
    columns: list[list[str]] = [[] for _header in layout.headers]
    for number, cells in enumerate(rows_of(path, layout)):
        if number >= layouts.SAMPLE_ROWS:
            break
        for column, cell in zip(columns, cells, strict=False):
            if cell.strip():
                column.append(cell.strip())
    return columns


def forget(path: Path) -> None:
    """Do away with what was made of a file to read it; it can be made again."""
    capped.forget(path)
