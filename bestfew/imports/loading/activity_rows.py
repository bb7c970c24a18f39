"""A row about an activity, read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bestfew.activities.models import Kind
from bestfew.activities.rules import Work
from bestfew.funnel.models import Objective
from bestfew.imports.loading.finding import PointKey
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.objective_rows import points_keys
from bestfew.imports.loading.people_rows import traits_of
from bestfew.imports.loading.sheet import NO_ID, Cells, Note, Ref
from bestfew.imports.rules.durations import seconds_of
from bestfew.imports.rules.words import meaning

MOST_MINUTES = 1_440


@dataclass(slots=True)
class ActivityRow:
    """What a row says about an activity; whom it was with is found later."""

    number: int
    external_id: str
    at: datetime
    kind: str
    person_refs: list[Ref] = field(default_factory=list)
    organisation_refs: list[Ref] = field(default_factory=list)
    objective_ids: list[str] = field(default_factory=list)
    points: list[PointKey] = field(default_factory=list)
    person_name: str = ""
    minutes: int | None = None
    note: str = ""
    is_incoming: bool = False
    outcome: str = ""
    channel_name: str = ""
    campaign_name: str = ""
    traits: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    person: int | None = None
    organisation: int | None = None
    objective: Objective | None = None
    channel: int | None = None
    campaign: int | None = None
    call_to_action: str = ""
    close: str = ""
    work: str = ""
    by: int | None = None

    @property
    def refs(self) -> list[Ref]:
        return [*self.person_refs, *self.organisation_refs]


def activity_row(cells: Cells, kind: str) -> ActivityRow:
    """Raises `Rejected` for one without a day. `kind` is what the file holds."""
    at = cells.at("at")
    if at is None:
        shown = cells.many("at")
        header = cells.sheet.headers[shown[0][1]] if shown else ""
        raise Rejected("no_day", header, shown[0][0] if shown else "")
    row = ActivityRow(cells.number, cells.own_id(), at, kind or Kind.NOTE)
    row.kind = _meaning(cells, "kind", "kind") or row.kind
    row.person_refs = cells.refs("person_id")
    row.organisation_refs = cells.refs("organisation_id")
    row.objective_ids = [
        value[:200]
        for value, _column in cells.many("objective_id")
        if value.casefold() not in NO_ID
    ]
    row.points = points_keys(cells, "email", "phone")
    row.person_name = cells.one("person_name", 300)
    row.minutes = _minutes(cells)
    row.note = cells.whole("note")
    row.is_incoming = _meaning(cells, "direction", "direction") == "incoming"
    row.outcome = _meaning(cells, "outcome", "outcome") or _missed(cells)
    row.channel_name = cells.one("channel", 150)
    row.campaign_name = cells.one("campaign", 150)
    _read_rest(cells, row)
    row.traits, row.notes = traits_of(cells), cells.notes
    return row


def _read_rest(cells: Cells, row: ActivityRow) -> None:
    """What only an export of ours says."""
    row.call_to_action = cells.one("call_to_action", 300)
    row.close = cells.one("close", 300)
    work = cells.one("work")
    row.work = work if work in list(Work) else ""


def _meaning(cells: Cells, target: str, family: str) -> str:
    """The code a word stands for; other words are kept as traits."""
    for value, column in cells.many(target):
        if found := meaning(family, value):
            return found
        cells.traits[cells.sheet.headers[column]] = value
    return ""


def _missed(cells: Cells) -> str:
    """The logs of phones say in one word that a call came in, and was missed."""
    found = meaning("outcome", cells.one("direction"))
    return found if found == "no_answer" else ""


def _minutes(cells: Cells) -> int | None:
    """Whole minutes, from a column of seconds or of minutes."""
    for target, unit in (("seconds", 1), ("minutes", 60)):
        for value, column in cells.many(target):
            seconds = seconds_of(value, unit=unit)
            if seconds is not None and 0 <= seconds <= MOST_MINUTES * 60:
                return round(seconds / 60)
            cells.fault("not_a_duration", column, value)
    return None
