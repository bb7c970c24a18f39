"""Weeks as a table and as JSON: what was planned, proposed and really spent."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from bestfew.planning.models import TimeBlock
from bestfew.planning.queries import Week
from bestfew.planning.rules.spent import Minutes
from bestfew.web.cells import for_spreadsheet

MINUTES = ("close", "prospect", "funnel", "other")


def morning_state(block: TimeBlock | None) -> str:
    """planned, kept or dropped; '' where the week had none."""
    if block is None:
        return ""
    if block.is_dropped:
        return "dropped"
    return "kept" if block.is_kept else "planned"


def as_json(weeks: Iterable[Week]) -> list[dict[str, Any]]:
    """Shares in percent, time in minutes; null where nothing is known."""
    return [
        {
            "week": week.monday,
            "proposed": week.proposed.as_json() if week.proposed else None,
            "own": week.own.as_json() if week.own else None,
            "planned": _minutes(week.planned),
            "spent": _minutes(week.spent),
            "planned_shares": _shares(week.planned),
            "spent_shares": _shares(week.spent),
            "morning": morning_state(week.morning) or None,
            "morning_dropped_because": week.morning.reason if week.morning else "",
            "blank_days": list(week.blank),
            "declined": week.declined,
        }
        for week in weeks
    ]


def block_as_json(block: TimeBlock) -> dict[str, Any]:
    return {
        "on": block.on,
        "from": f"{block.starts:%H:%M}",
        "to": block.ends,
        "work": block.work,
        "what": block.what,
        "is_morning": block.is_morning,
        "state": morning_state(block),
        "reason": block.reason,
    }


def as_csv(weeks: Sequence[Week]) -> Iterator[str]:
    """A line for each week, under their heads."""
    for each in _table(weeks):
        line = StringIO()
        csv.writer(line).writerow(for_spreadsheet(str(cell)) for cell in each)
        yield line.getvalue()


def _table(weeks: Sequence[Week]) -> Iterator[Sequence[object]]:
    head = True
    for week in as_json(weeks):
        flat = dict(_flat(week))
        if head:
            yield list(flat)
            head = False
        yield list(flat.values())


def _flat(week: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in week.items():
        if name in ("proposed", "own", "planned_shares", "spent_shares"):
            known = value or {}
            for part in ("best_few", "above", "in"):
                yield f"{name}_{part}", known.get(part, "")
        elif name in ("planned", "spent"):
            for kind in MINUTES:
                yield f"{name}_{kind}_minutes", value[kind]
        elif name == "blank_days":
            yield name, len(value)
        else:
            yield name, "" if value is None else value


def _minutes(found: Minutes) -> dict[str, int]:
    return {kind: getattr(found, kind) for kind in MINUTES}


def _shares(found: Minutes) -> dict[str, float] | None:
    shares = found.shares()
    return (
        None if shares is None else {str(work): each for work, each in shares.items()}
    )
