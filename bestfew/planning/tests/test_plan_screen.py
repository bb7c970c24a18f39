"""The plan in the browser, in words, and in the terminal."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.funnel.tests.cast import make_objective
from bestfew.planning.models import Allocation
from bestfew.planning.words import answer, spelled
from config.cli import app

pytestmark = pytest.mark.usefixtures("profile")
URL = "planning:plan"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["plan", *words])


def test_the_proposal_stands_beside_what_it_rests_on(alice: Membership) -> None:
    now = timezone.now()
    for place in ("above", "in", "best_few"):
        make_objective(alice, place=place, at=now)

    page = signed_in(alice).get(reverse(URL)).content.decode()

    assert "This week: 16 hours to close, 12 to prospect, 12 for the funnel." in page
    assert "1 among the best few, 1 above the funnel, 1 in it." in page
    assert "4 of your 40 hours" in page


def test_a_choice_is_kept_and_shown(alice: Membership) -> None:
    client = signed_in(alice)
    data = {"above": "20", "in_funnel": "50", "best_few": "30"}

    for _twice in range(2):
        assert client.post(reverse(URL), data).status_code == 302

    kept = Allocation.objects.get()
    assert str(kept) == "20/50/30"
    assert kept.proposed.above == 100
    assert "What you chose before" in client.get(reverse(URL)).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"above": "20", "in_funnel": "50", "best_few": "40"}, "That makes 110%"),
        ({"above": "25", "in_funnel": "45", "best_few": "30"}, "multiple"),
        ({"above": "-10", "in_funnel": "70", "best_few": "40"}, "greater than"),
        ({"above": "", "in_funnel": "70", "best_few": "30"}, "required"),
        ({"above": "a", "in_funnel": "70", "best_few": "30"}, "whole number"),
    ],
)
def test_nonsense_is_told_and_not_kept(
    alice: Membership, data: dict[str, str], said: str
) -> None:
    refused = signed_in(alice).post(reverse(URL), data)

    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not Allocation.objects.exists()


def test_a_viewer_reads_but_does_not_choose(dave: Membership) -> None:
    client = signed_in(dave)
    data = {"above": "20", "in_funnel": "50", "best_few": "30"}

    assert client.get(reverse(URL)).status_code == 200
    assert client.post(reverse(URL), data).status_code == 403
    assert not Allocation.objects.exists()


def test_the_page_costs_no_more_than_fifteen_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        client.get(reverse(URL))


def test_the_terminal_tells_and_keeps_the_plan(alice: Membership) -> None:
    make_objective(alice, place="best_few", at=timezone.now())

    assert run("--set", "20/50/30").exit_code == 0
    told = json.loads(run("--json").stdout)

    assert told["counts"] == {"universe": 0, "above": 0, "in": 0, "best_few": 1}
    assert told["proposed"] == {"above": 10, "in": 0, "best_few": 90}
    assert told["own"] == {"above": 20, "in": 50, "best_few": 30}
    assert told["hours"] == {"best_few": 12, "above": 8, "in": 20}
    assert told["week_hours"] == 40
    assert "12 hours to close" in run().stdout


@pytest.mark.parametrize(
    "words",
    [
        ["--set", "20/50/40"],
        ["--set", "25/45/30"],
        ["--set", "all of it"],
        ["--set", "-10/60/50"],
        ["--set", "20/50/30", "--as-of", "2020-01-01"],
    ],
)
def test_the_terminal_refuses_nonsense_in_one_line(
    alice: Membership, words: list[str]
) -> None:
    done = run(*words)

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert not Allocation.objects.exists()


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((3, 14, 6, 9), "Three to close first, then fourteen to qualify."),
        ((1, 0, 6, 9), "One to close first, then six above the funnel."),
        ((21, 0, 0, 9), "21 to close first, then nine to cover."),
        ((2, 0, 0, 0), "Two to close; then find somebody new."),
        ((0, 4, 1, 2), "Four to qualify first, then two to cover."),
        ((0, 4, 1, 0), "Four to qualify."),
        ((0, 0, 3, 2), "Three above the funnel first, then two to cover."),
        ((0, 0, 3, 0), "Three above the funnel: verify the fit."),
        ((0, 0, 0, 5), "Five to cover; then find somebody new."),
        ((0, 0, 0, 0), "Nobody waits: find somebody new."),
    ],
)
def test_who_now_is_said_in_words(counts: tuple[int, int, int, int], said: str) -> None:
    close, waiting, above, cover = counts

    assert answer(close=close, waiting=waiting, above=above, cover=cover) == said


def test_small_numbers_are_spelled_and_larger_ones_written() -> None:
    assert [spelled(n) for n in (0, 1, 20, 21, 1240)] == [
        "no",
        "one",
        "twenty",
        "21",
        "1,240",
    ]
