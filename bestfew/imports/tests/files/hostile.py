"""Files that are made to do harm, from recipes (trust.md 3.3)."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bestfew.imports.tests.files.books import compound

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = (
    f'<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets>'
    '<sheet name="P" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{_LINKS}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{_LINKS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
MEGABYTE = 1 << 20


def sheet(rows: str, *, before: str = "", dimension: str = "A1:B2") -> str:
    return (
        f'<?xml version="1.0"?>{before}<worksheet {_MAIN}>'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )


def cell(place: str, text: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (
        f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'
    )


HONEST = cell("A1", "Name") + cell("A2", "Mai")


def package(folder: Path, parts: Mapping[str, str | Iterator[bytes]]) -> Path:
    """An XLSX file with these parts beside, or in place of, the usual ones."""
    path = folder / "book.xlsx"
    usual = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS,
        "xl/worksheets/sheet1.xml": sheet(HONEST),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in {**usual, **parts}.items():
            with book.open(name, "w") as member:
                chunks = [content.encode()] if isinstance(content, str) else content
                for chunk in chunks:
                    member.write(chunk)
    return path


def shared_string_bomb(folder: Path) -> Path:
    """Less than a megabyte that wants 400 of them."""

    def strings() -> Iterator[bytes]:
        yield f"<sst {_MAIN}>".encode()
        for _each in range(400):
            yield b"<si><t>A</t></si>" * (MEGABYTE // 17)
        yield b"</sst>"

    return package(folder, {"xl/sharedStrings.xml": strings()})


def dense_bomb(folder: Path) -> Path:
    """Within the limits of unpacked size, but of a ratio that no list has."""

    def rows() -> Iterator[bytes]:
        yield sheet("")[: -len("</sheetData></worksheet>")].encode()
        for _each in range(150):
            yield b" " * MEGABYTE
        yield b"</sheetData></worksheet>"

    return package(folder, {"xl/worksheets/sheet1.xml": rows()})


def far_corner(folder: Path) -> Path:
    """Two cells, with all the cells of a sheet between them."""
    rows = cell("A1", "Name") + cell("XFD1048576", "Mai")
    return package(folder, {"xl/worksheets/sheet1.xml": sheet(rows)})


def lying_dimension(folder: Path) -> Path:
    """A sheet that says it is as large as can be."""
    told = sheet(HONEST, dimension="A1:XFD1048576")
    return package(folder, {"xl/worksheets/sheet1.xml": told})


def laughs(folder: Path) -> Path:
    """Ten entities, each ten times the one before."""
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
    )
    told = sheet(cell("A1", "&e9;"), before=f"<!DOCTYPE x [{entities}]>")
    return package(folder, {"xl/worksheets/sheet1.xml": told})


def stranger(folder: Path) -> Path:
    """An entity that would fetch a file of this machine."""
    before = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    told = sheet(cell("A1", "&e;"), before=before)
    return package(folder, {"xl/worksheets/sheet1.xml": told})


def outward_links(folder: Path) -> Path:
    """A workbook with a link to another, which is left alone."""
    link = f'<externalLink {_MAIN}><externalBook r:id="r1"/></externalLink>'
    return package(folder, {"xl/externalLinks/externalLink1.xml": link})


def repeated_rows(folder: Path) -> Path:
    """An ODS sheet of one cell, repeated a million times in both directions."""
    path = folder / "list.ods"
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        '<table:table table:name="P"><table:table-row '
        'table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def circle(folder: Path) -> Path:
    """An XLS file whose sectors follow each other in a circle."""
    path = folder / "list.xls"
    content = bytearray(compound({"Workbook": bytes(8_192)}))
    struct.pack_into("<I", content, 512 + 4 * 5, 2)
    path.write_bytes(content)
    return path


def bundle(folder: Path, members: Mapping[str, bytes]) -> Path:
    path = folder / "lists.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def climbing(folder: Path) -> Path:
    return bundle(folder, {"../../list.csv": b"Name\nMai\n"})


def rooted(folder: Path) -> Path:
    return bundle(folder, {"C:\\list.csv": b"Name\nMai\n"})


def linked(folder: Path) -> Path:
    path = folder / "lists.zip"
    link = zipfile.ZipInfo("list.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return path


def crowded(folder: Path) -> Path:
    """A hundred thousand members."""
    return _directory(folder, 100_000)


def overlapping(folder: Path) -> Path:
    """Ten members that are the same bytes."""
    return _directory(folder, 10)


def _directory(folder: Path, count: int) -> Path:
    path = bundle(folder, {"list.csv": b"Name\n" + b"Mai\n" * 1_000})
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02")
    entry = content[at : content.index(b"PK\x05\x06")]
    entries = b"".join(
        entry.replace(b"list.csv", f"{n:08d}".encode()) for n in range(count)
    )
    short = min(count, 0xFFFF)
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, short, short, len(entries), at, 0
    )
    path.write_bytes(content[:at] + entries + end)
    return path


def lying_size(folder: Path, *, says: int = 10) -> Path:
    """A member that is longer than its headers say."""
    path = bundle(folder, {"list.csv": b"Name\n" + b"Mai Tran\n" * 100_000})
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, 22, says)
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 24, says)
    path.write_bytes(content)
    return path


def locked(folder: Path) -> Path:
    """A member that a password locks."""
    path = bundle(folder, {"list.csv": b"Name\nMai\n"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def damaged(folder: Path) -> Path:
    """A member with a byte that was changed on the way."""
    path = bundle(folder, {"list.csv": b"Name\n" + bytes(range(65, 91)) * 40})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    return path
