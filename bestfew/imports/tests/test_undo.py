"""An undo takes back what an import did, and keeps what was edited since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.funnel.actions import end, open_objective
from bestfew.funnel.tests.cast import make_objective
from bestfew.history.models import Event
from bestfew.imports import actions
from bestfew.imports.models import ImportRow, State
from bestfew.imports.tests.recipes import (
    MAI,
    PEOPLE,
    SOMCHAI,
    bring_in,
    make_file,
    undo,
)
from bestfew.levels.actions import refresh
from bestfew.levels.models import Standing
from bestfew.people.actions import Contact, add_person, edit_person
from bestfew.people.models import ContactPoint, Person

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_workspace")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for imports and history."""
    domain = ("people", "markets", "prospecting", "funnel", "activities", "planning")
    return {
        model._meta.label: sorted(
            (_without_clock(row) for row in model._base_manager.values()),
            key=lambda row: str(row["id"]),
        )
        for model in apps.get_models()
        if model._meta.app_label in domain
    }


def _without_clock(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_an_undo_leaves_everything_as_it_was(alice: Membership, tmp_path: Path) -> None:
    add_person(
        alice, at=AT, name="Mai T.", contacts=[Contact("email", "mai@example.com")]
    )
    before = everything()
    rows = [
        [*PEOPLE, "Tags", "Birthday", "Note", "Size", "Job title", "LEADID", "Source"],
        [*MAI, "hot", "15/4", "Tea", "38", "Boss", "1", "Fair"],
        [*SOMCHAI, "hot", "", "", "", "", "2", "Fair"],
        [
            "Mai",
            "0207 946 0999",
            "mai@example.com",
            "Other",
            "",
            "",
            "",
            "",
            "",
            "3",
            "",
        ],
    ]
    answer = bring_in(alice, make_file(tmp_path, rows))

    undo(answer.job)

    assert answer.counts["updated"] == 1
    assert answer.job.state == State.UNDONE
    assert everything() == before
    assert not Event.objects.filter(
        facts__import=str(answer.job.pk), verb="added"
    ).exists()


def test_what_was_edited_since_is_kept_and_listed(
    alice: Membership, tmp_path: Path
) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, SOMCHAI]))
    mai = Person.objects.get(name="Mai Tran")
    edit_person(mai, before={"note": ""}, after={"note": "x"}, by=alice.user, at=AT)

    undo(answer.job)

    assert Person.objects.get() == mai
    assert answer.job.kept == 1
    assert list(
        ImportRow.objects.filter(was_kept=True).values_list("number", flat=True)
    ) == [1]


def test_somebody_with_an_objective_since_is_kept(
    alice: Membership, tmp_path: Path
) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, SOMCHAI]))
    mai = Person.objects.get(name="Mai Tran")
    open_objective(alice, name="Flat", customer=mai, at=AT)

    undo(answer.job)

    assert Person.objects.get() == mai


def test_a_field_edited_since_keeps_its_value_and_the_others_go_back(
    alice: Membership, tmp_path: Path
) -> None:
    mai = add_person(
        alice, at=AT, name="Mai", contacts=[Contact("email", "mai@example.com")]
    )
    rows = [[*PEOPLE, "First name", "Note"], [*MAI, "Mai", "Tea"]]
    answer = bring_in(alice, make_file(tmp_path, rows))
    mai.refresh_from_db()
    edit_person(
        mai, before={"note": "Tea"}, after={"note": "Coffee"}, by=alice.user, at=AT
    )

    undo(answer.job)

    mai.refresh_from_db()
    assert (mai.note, mai.given_name) == ("Coffee", "")
    assert answer.job.kept == 1


def test_a_phone_edited_since_is_kept(alice: Membership, tmp_path: Path) -> None:
    add_person(alice, at=AT, name="Mai", contacts=[Contact("email", "mai@example.com")])
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    ContactPoint.objects.filter(kind="phone").update(key="+441", value="1")

    undo(answer.job)

    assert ContactPoint.objects.get(kind="phone").value == "1"
    assert answer.job.kept == 1


def test_two_imports_undone_out_of_order_lose_nothing_of_the_second(
    alice: Membership, tmp_path: Path
) -> None:
    first = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    more = [["Email", "Phone"], ["mai@example.com", "0207 946 0999"]]
    bring_in(alice, make_file(tmp_path, more, name="second.csv"))

    undo(first.job)

    assert Person.objects.count() == 1
    assert first.job.kept == 1


def test_who_brought_somebody_of_the_file_is_loyal_no_more(
    alice: Membership, tmp_path: Path
) -> None:
    lan = add_person(alice, at=AT, name="Lan")
    for n in range(2):
        won = make_objective(alice, f"{n}", customer=lan, at=AT)
        end(won, "won", by=alice.user, at=AT)
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    brought = Person.objects.exclude(pk=lan.pk).get()
    Person.objects.filter(pk=brought.pk).update(referred_by=lan)
    refresh([lan.pk], by=None, at=AT)
    assert Standing.objects.get(person=lan).level == 8

    undo(answer.job)

    assert not Person.objects.exclude(pk=lan.pk).exists()
    assert Standing.objects.get(person=lan).level == 6


def test_an_undo_is_done_once(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    undo(answer.job)

    with pytest.raises(actions.NotNow):
        actions.start_undo(answer.job, at=timezone.now())
    actions.undo(answer.job)

    assert answer.job.state == State.UNDONE


def test_after_thirty_days_it_is_too_late(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))

    with (
        time_machine.travel(timezone.now() + timedelta(days=31), tick=False),
        pytest.raises(actions.TooLateToUndo),
    ):
        actions.start_undo(answer.job, at=timezone.now())

    assert Person.objects.exists()


def test_an_undo_stopped_midway_goes_on(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bestfew.imports.loading import undo as undoing
    from bestfew.imports.loading.people import PeopleLoader

    monkeypatch.setattr(PeopleLoader, "batch", 2)
    rows = [[f"P{number}", "", f"p{number}@example.com", ""] for number in range(7)]
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, *rows]))
    actions.start_undo(answer.job, at=timezone.now())
    give_back = undoing._give_back
    calls = []

    def fail_at_the_second(*args: Any) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError
        give_back(*args)

    monkeypatch.setattr(undoing, "_give_back", fail_at_the_second)
    with pytest.raises(RuntimeError):
        actions.undo(answer.job)
    left = Person.objects.count()
    answer.job.refresh_from_db()
    actions.undo(answer.job)

    assert left == 6
    assert answer.job.state == State.UNDONE
    assert not Person.objects.exists()
