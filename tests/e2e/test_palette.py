"""Finding anything with the keyboard, or with a thumb."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.people.tests.cast import make_person
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
    return open_desk()


@pytest.fixture
def people(alice: Membership) -> list[str]:
    with workspace_scope(alice.workspace):
        made = [make_person(alice, name) for name in ("Trần Mai", "Mai Hoa", "王伟")]
        return [str(each.pk) for each in made]


def test_somebody_is_found_by_keyboard(
    open_page: OpenPage, alice: Membership, people: list[str]
) -> None:
    page = open_page(locale="en", viewport=DESK)
    sign_in(page, alice.user)
    field = page.get_by_role("combobox")

    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name="Add someone")).to_be_visible()
    assert_accessible(page)
    page.keyboard.type("mai")
    expect(page.get_by_role("option")).to_have_count(4)  # mailings, too
    expect(field).to_have_attribute("aria-activedescendant", "palette-people-1")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text(
        re.compile("Trần Mai")
    )
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/people/{people[0]}/")


def test_escape_closes_it_and_slash_opens_it(
    open_page: OpenPage, alice: Membership, people: list[str]
) -> None:
    page = open_page(locale="en", viewport=DESK)
    sign_in(page, alice.user)

    page.keyboard.press("/")
    page.keyboard.type("wang wei")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    expect(page.locator(".palette__none")).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url("**/find/?q=zzz")
    assert_accessible(page)


def test_somebody_is_added_by_thumb(open_page: OpenPage, alice: Membership) -> None:
    page = open_page(locale="en", viewport=PHONE, has_touch=True)
    sign_in(page, alice.user)

    page.get_by_role("button", name="Find anyone").tap()
    page.get_by_role("combobox").fill("add some")
    option = page.get_by_role("option", name="Add someone")
    expect(page.get_by_role("option")).to_have_count(1)
    assert_accessible(page)
    assert_fits(page)
    option.tap()

    expect(page.locator("#palette")).not_to_be_visible()
    expect(page.locator("#sheet").get_by_role("textbox").first).to_be_visible()


def test_it_works_without_javascript(
    open_page: OpenPage, alice: Membership, people: list[str]
) -> None:
    page = open_page(locale="en", viewport=DESK, java_script_enabled=False)
    sign_in(page, alice.user)

    page.get_by_role("searchbox", name="Find anyone").fill("tran")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator(".palette__hit").first.click()

    page.wait_for_url(f"**/people/{people[0]}/")
