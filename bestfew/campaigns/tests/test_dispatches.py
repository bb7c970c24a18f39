"""Letters that are no mailing's: within the caps, once, and none lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership, Role
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import accounts, dispatching, smtp
from bestfew.campaigns.mailing.dispatching import Post
from bestfew.campaigns.models import Dispatch, MailAccount
from bestfew.campaigns.tests.post import (
    Sink,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
)
from bestfew.conftest import NOON

pytestmark = pytest.mark.usefixtures("in_workspace")

TOMORROW = NOON + timedelta(hours=14)


@pytest.fixture(autouse=True)
def _own_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_PRIVATE_SERVERS = True
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 1)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_server() as sink:
        yield sink


def posts(count: int, *, until: datetime | None = None) -> list[Post]:
    return [
        Post(
            f"m{n}@example.org", f"minutes-{n}", "Minutes", "Who came", "en", "", until
        )
        for n in range(count)
    ]


def dispatch(member: Membership, *rows: Post, at: datetime = NOON) -> None:
    with time_machine.travel(at, tick=False):
        jobs.dispatch(member, rows)


def go_on(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        jobs.go_on()


def test_what_the_cap_has_no_room_for_leaves_tomorrow(
    alice: Membership, sink: Sink
) -> None:
    make_account(alice, sink.port, daily_cap=2)

    dispatch(alice, *posts(3))
    go_on(NOON + timedelta(hours=2))
    today = list(sink.to)
    go_on(TOMORROW)

    assert len(today) == 2
    assert sorted(sink.to) == ["m0@example.org", "m1@example.org", "m2@example.org"]
    assert not Dispatch.objects.exclude(came="sent", next_at=None).exists()


def test_mailings_and_other_letters_share_a_cap(alice: Membership, sink: Sink) -> None:
    account = make_account(alice, sink.port, daily_cap=3)
    for number in range(4):
        make_reader(alice, number)

    dispatch(alice, *posts(2))
    with time_machine.travel(NOON, tick=False):
        jobs.start(make_mailing(alice), alice, site="https://desk.example.org")

    assert len(sink.got) == 3
    assert accounts.sent_today(account, NOON) == 3
    told = accounts.with_today(MailAccount.objects.all(), NOON)
    assert [each.today for each in told] == [3]


def test_the_same_letter_twice_is_one(alice: Membership, sink: Sink) -> None:
    make_account(alice, sink.port)

    for _twice in range(2):
        dispatch(alice, *posts(1))
    row = Dispatch.objects.get()
    dispatching.send(alice, row.pk, now=lambda: NOON)

    assert sink.ids() == ["<minutes-0@desk.example.org>"]
    assert row.facts == {}


def test_what_a_server_wants_later_is_tried_again(
    alice: Membership, sink: Sink
) -> None:
    make_account(alice, sink.port)
    sink.rcpt = lambda _address: "450 4.2.0 greylisted"

    dispatch(alice, *posts(1))
    sink.rcpt = lambda _address: None
    before = len(sink.got)
    go_on(NOON + timedelta(minutes=16))

    assert (before, len(sink.got)) == (0, 1)


def test_who_never_takes_it_is_given_up(alice: Membership, sink: Sink) -> None:
    make_account(alice, sink.port)
    sink.rcpt = lambda _address: "450 4.2.0 greylisted"

    dispatch(alice, *posts(1))
    for hours in range(5, 40, 5):
        go_on(NOON + timedelta(hours=hours))

    row = Dispatch.objects.get()
    assert (row.came, row.attempts, row.next_at) == ("later", 5, None)


def test_an_account_at_fault_gives_way_to_another(
    alice: Membership, sink: Sink
) -> None:
    broken = make_account(alice, sink.port, "broken", password="wrong")
    make_account(alice, sink.port, "sound")

    dispatch(alice, *posts(1))

    broken.refresh_from_db()
    assert sink.froms == ["sound@desk.example.org"]
    assert broken.fault
    assert Dispatch.objects.get().attempts == 1


def test_a_server_that_drops_after_accepting_gets_no_second_copy(
    alice: Membership, sink: Sink
) -> None:
    make_account(alice, sink.port)
    sink.data = lambda _message: "drop"

    dispatch(alice, *posts(1))
    go_on(TOMORROW)

    assert len(sink.got) == 1
    assert Dispatch.objects.get().came == "unsure"


def test_a_letter_that_came_too_late_stays_here(alice: Membership, sink: Sink) -> None:
    account = make_account(alice, sink.port, daily_cap=1)
    dispatch(alice, *posts(2, until=NOON + timedelta(hours=3)))

    go_on(TOMORROW)

    assert len(sink.got) == 1
    assert sorted(Dispatch.objects.values_list("came", flat=True)) == ["late", "sent"]
    assert accounts.sent_today(account, TOMORROW) == 0


def test_a_worker_that_died_over_it_is_followed(alice: Membership, sink: Sink) -> None:
    account = make_account(alice, sink.port)
    pks = dispatching.keep(alice, posts(1), at=NOON)
    handed = dispatching._hand(alice, pks[0], at=NOON)

    go_on(NOON + timedelta(minutes=1))
    meanwhile = len(sink.got)
    go_on(NOON + timedelta(minutes=6))

    assert handed
    assert (meanwhile, len(sink.got)) == (0, 1)
    assert Dispatch.objects.get().account == account


def test_nobody_writes_for_who_has_left(alice: Membership, sink: Sink) -> None:
    make_account(alice, sink.port)
    dispatching.keep(alice, posts(1), at=NOON)
    alice.role = Role.VIEWER
    alice.save()

    go_on(TOMORROW)

    row = Dispatch.objects.get()
    assert not sink.got
    assert (row.came, row.next_at, row.facts) == ("left", None, {})
