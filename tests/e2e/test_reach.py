"""The day of text 002 in few taps on a phone; and counting where there is no net."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bestfew.accounts.models import Membership, Origin
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns.actions import begin
from bestfew.conftest import make_user
from bestfew.onboarding.actions import open_workspace
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import set_targets
from bestfew.reach.models import Tally
from bestfew.reach.tests.cast import DAY_OF_TEXT_002
from tests.e2e.conftest import PHONE, OpenPage, assert_accessible, assert_fits, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

MOST_TAPS = 15
"""Three for each of the five, at four seconds a tap: under a minute."""


@pytest.fixture
def lan() -> Membership:
    member = open_workspace(
        make_user("Lan"),
        name="Lan",
        language="en",
        trade="real_estate",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        origin=Origin.WEB,
    )
    with workspace_scope(member.workspace):
        today = timezone.localdate()
        set_targets(member.user, [(1, None, 2_000)], since=today, at=timezone.now())
    return member


def counted(member: Membership) -> list[tuple[str, int]]:
    with workspace_scope(member.workspace):
        rows = Tally.objects.order_by("pk").values_list("channel__key", "count")
        return list(rows)


class Thumb:
    """Taps, and knows how often it did."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, place: str) -> None:
        self.page.locator(place).first.tap()
        self.taps += 1

    def count(self, channel: Channel, many: int, total: str) -> None:
        """With the button if it counts so many by now, else by the sheet."""
        button = f".taps form:has([value='{channel.pk}']):has([value='{many}']) button"
        if self.page.locator(button).count():
            self.tap(button)
        else:
            self.tap("[data-tally-open]")
            self.tap(f"#tally-sheet .pick:has([value='{channel.pk}'])")
            self.tap(f"#tally-sheet [name=count][value='{many}']")
        expect(self.page.locator("[data-total]")).to_have_text(total)
        expect(self.page.locator(".undo")).to_contain_text(channel.name)


def test_the_day_of_text_002_takes_few_taps(
    open_page: OpenPage, lan: Membership
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, timezone_id="Europe/London")
    sign_in(page, lan.user)
    thumb = Thumb(page)
    with workspace_scope(lan.workspace):
        channels = {each.key: each for each in Channel.objects.all()}
    totals = ("500", "700", "1,200", "1,700", "2,200")

    for (key, many), total in zip(DAY_OF_TEXT_002, totals, strict=True):
        thumb.count(channels[key], many, total)

    assert thumb.taps <= MOST_TAPS
    assert counted(lan) == list(DAY_OF_TEXT_002)
    card = page.locator("[data-reach]")
    expect(card).to_contain_text("/ 2,000")
    expect(card).to_contain_text("£66")  # 40 for leaflets, 6 for calls, 20 for texts
    assert_fits(page)
    assert_accessible(page)


def test_counts_without_net_arrive_once_when_it_is_back(
    open_page: OpenPage, lan: Membership
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    sign_in(page, lan.user)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/reach/offline/').then(Boolean)")

    page.context.set_offline(True)
    page.goto("/")  # the desk cannot answer: the page on the phone does
    assert_fits(page)
    assert_accessible(page)
    page.locator("[name=count][value='500']").tap()
    page.locator(".pick").nth(1).tap()
    page.locator("[name=count][value='50']").tap()
    expect(page.locator("[data-waiting-count]")).to_have_text("2")
    page.goto("/reach/")
    expect(page.locator("[data-waiting-count]")).to_have_text("2")
    assert counted(lan) == []

    page.context.set_offline(False)  # it sends, and opens the page that was asked for
    expect(page.locator("[data-total]")).to_have_text("550", timeout=20_000)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.reload()
    assert sorted(count for _key, count in counted(lan)) == [50, 500]


def test_leaflets_of_a_campaign_are_counted_for_it_with_and_without_net(
    open_page: OpenPage, lan: Membership
) -> None:
    with workspace_scope(lan.workspace):
        leaflets = Channel.objects.get(key="leaflets")
        campaign = begin(
            lan, channel=leaflets, name="Crossroads",
            starts_on=timezone.localdate(), at=timezone.now(),
        )  # fmt: skip
    page = open_page(viewport=PHONE, has_touch=True)
    sign_in(page, lan.user)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/reach/offline/').then(Boolean)")
    page.locator("[data-tally-open]").tap()
    choice = page.locator("#tally-sheet [name=campaign]")
    choice.select_option(label="Crossroads")
    chosen = page.locator(f"#tally-sheet .pick input[value='{leaflets.pk}']")
    expect(chosen).to_be_checked()
    assert_accessible(page)
    page.locator("#tally-sheet [name=count][value='500']").tap()
    expect(page.locator(".undo")).to_contain_text("Crossroads")

    page.context.set_offline(True)
    page.goto("/")
    page.locator("[name=campaign]").select_option(label="Crossroads")
    page.locator("[name=count][value='50']").tap()
    expect(page.locator("[data-waiting-count]")).to_have_text("1")
    page.context.set_offline(False)
    expect(page.locator("[data-total]")).to_have_text("550", timeout=20_000)

    with workspace_scope(lan.workspace):
        assert {each.campaign for each in Tally.objects.all()} == {campaign}


def test_what_is_refused_stays_on_the_phone_and_is_said(
    open_page: OpenPage, lan: Membership
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    sign_in(page, lan.user)
    expect(page.locator("[data-total]")).to_have_text("0")
    with workspace_scope(lan.workspace):
        Channel.objects.update(is_open=False)

    page.locator(".tap-x").first.tap()

    refused = page.locator("[data-refused] li")
    expect(refused).to_contain_text("This channel is closed.")
    page.reload()
    expect(refused).to_contain_text("This channel is closed.")
    with workspace_scope(lan.workspace):
        Channel.objects.update(is_open=True)
    page.locator("[data-again]").tap()
    expect(page.locator(".undo")).to_be_visible()
    expect(refused).to_have_count(0)
    assert len(counted(lan)) == 1


def test_signed_out_nothing_of_the_desk_is_left_but_what_waits(
    open_page: OpenPage, lan: Membership
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    sign_in(page, lan.user)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/reach/offline/').then(Boolean)")
    page.context.set_offline(True)
    page.locator(".tap-x").first.tap()
    expect(page.locator("[data-waiting-count]")).to_have_text("1")
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto("/")
    page.wait_for_url("**/account/login/**")
    page.wait_for_timeout(300)

    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("[data-unknown]")).to_be_visible()
    expect(page.locator(".pick")).to_have_count(0)
    page.context.set_offline(False)
    sign_in(page, lan.user)

    expect(page.locator("[data-waiting]")).to_be_hidden()
    expect(page.locator("[data-total]")).not_to_have_text("0")
    assert len(counted(lan)) == 1
