"""The levels: read, narrowed, coached; and a word on somebody, on phone and desk."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.levels.models import Standing
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


@pytest.mark.parametrize(
    ("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"]
)
def test_levels_from_the_pyramid_to_a_word(
    open_page: OpenPage, alice: Membership, size: dict[str, int], theme: str
) -> None:
    page = open_page(locale="en", viewport=size, color_scheme=theme)
    sign_in(page, alice.user)
    for path in ("/levels/", "/levels/team/", "/levels/thresholds/"):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)

    page.goto("/levels/")
    page.get_by_label("When").select_option("3")
    page.wait_for_url("**period=3**")
    expect(page.locator(".level")).to_have_count(8)

    with workspace_scope(alice.workspace):
        person = Standing.objects.filter(level=1).select_related("person")[0].person
    page.goto(person.get_absolute_url())
    page.get_by_role("link", name="Why, and what is missing").click()
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("We first")
    assert_accessible(page)
    sheet.get_by_label("What is so?").select_option("2")
    sheet.get_by_role("button", name="Keep this word").click()
    expect(page.locator(".axes")).to_contain_text("2 · Answered")
