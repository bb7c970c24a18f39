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
    """Members that are one table, named after the first of them."""

    name: str
    size: int = 0
    count: int = 0
    tables: list[tuple[Path, Layout]] = field(default_factory=list)

    def add(self, member: ZipInfo, path: Path, layout: Layout) -> None:
        self.size += member.file_size
        self.count += 1
        self.tables.append((path, layout))

    def records(self) -> Iterator[list[str]]:
        first = self.tables[0][1]
        if first.has_headers:
            yield list(first.headers)
        yield from chain.from_iterable(
            delimited.rows_of(path, layout) for path, layout in self.tables
        )


def table_of_bundle(
    path: Path, members: list[ZipInfo], asked: dict[str, Any]
) -> tables.Table:
    """The largest table of an archive, or the one that was asked for.

    Raises `Unreadable` where it holds none.
    """
    sorter = _Sorter(Path(asked["room"]), asked["language"])
    with ZipFile(path) as archive:
        for member in members:
            sorter.take(archive, member)
    groups = sorter.groups()
    if not groups:
        raise Unreadable("no_table")
    named = {group.name: group for group in groups}
    if asked["part"] and asked["part"] not in named:
        raise Unreadable("no_part", part=asked["part"])
    chosen = named[asked["part"] or groups[0].name]
    remarks = _remarks(chosen, groups, sorter.unread)
    parts = tuple(named)[:MOST_PARTS]
    return tables.Table("zip", chosen.records(), chosen.name, parts, remarks)


def _remarks(chosen: Group, groups: list[Group], unread: list[str]) -> Iterator[Remark]:
    others = [group.name for group in groups if group is not chosen]
    for code, names in (("other_tables", others), ("not_tables", unread)):
        if names:
            yield code, ", ".join(names)[:500]
    if chosen.count > 1:
        yield "members", str(chosen.count)
    yield from chosen.tables[0][1].form.remarks


class _Sorter:
    """Members as they are unpacked, by what they are."""

    def __init__(self, room: Path, language: str) -> None:
        self.room = room
        self.language = language
        self.unread: list[str] = []
        self.cards: list[tuple[ZipInfo, Path]] = []
        self.found: dict[tuple[object, ...], Group] = {}

    def take(self, archive: ZipFile, member: ZipInfo) -> None:
        if any(noise in member.filename for noise in _NOT_OURS):
            return
        path = self.room / f"member-{member.header_offset}"
        with archive.open(member) as source, path.open("wb") as target:
            copyfileobj(source, target)
        try:
            self._sort(member, path)
        except Unreadable:
            self.unread.append(member.filename)

    def _sort(self, member: ZipInfo, path: Path) -> None:
        kind = kind_of(path)
        if kind == "vcard":  # each has columns of its own: they are one table later
            self.cards.append((member, path))
            return
        if kind == "csv":
            layout = delimited.layout_of(path, language=self.language)
        else:
            path = self._sheet(path, kind)
            layout = _plain_layout(path)
        key = (kind, layout.headers, layout.has_headers)
        group = self.found.setdefault(key, Group(member.filename))
        group.add(member, path, layout)

    def _sheet(self, path: Path, kind: str) -> Path:
        if kind == "jsonl":
            return self._plain(path, tables.lines_of(path, self.room))
        if kind == "zip" and not archives.is_workbook(archives.inspected(path)):
            raise Unreadable("not_text")
        return self._plain(path, tables.workbook_of(path, "", self.room))

    def _plain(self, path: Path, table: tables.Table) -> Path:
        plain = path.with_name(f"{path.name}.csv")
        tables.write(table, plain)
        return plain

    def groups(self) -> list[Group]:
        """The tables, the largest first."""
        found = list(self.found.values())
        if self.cards:
            found.append(self._cards())
        return sorted(found, key=lambda group: -group.size)

    def _cards(self) -> Group:
        files = [
            (path, encoding_of(path, language=self.language).codec)
            for _member, path in self.cards
        ]
        plain = self._plain(self.room / "cards", tables.cards_of(files, self.room))
        group = Group(self.cards[0][0].filename)
        group.tables.append((plain, _plain_layout(plain)))
        group.size = sum(member.file_size for member, _path in self.cards)
        group.count = len(self.cards)
        return group


def _plain_layout(path: Path) -> Layout:
    return delimited.layout_of(path, encoding="utf-8", delimiter=",")
