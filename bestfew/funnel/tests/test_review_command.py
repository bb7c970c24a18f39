"""`bestfew review`: what waits this week, and what stands in the way."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.funnel.actions import add_influence, review
from bestfew.funnel.tests.cast import make_objective
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["review", *words])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_what_waits_is_told_with_its_flags_and_alarms(alice: Membership) -> None:
    begun = timezone.now() - timedelta(days=60)
    flat = make_objective(alice, "Flat", at=begun, confidence=30)
    add_influence(flat, role="economic", name="the bank", by=alice.user, at=begun)
    for days in (50, 40):
        review(
            flat,
            expected_close_on=None,
            confidence=30,
            by=alice.user,
            at=timezone.now() - timedelta(days=days),
        )

    answer = json.loads(run("--json"))

    first = answer["first"][0]
    assert answer["waiting"] == 1
    assert first["alarms"] == ["time", "uncertainty"]
    assert first["uncertainty"] == 70
    assert [each["flag"] for each in first["flags"]] == [
        "two_economic",
        "uncontacted",
        "uncontacted",
    ]
    assert "Over two reviews it came no nearer" in run()


def test_nothing_waits_when_everything_was_reviewed(alice: Membership) -> None:
    make_objective(alice, "Flat", at=timezone.now())

    assert "Everything is reviewed this week." in run()
