"""Three businesses, three browsers, three languages: from a market to a won referral.

Lan takes pictures and has a desk in Vietnamese, on the phone. Somchai cooks and has one
in Thai. Ellis sells flowers and has no account at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bestfew.accounts.models import Membership, Origin
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import make_user
from bestfew.onboarding.actions import open_workspace
from bestfew.packs.professions import profession_name
from bestfew.people.actions import add_person
from bestfew.people.models import Person, State
from tests.e2e.conftest import DESK, PHONE, OpenPage, sign_in
from tests.e2e.table import AtTheTable, net_of

pytestmark = pytest.mark.django_db(transaction=True)

TEAM = "Bàn tròn thứ Ba"
BRIDE, BALL = "A couple, garden wedding in June", "งานเลี้ยงบริษัทสี่สิบคน"
BILL, TAX, NET = "11000", "10", 10_000
COOK, FLOWERS = "caterer", "florist"


@dataclass(frozen=True, slots=True)
class Three:
    lan: AtTheTable
    somchai: AtTheTable
    ellis: AtTheTable
    at_lans: Membership
    at_somchais: Membership


def _open(name: str, language: str) -> Membership:
    return open_workspace(
        make_user(name, language=language), name=f"{name} & Co", language=language,
        trade="events", at=timezone.now(), origin=Origin.WEB,
    )  # fmt: skip


@pytest.fixture
def three(open_page: OpenPage) -> Three:
    phone = {"viewport": PHONE, "has_touch": True}
    lan, somchai = _open("Lan", "vi"), _open("Somchai", "th")
    with workspace_scope(lan.workspace):
        note = profession_name(COOK, "vi")
        add_person(lan, name="Somchai", at=timezone.now(), note=note)
    pages = [
        AtTheTable(open_page(locale="vi-VN", **phone), language="vi"),
        AtTheTable(open_page(locale="th-TH", viewport=DESK), language="th"),
        AtTheTable(open_page(locale="en-GB", **phone), language="en"),
    ]
    sign_in(pages[0].page, lan.user)
    sign_in(pages[1].page, somchai.user)
    vi, th, en = pages
    return Three(vi, th, en, lan, somchai)


def test_from_a_target_market_to_a_won_referral(three: Three) -> None:
    _come_together(three)
    _meet(three)
    _refer(three)
    _win(three)
    _see_what_changed(three)


def _come_together(three: Three) -> None:
    lan, somchai, ellis = three.lan, three.somchai, three.ellis
    lan.says_whom_they_serve("Cô dâu tháng Năm", "26-38", "80 khách", "cưới ngoài trời")
    lan.maps_the_sphere(profession_name(COOK, "vi"), "Somchai")
    lan.founds_a_team(TEAM, "photographer")
    somchai.sits_down(lan.invites(COOK, "Somchai", "th"))
    ellis.sits_down_as_guest(
        lan.invites(FLOWERS, "Ellis", "en"), "Ellis", "Ellis Flowers"
    )
    for each in (lan, somchai, ellis):
        each.sees_at_the_table("Lan", "Somchai", "Ellis")


def _meet(three: Three) -> None:
    """Lan runs it on the phone; what is tapped in one browser shows in the others."""
    lan, somchai, ellis = three.lan, three.somchai, three.ellis
    lan.plans_meetings("Asia/Ho_Chi_Minh")
    ellis.says_they_come()
    lan.begins_it()
    lan.marks("Lan", "here")
    lan.marks("Somchai", "late")
    ellis.goes_in()
    ellis.looks_good()
    ellis.marks("Ellis", "here")
    lan.sees_marked("Ellis", "here")
    ellis.sees_marked("Somchai", "late")
    somchai.goes_in()
    somchai.promises("แนะนำลูกค้าสองราย")
    lan.looks_good()


def _refer(three: Three) -> None:
    """Ellis, without an account, and Somchai from his desk; both asked first."""
    lan, somchai, ellis = three.lan, three.somchai, three.ellis
    ellis.gives("Lan", BRIDE)
    lan.opens_referral(BRIDE)
    expect(lan.main).not_to_contain_text("Ottilie")
    ellis.passes_on("She said so at the shop", name="Ottilie", phone="0903 123 456")
    somchai.gives("Lan", BALL)
    somchai.passes_on("ทางโทรศัพท์", name="Prasit", phone="0903 123 457")
    lan.page.goto(lan.meeting)
    lan.closes_it()


def _win(three: Three) -> None:
    """The lead is qualified like any other; its objective is opened and won."""
    lan, ellis = three.lan, three.ellis
    ellis.sees_how_far(BRIDE, "they agreed")
    lan.opens_referral(BRIDE)
    expect(lan.main).to_contain_text("0903 123 456")
    assert _person(three).state == State.LEAD
    lan.page.goto(f"/qualify/?person={_person(three).pk}")
    lan.qualify(by_keyboard=False)
    assert _person(three).state == State.PROSPECT
    lan.open_objective("Ottilie", "80 khách")
    ellis.sees_how_far(BRIDE, "in talks")
    lan.page.bring_to_front()
    lan.meet_prerequisites()
    lan.sees_first_today("Ottilie")
    lan.win()
    ellis.sees_how_far(BRIDE, "won", "a referral")
    lan.says_thanks(BRIDE, BILL, TAX)
    assert net_of(BRIDE) == (NET, "VND")


def _person(three: Three) -> Person:
    with workspace_scope(three.at_lans.workspace):
        return Person.objects.get(name="Ottilie")


def _see_what_changed(three: Three) -> None:
    """Who gave, who got; and the cook and the florist are in Lan's inner circle."""
    lan, ellis = three.lan, three.ellis
    ellis.at_the_table("referrals")
    expect(ellis.main).to_contain_text("You were thanked once")
    lan.page.goto("/network/")
    lan.looks_good()
    for name in ("Ellis", "Somchai"):
        row = lan.main.locator("tr", has_text=name)
        assert row.locator("td").all_inner_texts()[:2] == ["0", "1"]
    inside = lan.main.locator("svg.circles >> visible=true").inner_html()
    for key in (COOK, FLOWERS):
        assert profession_name(key, "vi") in inside
