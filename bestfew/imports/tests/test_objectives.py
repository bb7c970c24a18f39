"""Objectives come with their customers, their money and their endings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from bestfew.accounts.models import Membership, Workspace
from bestfew.funnel.models import Ending, Influence, Objective
from bestfew.funnel.queries import overall_cycle
from bestfew.imports.models import ImportRow
from bestfew.imports.tests.recipes import bring_in, make_file
from bestfew.markets.models import Offering
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

HEAD = ["Deal ID", "Deal", "LEADID", "Amount", "Stage", "Probability", "Created"]
HEAD += ["Closing Date", "Lost reason", "Product"]


def deal(number: int, **cells: str) -> list[str]:
    usual = {
        "Deal ID": f"D{number}",
        "Deal": f"Flat {number}",
        "LEADID": "1",
        "Created": "2025-01-01",
    }
    return [{**usual, **cells}.get(head, "") for head in HEAD]


@pytest.fixture
def mai(in_workspace: Workspace, alice: Membership, tmp_path: Path) -> Person:
    rows = [["LEADID", "Name", "Email"], ["1", "Mai Tran", "mai@example.com"]]
    bring_in(alice, make_file(tmp_path, rows, name="leads.csv"))
    found: Person = Person.objects.get()
    return found


@pytest.mark.usefixtures("mai")
def test_won_lost_and_open_ones_are_told_apart(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        deal(1, Stage="Closed Won", **{"Closing Date": "2025-03-02"}),
        deal(2, Stage="thua", **{"Closing Date": "2025-02-01", "Lost reason": "Price"}),
        deal(3, Stage="Proposal", Probability="80%", **{"Closing Date": "2099-01-31"}),
    ]

    answer = bring_in(alice, make_file(tmp_path, rows), "objectives")

    assert answer.counts["created"] == 3
    endings = Ending.objects.values_list(
        "objective__external_id", "outcome", "cycle_days"
    )
    assert set(endings) == {("D1", "won", 60), ("D2", "lost", 31)}
    assert Ending.objects.get(outcome="lost").reason == "Price"
    still = Objective.objects.get(is_open=True)
    assert still.expected_close_on == date(2099, 1, 31)
    assert still.confidence == 80
    assert still.traits == {"Stage": "Proposal"}
    assert (still.place, still.fit) == ("above", "Proposal")
    assert overall_cycle().median == 60


@pytest.mark.usefixtures("mai")
@pytest.mark.parametrize("stage", ["Prospect", "New", "chưa liên hệ", "线索", ""])
def test_a_first_stage_indicates_no_fit(
    alice: Membership, tmp_path: Path, stage: str
) -> None:
    bring_in(alice, make_file(tmp_path, [HEAD, deal(1, Stage=stage)]), "objectives")

    assert Objective.objects.get().missing == ["fit_data"]


def test_the_customer_says_the_final_yes(
    alice: Membership, mai: Person, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [HEAD, deal(1)]), "objectives")

    influence = Influence.objects.get()
    assert (influence.person, influence.role) == (mai, "economic")


@pytest.mark.usefixtures("mai")
def test_amounts_add_up_to_the_cent(alice: Membership, tmp_path: Path) -> None:
    amounts = ["$22,700.00", "$1,234.56", "1,200", "7", "$0.01"]
    rows = [deal(number, Amount=text) for number, text in enumerate(amounts)]

    bring_in(alice, make_file(tmp_path, [HEAD, *rows]), "objectives")

    total = Objective.objects.aggregate(total=Sum("value"))["total"]
    assert total == Decimal("25141.57")
    assert set(Objective.objects.values_list("currency", flat=True)) == {"USD", "GBP"}


@pytest.mark.usefixtures("mai")
def test_amounts_follow_the_files_own_mark(alice: Membership, tmp_path: Path) -> None:
    rows = [deal(1, Amount="1.234,50 €"), deal(2, Amount="1.200")]

    bring_in(alice, make_file(tmp_path, [HEAD, *rows]), "objectives")

    assert Objective.objects.get(external_id="D2").value == 1200


@pytest.mark.usefixtures("mai")
def test_what_cannot_be_is_rejected_and_the_rest_is_kept(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        deal(1, Amount="-5"),
        deal(2, LEADID="99"),
        deal(3, LEADID=""),
        deal(4, Amount="much", Probability="maybe", Created="31/02/2025"),
        deal(5, Stage="won", **{"Closing Date": "2024-12-31"}),
        deal(6, Stage="won"),
    ]

    answer = bring_in(alice, make_file(tmp_path, rows), "objectives")

    assert [each["reason"] for each in answer.rejections] == [
        "The value -5 is below zero.",
        "Nobody with the id leadid 99 is here yet.",
        "The row does not say who it is about.",
    ]
    fourth = Objective.objects.get(external_id="D4")
    assert fourth.traits == {
        "Amount": "much",
        "Probability": "maybe",
        "Created": "31/02/2025",
    }
    assert Ending.objects.get(objective__external_id="D5").cycle_days == -1
    codes = [
        [note[0] for note in row.notes or ()]
        for row in ImportRow.objects.filter(target__isnull=False).order_by("number")
    ][1:]
    assert codes == [
        ["not_an_amount", "not_a_percent", "not_a_date"],
        ["ends_before_begin"],
        ["no_closing_day"],
    ]


@pytest.mark.usefixtures("mai")
def test_customers_are_found_by_email_phone_or_name(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [["Name"], ["An"], ["An"]], name="p.csv"))
    rows = [
        ["Deal", "Email", "Customer"],
        ["a", "MAI@example.com", ""],
        ["b", "", "mai tran"],
        ["c", "", "Nobody"],
    ]

    answer = bring_in(alice, make_file(tmp_path, rows), "objectives")

    assert answer.counts["created"] == 2
    assert answer.rejections == [{"row": 3, "reason": "Nobody here is called Nobody."}]


@pytest.mark.usefixtures("mai")
def test_several_of_one_name_are_not_guessed_between(
    alice: Membership, tmp_path: Path
) -> None:
    people = [["Name", "Email"], ["An", "a@example.com"], ["An", "b@example.com"]]
    bring_in(alice, make_file(tmp_path, people, name="p.csv"))
    rows = [["Deal", "Customer"], ["a", "An"]]

    answer = bring_in(alice, make_file(tmp_path, rows), "objectives")

    assert answer.counts["rejected"] == 1
    assert answer.rejections[0]["reason"] == "Several here are called An: use an id."


@pytest.mark.usefixtures("mai")
def test_offerings_are_made_once(alice: Membership, tmp_path: Path) -> None:
    rows = [HEAD, deal(1, Product="Flat"), deal(2, Product="FLAT")]

    bring_in(alice, make_file(tmp_path, rows), "objectives")

    assert Offering.objects.get().objectives.count() == 2


@pytest.mark.usefixtures("mai")
def test_a_later_file_fills_in_and_ends(alice: Membership, tmp_path: Path) -> None:
    bring_in(alice, make_file(tmp_path, [HEAD, deal(1)]), "objectives")
    later = [HEAD, deal(1, Amount="$5", Stage="won", **{"Closing Date": "2025-02-01"})]

    answer = bring_in(alice, make_file(tmp_path, later), "objectives")
    again = bring_in(alice, make_file(tmp_path, later), "objectives")

    assert answer.counts["updated"] == 1
    assert again.counts["unchanged"] == 1
    found = Objective.objects.get()
    assert not found.is_open
    assert found.value == Decimal(5)
    assert found.currency == "USD"
    assert found.ending.cycle_days == 31
