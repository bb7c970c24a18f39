"""The rhythm calendar: which weeks had a meeting, as shapes with a word for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from bestfew.teams.rules.rhythm import Week


@dataclass(frozen=True, slots=True)
class Cell:
    """One week: `kind` is held, planned, off, none or later; `words` say it."""

    monday: date
    kind: str
    is_now: bool

    @property
    def words(self) -> str:
        return {
            "held": _("You met"),
            "planned": _("planned"),
            "off": _("called off"),
            "none": _("no meeting"),
            "later": _("nothing planned"),
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks that begin in a month."""

    first: date
    cells: list[Cell]


def picture_of(weeks: Sequence[Week], today: date) -> list[Month]:
    """Every week under the month in which it begins."""
    months: list[Month] = []
    for week in weeks:
        first = week.monday.replace(day=1)
        if not months or months[-1].first != first:
            months.append(Month(first, []))
        months[-1].cells.append(_cell(week, today))
    return months


def _cell(week: Week, today: date) -> Cell:
    is_over = week.monday + timedelta(days=7) <= today
    is_now = week.monday <= today < week.monday + timedelta(days=7)
    if week.held:
        return Cell(week.monday, "held", is_now)
    if week.planned:
        return Cell(week.monday, "planned", is_now)
    if week.called_off:
        return Cell(week.monday, "off", is_now)
    return Cell(week.monday, "none" if is_over else "later", is_now)
