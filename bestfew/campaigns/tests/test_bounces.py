"""What comes back marks its letter and its address, once, whoever sends it in."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import bounces, deeds, tokens
from bestfew.campaigns.models import BadAddress, Letter
from bestfew.campaigns.tests.post import make_account, make_mailing, make_reader
from config.cli import app

pytestmark = pytest.mark.usefixtures("in_workspace")


def report(message_id: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """As Postfix writes it."""
    return (
        "From: MAILER-DAEMON@mail.example.org\nTo: a@desk.example.org\n"
        "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
        "--B\nContent-Type: text/plain\n\nI'm sorry.\n\n"
        "--B\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mail.example.org\n\n"
        f"Final-Recipient: rfc822; reader1@example.org\nAction: {action}\n"
        f"Status: {status}\nDiagnostic-Code: smtp; 550 {status} no such user\n\n"
        "--B\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {message_id}\nSubject: Hello\n\n--B--\n"
    ).encode()


@pytest.fixture
def letter(alice: Membership) -> Letter:
    make_account(alice, 1)
    make_reader(alice)
    deeds.start(make_mailing(alice), alice, site="https://x.example", at=timezone.now())
    Letter.objects.update(state="sent", run="")
    found: Letter = Letter.objects.get()
    return found


def test_an_address_that_came_back_is_never_written_to_again(
    alice: Membership, letter: Letter
) -> None:
    raw = report(letter.message_id)

    first, second = (bounces.take(raw, at=timezone.now()) for _time in range(2))

    letter.refresh_from_db()
    assert (first.bounced, second.bounced, second.known_before) == (1, 0, 1)
    assert (letter.state, letter.reason) == ("failed", "bounced")
    assert letter.answer == "5.1.1 550 5.1.1 no such user"
    assert BadAddress.objects.get().key == letter.key
    with pytest.raises(deeds.NobodyToWriteTo):
        deeds.start(make_mailing(alice), alice, site="https://x", at=timezone.now())


def test_a_corrected_address_is_written_to(alice: Membership, letter: Letter) -> None:
    bounces.take(report(letter.message_id), at=timezone.now())
    letter.person.contact_points.update(value="new@example.org", key="new@example.org")

    deeds.start(make_mailing(alice), alice, site="https://x", at=timezone.now())

    assert Letter.objects.filter(key="new@example.org").exists()


def test_a_full_mailbox_came_back_and_is_no_bad_address(letter: Letter) -> None:
    bounces.take(report(letter.message_id, status="5.2.2"), at=timezone.now())

    letter.refresh_from_db()
    assert letter.reason == "bounced"
    assert not BadAddress.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: I am away\n\nBack on Monday",
        report("<4000000000000.qpGS5T6ntvNmQCFmFUZo-EY-6JY@x>"),
        report("<x@y>"),
    ],
)
def test_what_is_no_report_of_ours_changes_nothing(letter: Letter, raw: bytes) -> None:
    assert bounces.take(raw, at=timezone.now()).unknown == 1
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_delay_is_no_failure(letter: Letter) -> None:
    raw = report(letter.message_id, action="delayed", status="4.4.1")

    assert bounces.take(raw, at=timezone.now()).unknown == 1


def test_a_link_of_a_letter_is_no_message_id(letter: Letter) -> None:
    forged = f"<{tokens.stop_token(letter.pk)}@x>"

    assert bounces.read(report(forged)) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_nothing_that_is_sent_in_breaks_it(noise: bytes, at: int) -> None:
    whole = report("<4000000000000.qpGS5T6ntvNmQCFmFUZo-EY-6JY@x>")

    assert bounces.read(whole[:at] + noise + whole[at:]) is None
    assert bounces.read(noise) is None


def test_a_mailbox_is_piped_to_the_terminal(letter: Letter, tmp_path: Path) -> None:
    other = EmailMessage()
    other.set_content("hello")
    box = b"".join(
        b"From x Wed Nov 25 12:00:00 2026\n" + raw + b"\n"
        for raw in (report(letter.message_id), other.as_bytes())
    )
    file = tmp_path / "bounces"
    file.write_bytes(box)

    said = CliRunner().invoke(app, ["bounces", str(file), "--json"])

    assert json.loads(said.stdout) == {"bounced": 1, "known_before": 0, "unknown": 1}


def test_a_file_that_is_not_there_is_refused() -> None:
    said = CliRunner().invoke(app, ["bounces", "/nowhere/at/all"])

    assert said.exit_code == 1
    assert "No such file" in said.output


def test_a_letter_is_known_by_its_stop_link_where_a_server_renamed_it(
    alice: Membership, letter: Letter
) -> None:
    raw = report("<0100018f@eu-west-1.amazonses.example>").replace(
        b"Subject: Hello",
        b"List-Unsubscribe: <https://x.example/u/%s/>"
        % tokens.stop_token(letter.pk).encode(),
    )

    assert bounces.take(raw, at=timezone.now()).bounced == 1
