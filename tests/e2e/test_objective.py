"""One objective's way: universe, above, in, best few, back by itself, won."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bestfew.accounts.models import Membership, Origin, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import make_user
from bestfew.funnel.models import Objective
from bestfew.funnel.tests.cast import make_objective
from bestfew.onboarding.actions import open_workspace
from bestfew.people.actions import add_person
from tests.e2e.conftest import DESK, PHONE, OpenPage, sign_in
from tests.e2e.seller import Seller

pytestmark = pytest.mark.django_db(transaction=True)

LATE, EARLY = "Pacific/Pago_Pago", "Pacific/Kiritimati"
"""Where the day begins last, and first: 25 hours apart."""

WHAT = "90 m²"
WHO = "周敏"


def today_in(zone: str) -> date:
    return datetime.now(ZoneInfo(zone)).date()


@pytest.fixture
def owner(request: pytest.FixtureRequest) -> Membership:
    """Of a workspace where something stands at each place already."""
    member = open_workspace(
        make_user("Lan", language=request.param), name="Acme", trade="coaching",
        language=request.param, at=timezone.now(), origin=Origin.WEB,
    )  # fmt: skip
    Workspace.objects.filter(pk=member.workspace_id).update(zone=LATE)
    at = timezone.now() - timedelta(days=2)
    with workspace_scope(member.workspace):
        for place in ("above", "in", "best_few"):
            make_objective(member, f"other {place}", place=place, at=at, value=1_000)
        add_person(member, name=WHO, at=at)
    return member


class Journey(Seller):
    """Looks at Today after each deed."""

    def open_for_a_stranger(self) -> None:
        """For somebody who was not asked anything yet."""
        self.page.goto(f"/funnel/open/?q={WHO}")
        self.looks_good()
        self.page.locator("#found li", has_text=WHO).get_by_role("link").click()
        self.page.locator("[name=name]").fill(WHAT)
        self.page.locator("[name=value]").fill("50000")
        expect(self.page.locator("output[data-said]")).to_have_text("50,000")
        self.button("Open the objective").click()
        expect(self.page.locator(".head__answer")).to_contain_text(WHAT)

    def stands(self) -> list[tuple[int, int]]:
        """At which step of Today our objective is listed, and as which row there."""
        self.page.goto("/")
        self.looks_good()
        return [
            (step + 1, row)
            for step, section in enumerate(self.page.locator(".step").all())
            for row, entry in enumerate(section.locator("[data-item^=objective]").all())
            if WHAT in entry.inner_text()
        ]

    def is_at(self, place: str) -> None:
        """In the funnel, too, among the cards of that part."""
        self.page.goto(f"/funnel/?part={place}")
        expect(self.page.locator(".deals")).to_contain_text(WHAT)
        self.looks_good()

    def look_at(self) -> None:
        self.page.locator(".deal", has_text=WHAT).locator(".deal__deed a").click()
        expect(self.page.locator(".head__answer")).to_contain_text(WHAT)

    def review(self, closes: date) -> None:
        form = self.page.locator(".checks .review")
        form.locator("[name=expected_close_on]").fill(closes.isoformat())
        form.locator("[name=confidence]").fill("95")
        form.get_by_role("button").click()
        missing = self.page.get_by_text(self.word("Nothing is missing: close it"))
        expect(missing).to_be_visible()


def _journey(page: Page, owner: Membership, language: str) -> None:
    seller = Journey(page, language=language)
    sign_in(page, owner.user)
    seller.open_for_a_stranger()

    assert seller.stands() == [(2, 1)]  # universe, behind what stands above
    seller.is_at("universe")

    seller.look_at()
    page.locator("#fit-now").fill("70 m² now")
    seller.button("It fits").click()
    expect(seller.button("The fit is verified")).to_be_visible()
    assert seller.stands() == [(2, 0)]  # above, and it brings more
    seller.is_at("above")

    seller.look_at()
    seller.button("The fit is verified").click()
    seller.button("We spoke").first.click()
    expect(page.locator(".checks .review")).to_be_visible()
    assert seller.stands() == [(3, 0)]
    seller.is_at("in")

    seller.look_at()
    seller.button("Satisfied").first.click()
    seller.review(today_in(LATE))
    assert seller.stands() == [(1, 0)]  # the next to close
    seller.is_at("best_few")

    Workspace.objects.filter(pk=owner.workspace_id).update(zone=EARLY)
    assert seller.stands() == [(3, 0)]  # its day has passed: back by itself
    seller.is_at("in")

    seller.look_at()
    expect(page.locator(".fell__notice")).to_be_visible()
    seller.review(today_in(EARLY) + timedelta(days=2))
    assert seller.stands() == [(1, 0)]

    seller.win()
    assert seller.stands() == []
    with workspace_scope(owner.workspace):
        assert not Objective.objects.get(name=WHAT).is_open


@pytest.mark.parametrize("owner", ["zh-hans"], indirect=True)
def test_in_chinese_on_the_phone(open_page: OpenPage, owner: Membership) -> None:
    page = open_page(locale="zh-CN", viewport=PHONE, has_touch=True)

    _journey(page, owner, "zh-hans")

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize("owner", ["en"], indirect=True)
def test_in_english_on_the_desk(open_page: OpenPage, owner: Membership) -> None:
    _journey(open_page(locale="en", viewport=DESK), owner, "en")


@pytest.mark.parametrize("owner", ["en"], indirect=True)
def test_parts_by_swipe_on_the_phone_and_cards_by_keys_on_the_desk(
    open_page: OpenPage, owner: Membership
) -> None:
    phone = open_page(locale="en", viewport=PHONE, has_touch=True)
    sign_in(phone, owner.user)
    phone.goto("/funnel/")
    expect(phone.locator(".section-head__title")).to_have_text("Best few")
    _swipe(phone, 300)
    expect(phone.locator(".section-head__title")).to_have_text("In the funnel")
    _swipe(phone, -300)
    expect(phone.locator(".section-head__title")).to_have_text("Best few")

    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.keyboard.press("2")
    expect(phone.locator(".section-head__title")).to_have_text("Above the funnel")
    phone.keyboard.press("j")
    phone.keyboard.press("Enter")
    expect(phone.locator(".head__answer")).to_have_text("other above")


SWIPE = """
(parts, far) => {
  const at = (x) => new Touch({ identifier: 1, target: parts, clientX: x, clientY: 9 });
  const tell = (type, touches, x) => parts.dispatchEvent(
    new TouchEvent(type, { bubbles: true, touches, changedTouches: [at(x)] }),
  );
  tell("touchstart", [at(180)], 180);
  tell("touchend", [], 180 + far);
}
"""


def _swipe(page: Page, far: int) -> None:
    """A finger drawn across the cards."""
    page.locator("[data-parts]").evaluate(SWIPE, far)
