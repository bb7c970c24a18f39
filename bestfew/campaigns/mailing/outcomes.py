"""What came of a letter, written in one transaction with what follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.actions.log import FORM
from bestfew.activities.models import LETTER, Kind
from bestfew.campaigns.mailing.permission import Verdict
from bestfew.campaigns.mailing.smtp import Answer, Came
from bestfew.campaigns.models import BadAddress, Letter, Mailing

TRIES = 5
WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""How long a letter waits that a server did not want just now."""

NO_SUCH_ADDRESS = Answer(Came.REFUSED, "553 5.1.3 not an address that servers know")
UNKNOWN_MAILBOX, REFUSED, NO_ANSWER = "unknown_mailbox", "refused", "no_answer"
TRIED_IN_VAIN, BOUNCED = "tried_in_vain", "bounced"
SUBMIT_ID = LETTER.removeprefix(f"{FORM}:")

State = Letter.State


@transaction.atomic
def note(
    letter: Letter, answer: Answer, member: Membership, name: str, *, at: datetime
) -> None:
    """Write down what the server said, if the letter is still this run's."""
    mine = Letter.objects.filter(state=State.HANDED, run=name).select_for_update()
    held: Letter | None = mine.filter(pk=letter.pk).first()
    if held is None:
        return
    if answer.came == Came.SENT:
        sent(held, member, at=at, said=answer.said)
    elif answer.came == Came.UNSURE:
        _end(held, State.UNSURE, NO_ANSWER, answer.said, at=at)
    elif answer.came == Came.REFUSED:
        refused(held, answer, at=at)
    else:
        _later(held, answer, at=at)


def sent(letter: Letter, member: Membership, *, at: datetime, said: str = "") -> None:
    """It left: an outgoing activity, which reach and levels count (log once).

    A letter to many is no talk: who decides about an objective is not contacted by it.
    """
    _end(letter, State.SENT, "", said, at=at)
    log(
        member,
        submit_id=f"{SUBMIT_ID}{letter.pk}",
        about=letter.person,
        kind=Kind.EMAIL,
        at=letter.handed_at or at,
        note=letter.mailing.title,
        campaign=letter.mailing.campaign,
        channel=letter.mailing.campaign.channel,
    )


def refused(letter: Letter, answer: Answer, *, at: datetime) -> None:
    """It comes back; an address that nobody is at is not written to again."""
    reason = UNKNOWN_MAILBOX if answer.is_unknown_mailbox else REFUSED
    letter.handed_at = None
    _end(letter, State.FAILED, reason, answer.said, at=at)
    if answer.is_unknown_mailbox:
        mark_bad(letter.key, answer.said, at=at)


def mark_bad(key: str, said: str, *, at: datetime) -> None:
    """No mailing goes to this address any more; what a server `said` first is kept."""
    BadAddress.objects.get_or_create(key=key, defaults={"answer": said, "at": at})


def leave_out(letter: Letter, verdict: Verdict, *, at: datetime) -> None:
    """It may not go, or not yet. What may have left already is not called unsent."""
    if letter.state == State.HANDED:
        _end(letter, State.UNSURE, verdict.reason, "", at=at)
    elif verdict.not_before:
        letter.reason, letter.next_at = verdict.reason, verdict.not_before
        letter.save(update_fields=["reason", "next_at"])
    else:
        _end(letter, State.SKIPPED, verdict.reason, "", at=at)


def stay_here(mailing: Mailing, *, at: datetime) -> None:
    """What waits of a cancelled mailing never leaves."""
    waiting = Letter.objects.filter(mailing=mailing, state=State.WAITING)
    waiting.update(state=State.SKIPPED, reason="cancelled", ended_at=at)


def leave_unsure(mailing: Mailing, *, before: datetime, at: datetime) -> None:
    """Letters that a worker died over, of a mailing that nobody goes on with."""
    handed = Letter.objects.filter(mailing=mailing, state=State.HANDED)
    ended = {"state": State.UNSURE, "reason": NO_ANSWER, "ended_at": at}
    handed.filter(handed_at__lt=before).update(**ended)


@transaction.atomic
def take_back(letter: Letter, name: str, *, attempts: int, next_at: datetime) -> None:
    """The account failed, and the server does not have it: it waits again."""
    mine = Letter.objects.filter(pk=letter.pk, state=State.HANDED, run=name)
    before = {
        "state": State.WAITING, "handed_at": None, "run": "",
        "attempts": attempts, "next_at": next_at,
    }  # fmt: skip
    mine.update(**before)
    for key, value in before.items():
        setattr(letter, key, value)


def _later(letter: Letter, answer: Answer, *, at: datetime) -> None:
    letter.handed_at = None
    if letter.attempts >= TRIES:
        _end(letter, State.FAILED, TRIED_IN_VAIN, answer.said, at=at)
        return
    letter.state, letter.answer = State.WAITING, answer.said
    letter.next_at = at + WAITS[min(letter.attempts, len(WAITS)) - 1]
    letter.save(update_fields=["state", "answer", "next_at", "handed_at"])


def _end(letter: Letter, state: str, reason: str, answer: str, *, at: datetime) -> None:
    letter.state, letter.reason, letter.answer = state, reason, answer
    letter.ended_at = at
    letter.save(update_fields=["state", "reason", "answer", "ended_at", "handed_at"])
