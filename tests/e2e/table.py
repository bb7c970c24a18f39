"""What is done at a Power Team's table: a meeting, and the referrals given there."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from bestfew.teams.models import Slip, Thanks
from tests.e2e.partner import Partner

SOON = timedelta(minutes=30)


class AtTheTable(Partner):
    """A partner who meets the others and refers people to them."""

    meeting = ""

    def plans_meetings(self, zone: str) -> None:
        """Every other week, from half an hour from now."""
        begins = datetime.now(ZoneInfo(zone)) + SOON
        self.at_the_table("meetings", "plan")
        self.main.locator("[name=pattern]").select_option("fortnightly")
        self.fill(on=f"{begins:%Y-%m-%d}", starts=f"{begins:%H:%M}", place="Café")
        self.looks_good()
        self.send()
        self.page.wait_for_url("**/meetings/")
        self.looks_good()

    def opens_the_next_meeting(self) -> None:
        self.at_the_table("meetings")
        self.main.locator(".kv__row a").first.click()
        self.page.wait_for_url("**/meetings/*/")
        self.meeting = self.page.url
        self.looks_good()

    def says_they_come(self) -> None:
        self.opens_the_next_meeting()
        self.main.locator("[name=answer][value=yes]").click()
        pressed = self.main.locator("[name=answer][value=yes]")
        expect(pressed).to_have_attribute("aria-pressed", "true")

    def begins_it(self) -> None:
        self.opens_the_next_meeting()
        self.main.locator("[name=to][value=begin]").click()
        expect(self.page.locator("#who")).to_be_visible()
        self.looks_good()

    def goes_in(self) -> None:
        self.opens_the_next_meeting()
        expect(self.page.locator("#who")).to_be_visible()

    def row_of(self, name: str) -> Locator:
        return self.page.locator(".attend__one", has_text=name)

    def marks(self, name: str, state: str) -> None:
        tap = self.row_of(name).locator(f"[name=state][value={state}]")
        tap.first.click()
        expect(tap.first).to_have_attribute("aria-pressed", "true")

    def sees_marked(self, name: str, state: str) -> None:
        """Tapped by somebody else, it shows here within seconds."""
        tap = self.row_of(name).locator(f"[name=state][value={state}]").first
        expect(tap).to_have_attribute("aria-pressed", "true", timeout=15_000)

    def promises(self, text: str) -> None:
        form = self.page.locator("form", has=self.page.locator("#promise-text"))
        form.locator("#promise-text").fill(text)
        form.locator("[type=submit]").click()
        expect(self.main.locator("section", has_text=text).last).to_be_visible()

    def closes_it(self) -> None:
        self.main.locator("[name=to][value=close]").click()
        minutes = self.main.locator("a[href$='/minutes/']")
        expect(minutes).to_be_visible()
        self.looks_good()
        minutes.click()
        self.looks_good()

    # referrals

    def gives(self, to: str, summary: str) -> None:
        self.at_the_table("referrals", "give")
        whom = self.main.locator("[name=to]")
        whom.select_option(whom.locator("option", has_text=to).get_attribute("value"))
        self.fill(summary=summary)
        self.looks_good()
        self.send()
        self.opens_referral(summary)

    def opens_referral(self, summary: str) -> None:
        self.at_the_table("referrals")
        self.looks_good()
        self.main.get_by_role("link", name=summary).click()
        self.page.wait_for_url("**/referrals/*/")
        self.looks_good()

    def passes_on(self, how: str, **who: str) -> None:
        """They agreed: now the other side gets how to reach them."""
        self.page.goto(f"{self.page.url}agreed/")
        self.fill(how=how, **who)
        self.looks_good()
        self.send()
        self.page.wait_for_url("**/referrals/*/")
        self.looks_good()

    def sees_how_far(self, summary: str, status: str, context: str = "") -> None:
        self.opens_referral(summary)
        expect(self.main.locator(".head__why")).to_contain_text(
            self.word(status, context)
        )

    def says_thanks(self, summary: str, invoiced: str, tax: str) -> None:
        self.opens_referral(summary)
        self.page.goto(f"{self.page.url}thank/")
        self.fill(invoiced=invoiced, tax_percent=tax)
        self.looks_good()
        self.send()
        self.page.wait_for_url("**/referrals/*/")
        self.looks_good()


def net_of(summary: str) -> tuple[int, str]:
    """What a referral was thanked with, and its currency."""
    entry = Thanks.unscoped.get(slip=Slip.unscoped.get(summary=summary))
    return int(entry.amount), entry.currency
