"""Reads what mail servers send back (RFC 3464), piped in by any mail program.

Our own Message-ID, or the link that stops it, in the returned headers names the letter
and proves that we wrote it.
Only a report that says "failed" counts; one that says "delayed" changes nothing.
"""

from __future__ import annotations

import mailbox
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from django.db import transaction

from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns.mailing import outcomes
from bestfew.campaigns.mailing.fields import one_line
from bestfew.campaigns.mailing.smtp import Answer, Came
from bestfew.campaigns.mailing.tokens import letter_of_message, letter_of_stop
from bestfew.campaigns.models import Letter

LARGEST = 20_000_000
"""Bytes of a file of reports."""

LEFT = (Letter.State.SENT, Letter.State.UNSURE)
"""Letters that can come back."""

_MESSAGE_ID = re.compile(rb"<([0-9A-Z]{13}\.[\w-]{20,60})@[^<>\s]{1,255}>")
_STOP_LINK = re.compile(rb"/u/([0-9A-Z]{13}\.[\w-]{20,60})/")


class TooLarge(Exception):
    """More than `LARGEST` bytes: give it in parts."""


@dataclass(frozen=True, slots=True)
class Report:
    """One failed delivery: of which letter, and what the server said."""

    letter: int
    said: str

    @property
    def is_unknown(self) -> bool:
        """Whether nobody is at that address."""
        return Answer(Came.REFUSED, f"550 {self.said}").is_unknown_mailbox


@dataclass(slots=True)
class Found:
    """What a file of reports came to. `unknown`: no report, or of no letter of ours."""

    bounced: int = 0
    known_before: int = 0
    unknown: int = 0


def take(raw: bytes, *, at: datetime) -> Found:
    """Mark the letters that came back, and their addresses; twice is once.

    Raises `TooLarge`.
    """
    if len(raw) > LARGEST:
        raise TooLarge
    found = Found()
    for message in _messages(raw):
        report = read(message)
        letter = report and Letter.unscoped.filter(pk=report.letter).first()
        if not report or not letter:
            found.unknown += 1
        elif mark(letter, report.said, is_unknown=report.is_unknown, at=at):
            found.bounced += 1
        else:
            found.known_before += 1
    return found


def read(raw: bytes) -> Report | None:
    """The failure that a message reports of a letter of ours; None if it is none."""
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        failed = [each for each in _recipients(message) if _is_failed(each)]
    except (ValueError, LookupError, TypeError):
        return None
    letter = next(_letters_in(raw), 0)
    if not failed or not letter:
        return None
    status = one_line(str(failed[0].get("Status", "")))[:20]
    said = str(failed[0].get("Diagnostic-Code", "")).partition(";")[2]
    return Report(letter, f"{status} {one_line(said)}".strip()[:300])


@transaction.atomic
def mark(letter: Letter, said: str, *, is_unknown: bool, at: datetime) -> bool:
    """It came back; whether that is news."""
    with workspace_scope(letter.workspace_id):
        held = Letter.objects.select_for_update().get(pk=letter.pk)
        if held.state not in LEFT:
            return False
        held.state, held.reason = Letter.State.FAILED, outcomes.BOUNCED
        held.answer = said
        held.save(update_fields=["state", "reason", "answer"])
        if is_unknown:
            outcomes.mark_bad(held.key, said, at=at)
        return True


def _messages(raw: bytes) -> Iterator[bytes]:
    """Those of an mbox, or the one that it is."""
    if not raw.startswith(b"From "):
        yield raw
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mbox"
        path.write_bytes(raw)
        box = mailbox.mbox(path, create=False)
        yield from (box.get_bytes(key) for key in box.keys())  # noqa: SIM118
        box.close()


def _recipients(message: Message) -> Iterator[Message]:
    """The blocks of a delivery-status part, one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (each for each in blocks if isinstance(each, Message))


def _is_failed(block: Message) -> bool:
    return str(block.get("Action", "")).strip().lower() == "failed"


def _letters_in(raw: bytes) -> Iterator[int]:
    for found in _MESSAGE_ID.finditer(raw):
        if letter := letter_of_message(found[1].decode("ascii")):
            yield letter
    for found in _STOP_LINK.finditer(raw):  # some servers write a Message-ID anew
        if letter := letter_of_stop(found[1].decode("ascii")):
            yield letter
