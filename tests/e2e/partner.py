"""A business at a Power Team's table, in a browser and language of its own."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.seller import Seller


class Partner(Seller):
    """Does with the team what the screens offer, by either door.

    `home` is where their pages of the team begin: `/teams/<team>/`, or a guest's own
    link.
    """

    home = ""

    def __init__(self, page: Page, *, language: str) -> None:
        super().__init__(page, language=language)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.main.locator(f"[name={name}]").last.fill(value)

    def send(self) -> None:
        """The form that the page is about."""
        self.main.locator("form .btn-primary[type=submit]").last.click()

    def at_the_table(self, *more: object) -> None:
        """A page of the team."""
        self.page.goto(self.home + "".join(f"{each}/" for each in more))

    # from a target market to the sphere

    def says_whom_they_serve(self, name: str, *signs: str) -> None:
        self.page.goto("/markets/add/")
        self.fill(name=name, who="\n".join(signs), needs="x", desires="y", picture="z")
        self.looks_good()
        self.send()
        expect(self.main).to_contain_text(name)
        self.looks_good()

    def maps_the_sphere(self, profession: str, candidate: str) -> None:
        """Lists who serves the market, and takes up who could be one of them."""
        self.page.goto("/network/professions/")
        self.looks_good()
        self.button("List those we know").click()
        row = self.main.locator("li", has_text=profession)
        expect(row).to_be_visible()
        self.looks_good()
        row.locator("a").first.click()
        found = self.main.locator("li", has_text=candidate)
        expect(found).to_be_visible()
        self.looks_good()
        found.locator(".row-x__deed a").click()
        self.looks_good()
        self.send()
        expect(self.main).to_contain_text(candidate)
        self.looks_good()

    # the table

    def founds_a_team(self, name: str, profession: str) -> None:
        self.page.goto("/teams/found/")
        self.fill(name=name, commitment="2 / tháng")
        self.main.locator("[name=profession]").select_option(profession)
        self.looks_good()
        self.send()
        self.page.wait_for_url("**/teams/*/")
        self.home = self.page.url
        self.looks_good()

    def invites(self, profession: str, name: str, language: str) -> str:
        """The link by which somebody takes a new seat."""
        self.at_the_table("seats", "add")
        self.main.locator("[name=profession]").select_option(profession)
        self.looks_good()
        self.send()
        self.page.wait_for_url(self.home)
        self.main.locator(".chair", has=self.page.locator(".chair__gap")).locator(
            "a"
        ).last.click()
        self.page.wait_for_url("**/seats/*/")
        self.fill(name=name)
        self.main.locator("[name=language]").select_option(language)
        self.looks_good()
        self.main.get_by_role("button", name=self.word("Make a link")).click()
        link = self.page.locator("#link")
        expect(link).to_be_visible()
        self.looks_good()
        return link.input_value()

    def takes_the_seat(self, link: str, **who: str) -> None:
        self.page.goto(link)
        self.looks_good()
        self.fill(**who)
        self.send()

    def sits_down(self, link: str) -> None:
        """As who has signed in."""
        self.takes_the_seat(link)
        self.page.wait_for_url("**/teams/*/")
        self.home = self.page.url
        self.looks_good()

    def sits_down_as_guest(self, link: str, name: str, business: str) -> None:
        self.takes_the_seat(link, name=name, business=business)
        own = self.page.locator("#link")
        expect(own).to_be_visible()
        self.looks_good()
        self.home = own.input_value()
        self.at_the_table()
        self.looks_good()

    def sees_at_the_table(self, *names: str) -> None:
        self.at_the_table()
        for name in names:
            expect(self.main.locator(".chair", has_text=name)).to_be_visible()
