"""A week planned, lived and compared, on the phone and at the desk."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log
from bestfew.funnel.models import Objective, Place
from bestfew.onboarding.sample.year import load_sample
from bestfew.planning.models import TimeBlock
from tests.e2e.conftest import (
    DESK,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_fits,
    open_desk,
    sign_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice() -> Membership:
    member = open_desk("real_estate")
    load_sample(member, at=timezone.now())
    return member


@pytest.mark.parametrize(
    ("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"]
)
def test_a_week_is_planned_lived_and_compared(
    open_page: OpenPage, alice: Membership, size: dict[str, int], theme: str
) -> None:
    page = open_page(locale="en", viewport=size, color_scheme=theme)
    sign_in(page, alice.user)
    for path in ("", "week/", "time/", "team/", "calendar/"):
        page.goto(f"/plan/{path}")
        assert_accessible(page)
        assert_fits(page)

    page.goto("/plan/week/")
    _drop_the_morning(page)
    _live(alice)
    page.goto("/plan/time/")

    expect(page.locator("tbody tr").first).to_contain_text("dropped: A fair")
    with page.expect_download() as file:
        page.get_by_role("link", name="JSON").click()
    week = json.loads(file.value.path().read_text())["weeks"][-1]
    assert week["spent"]["close"] >= 90
    assert week["proposed"]["above"] >= 10
    assert week["own"] == {"above": 20, "in": 40, "best_few": 40}
    assert week["morning_dropped_because"] == "A fair"


def _drop_the_morning(page: Page) -> None:
    """Not without a reason; the way there needs no more than three taps."""
    morning = page.locator(".block", has_text="protected morning")
    morning.get_by_text("Change").click()
    morning.get_by_role("button", name="Drop").click()
    expect(page.get_by_role("alert")).to_contain_text("without saying why")
    morning.get_by_label("Why drop it?").fill("A fair")
    morning.get_by_role("button", name="Drop").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A fair")


def _live(alice: Membership) -> None:
    with workspace_scope(alice.workspace):
        assert TimeBlock.objects.filter(reason="A fair").count() == 1
        objective = Objective.objects.filter(place=Place.BEST_FEW, is_open=True)[0]
        log(
            alice,
            about=objective.customer,
            kind="call",
            objective=objective,
            at=timezone.now(),
            minutes=90,
        )
