"""What a step brings: value x chance / work (D38), in Python and in the database."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel.actions import add_influence, cover
from bestfew.funnel.models import Objective
from bestfew.funnel.rules import Facts, Influence, Missing, gain, work_left
from bestfew.funnel.tests.cast import influence_of, make_objective

OPEN = Influence(contacted=False, satisfied=False)
DONE = Influence(contacted=True, satisfied=True)
MET = Influence(contacted=True, satisfied=False)


def known(*influences: Influence) -> Facts:
    return Facts(True, True, influences, 50, None, 60)


@pytest.mark.parametrize(
    ("value", "confidence", "work", "brings"),
    [
        (56, 60, 2, 16.8),
        (32, 90, 1, 28.8),
        (100, 0, 1, 10.0),
        (0, 50, 3, 0.0),
        (None, 90, 1, -1.0),
    ],
)
def test_a_step_brings_value_times_chance_over_the_steps(
    value: float | None, confidence: int, work: int, brings: float
) -> None:
    assert gain(value, confidence, work) == pytest.approx(brings)


@pytest.mark.parametrize(
    ("facts", "missing", "steps"),
    [
        (known(OPEN, MET, DONE), [Missing.INFLUENCES_COVERED], 2),
        (known(OPEN), [Missing.INFLUENCES_COVERED, Missing.CONFIDENCE], 2),
        (known(OPEN, OPEN), [Missing.FIT_VERIFIED, Missing.INFLUENCE_CONTACTED], 2),
        (known(DONE), [Missing.HALF_CYCLE], 1),
        (known(DONE), [], 1),
    ],
)
def test_everyone_uncovered_is_a_step_and_waiting_is_none(
    facts: Facts, missing: list[Missing], steps: int
) -> None:
    assert work_left(facts, missing) == steps


@pytest.mark.usefixtures("profile")
def test_what_is_stored_follows_every_deed(alice: Membership) -> None:
    objective = make_objective(alice, place="in", value=56, confidence=60)

    def stored() -> tuple[int, float]:
        row = Objective.objects.get(pk=objective.pk)
        assert row.gain == pytest.approx(gain(56, row.confidence, row.work_left))
        return row.work_left, round(row.gain, 2)

    # the one who decides, how sure, and a day to close
    assert stored() == (3, 11.2)
    add_influence(objective, role="user", name="Mai", by=alice.user, at=NOON)
    assert stored() == (4, 8.4)
    cover(influence_of(objective), by=alice.user, at=NOON, satisfied=True)
    assert stored() == (3, 11.2)
