"""A mailing in a real browser: an account, the letter, a look, off it goes; stopped."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns.tests.post import PASSWORD, mail_server, make_reader
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


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)
    settings.MAIL_PRIVATE_SERVERS = True


@pytest.fixture
def alice() -> Membership:
    member = open_desk()
    with workspace_scope(member.workspace):
        make_reader(member, 1)
        make_reader(member, 2, name="Nguyễn Ân")
    return member


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_mailing_is_written_and_sent_and_a_reader_stops_it(
    open_page: OpenPage, alice: Membership, viewport: Any
) -> None:
    page = open_page(locale="en-GB", viewport=viewport)
    sign_in(page, alice.user)

    def look() -> None:
        assert_fits(page)
        assert_accessible(page)

    with mail_server() as sink:
        page.goto("/settings/sending/")
        look()
        page.get_by_role("main").get_by_role("link", name="Add an account").click()
        look()
        page.get_by_label("SMTP server").fill("127.0.0.1")
        page.get_by_label("port").fill(str(sink.port))
        page.get_by_label("encryption").select_option("plain")
        page.get_by_label("user name").fill("alice")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Keep and try it out").click()
        expect(page.get_by_text("It works.")).to_be_visible()
        look()

        page.goto("/mailings/")
        look()
        page.get_by_role("link", name="Write to many").click()
        page.get_by_label("Subject").fill("Hello {nme}")
        page.get_by_label("Letter").fill("Dear {name},\n\nsee {link}")
        page.get_by_role("button", name="See it as they will").click()
        expect(page.get_by_text("There is no field {nme}.")).to_be_visible()
        look()
        page.get_by_label("Subject").fill("Hello {name}")
        page.get_by_role("button", name="See it as they will").click()

        answer = page.get_by_role("heading", level=1)
        expect(answer).to_have_text("2 people can be written to now")
        look()
        page.get_by_role("link", name="Nguyễn Ân").click()
        expect(page.get_by_text("Dear Nguyễn Ân,")).to_be_visible()
        page.get_by_role("button", name="Send 2 letters").click()
        expect(answer).to_have_text("2 of 2 letters sent")
        look()

    link = str(sink.got[0]["List-Unsubscribe"]).strip("<>")
    page.context.clear_cookies()
    page.goto(link)
    look()
    page.get_by_role("button", name="Stop them").click()
    expect(answer).to_have_text("You get no more of these e-mails.")
    look()
