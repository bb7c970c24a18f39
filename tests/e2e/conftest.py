"""A real Chromium before the real pages, and axe-core to read them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from bestfew.accounts.models import Membership, Origin, SignInLink, User
from bestfew.conftest import make_user
from bestfew.onboarding.actions import open_workspace

# Playwright runs an event loop in this thread; the tests' own queries are no danger.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUIET = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]

EXPECTED = (
    "status of 4",
    "ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendAbort",
)
"""Said of answers that tests ask for, of a net that they cut, and by htmx of a request
that ends because its page is left; of one that fails it says `htmx:sendError` too."""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

OpenPage = Callable[..., Page]

PATIENCE = 20_000
"""Milliseconds that a page may take on a machine that has much else to do."""
expect.set_options(timeout=PATIENCE)

being_read: set[Page] = (
    set()
)  # axe-core tries styles of its own, which our policy stops


def open_desk(trade: str = "events") -> Membership:
    """Alice, who has just opened a workspace of this trade."""
    return open_workspace(
        make_user("Alice"), name="Acme", language="en", trade=trade,
        at=timezone.now(), origin=Origin.WEB,
    )  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(locale=…, viewport=…)`: a page of its own; faults fail the test.

    A fault is an error in the console (a broken policy among them) or a request to
    another host.
    """
    contexts, faults = [], []

    def listen(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            faults.append(f"asked {request.url}")

    def hear(page: Page, line: ConsoleMessage) -> None:
        expected = any(each in line.text for each in EXPECTED) or page in being_read
        if line.type == "error" and not expected:
            faults.append(line.text)

    def open_one(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", listen)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: hear(page, line))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


def sign_in(page: Page, user: User) -> None:
    """Through a one-time link, as the terminal prints it."""
    page.goto(f"/sign-in/{SignInLink.issue(user, at=timezone.now())}/")


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe-core can find on the page as it stands."""
    being_read.add(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)[
        "violations"
    ]
    being_read.discard(page)
    told = [
        f"{each['id']}: {node['html']} ({node['failureSummary']})"
        for each in found
        for node in each["nodes"]
    ]
    assert not told, "\n".join(told)


def assert_fits(page: Page) -> None:
    """Nothing sticks out sideways."""
    root = page.locator("html")  # waits, if the page is only just coming
    wide = root.evaluate("root => root.scrollWidth - root.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
