"""What a row adds to somebody: blanks filled, the rest taken up, as its columns say."""

from __future__ import annotations

from dataclasses import replace

from bestfew.imports.loading.finding import worth_keeping
from bestfew.imports.loading.people_facts import refuse
from bestfew.imports.loading.people_rows import PersonRow, full_name
from bestfew.imports.loading.places import Places
from bestfew.imports.loading.sheet import Note, Sheet
from bestfew.imports.loading.someone import Someone
from bestfew.imports.rules.dates import DayOfYear
from bestfew.imports.rules.taking import merged, taken

FILLED = {
    "given_name": "given_name",
    "family_name": "family_name",
    "note": "note",
    "lawful_basis": "basis",
    "obtained_on": "obtained_on",
}
"""Columns that a row fills, each with the target that may write over it."""


def fill(row: PersonRow, someone: Someone, places: Places) -> None:
    """Fill blanks, or write over; say which name of the row was not taken."""
    sheet, fields = places.context.sheet, someone.fields
    was_composed = fields["name"] == _composed(someone, sheet)
    for name, target in FILLED.items():
        over = target in sheet.overwrites
        fields[name] = taken(fields[name], getattr(row, name), overwrite=over)
    _rename(row, someone, sheet, was_composed=was_composed)
    if row.source and (not fields["source_id"] or "source" in sheet.overwrites):
        fields["source_id"] = places.source(row.source)
    add_facts(row, someone, places)


def _rename(
    row: PersonRow, someone: Someone, sheet: Sheet, *, was_composed: bool
) -> None:
    """The name, which follows its parts where it was made of them."""
    fields = someone.fields
    parts = {"given_name", "family_name"}
    if was_composed and not row.renames and parts & sheet.overwrites:
        fields["name"] = _composed(someone, sheet)
    name = taken(fields["name"], row.name, overwrite=row.renames)
    if row.name and name != row.name:
        row.notes.append(Note("kept", "", row.name))
    fields["name"] = name


def _composed(someone: Someone, sheet: Sheet) -> str:
    fields = someone.fields
    return full_name(fields["given_name"], fields["family_name"], sheet)


def add_facts(row: PersonRow, someone: Someone, places: Places) -> None:
    """Add what somebody can have several of, and a birthday."""
    context = places.context
    sheet = context.sheet
    someone.traits = merged(someone.traits, row.traits, sheet.overwritten_traits)
    for point in row.points:
        someone.points.setdefault((point.kind, point.key), point.value)
    someone.refs |= worth_keeping(
        row.refs, someone.id, is_new=someone.is_new, known=someone.refs
    )
    someone.tags |= {places.tag(name) for name in row.tags}
    if not someone.is_brought:
        someone.brought_by |= set(row.brought_by)
    if row.birthday and not _is_less(row.birthday, someone.birthday):
        over = "birthday" in sheet.overwrites
        someone.birthday = taken(someone.birthday, row.birthday, overwrite=over)
    for key, entry in row.facts.items():
        someone.facts.setdefault(key, entry)
    if row.do_not_contact:
        refuse(someone.facts, at=context.at, how=context.job.file_name)
    places.employ(someone, row)


def _is_less(day: DayOfYear, known: DayOfYear | None) -> bool:
    """The day that is known, without the year of it."""
    return known is not None and day == replace(known, year=None)
