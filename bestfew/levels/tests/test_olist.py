"""8,000 leads and the 842 of them that were won: counted as the files have them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports.tests.recipes import bring_in, undo
from bestfew.levels.actions import counted_anew, standings
from bestfew.levels.models import LevelChange, LevelDay, Standing
from bestfew.levels.queries.groups import groups_of
from bestfew.levels.queries.pyramids import Team
from bestfew.levels.rules.estimates import estimate
from bestfew.levels.rules.pyramid import Period
from bestfew.levels.tests.test_standings import counted

FOLDER = settings.ROOT.parent / "shared" / "data" / "olist"
LEADS = "olist_marketing_qualified_leads_dataset.csv"
DEALS = "olist_closed_deals_dataset.csv"
NOBODY_SAYS = "Trade fair"
"""The source of rows without an origin: what whoever brings the file in says."""

pytestmark = [
    pytest.mark.usefixtures("in_workspace"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no {FOLDER.name} here"),
]


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with Path(FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def of_the_files(on: date) -> tuple[Counter[str], Counter[str]]:
    """Leads and won ones of each origin, up to a day.

    One was won before the first contact that is written down: won, it had answered.
    """
    won = {
        row["mql_id"]: date.fromisoformat(row["won_date"][:10])
        for row in rows_of(DEALS)
    }
    leads: Counter[str] = Counter()
    sales: Counter[str] = Counter()
    for row in rows_of(LEADS):
        origin, sold = row["origin"] or NOBODY_SAYS, won.get(row["mql_id"])
        first = date.fromisoformat(row["first_contact_date"])
        leads[origin] += (min(first, sold) if sold else first) <= on
        sales[origin] += bool(sold and sold <= on)
    return +leads, +sales


def test_conversion_by_origin_is_the_files_own_as_of_any_day(
    alice: Membership,
) -> None:
    leads_in = bring_in(alice, FOLDER / LEADS, "people")
    deals_in = bring_in(alice, FOLDER / DEALS, "objectives")
    assert leads_in.counts["created"] == 8_000
    assert deals_in.counts["created"] == 842

    for on in (
        date(2017, 9, 30),
        date(2018, 1, 15),
        date(2018, 3, 1),
        timezone.localdate(),
    ):
        leads, won = of_the_files(on)
        total, groups = groups_of(alice, Period(None, on, on), by="source")

        told = {each.name: each for each in groups}
        assert {name: each.pyramid.counts[1] for name, each in told.items()} == leads
        for name, each in told.items():
            found = each.bought_of_answered
            assert found == estimate(won[name], leads[name])
            assert found.low <= found.mean <= found.high
        assert total.pyramid.counts[4] == won.total()

    _counts_agree(alice)
    _goes_again(leads_in, deals_in)


def _counts_agree(member: Membership) -> None:
    """The daily counts tell what the standings tell."""
    today = timezone.localdate()
    assert counted() == counted_anew(standings())
    period = Period(date(2017, 11, 10), date(2018, 2, 20), today)
    team = Team.read(period, cycle=member.workspace.normal_cycle_days)
    total, _groups = groups_of(member, period)

    mine = team.pyramid()
    assert mine.counts == total.pyramid.counts
    assert [step.wait for step in mine.steps] == [
        step.wait for step in total.pyramid.steps
    ]
    assert [step.estimate for step in mine.steps] == [
        step.estimate for step in total.pyramid.steps
    ]


def _goes_again(*answers: object) -> None:
    for answer in reversed(answers):
        undo(answer.job)  # type: ignore[attr-defined]
    for model in (Standing, LevelChange, LevelDay):
        assert not model.objects.exists()
