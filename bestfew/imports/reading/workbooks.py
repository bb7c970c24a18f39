"""XLSX, XLSM, XLSB, XLS and ODS: the cells of a sheet as text. Run in the capped child.

calamine holds a sheet in memory: 200,000 rows of twelve cells take 330 MB of address
space, so the child's cap leaves room for what the limits on archives let through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile, is_zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bestfew.imports.reading.layouts import MOST_COLUMNS, MOST_PARTS, Unreadable

_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""Stands in the directory of an office file that a password locks."""

_HEAD = 1 << 20

Rows = Iterator[list[str]]


def opened(path: Path, room: Path) -> CalamineWorkbook:
    """Raises `Unreadable` for one that is locked or damaged.

    calamine goes by the end of a name, and kept files have none: so the file gets a
    second name in `room`.
    """
    named = room / f"{path.name}-book{_suffix(path)}"
    try:
        named.hardlink_to(path)
    except OSError:  # a file system that knows no second names
        copyfile(path, named)
    try:
        return CalamineWorkbook.from_path(named)
    except PasswordError as fault:
        raise Unreadable("encrypted") from fault
    except CalamineError as fault:
        raise Unreadable("encrypted" if _is_locked(path) else "broken") from fault


def _suffix(path: Path) -> str:
    if not is_zipfile(path):
        return ".xls"
    with ZipFile(path) as archive:
        names = archive.namelist()
    if "xl/workbook.bin" in names:
        return ".xlsb"
    return ".ods" if "content.xml" in names else ".xlsx"


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _HEAD))
        return _LOCKED in head or _LOCKED in file.read()


def sheets_of(book: CalamineWorkbook) -> tuple[str, ...]:
    """The names of the sheets a user can see that can hold a table."""
    return tuple(
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
        and each.visible == SheetVisibleEnum.Visible
    )[:MOST_PARTS]


def table_of(book: CalamineWorkbook, part: str) -> tuple[str, Rows]:
    """The sheet called `part`, or else the first that holds a table, and its rows.

    Raises `Unreadable` where there is none.
    """
    names = sheets_of(book)
    if part and part not in names:
        raise Unreadable("no_part", part=part)
    fallback: tuple[str, list[list[str]]] | None = None
    for name in (part,) if part else names:
        rows = _rows(book, name)
        first = list(islice(rows, 2))
        if len(first) == 2 or (part and first):
            return name, chain(first, rows)
        fallback = fallback or ((name, first) if first else None)
    if fallback is None:
        raise Unreadable("empty")
    return fallback[0], iter(fallback[1])


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError as fault:
        raise Unreadable("broken") from fault
    return _texts(sheet)


def _texts(sheet: CalamineSheet) -> Rows:
    """The rows that hold something, each as wide as the table."""
    is_wide = sheet.width > MOST_COLUMNS
    for cells in sheet.iter_rows():
        row = [_TEXT[type(cell)](cell) if cell != "" else "" for cell in cells]
        if not any(row):
            continue
        if is_wide:
            if any(row[MOST_COLUMNS:]):
                raise Unreadable("columns", most=MOST_COLUMNS)
            row = row[:MOST_COLUMNS]
        yield row


def _number(value: float) -> str:
    """As the sheet shows it: fifteen digits, no exponent, no `.0`."""
    if value.is_integer():
        return str(int(value))
    short = f"{value:.15g}"
    return short if "e" not in short else f"{value:.15f}".rstrip("0")


def _moment(value: datetime) -> str:
    if value.time() == time.min:
        return value.date().isoformat()
    return value.replace(microsecond=0).isoformat(" ")


def _span(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


_TEXT: Mapping[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    float: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _moment,
    date: date.isoformat,
    time: lambda value: value.replace(microsecond=0).isoformat(),
    timedelta: _span,
}
