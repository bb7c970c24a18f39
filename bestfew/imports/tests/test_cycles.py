"""Cycles of two real exports on four days: what lifelines says of the files alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pytest
from django.conf import settings
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.utils import median_survival_times
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.imports.tests.recipes import bring_in
from config.cli import app

FOLDER = settings.ROOT.parent / "shared" / "data"
OLIST = (
    "olist/olist_marketing_qualified_leads_dataset.csv",
    "olist/olist_closed_deals_dataset.csv",
)
ZOHO = "zoho_crm/Leads.csv", "zoho_crm/Potentials.csv"
KEYS = "n", "won", "lost", "open", "won_mean", "won_median"

pytestmark = [
    pytest.mark.usefixtures("in_workspace"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no {FOLDER.name} here"),
]


@dataclass(frozen=True, slots=True)
class Deal:
    """One of a file: `end` is "" while it is open."""

    begun: date
    ended: date | None = None
    end: str = ""

    def watched(self, on: date) -> tuple[int, int]:
        """Days until `on`, and 0, 1 or 2: open, won, lost."""
        if self.ended and self.ended <= on:
            return (self.ended - self.begun).days, 1 if self.end == "won" else 2
        return (on - self.begun).days, 0


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with Path(FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def olist() -> list[Deal]:
    leads, deals = OLIST
    won = {
        row["mql_id"]: date.fromisoformat(row["won_date"][:10])
        for row in rows_of(deals)
    }
    return [
        Deal(date.fromisoformat(row["first_contact_date"]), end and end, "won")
        for row in rows_of(leads)
        for end in [won.get(row["mql_id"])]
    ]


def zoho() -> list[Deal]:
    ends = {"Closed Won": "won", "Closed Lost": "lost"}
    return [
        Deal(
            _day(row["Created Time"]),
            _day(row["Closing Date"]) if row["Stage"] in ends else None,
            ends.get(row["Stage"], ""),
        )
        for row in rows_of(ZOHO[1])
    ]


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %b, %Y %H:%M:%S").astimezone().date()


def of_the_file(deals: list[Deal], on: date) -> dict[str, Any]:
    """What lifelines says; who was won before the first contact is a fault."""
    known = [each for each in deals if each.begun <= on or _is_over(each, on)]
    watched = [pair for each in known if (pair := each.watched(on))[0] >= 0]
    days, ends = [day for day, _end in watched], [end for _day, end in watched]
    won = [day for day, end in watched if end == 1]
    curve = KaplanMeierFitter().fit(days, [end > 0 for end in ends])
    wins = KaplanMeierFitter().fit(days, [end == 1 for end in ends])
    range_ = median_survival_times(curve.confidence_interval_survival_function_)
    return {
        "n": len(watched),
        "won": len(won),
        "lost": ends.count(2),
        "open": ends.count(0),
        "won_mean": fmean(won) if won else None,
        "won_median": median(won) if won else None,
        "closed_km_median": _finite(curve.median_survival_time_),
        "closed_km_range": [_finite(each) for each in range_.iloc[0]],
        "won_share_by_day": {
            by: _share_won(curve, wins, by) for by in (30, 60, 90) if by <= max(days)
        },
        "aalen_johansen": _aalen_johansen(days, ends),
    }


def _is_over(deal: Deal, on: date) -> bool:
    return bool(deal.ended and deal.ended <= on)


def _finite(value: float) -> float | None:
    return None if value == float("inf") else value


def _share_won(curve: Any, wins: Any, by: int) -> float:
    """Aalen-Johansen from lifelines' own tables: exact where many end on a day."""
    table, before, share = wins.event_table, 1.0, 0.0
    for day, row in table[table.index <= by].iterrows():
        share += before * row["observed"] / row["at_risk"] if row["at_risk"] else 0
        before = float(curve.predict(day))
    return share


def _aalen_johansen(days: list[int], ends: list[int]) -> Callable[[int], float]:
    """Its fitter wants no two to end together: they are moved apart inside the day."""
    n = 2 * len(days)
    moved = [
        day + 1 + (order / n if end else 0.9)
        for order, (day, end) in enumerate(zip(days, ends, strict=True))
    ]
    fitter = AalenJohansenFitter(calculate_variance=False)
    fitter.fit(moved, ends, event_of_interest=1)
    return lambda by: float(fitter.predict(by + 1.8))


def told(on: date) -> Any:
    done = CliRunner().invoke(app, ["cycle", "--as-of", on.isoformat(), "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def agree(answer: Any, file: dict[str, Any]) -> None:
    for key in KEYS:
        assert answer[key] == pytest.approx(file[key]), key
    assert answer["closed_km_median"] == file["closed_km_median"]
    assert answer["closed_km_range"] == file["closed_km_range"]
    for by, share in file["won_share_by_day"].items():
        found = answer["won_share_by_day"][str(by)]
        assert found == pytest.approx(share)
        assert found == pytest.approx(file["aalen_johansen"](by), abs=0.005)


def test_the_cycle_of_8000_leads_with_those_still_open(alice: Membership) -> None:
    bring_in(alice, FOLDER / OLIST[0], "people")
    bring_in(alice, FOLDER / OLIST[1], "objectives")

    for on in (
        date(2017, 12, 31),
        date(2018, 2, 28),
        date(2018, 5, 31),
        date(2018, 11, 30),
    ):
        answer, file = told(on), of_the_file(olist(), on)

        agree(answer["with_leads"], file)
        assert answer["won"] == file["won"]

    assert answer["with_leads"]["open"] == 7_158
    assert answer["faults"]["negative"] == 1
    assert answer["source"] == "won mean"


def test_the_cycle_of_3632_deals(alice: Membership) -> None:
    for name, noun in zip(ZOHO, ("people", "objectives"), strict=True):
        bring_in(alice, FOLDER / name, noun)

    for on in (
        date(2019, 6, 30),
        date(2020, 3, 31),
        date(2020, 12, 31),
        date(2021, 5, 31),
    ):
        agree(told(on), of_the_file(zoho(), on))
