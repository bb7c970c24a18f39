"""Letters reach a real mail server once, within the caps, by permission (F8, C2)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.campaigns import jobs
from bestfew.campaigns.mailing import accounts, deeds, sending, smtp
from bestfew.campaigns.models import BadAddress, Letter, MailAccount, Mailing
from bestfew.campaigns.tests.post import (
    SITE,
    Sink,
    allow,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
    text_in,
)
from bestfew.people.actions import note_permission

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def _own_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAIL_PRIVATE_SERVERS = True
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 1)


def send(mailing: Mailing, member: Membership) -> Mailing:
    jobs.start(mailing, member, site=SITE)
    mailing.refresh_from_db()
    return mailing


def states(mailing: Mailing) -> Counter[str]:
    found = Letter.objects.filter(mailing=mailing)
    return Counter(f"{each.state} {each.reason}".strip() for each in found)


def wake(at: Any = None) -> None:
    """Have its time come, as the worker sees it every few minutes."""
    Mailing.objects.update(next_at=timezone.now(), beat_at=None)
    if at:
        Letter.objects.filter(state="waiting").update(next_at=at)
    jobs.go_on()


def test_a_letter_arrives_with_the_readers_own_words(alice: Membership) -> None:
    with mail_server() as sink:
        make_account(alice, sink.port)
        reader = make_reader(alice, given_name="Mai")

        mailing = send(make_mailing(alice), alice)

    (message,) = sink.got
    assert mailing.state == "done"
    assert str(message["Subject"]) == "Hello Mai"
    assert str(message["To"]) == "reader1@example.org"
    link = f"{SITE}/f/{mailing.campaign.code}"
    assert text_in(message).startswith(f"Dear Mai Trần,\n\nlook: {link}\n")
    assert f'<a href="{link}"' in text_in(message, "html")
    activity = Activity.objects.get(person=reader)
    assert (activity.kind, activity.is_incoming) == ("email", False)
    assert activity.campaign == mailing.campaign
    assert activity.channel == mailing.campaign.channel


def test_five_hundred_letters_leave_by_ten_accounts_of_fifty(alice: Membership) -> None:
    """C44; the five hundred and first waits for tomorrow."""
    with mail_server() as sink:
        for number in range(10):
            make_account(alice, sink.port, f"seller{number}")
        for number in range(501):
            make_reader(alice, number)

        mailing = send(make_mailing(alice), alice)

        assert Counter(Counter(sink.froms).values()) == {50: 10}
        assert len(set(sink.to)) == 500
        assert states(mailing) == {"sent": 500, "waiting": 1}
        assert mailing.state == "sending"
        assert mailing.next_at == accounts.next_day(timezone.now())

        jobs.go_on()
        assert len(sink.got) == 500

        Letter.objects.filter(state="sent").update(
            handed_at=timezone.now() - timedelta(days=1)
        )
        wake()

    mailing.refresh_from_db()
    assert (mailing.state, len(set(sink.to))) == ("done", 501)
    assert Activity.objects.filter(campaign=mailing.campaign).count() == 501


def test_permission_is_asked_when_a_letter_leaves(alice: Membership) -> None:
    """Who withdraws while letters wait gets none (C2)."""
    with mail_server() as sink:
        account = make_account(alice, sink.port, daily_cap=1)
        readers = [make_reader(alice, number) for number in range(4)]
        mailing = send(make_mailing(alice), alice)
        assert states(mailing) == {"sent": 1, "waiting": 3}

        allow(alice, readers[1], "withdrawn")
        note_permission(readers[2], state="refused", by=alice.user, at=timezone.now())
        readers[3].contact_points.all().delete()
        MailAccount.objects.filter(pk=account.pk).update(daily_cap=50)
        wake()

    assert len(sink.got) == 1
    assert states(mailing) == {
        "sent": 1,
        "skipped said_no": 1,
        "skipped do_not_contact": 1,
        "skipped address_gone": 1,
    }


def test_nobody_gets_two(alice: Membership) -> None:
    with mail_server() as sink:
        make_account(alice, sink.port)
        for _twin in range(2):
            make_reader(alice, 1)
        mailing = send(make_mailing(alice), alice)

        with pytest.raises(deeds.NotNow):
            jobs.start(mailing, alice, site=SITE)
        wake()
        assert not sending.run(mailing, alice, "another", now=timezone.now)

    assert sink.to == ["reader1@example.org"]
    assert mailing.left_out == {"same_address": 1}


def test_an_address_that_nobody_is_at_is_never_written_to_again(
    alice: Membership,
) -> None:
    with mail_server(Sink(rcpt=lambda _to: "550 5.1.1 no such user")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        first = send(make_mailing(alice), alice)
        sink.rcpt = lambda _to: None

        with pytest.raises(deeds.NobodyToWriteTo):
            send(make_mailing(alice), alice)

    assert states(first) == {"failed unknown_mailbox": 1}
    assert BadAddress.objects.get().key == "reader1@example.org"
    assert not sink.got
    assert not Activity.objects.exists()


def test_a_letter_refused_for_what_it_says_blames_no_address(alice: Membership) -> None:
    with mail_server(Sink(data=lambda _mail: "554 5.7.1 looks like spam")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)

        mailing = send(make_mailing(alice), alice)

    assert states(mailing) == {"failed refused": 1}
    assert Letter.objects.get().answer == "554 5.7.1 looks like spam"
    assert not BadAddress.objects.exists()


def test_what_a_server_does_not_want_now_it_gets_later(alice: Membership) -> None:
    with mail_server(Sink(rcpt=lambda _to: "451 4.7.1 greylisted")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = send(make_mailing(alice), alice)
        assert states(mailing) == {"waiting": 1}
        assert mailing.next_at == Letter.objects.get().next_at

        sink.rcpt = lambda _to: None
        wake(at=timezone.now())

    assert states(mailing) == {"sent": 1}


def test_five_times_in_vain_is_enough(alice: Membership) -> None:
    with mail_server(Sink(rcpt=lambda _to: "451 no")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = send(make_mailing(alice), alice)
        for _time in range(4):
            wake(at=timezone.now())

    assert states(mailing) == {"failed tried_in_vain": 1}
    mailing.refresh_from_db()
    assert mailing.state == "done"


def test_a_server_that_hangs_up_before_it_answers_gets_no_second_copy(
    alice: Membership,
) -> None:
    """Nobody knows whether it arrived: nothing is lost, nothing twice; one is asked."""
    with mail_server(Sink(data=lambda _mail: "drop")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = send(make_mailing(alice), alice)
        sink.data = lambda _mail: None
        wake()

    letter = Letter.objects.get()
    assert len(sink.got) == 1
    assert states(mailing) == {"unsure no_answer": 1}
    assert not Activity.objects.exists()

    deeds.count_as_sent(letter, alice, at=timezone.now())

    assert states(mailing) == {"sent": 1}
    assert Activity.objects.get().external_id == f"form:letter-{letter.pk}"
    with pytest.raises(deeds.NotNow):
        deeds.send_again(letter, at=timezone.now())


def test_what_did_not_arrive_is_sent_again_when_somebody_says_so(
    alice: Membership,
) -> None:
    with mail_server(Sink(data=lambda _mail: "drop")) as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = send(make_mailing(alice), alice)
        sink.data = lambda _mail: None

        deeds.send_again(Letter.objects.get(), at=timezone.now())
        wake()

    assert len(set(sink.ids())) == 1
    assert states(mailing) == {"sent": 1}


def test_a_letter_that_a_worker_died_over_leaves_again_as_the_same(
    alice: Membership,
) -> None:
    """Killed between the server's answer and ours: one copy more, one Message-ID."""
    with mail_server() as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = make_mailing(alice)
        name = deeds.start(mailing, alice, site=SITE, at=timezone.now())
        Letter.objects.update(state="handed", run=name, handed_at=timezone.now())

        jobs.run_mailing(alice, mailing.pk, name, 1)

    assert len(sink.got) == 1
    assert sink.ids() == [Letter.objects.get().message_id]
    assert states(mailing) == {"sent": 1}


def test_another_run_leaves_a_letter_alone_that_may_be_on_its_way(
    alice: Membership,
) -> None:
    with mail_server() as sink:
        make_account(alice, sink.port)
        make_reader(alice)
        mailing = make_mailing(alice)
        deeds.start(mailing, alice, site=SITE, at=timezone.now())
        Letter.objects.update(state="handed", run="old", handed_at=timezone.now())
        wake()
        assert not sink.got

        Letter.objects.update(handed_at=timezone.now() - 2 * deeds.SILENT)
        wake()

    assert len(sink.got) == 1


def test_a_letter_of_a_stopped_mailing_is_not_on_its_way_for_ever(
    alice: Membership,
) -> None:
    make_account(alice, 1)
    make_reader(alice)
    mailing = make_mailing(alice)
    deeds.start(mailing, alice, site=SITE, at=timezone.now())
    Letter.objects.update(state="handed", run="dead", handed_at=timezone.now())
    deeds.cancel(mailing, by=alice.user, at=timezone.now())
    jobs.go_on()
    assert states(mailing) == {"handed": 1}

    Letter.objects.update(handed_at=timezone.now() - 2 * deeds.SILENT)
    jobs.go_on()

    assert states(mailing) == {"unsure no_answer": 1}
