"""Sends what waits of a mailing: nothing lost, nothing twice (trust.md F8, ADR 17).

Each letter goes through two short transactions. The first marks it `handed`, under the
caps and by permission as they are at that moment; then the server gets it, outside any
transaction; the second writes what came of it. A worker that is killed in between
leaves one letter `handed`: whoever follows it in the same run hands that one over
again, under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import deeds, outcomes
from bestfew.campaigns.mailing.accounts import access_of, next_day, sent_today
from bestfew.campaigns.mailing.composing import NoSuchAddress, ascii_address, message_of
from bestfew.campaigns.mailing.deeds import SILENT
from bestfew.campaigns.mailing.permission import judge
from bestfew.campaigns.mailing.reading import envelope_for, text_for
from bestfew.campaigns.mailing.smtp import AccountFault, Answer, Came
from bestfew.campaigns.mailing.switchboard import Switchboard
from bestfew.campaigns.models import Letter, MailAccount, Mailing
from bestfew.people.models import Person

AT_ONCE = 50
LONGEST_RUN = timedelta(minutes=20)

Now = Callable[[], datetime]
Waiting, Handed = Letter.State.WAITING, Letter.State.HANDED


class Stopped(Exception):
    """The mailing was paused, cancelled, or another run has taken it over."""


def run(mailing: Mailing, member: Membership, name: str, *, now: Now) -> bool:
    """Send what can be sent now, in the name of this run; whether more could follow.

    False: it is over, or waits (`Mailing.next_at`), or is not this run's any more.
    """
    began = now()
    with Switchboard(member, at=began) as switchboard:
        try:
            while letters := _next(mailing, name, at=now()):
                for letter in letters:
                    if now() - began > LONGEST_RUN:
                        return True
                    if not _send(letter, switchboard, member, name, now=now):
                        _settle(mailing, name, switchboard, at=now())
                        return False
                    if switchboard.is_unwelcome:
                        _give_up(mailing, at=now())
                        return False
        except Stopped:
            return False
        _settle(mailing, name, switchboard, at=now())
    return False


def _next(mailing: Mailing, name: str, *, at: datetime) -> list[Letter]:
    """What to hand over next: first what this run's last worker died over."""
    rows = Letter.objects.filter(mailing=mailing)
    broken = rows.filter(state=Handed, run=name) | rows.filter(
        state=Handed, handed_at__lt=at - SILENT
    )
    waiting = rows.filter(state=Waiting, next_at__lte=at).order_by("next_at", "id")
    found = [*broken.order_by("id")[:AT_ONCE]] or [*waiting[:AT_ONCE]]
    for letter in found:
        letter.mailing = mailing
    return found


def _send(
    letter: Letter, switchboard: Switchboard, member: Membership, name: str, *, now: Now
) -> bool:
    """One letter through the next free account; False where none is free.

    A server that turns it away for the account's sake may mean the letter: that is one
    of its tries, through however many accounts, and others come before it next time.
    """
    tried = letter.attempts + 1
    while account := switchboard.free(letter, at=now()):
        handed = _hand(letter, account, member, name, at=now())
        if handed is None:
            switchboard.is_full(account)
            continue
        if not handed:
            return True
        try:
            answer = _give(letter, account, switchboard, at=now())
        except AccountFault as fault:
            switchboard.rest(account, fault.code, at=now())
            if _take_back(letter, name, fault, tried=tried, at=now()):
                continue
            answer = Answer(Came.REFUSED, fault.said)
        outcomes.note(letter, answer, member, name, at=now())
        switchboard.gave(account, answer)
        return True
    return False


def _take_back(
    letter: Letter, name: str, fault: AccountFault, *, tried: int, at: datetime
) -> bool:
    """Whether it waits again; False where it was tried often enough."""
    if not fault.over_letter:
        before = max(letter.attempts - 1, 0)
        outcomes.take_back(letter, name, attempts=before, next_at=letter.next_at)
    elif tried < outcomes.TRIES:
        outcomes.take_back(letter, name, attempts=tried, next_at=at)
    else:
        return False
    return True


@transaction.atomic
def _hand(
    letter: Letter, account: MailAccount, member: Membership, name: str, *, at: datetime
) -> bool | None:
    """Mark it handed; None where the account's cap is used up, False if it may not go.

    Raises `Stopped`.
    """
    mine = Mailing.objects.filter(pk=letter.mailing_id, run=name)
    if not mine.filter(state=Mailing.State.SENDING).update(beat_at=at):
        raise Stopped
    if not _is_still_there(letter):
        return False
    country = member.workspace.country
    verdict = judge(letter, country=country, at=at)
    if verdict.reason:
        outcomes.leave_out(letter, verdict, at=at)
        return False
    held = MailAccount.objects.select_for_update().get(pk=account.pk)
    if sent_today(held, at, but=letter.pk) >= held.daily_cap:
        return None
    letter.state, letter.run, letter.account = Handed, name, held
    letter.handed_at, letter.attempts = at, letter.attempts + 1
    letter.save(update_fields=["state", "run", "account", "handed_at", "attempts"])
    return True


def _is_still_there(letter: Letter) -> bool:
    """Read it anew with its person: both may have changed since the last look."""
    now = Letter.objects.unsettled().select_for_update().filter(pk=letter.pk).first()
    if now is None:
        return False
    letter.state, letter.person_id = now.state, now.person_id
    people = Person.objects.prefetch_related("permissions", "roles__organisation")
    letter.person = people.get(pk=now.person_id)
    return True


def _give(
    letter: Letter, account: MailAccount, switchboard: Switchboard, *, at: datetime
) -> Answer:
    """Hand it to the server. Raises `AccountFault`: the server has nothing of it."""
    access_of(account)
    envelope = envelope_for(letter, account)
    try:
        message = message_of(text_for(letter), envelope, at=at)
    except NoSuchAddress:
        return outcomes.NO_SUCH_ADDRESS
    return switchboard.hand(account, message.as_bytes(), ascii_address(letter.address))


def _give_up(mailing: Mailing, *, at: datetime) -> None:
    """Wait for somebody who reads why: a hundred refusals more make it worse."""
    with suppress(deeds.NotNow):
        deeds.pause(mailing, by=mailing.owner, at=at, why=deeds.UNWELCOME)


@transaction.atomic
def _settle(
    mailing: Mailing, name: str, switchboard: Switchboard, *, at: datetime
) -> None:
    """Over, or when there is something to do again."""
    left = Letter.objects.filter(mailing=mailing).unsettled()
    mine = Mailing.objects.filter(pk=mailing.pk, run=name, state=Mailing.State.SENDING)
    if not left.exists():
        mine.update(state=Mailing.State.DONE, ended_at=at, next_at=None)
        return
    # what another run handed on and may still be at
    others = left.filter(state=Handed).order_by("-handed_at").first()
    later = left.filter(state=Waiting).order_by("next_at").first()
    times = [others.handed_at + SILENT] if others and others.handed_at else []
    if later and later.next_at > at:
        times.append(later.next_at)
    elif later:
        times.append(switchboard.free_at(at, full_until=next_day(at)))
    mine.update(next_at=min(times), beat_at=None)
