"""Writing, looking over and sending a mailing; its accounts; the link that stops it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import tokens
from bestfew.campaigns.mailing.fields import FIELDS
from bestfew.campaigns.models import Letter, MailAccount, Mailing
from bestfew.campaigns.tests.post import (
    PASSWORD,
    Sink,
    mail_server,
    make_account,
    make_channel,
    make_mailing,
    make_reader,
)
from bestfew.conftest import signed_in
from bestfew.history.models import Event
from bestfew.people.models import Medium, Permission, Person, Purpose
from bestfew.people.rules import permission
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

WRITTEN = {"subject": "Hello {name}", "body": "Hi {name}", "language": "en"}


@pytest.fixture(autouse=True)
def _own_server(settings: Settings) -> None:
    settings.MAIL_PRIVATE_SERVERS = True


def write(client: Client, **facts: Any) -> Any:
    return client.post(reverse("mailings:write"), WRITTEN | facts)


def account_data(port: int, **facts: Any) -> dict[str, Any]:
    return {
        "from_name": "Alice", "address": "a@example.org", "host": "127.0.0.1",
        "port": port, "security": "plain", "user_name": "a", "password": PASSWORD,
        "daily_cap": 50, "is_in_use": "on",
    } | facts  # fmt: skip


def test_a_mailing_is_written_looked_over_and_sent(alice: Membership) -> None:
    client = signed_in(alice)
    make_channel()
    make_reader(alice, 1)
    make_reader(alice, 2, name="Nguyễn Ân")
    with mail_server() as sink:
        make_account(alice, sink.port)
        page = client.get(write(client)["Location"])
        assert "2 people can be written to now" in page.text
        assert "Hi Mai Trần" in page.text
        mailing = Mailing.objects.get()
        assert mailing.campaign.name == "Hello"

        sent = client.post(reverse("mailings:send", args=[mailing.pk]), follow=True)

    assert "2 of 2 letters sent" in sent.text
    assert len(sink.got) == 2
    assert "http://testserver/u/" in str(sink.got[0]["List-Unsubscribe"])


@pytest.mark.parametrize("text", ["{nam}", "Dear {0.__class__}", "{}", "{name |x}{x|}"])
def test_a_field_that_there_is_not_is_named(alice: Membership, text: str) -> None:
    make_channel()

    answer = write(signed_in(alice), body=text)

    assert answer.status_code == 422
    assert "There is no field {" in answer.text
    assert f"{{{FIELDS[0]}}}" in answer.text
    assert not Mailing.objects.exists()


def test_a_draft_tells_who_gets_no_letter_and_why(alice: Membership) -> None:
    client = signed_in(alice)
    make_reader(alice, 1)
    mailing = make_mailing(alice)
    for email in ("", "b@example.org"):
        make_person(alice, "Nobody", email=email)

    page = client.get(reverse("mailings:mailing", args=[mailing.pk]))

    assert "1 person can be written to now" in page.text
    assert "No e-mail address" in page.text
    assert "Not asked yet, or no answer" in page.text


def test_without_anybody_or_an_account_nothing_is_sent_off(alice: Membership) -> None:
    client, mailing = signed_in(alice), make_mailing(alice)
    url = reverse("mailings:send", args=[mailing.pk])

    assert "Add an account" in client.post(url, follow=True).text
    make_account(alice, 1)
    assert "Nobody of these people" in client.post(url, follow=True).text
    mailing.refresh_from_db()
    assert mailing.state == "draft"
    assert not Letter.objects.exists()


def test_what_was_looked_over_is_sent_off_and_nothing_else(alice: Membership) -> None:
    client, mailing = signed_in(alice), make_mailing(alice)
    make_reader(alice, 1)
    make_account(alice, 1)
    seen = {"version": mailing.version}
    client.post(reverse("mailings:edit", args=[mailing.pk]), WRITTEN | seen)

    send = reverse("mailings:send", args=[mailing.pk])
    refused = client.post(send, seen, follow=True)

    assert "Somebody changed it meanwhile" in refused.text
    assert Mailing.objects.get().state == "draft"
    assert not Letter.objects.exists()


@pytest.mark.parametrize("facts", [{"host": "evil.example.org"}, {"port": 2525}])
def test_a_password_goes_to_no_other_server_unless_it_is_typed(
    alice: Membership, facts: dict[str, Any]
) -> None:
    """Whoever leads could else have a seller's password sent to a server of theirs."""
    account = make_account(alice, 587)
    url = reverse("mailings:edit-account", args=[account.pk])

    refused = signed_in(alice).post(url, account_data(587, password="") | facts)

    assert refused.status_code == 422
    assert "It goes another way now" in refused.text
    account.refresh_from_db()
    assert (account.host, account.port) == ("127.0.0.1", 587)


def test_two_who_change_a_draft_do_not_overwrite_each_other(alice: Membership) -> None:
    client, mailing = signed_in(alice), make_mailing(alice)
    url = reverse("mailings:edit", args=[mailing.pk])

    first = client.post(url, WRITTEN | {"version": 1})
    second = client.post(url, WRITTEN | {"version": 1, "subject": "Other"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Somebody changed it meanwhile" in second.text
    mailing.refresh_from_db()
    assert mailing.subject == "Hello {name}"


def test_a_mailing_pauses_goes_on_and_stops(alice: Membership) -> None:
    client = signed_in(alice)
    with mail_server() as sink:
        make_account(alice, sink.port, daily_cap=1)
        for number in range(3):
            make_reader(alice, number)
        mailing = make_mailing(alice)

        def post(deed: str) -> str:
            url = reverse(f"mailings:{deed}", args=[mailing.pk])
            return client.post(url, follow=True).text

        assert "1 of 3 letters sent" in post("send")
        assert "2 letters wait." in post("pause")
        assert "Somebody was faster" in post("pause")
        assert "with up to 1 letters a day" in post("resume")
        assert "The mailing was cancelled" in post("cancel")

    assert Letter.objects.filter(state="skipped", reason="cancelled").count() == 2
    assert len(sink.got) == 1


def test_an_account_is_tried_out_and_its_password_kept_from_sight(
    alice: Membership, capfd: pytest.CaptureFixture[str]
) -> None:
    client = signed_in(alice)
    with mail_server() as sink:
        page = client.post(
            reverse("mailings:add-account"), account_data(sink.port), follow=True
        )
        assert "It works." in page.text

        sink.password = "another"
        account = MailAccount.objects.get()
        tried = client.post(
            reverse("mailings:try-account", args=[account.pk]), follow=True
        )

    assert "refused the user name or the password" in tried.text
    form = client.get(reverse("mailings:edit-account", args=[account.pk]))
    facts = str(list(Event.objects.values_list("facts", flat=True)))
    said = "".join(capfd.readouterr())
    for text in (page.text, tried.text, form.text, account.sealed, facts, said):
        assert PASSWORD not in text


def test_a_blank_password_leaves_the_one_that_is_there(alice: Membership) -> None:
    with mail_server() as sink:
        account = make_account(alice, sink.port)
        data = account_data(sink.port, password="", daily_cap=7)

        page = signed_in(alice).post(
            reverse("mailings:edit-account", args=[account.pk]), data, follow=True
        )

    assert "It works." in page.text
    account.refresh_from_db()
    assert account.daily_cap == 7


@pytest.mark.parametrize(
    ("facts", "say"),
    [
        ({"port": 6379}, "one of these ports"),
        ({"security": "plain"}, "anybody on the way"),
        ({"host": "a b"}, "no name of a server"),
        ({"daily_cap": 0}, "greater than or equal to 1"),
        ({"address": "a@b\r\nBcc: c"}, "valid email"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_a_sentence(
    alice: Membership, settings: Settings, facts: dict[str, Any], say: str
) -> None:
    settings.MAIL_PRIVATE_SERVERS = False
    usual = account_data(587, security="ssl")

    answer = signed_in(alice).post(reverse("mailings:add-account"), usual | facts)

    assert answer.status_code == 422
    assert say in answer.text
    assert not MailAccount.objects.exists()


def test_an_account_is_kept_once(alice: Membership) -> None:
    client, url = signed_in(alice), reverse("mailings:add-account")
    with mail_server() as sink:
        client.post(url, account_data(sink.port))
        answer = client.post(url, account_data(sink.port))

    assert answer.status_code == 422
    assert "This account is here already" in answer.text
    assert MailAccount.objects.count() == 1


def test_nobody_looks_around_in_a_private_network(
    alice: Membership, settings: Settings
) -> None:
    """The address is checked when it is met, whatever name led there (B5)."""
    with mail_server() as sink:
        account = make_account(alice, sink.port)
        settings.MAIL_PRIVATE_SERVERS = False
        MailAccount.objects.update(port=2525, host="127.0.0.1")

        page = signed_in(alice).post(
            reverse("mailings:try-account", args=[account.pk]), follow=True
        )

    assert "private network" in page.text


def test_a_seller_changes_no_account_of_a_colleague(
    alice: Membership, carol: Membership
) -> None:
    shared = make_account(alice, 1, is_shared=True)
    url = reverse("mailings:edit-account", args=[shared.pk])

    assert signed_in(carol).get(url).status_code == 404
    assert shared.address in signed_in(carol).get(reverse("mailings:accounts")).text


def sent_link(alice: Membership, sink: Sink) -> str:
    make_account(alice, sink.port)
    mailing = make_mailing(alice)
    signed_in(alice).post(reverse("mailings:send", args=[mailing.pk]))
    return str(sink.got[0]["List-Unsubscribe"]).strip("<>")


def state_of(person: Person) -> str:
    return permission(person.ledger(), Purpose.NEWS, Medium.EMAIL)


def test_a_scanner_that_follows_the_link_stops_nothing(alice: Membership) -> None:
    reader = make_reader(alice)
    with mail_server() as sink:
        link = sent_link(alice, sink)

    page = Client().get(link)

    assert page.status_code == 200
    assert "Stop these e-mails?" in page.text
    assert state_of(reader) == "given"


def test_one_press_without_cookies_stops_everything_once(alice: Membership) -> None:
    """RFC 8058; whoever else has that address gets no more either."""
    reader = make_reader(alice)
    twin = make_reader(alice)
    with mail_server() as sink:
        link = sent_link(alice, sink)
    assert sink.got[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)

    for _time in range(2):
        answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies.get("sessionid")

    assert [state_of(each) for each in (reader, twin)] == ["withdrawn"] * 2
    assert Permission.objects.filter(state="withdrawn").count() == 2
    reader.refresh_from_db()
    assert not reader.do_not_contact


@pytest.mark.parametrize("language", ["vi", "th", "zh-hans"])
def test_the_page_that_stops_speaks_the_readers_language(
    alice: Membership, language: str
) -> None:
    make_reader(alice)
    with mail_server() as sink:
        link = sent_link(alice, sink)

    asked = Client().get(link, headers={"Accept-Language": language})
    chosen = Client().get(link, {"lang": language})

    for page in (asked, chosen):
        assert f'<html lang="{language}"' in page.text.replace("zh-Hans", "zh-hans")


@pytest.mark.parametrize("token", ["x", "0000000000000.x", "4000000000000", "a.b.c"])
def test_a_link_that_nobody_wrote_is_not_there(db: None, token: str) -> None:
    for answer in (Client().get(f"/u/{token}/"), Client().post(f"/u/{token}/")):
        assert answer.status_code == 404


def test_a_link_is_good_for_its_own_letter_and_nothing_else() -> None:
    token = tokens.stop_token(7)

    assert tokens.letter_of_stop(token) == 7
    assert tokens.letter_of_message(f"<{token}@x>") == 0
    assert tokens.letter_of_stop(token.replace("7", "8", 1)) == 0


def test_django_itself_sends_none_of_it(alice: Membership) -> None:
    """The letters go through the accounts, never through EMAIL_HOST."""
    make_reader(alice)
    with mail_server() as sink:
        sent_link(alice, sink)

    assert len(sink.got) == 1
    assert mail.outbox == []
    assert Letter.objects.get().state == "sent"
