"""From a printed QR to somebody who stands under the campaign, on a telephone."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bestfew.accounts.models import Membership, Role
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.models import Activity
from bestfew.campaigns.rules import TOO_QUICK_SECONDS
from bestfew.campaigns.tests.cast import PHONE as NUMBER
from bestfew.campaigns.tests.cast import callable_people, make_campaign
from bestfew.campaigns.tests.reading_qr import text_of
from bestfew.campaigns.tests.test_printing import matrix_of_svg
from bestfew.conftest import make_member, make_user, make_workspace
from bestfew.prospecting.models import Campaign
from tests.e2e.conftest import (
    DESK,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_fits,
    sign_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(transactional_db: None) -> Membership:
    return make_member(make_user("Alice"), make_workspace(), Role.OWNER)


@pytest.fixture
def campaign(alice: Membership) -> Campaign:
    with workspace_scope(alice.workspace):
        callable_people(alice, 2)
        return make_campaign(alice)


def looks_good(page: Page) -> None:
    assert_fits(page)
    assert_accessible(page)


def qr_on(page: Page, live_server: LiveServer) -> str:
    """What a camera reads off the campaign's page."""
    source = page.locator("img.qr").get_attribute("src")
    return text_of(matrix_of_svg(page.request.get(f"{live_server.url}{source}").body()))


def test_a_qr_brings_somebody_under_its_campaign(
    open_page: OpenPage, live_server: LiveServer, alice: Membership, campaign: Campaign
) -> None:
    desk = open_page(locale="en-GB", viewport=DESK)
    sign_in(desk, alice.user)
    desk.goto(f"/campaigns/{campaign.pk}/")
    looks_good(desk)

    visitor = open_page(locale="vi-VN", viewport=PHONE, has_touch=True)
    visitor.goto(qr_on(desk, live_server))
    expect(visitor.locator("html")).to_have_attribute("lang", "vi")
    looks_good(visitor)
    visitor.locator("[name=name]").fill("Mai Trần")
    visitor.locator("[name=phone]").fill(NUMBER)
    visitor.locator("[name=agreed]").check()
    time.sleep(TOO_QUICK_SECONDS + 0.5)
    visitor.locator("button").click()
    expect(visitor.locator("form")).to_have_count(0)
    looks_good(visitor)

    desk.reload()
    expect(desk.get_by_role("link", name="Mai Trần")).to_be_visible()
    with workspace_scope(alice.workspace):
        assert Activity.objects.get().campaign == campaign


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_a_campaign_fit_and_can_be_read(
    open_page: OpenPage, alice: Membership, campaign: Campaign, viewport: dict[str, int]
) -> None:
    page = open_page(locale="en-GB", viewport=viewport)
    sign_in(page, alice.user)
    for place in (
        "",
        "add/",
        *(f"{campaign.pk}/{at}" for at in ("", "form/", "print/")),
    ):
        page.goto(f"/campaigns/{place}")
        looks_good(page)
    page.goto(f"/campaigns/{campaign.pk}/call/")
    looks_good(page)
    page.get_by_role("button", name="Put them on the list").click()
    page.get_by_role("button", name="Call the next one").click()
    expect(page.locator(".call__number")).to_be_visible()
    looks_good(page)
