"""Archives, workbooks' own included: looked through before anything opens them.

A zip says what it likes of its members. So they are unpacked once, into nothing, and
counted (trust.md D8); what lies, or would fill the machine, is refused.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bestfew.imports.reading.layouts import Unreadable

MOST_MEMBERS = 1_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 100
"""Times that an archive may grow when it is unpacked, beyond the first `FREE` bytes."""

FREE = 10_000_000
CHUNK = 1 << 18
_DIRECTORY = 1 << 20
"""Bytes that name a thousand members with room to spare."""

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_TAIL = 65_557
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\x00")
_DTD = b"<!DOCTYPE"


def inspected(path: Path) -> list[ZipInfo]:
    """The members of an archive that can be opened without harm.

    Raises `Unreadable` for one with paths that lead outside, links, members that
    overlap or lie about their size, too many of them, or too much in them.
    """
    _check_directory(path)
    try:
        with ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            for member in members:
                _check_member(member)
            _check_sizes(path, members)
            _check_overlap(file, members)
            for member in members:
                _check_content(file, member)
    except (BadZipFile, struct.error, zlib.error, EOFError, ValueError) as fault:
        raise Unreadable("broken") from fault
    except NotImplementedError as fault:
        raise Unreadable("packed") from fault
    return [member for member in members if not member.is_dir()]


def _check_directory(path: Path) -> None:
    """Look at the directory's own size first: reading a huge one takes long."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Unreadable("broken")
    _sign, _disk, _start, _here, count, size, _offset, _note = _END.unpack_from(
        tail, at
    )
    if count > MOST_MEMBERS or size > _DIRECTORY:
        raise Unreadable("members", most=MOST_MEMBERS)


def _check_member(member: ZipInfo) -> None:
    if _OUTSIDE.search(member.filename) or _OUTSIDE.search(member.orig_filename):
        raise Unreadable("outside")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Unreadable("outside")
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unreadable("packed")


def _check_sizes(path: Path, members: list[ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable("members", most=MOST_MEMBERS)
    total = sum(member.file_size for member in members)
    if total > MOST_UNPACKED:
        raise Unreadable("unpacked", most=MOST_UNPACKED // 1_000_000)
    if total > FREE and total > MOST_RATIO * path.stat().st_size:
        raise Unreadable("bomb")


def _check_overlap(file: BinaryIO, members: list[ZipInfo]) -> None:
    """Members that share bytes unpack to far more than there is."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise Unreadable("bomb")
        end = _data_at(file, member) + member.compress_size


def _data_at(file: BinaryIO, member: ZipInfo) -> int:
    """Where the packed bytes of a member begin."""
    file.seek(member.header_offset)
    fields = _LOCAL.unpack(file.read(_LOCAL.size))
    return member.header_offset + _LOCAL.size + int(fields[-2]) + int(fields[-1])


def _check_content(file: BinaryIO, member: ZipInfo) -> None:
    """Unpack a member into nothing: it must be as long as it says, without a DTD."""
    size, checksum, last = 0, 0, b""
    is_markup = member.filename.lower().endswith((".xml", ".rels"))
    for chunk in _unpacked(file, member):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > member.file_size:
            raise Unreadable("bomb")
        if is_markup and _DTD in (last + chunk).replace(b"\x00", b""):
            raise Unreadable("dtd")
        last = chunk[-2 * len(_DTD) :]
    if size != member.file_size or checksum != member.CRC:
        raise Unreadable("broken")


def _unpacked(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    file.seek(_data_at(file, member))
    left = member.compress_size
    if member.compress_type == ZIP_STORED:
        while chunk := file.read(min(CHUNK, left)):
            left -= len(chunk)
            yield chunk
        return
    unpack = zlib.decompressobj(-15)
    while left and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        while packed:
            yield unpack.decompress(packed, CHUNK)
            packed = unpack.unconsumed_tail
    yield unpack.flush()


def is_workbook(members: list[ZipInfo]) -> bool:
    """Whether these are the members of an XLSX, XLSM, XLSB or ODS file.

    Raises `Unreadable` for other documents that are zips.
    """
    names = {member.filename for member in members}
    if any(name.startswith("xl/workbook.") for name in names):
        return True
    if "content.xml" in names and "mimetype" in names:
        return True
    if "[Content_Types].xml" in names or "META-INF/MANIFEST.MF" in names:
        raise Unreadable("not_text")
    return False
