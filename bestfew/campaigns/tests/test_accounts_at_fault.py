"""Servers that refuse, hang and vanish: no letter is lost, another account sends it."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import deeds, permission, smtp
from bestfew.campaigns.mailing.accounts import day_began, next_day
from bestfew.campaigns.models import Letter, MailAccount
from bestfew.campaigns.tests.post import (
    SITE,
    Sink,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
)
from bestfew.duplicates.merging import merge
from bestfew.people.models import Person
from tools.postgres import free_port

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _own_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_PRIVATE_SERVERS = True
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.5)


@contextmanager
def silent_server(greeting: bytes = b"") -> Iterator[int]:
    """Takes connections, and says no more than its greeting."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(5)
        yield door.getsockname()[1]


def states() -> Counter[str]:
    return Counter(Letter.objects.values_list("state", flat=True))


def test_one_that_hangs_rests_and_the_others_send(alice: Membership) -> None:
    with mail_server() as sink, silent_server() as port:
        hung = make_account(alice, port, "hung", daily_cap=99)
        make_account(alice, sink.port, "well")
        for number in range(3):
            make_reader(alice, number)

        jobs.start(make_mailing(alice), alice, site=SITE)

    hung.refresh_from_db()
    assert states() == {"sent": 3}
    assert (hung.fault, bool(hung.resting_until)) == ("timeout", True)
    assert set(sink.froms) == {"well@desk.example.org"}


@pytest.mark.parametrize("kind", ["refused", "password", "sender", "full"])
def test_letters_wait_where_no_account_works(alice: Membership, kind: str) -> None:
    with mail_server(Sink(password="x" if kind == "password" else "open")) as sink:
        port = free_port() if kind == "refused" else sink.port
        account = make_account(alice, port, password="open")
        make_reader(alice)
        if kind == "sender":
            MailAccount.objects.update(address="not an address")
        if kind == "full":
            sink.rcpt = lambda _to: "421 4.7.0 too much today"
        mailing = make_mailing(alice)

        jobs.start(mailing, alice, site=SITE)

    account.refresh_from_db()
    mailing.refresh_from_db()
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.handed_at) == ("waiting", 0, None)
    assert account.fault == {
        "refused": "unreachable", "password": "password", "full": "busy",
        "sender": "sender",
    }[kind]  # fmt: skip
    assert mailing.state == "sending"
    assert mailing.next_at == account.resting_until


def test_an_address_that_is_none_stops_no_other_letter(alice: Membership) -> None:
    with mail_server() as sink:
        make_account(alice, sink.port)
        for address in ("<mai@example.org>", "tên@example.org", "an@example.org"):
            make_reader(alice, email=address)
        jobs.start(make_mailing(alice), alice, site=SITE)

    assert sink.to == ["an@example.org"]
    assert states() == {"failed": 2, "sent": 1}


def test_an_account_that_works_again_has_no_fault(alice: Membership) -> None:
    with mail_server() as sink:
        account = make_account(alice, sink.port)
        account.rest("timeout", timezone.now() - timedelta(minutes=1))
        make_reader(alice)
        jobs.start(make_mailing(alice), alice, site=SITE)

    account.refresh_from_db()
    assert (account.fault, states()) == ("", {"sent": 1})


def test_a_password_whose_key_is_lost_is_asked_for(
    alice: Membership, settings: Settings
) -> None:
    with mail_server() as sink:
        account = make_account(alice, sink.port)
        settings.SECRET_KEY = "another"
        jobs.try_out(account, alice)

    account.refresh_from_db()
    assert account.fault == "sealed"


def test_who_may_not_write_any_more_sends_nothing_either(
    alice: Membership, carol: Membership
) -> None:
    with mail_server() as sink:
        make_account(carol, sink.port, daily_cap=1)
        for number in range(2):
            make_reader(carol, number)
        mailing = make_mailing(carol)
        jobs.start(mailing, carol, site=SITE)
        carol.change_role("viewer")
        Letter.objects.update(handed_at=None)
        type(mailing).objects.update(next_at=timezone.now(), beat_at=None)
        jobs.go_on()

    mailing.refresh_from_db()
    assert (mailing.state, mailing.why) == ("paused", deeds.LEFT)
    assert len(sink.got) == 1


def test_a_fault_of_ours_pauses_it_unless_it_got_further(alice: Membership) -> None:
    make_reader(alice)
    make_account(alice, 1)
    mailing = make_mailing(alice)
    name = deeds.start(mailing, alice, site=SITE, at=timezone.now())

    jobs.note_fault(alice, mailing.pk, "not this run", 1)
    mailing.refresh_from_db()
    assert mailing.state == "sending"

    jobs.note_fault(alice, mailing.pk, name, 1)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.why) == ("paused", deeds.FAULT)


def test_vietnam_has_its_label_and_three_letters_a_day(alice: Membership) -> None:
    """Decree 91/2020 (method.md 2.B.5): the fourth waits."""
    workspace = alice.workspace
    workspace.country = "VN"
    workspace.save()
    with mail_server() as sink, workspace_scope(workspace):
        make_account(alice, sink.port)
        make_reader(alice)
        for number in range(4):
            jobs.start(make_mailing(alice, f"News {number}"), alice, site=SITE)

    assert [str(each["Subject"]) for each in sink.got] == [
        f"[QC] News {number}" for number in range(3)
    ]
    waiting = Letter.objects.get(state="waiting")
    assert waiting.reason == permission.OFTEN
    assert waiting.next_at > timezone.now() + timedelta(hours=23)


def test_a_merge_of_two_readers_sends_no_second_copy(alice: Membership) -> None:
    with mail_server() as sink:
        account = make_account(alice, sink.port, daily_cap=1)
        first, other = (make_reader(alice, number) for number in range(2))
        mailing = make_mailing(alice)
        jobs.start(mailing, alice, site=SITE)
        got = Letter.objects.get(state="sent").person_id
        stays = other if got == first.pk else first
        merge(
            alice, into=Person.objects.get(pk=stays.pk),
            other=Person.objects.get(pk=got), at=timezone.now(),
        )  # fmt: skip
        MailAccount.objects.filter(pk=account.pk).update(daily_cap=50)
        type(mailing).objects.update(next_at=timezone.now(), beat_at=None)
        jobs.go_on()

    assert len(sink.got) == 1
    assert states() == {"sent": 1, "skipped": 1}
    assert Letter.objects.get(state="skipped").reason == permission.SAME_PERSON


def test_a_link_stops_letters_whoever_its_reader_became(alice: Membership) -> None:
    """Both got one before they were found to be one person."""
    with mail_server() as sink:
        make_account(alice, sink.port)
        first, other = (make_reader(alice, number) for number in range(2))
        jobs.start(make_mailing(alice), alice, site=SITE)
        merge(alice, into=first, other=other, at=timezone.now())

    links = [str(each["List-Unsubscribe"]).strip("<>") for each in sink.got]
    for link in links:
        for _twice in range(2):
            page = Client().post(link.removeprefix(SITE))
            assert page.status_code == 200

    assert len(set(links)) == 2
    last = first.permissions.filter(purpose="news").order_by("-at", "-id")[0]
    assert last.state == "withdrawn"


def test_a_day_of_caps_is_the_workspaces_own() -> None:
    with timezone.override("Asia/Ho_Chi_Minh"):
        evening = datetime(2026, 5, 21, 17, 30, tzinfo=UTC)  # half past midnight there

        assert day_began(evening) == datetime(2026, 5, 21, 17, tzinfo=UTC)
        assert next_day(evening) == datetime(2026, 5, 22, 17, tzinfo=UTC)
