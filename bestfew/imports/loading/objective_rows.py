"""A row about an objective, read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bestfew.funnel.models import Agreement
from bestfew.imports.loading.finding import PointKey
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.objective_facts import Told
from bestfew.imports.loading.people_rows import traits_of
from bestfew.imports.loading.sheet import Cells, Note, Ref
from bestfew.imports.rules.text import squeezed
from bestfew.imports.rules.words import meaning, percent
from bestfew.people import rules


@dataclass(slots=True)
class ObjectiveRow:
    """What a row says about an objective; `ending` is '' while it is open."""

    number: int
    external_id: str
    customer_refs: list[Ref] = field(default_factory=list)
    customer_points: list[PointKey] = field(default_factory=list)
    customer_name: str = ""
    name: str = ""
    offering: str = ""
    kind: str = ""
    value: Decimal | None = None
    currency: str = ""
    first_contact_on: date | None = None
    expected_close_on: date | None = None
    confidence: int = 0
    fit: str = ""
    ending: str = ""
    ended_on: date | None = None
    reason: str = ""
    traits: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    agreement: str = ""
    next_deed: str = ""
    strength: str = ""
    competition: str = ""
    reorganised_on: date | None = None
    is_paused: bool = False
    is_shared: bool = False
    fit_on: date | None = None
    fit_verified_on: date | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    owner: int | None = None
    facts: list[Told] = field(default_factory=list)


def objective_row(cells: Cells) -> ObjectiveRow:
    """Raises `Rejected` for an amount below zero."""
    row = ObjectiveRow(cells.number, cells.own_id(), cells.refs("customer_id"))
    row.customer_points = points_keys(cells, "customer_email", "customer_phone")
    row.customer_name = cells.one("customer_name", 300)
    row.name = cells.one("name", 300)
    row.offering = cells.one("offering", 200)
    row.kind = _word(cells, "kind", "objective")
    _read_value(cells, row)
    row.confidence = _confidence(cells)
    row.fit = cells.one("fit", 500)
    row.reason = cells.one("lost_reason", 300)
    row.first_contact_on = _not_in_future(cells, "first_contact")
    _read_end(cells, row)
    _read_rest(cells, row)
    row.traits, row.notes = traits_of(cells), cells.notes
    return row


def _read_rest(cells: Cells, row: ObjectiveRow) -> None:
    """What only an export of ours says."""
    row.agreement = cells.one("agreement")
    row.agreement = row.agreement if row.agreement in Agreement.values else ""
    row.next_deed = cells.one("next_deed", 200)
    row.strength = cells.one("strength", 300)
    row.competition = cells.one("competition", 300)
    row.reorganised_on = cells.day("reorganised_on")
    row.is_paused = cells.is_so("paused")
    row.is_shared = cells.is_so("shared")
    row.fit_on = cells.day("fit_on")
    row.fit_verified_on = cells.day("fit_verified_on")
    row.opened_at, row.ended_at = cells.at("opened_at"), cells.at("ended_at")


def points_keys(cells: Cells, email: str, phone: str) -> list[PointKey]:
    """What finds a person: e-mail addresses, then phone numbers."""
    found = [("email", rules.email_key(value)) for value, _at in cells.many(email)]
    for value, _column in cells.many(phone):
        found.append(("phone", rules.contact_key("phone", value, cells.sheet.country)))
    return [(kind, key) for kind, key in found if key]


def _read_value(cells: Cells, row: ObjectiveRow) -> None:
    amount = cells.amount("value")
    code = cells.one("currency").upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        value, column = cells.many("currency")[0]
        cells.fault("not_a_currency", column, value)
        code = ""
    if amount is None:
        row.currency = code
        return
    if amount.value < 0:
        value, column = cells.many("value")[0]
        raise Rejected("below_zero", cells.sheet.headers[column], value)
    row.value = amount.value
    row.currency = code or amount.currency or cells.sheet.currency


def _confidence(cells: Cells) -> int:
    for value, column in cells.many("confidence"):
        found = percent(value)
        if found is not None:
            return found
        cells.fault("not_a_percent", column, value)
    return 0


def _not_in_future(cells: Cells, target: str) -> date | None:
    day = cells.day(target)
    if day and day > cells.sheet.today and not cells.sheet.is_ours:
        value, column = cells.many(target)[0]
        cells.fault("in_future", column, value)
        return None
    return day


def _word(cells: Cells, target: str, family: str) -> str:
    for value, column in cells.many(target):
        if found := meaning(family, value):
            return found
        cells.traits[cells.sheet.headers[column]] = value
    return ""


def _read_end(cells: Cells, row: ObjectiveRow) -> None:
    """Ended or not, and when; stages that end nothing are kept as traits.

    One beyond the first stage says that somebody saw a fit (D14): data, no proof.
    """
    won_on = cells.day("won_on")
    row.ending = "won" if won_on else ""
    for value, column in cells.many("stage"):
        row.ending = row.ending or meaning("ending", value)
        if squeezed(value) != row.ending:
            cells.traits[cells.sheet.headers[column]] = value
        if not row.ending and not meaning("stage", value):
            row.fit = row.fit or value[:500]
    row.expected_close_on = cells.day("expected_close")
    closed = won_on or cells.day("closed_on")
    if not row.ending:
        row.expected_close_on = row.expected_close_on or closed
        return
    row.ended_on = closed or row.expected_close_on or cells.sheet.today
    if closed is None:
        cells.notes.append(Note("no_closing_day", "", row.ended_on.isoformat()))
    if row.ended_on > cells.sheet.today:
        cells.notes.append(Note("ends_in_future", "", row.ended_on.isoformat()))
