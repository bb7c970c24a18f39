"""Workbooks, written by hand where no package writes them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

Sheets = Mapping[str, Sequence[Sequence[Any]]]

_FORMATS = {datetime: "yyyy-mm-dd hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


def make_book(folder: Path, sheets: Sheets, name: str = "list.xlsx") -> Path:
    path = folder / name
    with Workbook(path, {"strings_to_formulas": False}) as book:
        formats = {
            kind: book.add_format({"num_format": written})
            for kind, written in _FORMATS.items()
        }
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell, formats.get(type(cell)))
    return path


def make_ods(folder: Path, sheets: Sheets, name: str = "list.ods") -> Path:
    path = folder / name
    tables = "".join(
        f'<table:table table:name="{title}">'
        + "".join(map(_ods_row, rows))
        + "</table:table>"
        for title, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<?xml version='1.0'?><office:document-content {spaces}><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_row(row: Sequence[Any]) -> str:
    cells = []
    for cell in row:
        if isinstance(cell, datetime):
            told = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        elif isinstance(cell, (int, float)):
            told = f'office:value-type="float" office:value="{cell}"'
        else:
            told = 'office:value-type="string"'
        text = f"<text:p>{escape(str(cell))}</text:p>"
        cells.append(f"<table:table-cell {told}>{text}</table:table-cell>")
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def make_xls(folder: Path, sheets: Sheets, name: str = "list.xls") -> Path:
    """One sheet, as Excel 97 wrote it (BIFF8)."""
    ((title, rows),) = sheets.items()
    path = folder / name
    path.write_bytes(compound({"Workbook": _biff(title, rows)}))
    return path


def make_locked_xls(folder: Path) -> Path:
    """An XLS file that says at its beginning that it is encrypted."""
    path = folder / "locked.xls"
    book = _BOOK + _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    path.write_bytes(compound({"Workbook": book + _END}))
    return path


def make_locked_xlsx(folder: Path) -> Path:
    """What Office writes for a workbook with a password."""
    path = folder / "locked.xlsx"
    streams = {
        "EncryptionInfo": bytes(5_000),
        "EncryptedPackage": bytes(range(256)) * 40,
    }
    path.write_bytes(compound(streams))
    return path


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


_BOOK = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
_SHEET = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
_END = _record(0x0A, b"")
_PLAIN, _DATE = 0, 1


def _biff(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    formats = _record(0xE0, struct.pack("<HH16x", 0, 0))
    formats += _record(0xE0, struct.pack("<HH16x", 0, 14))
    name = bytes([len(title), 0]) + title.encode("latin-1")
    size = len(_BOOK) + len(formats) + 4 + 6 + len(name) + len(_END)
    sheet = _record(0x85, struct.pack("<IH", size, 0) + name)
    cells = b"".join(
        _cell(number, column, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    return _BOOK + formats + sheet + _END + _SHEET + cells + _END


def _cell(row: int, column: int, cell: Any) -> bytes:
    if isinstance(cell, datetime):
        days = (cell - datetime.fromisoformat("1899-12-30")) / timedelta(days=1)
        return _record(0x203, struct.pack("<HHHd", row, column, _DATE, days))
    if isinstance(cell, (int, float)):
        return _record(0x203, struct.pack("<HHHd", row, column, _PLAIN, cell))
    text = str(cell)
    head = struct.pack("<HHHHB", row, column, _PLAIN, len(text), 1)
    return _record(0x204, head + text.encode("utf-16-le"))


_SECTOR = 512
_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE2), with streams of at most 60 kB in all."""
    table, bodies, entries = [_TABLE, _LAST], [], [_entry("Root Entry", 5, _LAST, 0, 1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        body = content.ljust(4_096, b"\0")
        body += bytes(-len(body) % _SECTOR)
        first, count = len(table), len(body) // _SECTOR
        table += [*range(first + 1, first + count), _LAST]
        bodies.append(body)
        following = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, first, len(body), _FREE, following))
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    folder = b"".join(entries).ljust(_SECTOR, b"\0")
    return _header() + fat + folder + b"".join(bodies)


def _header() -> bytes:
    sign = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    shape = struct.pack("<16xHHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, _LAST, 0, _LAST, 0)
    return sign + shape + places + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(
    name: str, kind: int, first: int, size: int, child: int, following: int = _FREE
) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    told = struct.pack("<HBB", len(wide), kind, 1)
    links = struct.pack("<III", _FREE, following, child)
    return (
        wide.ljust(64, b"\0")
        + told
        + links
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )
