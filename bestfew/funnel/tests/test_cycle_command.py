"""`bestfew cycle`: what ended, what is open, what is stalled, what is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.funnel.actions import end, reopen
from bestfew.funnel.models import Ending, Objective
from bestfew.funnel.tests.cast import make_objective
from bestfew.funnel.tests.test_funnel_command import run, told
from bestfew.markets.models import Offering
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("profile")

NOW = timezone.now()
KEYS = {
    *("n", "won", "lost", "open", "won_mean", "won_median", "closed_km_median"),
    *("closed_km_range", "won_share_by_day", "stalled", "source"),
}


def began(member: Membership, days: int, **facts: Any) -> Objective:
    return make_objective(
        member, f"of {days} days", at=NOW - timedelta(days=days), **facts
    )


def ended(
    member: Membership, days: int, outcome: str = "won", **facts: Any
) -> Objective:
    made = began(member, days, **facts)
    end(made, outcome, by=member.user, at=NOW)
    return made


def test_the_cycle_of_everything_of_an_offering_and_of_a_kind(
    alice: Membership,
) -> None:
    flat = Offering.objects.create(name="Flat", normal_cycle_days=45)
    for days in (10, 20, 60):
        ended(alice, days, offering=flat)
    ended(alice, 0, "lost")
    ended(alice, 5, "declined")
    began(alice, 0, kind="recruit")

    everything, one = told("cycle"), told("cycle", "--offering", "flat")

    assert everything.keys() >= KEYS
    assert (everything["n"], everything["open"]) == (6, 1)
    assert (everything["won"], everything["lost"]) == (3, 2)
    assert everything["declined"] == 1
    assert (one["won_mean"], one["won_median"]) == (30, 20)
    assert (one["days"], one["source"]) == (45, "own figure")
    assert told("cycle", "--kind", "recruit")["n"] == 1
    yesterday = str(timezone.localdate(NOW) - timedelta(days=1))
    assert told("cycle", "--as-of", yesterday)["won"] == 0


def test_the_worked_example_with_open_deals(alice: Membership) -> None:
    for days in (20, 30, 30, 45, 60, 90):
        ended(alice, days)
    for days in (35, 60, 75, 100):
        began(alice, days)

    answer = told("cycle")

    assert (answer["n"], answer["won"], answer["open"]) == (10, 6, 4)
    assert answer["won_mean"] == pytest.approx(45.8333, abs=1e-4)
    assert answer["closed_km_median"] == 60
    assert answer["closed_km_mean"] == pytest.approx(64.5833, abs=1e-4)
    assert answer["won_share_by_day"] == {
        "30": pytest.approx(0.3),
        "60": pytest.approx(0.533333, abs=1e-6),
        "90": pytest.approx(0.766667, abs=1e-6),
    }
    assert answer["source"] == "blended"
    assert answer["days"] == pytest.approx(0.3 * 45.8333 + 0.7 * 60, abs=1e-4)


def test_lost_ones_are_no_censoring(alice: Membership) -> None:
    for days in (20, 30, 55):
        ended(alice, days)
    for days in (25, 50):
        ended(alice, days, "lost")
    for days in (40, 70):
        began(alice, days)

    answer = told("cycle", "--as-of", str(timezone.localdate(NOW)))

    assert answer["won_share_by_day"]["60"] == pytest.approx(0.476190, abs=1e-6)
    assert answer["won_share_by_day"]["90"] is None  # nothing was watched so long


def test_what_is_older_than_nearly_all_is_stalled_and_weighs_less(
    alice: Membership,
) -> None:
    for days in (10, 12, 14, 16, 18, 40):
        ended(alice, days)
    began(alice, 40, value=70)
    began(alice, 41, value=500)

    answer = told("cycle")

    assert answer["stalled"] == 1
    assert answer["nearly_every"] == 40
    assert answer["stalled_values"] == {"GBP": "500.00"}
    assert answer["stalled_weighted"] == {"GBP": "0.00"}
    assert "1 objective is older" in run("cycle").stdout


def test_another_offerings_speed_calls_nothing_stalled(alice: Membership) -> None:
    quick = Offering.objects.create(name="Quick")
    for days in (1, 2, 3, 4, 5):
        ended(alice, days, offering=quick)
    began(alice, 300)
    began(alice, 6, offering=quick)

    assert told("cycle")["stalled"] == 1


def test_faults_are_told_and_not_averaged_in(alice: Membership) -> None:
    for days in (0, 30):
        ended(alice, days)
    wrong = ended(alice, 9)
    Ending.objects.filter(objective=wrong).update(cycle_days=-9)
    old = ended(alice, 8, "lost")
    Ending.objects.filter(objective=old).update(cycle_days=3_651)
    again = ended(alice, 7)
    reopen(again, by=alice.user, at=NOW)

    answer, said = told("cycle"), run("cycle").stdout

    assert answer["faults"] == {
        "negative": 1,
        "too_long": 1,
        "zero_days": 1,
        "reopened": 1,
    }
    assert (answer["won"], answer["lost"], answer["open"]) == (2, 0, 1)
    assert (answer["won_mean"], answer["n"]) == (15, 3)
    assert "1 ended before its first contact: left out." in said
    assert "1 takes more than 10 years: left out." in said
    assert "1 was opened again" in said


def test_people_for_whom_nothing_was_opened_are_open_leads(alice: Membership) -> None:
    ended(alice, 30)
    make_person(alice, "Lead", at=NOW - timedelta(days=50))

    answer = told("cycle")

    assert (answer["n"], answer["with_leads"]["n"]) == (1, 2)
    assert answer["with_leads"]["open"] == 1
    assert answer["with_leads"]["won_share_by_day"]["30"] == 0.5
    past = str(timezone.localdate(NOW) - timedelta(days=51))
    assert told("cycle", "--as-of", past)["with_leads"]["n"] == 0
    assert "with_leads" not in told("cycle", "--kind", "sell")


def test_whoever_was_still_a_lead_on_a_day_is_one_then(alice: Membership) -> None:
    person = make_person(alice, "Lead", at=NOW - timedelta(days=50))
    today = timezone.localdate(NOW)
    made = make_objective(
        alice, customer=person, at=NOW, first_contact_on=today - timedelta(days=5)
    )
    end(made, "won", by=alice.user, at=NOW)
    reopen(made, by=alice.user, at=NOW)

    before = told("cycle", "--as-of", str(today - timedelta(days=20)))

    assert (before["n"], before["with_leads"]["open"]) == (0, 1)
    assert (before["faults"]["reopened"], told("cycle")["faults"]["reopened"]) == (0, 1)
    assert told("cycle")["with_leads"]["open"] == 1
    assert told("cycle", "--as-of", "9999-12-31")["faults"]["too_long"] == 1


def test_nothing_at_all_is_told_without_inventing(alice: Membership) -> None:
    answer = told("cycle")

    assert (answer["n"], answer["stalled"], answer["source"]) == (0, 0, "own figure")
    assert answer["closed_km_median"] is None
    assert answer["closed_km_range"] == [None, None]
    assert answer["won_share_by_day"] == {"30": None, "60": None, "90": None}
    assert "From first contact to yes: 60 days." in run("cycle").stdout


@pytest.mark.parametrize(
    "words", [["--offering", "castle"], ["--kind", "steal"]], ids=str
)
def test_what_is_not_there_is_refused_in_one_line(
    alice: Membership, words: list[str]
) -> None:
    done = run("cycle", *words)

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
