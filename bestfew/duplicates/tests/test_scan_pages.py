"""Scans in the browser: begun, watched, cancelled; what they may merge."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.duplicates import jobs, scanning
from bestfew.duplicates.matching import process
from bestfew.duplicates.models import Pair, Scan, Step, Wish
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


def url(name: str, *args: object) -> str:
    return reverse(f"duplicates:{name}", args=args)


@pytest.fixture
def browser(alice: Membership) -> Client:
    return signed_in(alice)


def test_an_empty_page_invites_to_look(browser: Client) -> None:
    page = browser.get(url("review")).content.decode()

    assert "Look for duplicates" in page
    assert url("scan") in page


def test_a_scan_is_begun_by_its_button(browser: Client, alice: Membership) -> None:
    for _ in "12":
        make_person(alice, "Mai Trần", phone="+44 20 7946 0001")

    answer = browser.post(url("scan"), follow=True)

    assert Scan.objects.get().step == Step.DONE
    assert answer.context["pair"] == Pair.objects.get()


def test_a_page_without_pairs_says_how_many_were_compared(
    browser: Client, alice: Membership
) -> None:
    scanning.ask(alice, at=NOON)
    Scan.objects.update(step=Step.DONE, people=2, finished_at=timezone.now())

    page = browser.get(url("review")).content.decode()

    assert "No duplicates found among 2 people." in page
    assert "Scan again" in page


def test_a_running_scan_says_how_far_it_is(browser: Client, alice: Membership) -> None:
    scan = scanning.ask(alice, at=NOON)
    Scan.objects.update(
        step=Step.COMPARING, share=0.6, started_at=NOON,
        beat_at=NOON + timedelta(seconds=30),
    )  # fmt: skip

    page = browser.get(url("review")).content.decode()
    part = browser.get(url("progress"), headers={"HX-Request": "true"})

    for text in (page, part.content.decode()):
        assert "Comparing… 60%" in text
        assert "20 seconds left" in text
        assert url("cancel", scan.pk) in text


def test_once_it_is_over_the_whole_page_is_shown_anew(
    browser: Client, alice: Membership
) -> None:
    scanning.ask(alice, at=NOON)
    Scan.objects.update(step=Step.DONE)

    part = browser.get(url("progress"), headers={"HX-Request": "true"})

    assert part.headers["HX-Refresh"] == "true"


def test_a_scan_is_cancelled_once(browser: Client, alice: Membership) -> None:
    scan = scanning.ask(alice, at=NOON)

    for _ in range(2):
        browser.post(url("cancel", scan.pk))

    scan.refresh_from_db()
    assert scan.step == Step.CANCELLED


def test_a_second_scan_waits_for_the_first(browser: Client, alice: Membership) -> None:
    scanning.ask(alice, at=NOON)

    answer = browser.post(url("scan"), follow=True)

    assert "The workspace is being scanned already." in answer.content.decode()
    assert Scan.objects.count() == 1


def test_a_job_that_comes_to_harm_says_so(
    browser: Client, alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "COMMAND", ("-c", "import os; os.abort()"))

    with pytest.raises(process.Failed):
        jobs.start(alice)

    scan = Scan.objects.get()
    assert (scan.step, scan.fault) == (Step.FAILED, "fault")
    assert "The last scan came to harm." in browser.get(url("review")).content.decode()


def test_a_stranger_and_a_colleague_cancel_nothing(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    scan = scanning.ask(alice, at=NOON)

    answers = [signed_in(who).post(url("cancel", scan.pk)) for who in (bob, carol)]

    assert [each.status_code for each in answers] == [404, 404]
    assert Scan.objects.get().is_running


def test_only_leaders_say_what_a_scan_may_merge(
    browser: Client, carol: Membership
) -> None:
    refused = signed_in(carol).post(url("wish"), {"merges_safely": "on"})
    assert refused.status_code == 403
    assert not Wish.objects.exists()

    browser.post(url("wish"), {"merges_safely": "on"})
    assert Wish.objects.get().merges_safely

    browser.post(url("wish"), {})
    assert not Wish.objects.get().merges_safely
