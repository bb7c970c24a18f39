"""The weekly review: every open objective in turn, by keyboard or by thumb."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel.models import Objective, Review
from bestfew.onboarding.sample.year import load_sample
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


@pytest.mark.parametrize("locale", ["en", "vi", "th", "zh-Hans"])
def test_the_week_is_reviewed_by_keyboard(
    open_page: OpenPage, alice: Membership, locale: str
) -> None:
    page = open_page(locale=locale, viewport=DESK)
    before = _begin(page, alice)

    first = _objective_shown(page)
    page.keyboard.press("5")
    second = _after(page, first)
    page.keyboard.press("s")
    third = _after(page, second)

    assert len({first, second, third}) == 3
    assert _reviews(alice) == before + 1
    with workspace_scope(alice.workspace):
        said = Review.objects.latest("at")
        assert (str(said.objective_id), said.confidence) == (first, 90)


def test_the_week_is_reviewed_by_thumb(open_page: OpenPage, alice: Membership) -> None:
    page = open_page(locale="en", viewport=PHONE, color_scheme="dark")
    before = _begin(page, alice)
    first = _objective_shown(page)
    with workspace_scope(alice.workspace):
        was = Objective.objects.get(pk=first).expected_close_on

    page.get_by_text("a week later").click()
    page.get_by_role("button", name="75%").click()
    _after(page, first)

    assert _reviews(alice) == before + 1
    with workspace_scope(alice.workspace):
        now = Objective.objects.get(pk=first)
    assert now.confidence == 75
    assert now.expected_close_on
    assert was is None or now.expected_close_on > was


def _begin(page: Page, alice: Membership) -> int:
    sign_in(page, alice.user)
    page.goto("/funnel/review/")
    assert_accessible(page)
    assert_fits(page)
    return _reviews(alice)


def _reviews(alice: Membership) -> int:
    with workspace_scope(alice.workspace):
        return Review.objects.count()


def _link(page: Page) -> str:
    return page.locator("#week-name a").get_attribute("href") or ""


def _objective_shown(page: Page) -> str:
    """The key of the objective whose turn it is."""
    return _link(page).rstrip("/").rsplit("/", 1)[-1]


def _after(page: Page, last: str) -> str:
    """Whose turn it is once the card of the last one is gone."""
    expect(page.locator(f"#week-name a[href$='/{last}/']")).to_have_count(0)
    expect(page.locator("#week-name a")).to_have_count(1)
    return _objective_shown(page)
