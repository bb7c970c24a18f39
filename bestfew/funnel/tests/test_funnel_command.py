"""`bestfew funnel`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.funnel.actions import judge
from bestfew.funnel.tests.cast import make_objective
from bestfew.markets.models import Offering
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> Any:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_every_objective_is_told_with_its_place_reason_and_what_is_missing(
    alice: Membership,
) -> None:
    now = timezone.now()
    made = make_objective(alice, "clinic to let", place="in", at=now, value=45)
    today = timezone.localdate(now)

    answer = told("funnel")

    (row,) = answer["objectives"]
    assert answer["as_of"] == today.isoformat()
    assert answer["parts"]["in"] == {"count": 1, "values": {"GBP": "45.00"}}
    assert list(answer["parts"]) == ["universe", "above", "in", "best_few"]
    assert answer["cycle"] == {
        "won": 0,
        "mean": None,
        "median": None,
        "days": 60,
        "source": "own figure",
    }
    assert answer["ended"] == {"won": 0, "lost": 0, "declined": 0}
    assert row["id"] == str(made.pk)
    assert (row["place"], row["value"], row["currency"]) == ("in", "45.00", "GBP")
    assert row["missing"] == ["influences_covered", "confidence", "expected_close"]
    assert len(row["missing_words"]) == 3
    assert row["why"].startswith("Not everyone who decides is satisfied")
    assert (row["age_days"], row["normal_cycle_days"]) == (0, 60)
    assert (row["judged"], row["expected_close_on"]) == (False, None)
    assert row["next_deed"] == "Meet Customer of clinic to let"


def test_it_is_narrowed_as_on_the_screen(alice: Membership) -> None:
    now = timezone.now()
    flat = Offering.objects.create(name="Flat")
    make_objective(alice, "sold", at=now, offering=flat)
    make_objective(alice, "hired", at=now, kind="recruit")

    def names(*words: str) -> list[str]:
        return [each["name"] for each in told("funnel", *words)["objectives"]]

    assert names("--offering", "flat") == ["sold"]
    assert names("--kind", "recruit") == ["hired"]
    assert names("--kind", "recruit", "--offering", "flat") == []
    assert names("--stalled") == []
    assert run("funnel", "--offering", "boat").exit_code == 1
    assert run("funnel", "--kind", "marry").exit_code == 1


def test_a_judged_one_says_why(alice: Membership) -> None:
    now = timezone.now()
    objective = make_objective(alice, at=now)
    judge(objective, "best_few", "A handshake", by=alice.user, at=now)

    (row,) = told("funnel")["objectives"]

    assert row["judged"]
    assert (row["place"], row["why"]) == ("best_few", "Judged by you: A handshake")


def test_past_and_future_days(alice: Membership) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    closes = today + timedelta(days=40)
    make_objective(alice, place="best_few", at=now, expected_close_on=closes)

    def counts(days: int) -> dict[str, int]:
        answer = told("funnel", "--as-of", str(today + timedelta(days=days)))
        return {place: part["count"] for place, part in answer["parts"].items()}

    assert counts(11) == {"universe": 0, "above": 0, "in": 0, "best_few": 1}
    assert counts(41)["in"] == 1
    assert sum(counts(-1).values()) == 0


def test_the_funnel_is_printed_nearest_to_the_close_first(alice: Membership) -> None:
    now = timezone.now()
    make_objective(alice, "far", place="above", at=now)
    make_objective(alice, "near", place="best_few", at=now)

    out = run("funnel").stdout

    assert out.startswith("1 to close, nothing to cover, 1 to qualify.")
    assert out.index("near") < out.index("far")


@pytest.mark.parametrize(
    "words",
    [
        ["funnel", "--workspace", "Nowhere"],
    ],
)
def test_what_is_not_there_is_refused_in_one_line(
    alice: Membership, words: list[str]
) -> None:
    done = run(*words)

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1


def test_a_day_that_is_none_is_wrong_usage(alice: Membership) -> None:
    assert run("funnel", "--as-of", "31.2.").exit_code == 2
