"""A list with faults: put right where they stand, with the keyboard or a thumb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

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

LIST = """Full name,Phone,Birthday,Company
Mai Tran,0912 345 678,31/02/2020,
,,,Nobody Ltd
An Le,0912 345 679,31/02/2020,
"""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def alice() -> Membership:
    return open_desk()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def bring_in(page: Page, file: Path) -> None:
    """As far as the look before it is loaded."""
    page.goto("/import/new/")
    page.locator("[type=file]").set_input_files(file)
    page.locator("[name=source]").fill("Open day")
    page.locator("[name=basis]").select_option("consent")
    page.get_by_role("button", name="Look it over").click()
    page.wait_for_url("**/columns/")
    assert_accessible(page)
    page.get_by_role("button", name="See what will happen").click()


def test_faults_are_put_right_by_leaving_a_cell(
    open_page: OpenPage, alice: Membership, file: Path
) -> None:
    page = open_page(locale="en-GB", viewport=DESK)
    sign_in(page, alice.user)
    bring_in(page, file)

    page.get_by_label("Full name").fill("Binh")
    page.locator("#row-1 [name=cell-2]").focus()
    expect(page.locator("#row-2")).to_contain_text("Nothing is wrong with it any more.")
    expect(page.locator("#row-1 [name=cell-2]")).to_be_focused()
    page.locator("#row-1 [name=cell-2]").fill("28/02/2020")
    page.locator("#row-1").get_by_text("in every row that says the same").click()

    expect(page.locator("#faults-title")).to_have_text("No row has a fault")
    assert_accessible(page)
    page.locator(".faults__everywhere").get_by_role("button", name="Undo").click()
    expect(page.locator("#faults-title")).to_have_text("2 rows with a remark")
    page.get_by_role("button", name="Load it").click()
    expect(page.locator(".tally__number").nth(1)).to_have_text("3")


def test_on_a_phone_everything_fits_and_enter_saves_once(
    open_page: OpenPage, alice: Membership, file: Path
) -> None:
    page = open_page(locale="en-GB", viewport=PHONE)
    sign_in(page, alice.user)
    bring_in(page, file)
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.method))
    assert_fits(page)

    page.get_by_label("Full name").fill("Binh")
    page.keyboard.press("Enter")

    expect(page.locator("#row-2")).to_contain_text("Full name was empty.")
    page.locator("h1").click()
    assert sent.count("POST") == 1
    assert_fits(page)
    assert_accessible(page)


def test_what_a_column_may_do_follows_what_it_means(
    open_page: OpenPage, alice: Membership, file: Path
) -> None:
    page = open_page(locale="en-GB", viewport=DESK)
    sign_in(page, alice.user)
    bring_in(page, file)
    page.get_by_role("link", name="Change the columns").click()
    phone = page.locator("[data-column]").nth(1)
    rule = phone.locator("[data-rule]")

    expect(rule.locator("[value=overwrite]")).to_be_disabled()
    phone.locator("[data-target]").select_option("note")
    expect(rule.locator("[value=overwrite]")).to_be_enabled()
    rule.select_option("overwrite")
    phone.locator("[data-target]").select_option("external_id")
    expect(rule).to_be_hidden()
    expect(rule).to_have_value("fill")
