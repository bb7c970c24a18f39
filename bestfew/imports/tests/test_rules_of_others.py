"""Keep, fill, overwrite for other nouns than people, and their undo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.funnel.actions import refresh_places
from bestfew.funnel.models import Objective, Review
from bestfew.imports.rules.taking import FILL, KEEP, OVERWRITE, RULES
from bestfew.imports.terminal import Answer, Asked, Refused, load
from bestfew.imports.tests.recipes import bring_in, make_file, undo
from bestfew.markets.models import Offering
from bestfew.people.models import Organisation

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_workspace")


def bring(
    member: Membership,
    folder: Path,
    noun: str,
    rows: list[list[str]],
    *,
    rule: str = FILL,
    headers: tuple[str, ...] = (),
) -> Answer:
    asked = Asked(
        make_file(folder, rows, name=f"{noun}.csv"),
        noun,
        basis="interest",
        overwrite=headers if rule == OVERWRITE else (),
        keep=headers if rule == KEEP else (),
        fill=headers if rule == FILL else (),
    )
    return load(member, asked, say=lambda _line: None)


@pytest.mark.parametrize("rule", RULES)
def test_of_organisations_notes_and_what_is_kept_beside(
    alice: Membership, tmp_path: Path, rule: str
) -> None:
    head = ["Account Name", "Note", "Size"]
    bring(alice, tmp_path, "organisations", [head, ["An Phu", "Tea", "38"]])
    rows = [head, ["An Phu", "Coffee", "40"], ["Blank", "", ""]]

    answer = bring(
        alice, tmp_path, "organisations", rows, rule=rule, headers=("Note", "Size")
    )

    found = Organisation.objects.get(name="An Phu")
    is_over = rule == OVERWRITE
    assert found.note == ("Coffee" if is_over else "Tea")
    assert found.traits == {"Size": "40" if is_over else "38"}

    undo(answer.job)

    found.refresh_from_db()
    assert (found.note, found.traits, found.version) == ("Tea", {"Size": "38"}, 1)
    assert answer.job.kept == 0


DEAL = ["Deal ID", "Deal", "LEADID", "Amount", "Currency", "Probability", "Product"]
DEAL += ["Expected close", "Size", "Created"]
WAS = ["D1", "Flat", "1", "1000", "GBP", "20", "Flat", "2099-01-31", "38", "2025-01-01"]
SAYS = ["D1", "Villa", "1", "2500", "USD", "80", "Villa", "2099-06-30", "40", ""]
CHOICE = ("Deal", "Amount", "Probability", "Product", "Expected close", "Size")


def facts_of(objective: Objective) -> dict[str, Any]:
    objective.refresh_from_db()
    return {
        "name": objective.name,
        "value": (objective.value, objective.currency),
        "confidence": objective.confidence,
        "offering": str(objective.offering),
        "close": str(objective.expected_close_on),
        "traits": objective.traits,
        "begun": str(objective.first_contact_on),
        "place": (objective.place, objective.recheck_on),
        "reviews": Review.objects.count(),
    }


@pytest.mark.parametrize("rule", RULES)
def test_of_objectives_what_is_judged_anew_with_each_review(
    alice: Membership, tmp_path: Path, rule: str
) -> None:
    people = [["LEADID", "Name"], ["1", "Mai Tran"]]
    bring_in(alice, make_file(tmp_path, people, name="leads.csv"))
    bring(alice, tmp_path, "objectives", [DEAL, WAS])
    objective = Objective.objects.get()
    before = facts_of(objective)

    answer = bring(
        alice, tmp_path, "objectives", [DEAL, SAYS], rule=rule, headers=CHOICE
    )

    after = facts_of(objective)
    assert answer.counts["updated"] == (rule == OVERWRITE)
    if rule == OVERWRITE:
        assert after["name"] == "Villa"
        assert after["value"] == (2500, "USD")
        assert (after["confidence"], after["offering"]) == (80, "Villa")
        assert (after["close"], after["traits"]) == ("2099-06-30", {"Size": "40"})
        assert after["reviews"] == before["reviews"] + 1
        assert after["begun"] == before["begun"]
    else:
        assert after == before

    undo(answer.job)

    assert facts_of(objective) == before
    assert list(Offering.objects.values_list("name", flat=True)) == ["Flat"]
    refresh_places([objective.pk], by=alice.user, at=AT)
    assert facts_of(objective)["place"] == before["place"]


def test_an_ending_is_never_written_over(alice: Membership, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="“Stage” can only be filled in"):
        bring(
            alice, tmp_path, "objectives", [["Deal", "Stage"], ["a", "won"]],
            rule=OVERWRITE, headers=("Stage",),
        )  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_of_activities_what_was_said_and_how_long(
    alice: Membership, tmp_path: Path, rule: str
) -> None:
    people = [["LEADID", "Name"], ["1", "Mai Tran"]]
    bring_in(alice, make_file(tmp_path, people, name="leads.csv"))
    head = ["TASKID", "Call Start Time", "LEADID", "Minutes", "Description", "Size"]
    bring(
        alice, tmp_path, "activities",
        [head, ["T1", "2025-03-02 14:30", "1", "5", "Tea", "38"]],
    )  # fmt: skip
    rows = [head, ["T1", "2025-03-02 14:30", "1", "9", "Coffee", "40"]]
    choice = ("Minutes", "Description", "Size")

    answer = bring(alice, tmp_path, "activities", rows, rule=rule, headers=choice)

    done = Activity.objects.get()
    is_over = rule == OVERWRITE
    assert (done.minutes, done.note) == ((9, "Coffee") if is_over else (5, "Tea"))
    assert done.traits == {"Size": "40" if is_over else "38"}

    undo(answer.job)

    done.refresh_from_db()
    assert (done.minutes, done.note, done.traits) == (5, "Tea", {"Size": "38"})


def test_an_activity_edited_since_keeps_what_was_edited(
    alice: Membership, tmp_path: Path
) -> None:
    people = [["LEADID", "Name"], ["1", "Mai Tran"]]
    bring_in(alice, make_file(tmp_path, people, name="leads.csv"))
    head = ["TASKID", "Call Start Time", "LEADID", "Minutes", "Description"]
    row = ["T1", "2025-03-02 14:30", "1"]
    bring(alice, tmp_path, "activities", [head, [*row, "5", "Tea"]])
    answer = bring(
        alice, tmp_path, "activities", [head, [*row, "9", "Coffee"]],
        rule=OVERWRITE, headers=("Minutes", "Description"),
    )  # fmt: skip
    Activity.objects.update(note="By hand")

    undo(answer.job)

    done = Activity.objects.get()
    assert (done.minutes, done.note) == (5, "By hand")
    assert answer.job.kept == 1
