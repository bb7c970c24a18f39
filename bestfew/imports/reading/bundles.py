"""A zip of tables: members of one kind with the same headers are one table.

Run in the capped child, on members that `archives.inspected` found to be harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZipFile, ZipInfo

from bestfew.imports.reading import archives, delimited, tables
from bestfew.imports.reading.encodings import encoding_of
from bestfew.imports.reading.kinds import kind_of
from bestfew.imports.reading.layouts import MOST_PARTS, Layout, Remark, Unreadable

_NOT_OURS = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(slots=True)
class Group:
    """Members that are read one after another, named after the first."""

    name: str
    size: int = 0
    members: list[tuple[Path, Layout]] = field(default_factory=list)

    def records(self) -> Iterator[list[str]]:
        first = self.members[0][1]
        if first.has_headers:
            yield list(first.headers)
        yield from chain.from_iterable(
            delimited.rows_of(path, layout) for path, layout in self.members
        )


def table_of_bundle(
    path: Path, members: list[ZipInfo], asked: dict[str, Any]
) -> tables.Table:
    """The largest table of an archive, or the one that was asked for.

    Raises `Unreadable` where it holds none.
    """
    groups, unread = _groups(path, members, asked)
    if not groups:
        raise Unreadable("no_table")
    ordered = sorted(groups, key=lambda group: -group.size)
    named = {group.name: group for group in ordered}
    if asked["part"] and asked["part"] not in named:
        raise Unreadable("no_part", part=asked["part"])
    chosen = named[asked["part"]] if asked["part"] else ordered[0]
    others = [group.name for group in ordered if group is not chosen]
    remarks: list[Remark] = []
    if others:
        remarks.append(("other_tables", ", ".join(others)[:500]))
    if unread:
        remarks.append(("not_tables", ", ".join(unread)[:500]))
    if len(chosen.members) > 1:
        remarks.append(("members", str(len(chosen.members))))
    parts = tuple(named)[:MOST_PARTS]
    return tables.Table("zip", chosen.records(), chosen.name, parts, remarks)


def _groups(
    path: Path, members: list[ZipInfo], asked: dict[str, Any]
) -> tuple[list[Group], list[str]]:
    room, language = Path(asked["room"]), asked["language"]
    groups: dict[tuple[object, ...], Group] = {}
    unread: list[str] = []
    with ZipFile(path) as archive:
        for number, member in enumerate(members):
            if _is_noise(member):
                continue
            unpacked = room / str(number)
            with archive.open(member) as source, unpacked.open("wb") as target:
                copyfileobj(source, target)
            try:
                found, kind = _plain(unpacked, language, room)
                layout = _layout(found, kind, language)
            except Unreadable:
                unread.append(member.filename)
                continue
            key = (kind, layout.headers, layout.has_headers)
            group = groups.setdefault(key, Group(member.filename))
            group.members.append((found, layout))
            group.size += member.file_size
    return list(groups.values()), unread


def _is_noise(member: ZipInfo) -> bool:
    return any(noise in member.filename for noise in _NOT_OURS)


def _plain(path: Path, language: str, room: Path) -> tuple[Path, str]:
    """A member as CSV; raises `Unreadable`."""
    kind = kind_of(path)
    if kind == "csv":
        return path, kind
    if kind == "zip" and not archives.is_workbook(archives.inspected(path)):
        raise Unreadable("not_text")
    if kind == "vcard":
        codec = encoding_of(path, language=language).codec
        table = tables.cards_of(path, codec, room)
    else:
        table = tables.workbook_of(path, "", room)
    plain = path.with_suffix(".csv")
    tables.write(table, plain)
    return plain, table.kind


def _layout(path: Path, kind: str, language: str) -> Layout:
    if kind == "csv":
        return delimited.layout_of(path, language=language)
    return delimited.layout_of(path, encoding="utf-8", delimiter=",")
