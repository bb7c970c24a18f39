"""What a server says no to: the reader, the account or the letter, and what follows."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import deeds
from bestfew.campaigns.mailing.answers import account_fault, is_unknown_mailbox
from bestfew.campaigns.mailing.outcomes import TRIES
from bestfew.campaigns.models import BadAddress, Letter, MailAccount, Mailing
from bestfew.campaigns.tests.post import (
    SITE,
    Sink,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
)

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _own_server(settings: Settings) -> None:
    settings.MAIL_PRIVATE_SERVERS = True


def states() -> Counter[str]:
    return Counter(Letter.objects.values_list("state", flat=True))


def readers(member: Membership, count: int) -> None:
    for number in range(count):
        make_reader(member, number)


@pytest.mark.parametrize(
    "said",
    [
        "550 5.1.1 no such user",
        "550 User not found: mai@example.org",
        "550 unknown user",
        "550 <mai@example.org>: Recipient address rejected: User unknown",
        "550 Unrouteable address",
        "554 5.1.2 bad domain",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
    ],
)
def test_nobody_is_there(said: str) -> None:
    assert (is_unknown_mailbox(said), account_fault(said)) == (True, "")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("550 5.7.1 spam", ""),
        ("550 Mail content denied", ""),
        ("550 Requested action not taken: mailbox unavailable", ""),
        ("552 5.2.2 mailbox full, quota exceeded", ""),
        ("450 4.2.1 receiving mail at a rate above its limit", ""),
        ("554 no thanks", ""),
        ("550 blocked: 5.1.1.25 is on a list", ""),
        ("550 5.4.5 Daily user sending limit exceeded", "limit"),
        ("550 Ip frequency limited", "limit"),
        ("550 Domain x.org has exceeded the max emails per hour", "limit"),
        ("550 5.1.8 Sender address rejected: Domain not found", "sender"),
        ("550 relay not permitted", "sender"),
        ("554 5.7.1 <mai@example.org>: Relay access denied", "sender"),
        ("530 Authentication required", "password"),
    ],
)
def test_it_is_about_us_or_the_letter_and_not_about_the_address(
    said: str, fault: str
) -> None:
    assert (is_unknown_mailbox(said), account_fault(said)) == (False, fault)


def test_a_provider_s_own_limit_loses_no_letter(alice: Membership) -> None:
    """What it turns away goes through another account, or waits until it rested."""
    with mail_server() as sink, mail_server() as other:
        sink.data = lambda _mail: (
            "550 5.4.5 Daily user sending limit exceeded" if sink.got else None
        )
        limited = make_account(alice, sink.port, "limited", daily_cap=99)
        make_account(alice, other.port, "other", daily_cap=2)
        readers(alice, 5)

        jobs.start(make_mailing(alice), alice, site=SITE)

    limited.refresh_from_db()
    assert states() == {"sent": 3, "waiting": 2}
    assert (limited.fault, BadAddress.objects.count()) == ("limit", 0)
    assert limited.resting_until
    assert limited.resting_until > timezone.now()


def test_accounts_that_reach_their_limit_together_lose_no_letter(
    alice: Membership,
) -> None:
    """A provider counts by its own: through how many of them is one try."""
    with mail_server(Sink(data=lambda _mail: "550 Ip frequency limited")) as sink:
        for number in range(TRIES + 1):
            make_account(alice, sink.port, f"seller{number}")
        readers(alice, 1)
        jobs.start(make_mailing(alice), alice, site=SITE)

    assert Letter.objects.values_list("state", "attempts").get() == ("waiting", 1)


def test_one_letter_does_not_stop_an_account_for_ever(alice: Membership) -> None:
    """A server may mean that letter alone, whatever its words."""
    with mail_server(Sink(data=lambda _mail: "550 message over the limit")) as sink:
        account = make_account(alice, sink.port)
        readers(alice, 1)
        jobs.start(make_mailing(alice), alice, site=SITE)
        for _time in range(TRIES):
            account.rest("", None)
            Mailing.objects.update(next_at=timezone.now(), beat_at=None)
            jobs.go_on()

    assert states() == {"failed": 1}
    assert Mailing.objects.get().state == "done"


def test_ten_refusals_in_a_row_pause_a_mailing(alice: Membership) -> None:
    with mail_server(Sink(data=lambda _mail: "554 5.7.1 looks like spam")) as sink:
        make_account(alice, sink.port)
        readers(alice, 12)

        jobs.start(make_mailing(alice), alice, site=SITE)

    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.why) == ("paused", deeds.UNWELCOME)
    assert states() == {"failed": 10, "waiting": 2}


def test_addresses_that_do_not_exist_pause_nothing(alice: Membership) -> None:
    with mail_server(Sink(rcpt=lambda _to: "550 5.1.1 no such user")) as sink:
        make_account(alice, sink.port)
        readers(alice, 12)

        jobs.start(make_mailing(alice), alice, site=SITE)

    assert (Mailing.objects.get().state, states()) == ("done", {"failed": 12})


@contextmanager
def curt_server() -> Iterator[int]:
    """Says no to every reader, and hangs up at once."""

    def serve(door: socket.socket) -> None:
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line, line.makefile("rwb", buffering=0) as talk:
                talk.write(b"220 curt\r\n")
                for said in (b"250 hello\r\n", b"250 ok\r\n", b"550 5.1.1 no\r\n"):
                    talk.readline()
                    talk.write(said)

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, args=(door,), daemon=True).start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)


def test_a_no_stands_although_the_server_hangs_up_behind_it(alice: Membership) -> None:
    with curt_server() as port:
        account = make_account(alice, port, user_name="")
        readers(alice, 2)
        jobs.start(make_mailing(alice), alice, site=SITE)

    account.refresh_from_db()
    assert (states(), account.fault) == ({"failed": 2}, "")


def test_a_server_that_takes_one_letter_a_connection_gets_all(
    alice: Membership,
) -> None:
    """It closes the door behind each; a new one opens, and no account has to rest."""
    with mail_server() as sink:
        sink.closes_behind_each = True
        account = make_account(alice, sink.port)
        readers(alice, 3)
        jobs.start(make_mailing(alice), alice, site=SITE)

    account.refresh_from_db()
    assert (states(), account.fault) == ({"sent": 3}, "")
    assert len(sink.got) == len(set(sink.ids())) == 3


def test_an_account_of_an_international_domain_sends(alice: Membership) -> None:
    with mail_server() as sink:
        account = make_account(alice, sink.port, address="lan@บ้าน.example")
        readers(alice, 1)
        jobs.try_out(account, alice)
        jobs.start(make_mailing(alice), alice, site=SITE)

    account.refresh_from_db()
    assert (states(), account.fault) == ({"sent": 1}, "")
    assert sink.froms == ["lan@xn--q3cb6e5d.example"]


def test_who_goes_on_with_a_mailing_of_somebody_who_left_has_it(
    alice: Membership, carol: Membership
) -> None:
    """Else it would stop again at every midnight."""
    with mail_server() as sink:
        make_account(alice, sink.port, daily_cap=1)
        make_reader(carol, 1, is_shared=True)
        make_reader(carol, 2, is_shared=True)
        make_account(carol, sink.port, "c", daily_cap=1)
        mailing = make_mailing(carol)
        jobs.start(mailing, carol, site=SITE)
        carol.change_role("viewer")
        mailing.refresh_from_db()
        deeds.pause(mailing, by=carol.user, at=timezone.now(), why=deeds.LEFT)

        jobs.resume(mailing, alice)
        MailAccount.objects.update(daily_cap=9)
        Mailing.objects.update(next_at=timezone.now(), beat_at=None)
        jobs.go_on()

    mailing.refresh_from_db()
    assert (mailing.state, mailing.owner, states()) == (
        "done", alice.user, {"sent": 2}
    )  # fmt: skip
