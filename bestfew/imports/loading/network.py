"""What loaders of the network share: rows of our own exports, found again by their id.

There are thousands of them at most, so that each is written by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from bestfew.accounts.ids import new_id
from bestfew.imports.facts import NotUnderstood, Table
from bestfew.imports.loading.finding import ours_of
from bestfew.imports.loading.loader import Loader, Rejected, Result, write_events
from bestfew.imports.loading.remembered import Key
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import CameAs, Outcome
from bestfew.imports.rules.taking import BLANK
from bestfew.imports.rules.text import OURS

Before = dict[str, Any]
"""What an undo needs: `fields` that were filled, rows that were `added`."""


@dataclass(slots=True)
class Told:
    """What a row says: values of its table's columns, and what hangs on it."""

    number: int
    external_id: str
    said: dict[str, Any]
    beside: dict[str, Any]
    notes: list[Note] = field(default_factory=list)


class NetworkLoader(Loader[Told]):
    """`table` has the columns of the row itself, `filled` those a second file fills.

    A row is the one of its id, as we called it or as it came; else `same_as` another.
    """

    noun: ClassVar[str]
    table: ClassVar[Table]
    filled: ClassVar[tuple[str, ...]] = ()
    verb: ClassVar[str] = "added"

    def parse(self, cells: Cells) -> Told:
        said = said_in(cells, self.table)
        name = cells.own_id()
        return Told(cells.number, name, said, self.beside(cells), cells.notes)

    @abstractmethod
    def beside(self, cells: Cells) -> dict[str, Any]:
        """What the row says that is no column of its own."""

    def prepare(self, rows: Sequence[Told]) -> None:
        """Look up at once what the rows of a batch are about."""

    def same_as(self, row: Told) -> str:
        """By what else than its id it is known, '' for nothing."""
        return ""

    def stored_same(self, names: set[str]) -> dict[str, int]:
        """Those of the workspace, seen or not, by what `same_as` says of them."""
        return {}

    def check(self, row: Told) -> None:
        """Raises `Rejected` for what cannot come in."""

    @abstractmethod
    def create(self, pk: int, row: Told) -> None: ...

    def add(self, stored: Any, row: Told, before: Before) -> None:
        """Write what hangs on a stored row and is new to it, into `before` as well."""

    def apply(self, records: Sequence[Told], *, write: bool) -> list[Result]:
        self.made = {}
        self.prepare(records)
        known = self._known(records, write=write)
        results = []
        for row in records:
            try:
                results.append(self._result(row, known, write=write))
            except Rejected as fault:
                notes = [*row.notes, fault.note]
                results.append(Result(row.number, Outcome.REJECTED, notes=notes))
        if write:
            new = [each.target for each in results if each.outcome == Outcome.CREATED]
            noun = self.table.model._meta.model_name or ""
            events = [(pk, dict[str, Any]()) for pk in new if pk]
            write_events(self.context, self.verb, noun, events)
        return results

    def _result(self, row: Told, known: dict[Key, int], *, write: bool) -> Result:
        keys = self._keys(row)
        target = next((known[key] for key in keys if key in known), None)
        before: Before | None = None
        if target is None:
            self.check(row)
            target, outcome = new_id(), str(Outcome.CREATED)
            if write:
                self.create(target, row)
        else:
            before = self._fill(target, row, write=write)
            outcome = self.outcome_of(target, changed=bool(before))
        if write and ("id", row.external_id) not in known:
            self._remember(row.external_id, target)
        known |= dict.fromkeys(keys, target)
        self.fresh.add(target)
        self.facts[target] = None
        self.keys += [(key, target) for key in keys]
        return Result(row.number, outcome, target, row.notes, before or None)

    def _keys(self, row: Told) -> list[Key]:
        same = self.same_as(row)
        return [("id", row.external_id), *([("same", same)] if same else [])]

    def _known(self, rows: Sequence[Told], *, write: bool) -> dict[Key, int]:
        keys = {key for row in rows for key in self._keys(row)}
        names = {key[1] for key in keys if key[0] == "id"}
        same = self.stored_same({key[1] for key in keys if key[0] == "same"})
        stored: dict[Key, int] = {("same", name): pk for name, pk in same.items()}
        stored |= {("id", name): pk for name, pk in self.found(names).items()}
        if write:
            return stored
        earlier = self.memory.find(keys, most=1)
        return {key: pk for key, (pk,) in earlier.items()} | stored

    def found(self, names: Iterable[str]) -> dict[str, int]:
        """Rows of the workspace by external id: as we called them, or as they came."""
        rows: Any = self.table.model._default_manager.all()
        return rows_called(self.noun, rows, names)

    def _fill(self, target: int, row: Told, *, write: bool) -> Before | None:
        """Fill what is blank; what an undo needs. Raises `Rejected` if not seen."""
        rows: Any = self.table.model._default_manager
        stored = rows.filter(pk=target).first()
        if stored is None:  # an earlier row of a dry run would have made it
            return None
        seen = getattr(stored, "is_visible_to", None)
        if seen and not seen(self.context.member):
            raise Rejected("id_taken", "", row.external_id)
        before: Before = {}
        for name in self.filled:
            was, value = getattr(stored, name), row.said.get(name)
            if was in BLANK and value not in BLANK:
                before.setdefault("fields", {})[name] = [was, value]
        if write:
            self.add(stored, row, before)
            self._save(stored, before)
        return before

    def _save(self, stored: Any, before: Before) -> None:
        """As a new version, so that whoever edits it meanwhile hears of it."""
        if not (fields := before.get("fields")):
            return
        for name, (_was, value) in fields.items():
            setattr(stored, name, value)
        before["version"] = [stored.version, stored.version + 1]
        stored.version += 1
        stored.save(update_fields=[*fields, "version"])

    def _remember(self, external_id: str, target: int) -> None:
        CameAs.objects.get_or_create(
            noun=self.noun, external_id=external_id, defaults={"target": target}
        )


def rows_called(noun: str, rows: Any, names: Iterable[str]) -> dict[str, int]:
    """Those among the rows of a noun that files call so."""
    wanted = {name for name in names if name}
    own = rows.filter(pk__in=ours_of(wanted))
    came = CameAs.objects.filter(noun=noun, external_id__in=wanted)
    pairs = list(came.values_list("external_id", "target"))
    there = rows.filter(pk__in={pk for _name, pk in pairs})
    alive = set(there.values_list("pk", flat=True))
    found = {name: pk for name, pk in pairs if pk in alive}
    return found | {f"{OURS}:{pk}": pk for pk in own.values_list("pk", flat=True)}


def said_in(cells: Cells, table: Table) -> dict[str, Any]:
    """The values of a table's columns; raises `Rejected` for what is none of them."""
    texts = {name: cells.whole(name) for name in table.names}
    try:
        entry = table.entry({name: text for name, text in texts.items() if text})
    except NotUnderstood:
        raise Rejected("not_understood", cells.sheet.noun) from None
    for name, text in texts.items():
        longest = getattr(table.model._meta.get_field(name), "max_length", None)
        if longest and len(text) > longest:
            raise Rejected("not_understood", name)
    return dict(zip(table.names, entry, strict=True))


def listed(cells: Cells, table: Table) -> list[dict[str, Any]]:
    """Entries of a column that holds a list; raises `Rejected` for another text."""
    if not (text := cells.whole(table.target)):
        return []
    try:
        entries = table.read(text)
    except NotUnderstood:
        raise Rejected("not_understood", table.target) from None
    return [dict(zip(table.names, each, strict=True)) for each in entries]
