"""A seller at work in a browser, in their own language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import sanitize_separators
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import assert_accessible, assert_fits

EMAIL = "seller@example.org"
PASSWORD = "correct-horse-battery"


class Seller:
    """Does the day's work with the words that are on the screen.

    Every page on the way is read by axe-core, and must not be wider than the screen.
    """

    def __init__(self, page: Page, *, language: str) -> None:
        self.page, self.language = page, language

    def word(self, text: str, context: str = "") -> str:
        """The screen's word for an English one."""
        with translation.override(self.language):
            if context:
                return translation.pgettext(context, text)
            return translation.gettext(text)

    def button(self, text: str) -> Locator:
        return self.page.get_by_role("button", name=self.word(text), exact=True)

    def looks_good(self) -> None:
        assert_fits(self.page)
        assert_accessible(self.page)

    def sign_up(self) -> None:
        self.page.goto("/account/signup/")
        self.page.locator("[name=name]").fill("Lan")
        self.page.locator("[name=email]").fill(EMAIL)
        self.page.locator("[name=password1]").fill(PASSWORD)
        self.looks_good()
        self.page.locator("form button[type=submit]").last.click()
        expect(self.page).to_have_url("/start/")

    def answer_two_questions(self, trade: str) -> None:
        self.page.locator(f"[name=language][value={self.language}]").check(force=True)
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        self.page.locator(f"[name=trade][value={trade}]").check(force=True)
        self.looks_good()
        self.button("Open my desk").click()
        expect(self.page).to_have_url("/")
        self.looks_good()

    def import_people(self, file: Path, *, rows: int) -> None:
        """From the list to the result: upload, columns, preview, load."""
        self.page.goto("/import/new/")
        self.page.locator("[type=file]").set_input_files(file)
        self.page.locator("[name=source]").fill("Open day")
        self.page.locator("[name=basis]").select_option("consent")
        self.looks_good()
        self.button("Look it over").click()
        self.page.wait_for_url("**/columns/")
        self.looks_good()
        self.button("See what will happen").click()
        self.looks_good()
        self.button("Load it").click()
        expect(self.page.locator(".tally__number").first).to_have_text(str(rows))
        self.looks_good()

    def qualify(self, *, by_keyboard: bool) -> None:
        """All three questions of the card answered with yes, and on to the next."""
        name = self.page.locator(".qcard__name")
        before = name.inner_text()
        if by_keyboard:
            self.page.keyboard.type("111")
            expect(self.page.locator("[data-ask] :checked[value=met]")).to_have_count(3)
            self.page.keyboard.press("Enter")
        else:
            for yes in self.page.locator("[data-ask] label:has([value=met])").all():
                yes.click()
            self.page.locator("[data-next]").click()
        expect(name).not_to_have_text(before)

    def open_objective(self, person: str, what: str) -> None:
        self.page.goto("/people/")
        self.page.get_by_role("link", name=person, exact=True).first.click()
        self.looks_good()
        opening = self.page.get_by_role("link", name=self.word("Open an objective"))
        opening.first.click()
        self.page.locator("[name=name]").fill(what)
        self.page.locator("[name=value]").fill(sanitize_separators("50000000"))
        self.looks_good()
        self.button("Open the objective").click()
        expect(self.page.locator(".head__answer")).to_contain_text(what)

    def meet_prerequisites(self) -> None:
        """What the checklist asks for, from top to bottom, until nothing is missing."""
        self.looks_good()
        self.button("We spoke").click()
        self.button("Satisfied").click()
        soon = timezone.localdate() + timedelta(days=5)
        self.page.locator(".review [name=expected_close_on]").fill(soon.isoformat())
        self.page.locator(".review [name=confidence]").fill("95")
        self.button("Keep this review").click()
        missing = self.page.get_by_text(self.word("Nothing is missing: close it"))
        expect(missing).to_be_visible()

    def sees_first_today(self, person: str) -> None:
        self.page.goto("/")
        first = self.page.locator(".row-x--main")
        expect(first).to_contain_text(person)
        self.looks_good()

    def win(self) -> None:
        self.page.locator(".row-x--main .btn-primary").click()
        self.button("It is won").click()
        won = self.page.locator("#objective .sign--good").first
        expect(won).to_be_visible()
        self.looks_good()
