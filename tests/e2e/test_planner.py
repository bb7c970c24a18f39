"""The planner: it answers while one slides, and the same without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bestfew.accounts.models import Membership
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

PLAN = "/levels/plan/"


@pytest.fixture
def alice() -> Membership:
    return open_desk("real_estate")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_answers_while_one_types_and_slides(
    open_page: OpenPage, alice: Membership, size: dict[str, int]
) -> None:
    page = open_page(locale="en", viewport=size)
    sign_in(page, alice.user)
    page.goto(PLAN)
    assert_accessible(page)
    assert_fits(page)

    page.get_by_label("People reached a day").first.fill("400")
    expect(page.locator("h1")).to_have_text(re.compile("^400 "))
    slider = page.get_by_role("slider", name="of these buy")
    slider.focus()
    before = page.locator("[data-out=sales]").inner_text()
    slider.press("ArrowRight")

    expect(page.locator("[data-out=sales]")).not_to_have_text(before)
    expect(page).to_have_url(re.compile("buy=21"))
    assert_accessible(page)


def test_the_browser_reckons_what_the_server_does(
    open_page: OpenPage, alice: Membership
) -> None:
    page = open_page(locale="en", viewport=DESK)
    sign_in(page, alice.user)
    page.goto(f"{PLAN}?start=sales&sales=3&days=26")
    large, words = page.locator("[data-out=people]"), page.locator("h1")
    expect(large).to_have_text("231")

    page.route("**/levels/plan/?*", lambda route: route.abort())
    page.get_by_label("Sales wished a month").first.fill("6")
    expect(large).to_have_text("462")
    expect(words).to_have_text(re.compile("231"))

    page.unroute("**/levels/plan/?*")
    page.get_by_label("Hours a day").fill("7")
    expect(words).to_have_text(re.compile("462"))
    expect(large).to_have_text("462")


def test_it_is_the_same_without_javascript(
    open_page: OpenPage, alice: Membership
) -> None:
    live = open_page(locale="en", viewport=DESK)
    plain = open_page(locale="en", viewport=DESK, java_script_enabled=False)
    for page in (live, plain):
        sign_in(page, alice.user)
        page.goto(PLAN)

    live.get_by_label("Income", exact=True).check()
    live.get_by_label("A sale brings").fill("3000")
    live.get_by_label("Income wished a month").first.fill("9000")
    expect(live.locator("h1")).to_have_text(re.compile("£9,000"))
    plain.get_by_label("Income", exact=True).check()
    plain.get_by_label("A sale brings").fill("3000")
    plain.get_by_label("Income wished a month").fill("9000")
    plain.get_by_role("button", name="Work it out").click()

    expect(plain.locator("h1")).to_have_text(live.locator("h1").inner_text())
    figures = live.locator(".fact__num").all_inner_texts()
    expect(plain.locator(".fact__num")).to_have_text(figures)


def test_a_plan_is_kept_and_made_the_daily_target(
    open_page: OpenPage, alice: Membership
) -> None:
    page = open_page(locale="en", viewport=PHONE)
    sign_in(page, alice.user)
    page.goto(PLAN)
    page.get_by_label("People reached a day").first.fill("60")

    page.get_by_role("button", name="Make this my daily target").click()
    expect(page.get_by_text("Your daily target: 60 people reached")).to_be_visible()
    page.get_by_label("Name of the plan").fill("A start")
    page.get_by_role("button", name="Keep this plan").click()

    page.wait_for_url(re.compile(r"/levels/plan/\d+/$"))
    expect(page.locator(".head__ask")).to_have_text("What became of “A start”?")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Put it away").click()
    expect(page.get_by_text("“A start” is put away.")).to_be_visible()
