"""A whole CRM, as it was exported: real input that nobody here invented."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings
from django.db.models import Sum

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Ending, Objective
from bestfew.funnel.queries import overall_cycle
from bestfew.imports.terminal import Answer
from bestfew.imports.tests.recipes import bring_in, undo
from bestfew.imports.tests.test_undo import everything
from bestfew.people.models import Person, Role

FOLDER = settings.ROOT.parent / "shared" / "data" / "zoho_crm"
FILES = {
    "Leads": "people",
    "Contacts": "people",
    "Accounts": "organisations",
    "Potentials": "objectives",
    "Calls": "activities",
}

pytestmark = [
    pytest.mark.usefixtures("in_workspace"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there is no {FOLDER.name} here"),
]


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with Path(FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_a_whole_crm_comes_in_and_goes_again(alice: Membership) -> None:
    empty = everything()
    answers: dict[str, Answer] = {}
    for name, noun in FILES.items():
        answers[name] = bring_in(alice, FOLDER / f"{name}.csv", noun)

    _counts_add_up(answers)
    _money_and_cycles_are_the_files_own()
    _people_are_linked()

    for answer in reversed(answers.values()):
        undo(answer.job)
        assert answer.job.kept == 0
    assert everything() == empty


def _counts_add_up(answers: dict[str, Answer]) -> None:
    for name, answer in answers.items():
        assert answer.counts["rows_read"] == sum(1 for _row in rows_of(name))
    assert answers["Leads"].counts["created"] == 3_900
    assert answers["Contacts"].counts["updated"] == 1_265
    assert answers["Accounts"].counts["rejected"] == 0
    assert answers["Potentials"].counts["created"] == 3_632
    assert answers["Calls"].counts["created"] == 2_310  # the others name nobody here


def _money_and_cycles_are_the_files_own() -> None:
    deals = list(rows_of("Potentials"))
    money = sum(
        Decimal(row["Amount"].replace("$", "").replace(",", "")) for row in deals
    )
    won = [int(row["Age in Days"]) for row in deals if row["Stage"] == "Closed Won"]

    assert Objective.objects.aggregate(total=Sum("value"))["total"] == money
    assert Ending.objects.filter(outcome="won").count() == len(won)
    assert overall_cycle().median == median(won)


def _people_are_linked() -> None:
    contact = next(rows_of("Contacts"))
    person = Person.objects.get(
        external_ids__namespace="contactid", external_ids__value=contact["CONTACTID"]
    )
    ids = set(person.external_ids.values_list("namespace", flat=True))
    places = Role.objects.filter(
        person=person, organisation__external_ids__value=contact["Account Id"]
    )

    assert ids == {"leadid", "contactid"}
    assert places.exists()
