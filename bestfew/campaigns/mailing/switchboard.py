"""Which account sends the next letter: the one with most room left today."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing.accounts import access_of, rest_after, sent_today
from bestfew.campaigns.mailing.smtp import AccountFault, Answer, Came, Session
from bestfew.campaigns.models import Letter, MailAccount

MOST_REFUSED = 10
CLOSED = ("dropped", "busy", "unreachable")
"""Faults of a connection that a server has closed meanwhile."""


class Switchboard:
    """The accounts that a member may use, each with its open connection."""

    def __init__(self, member: Membership, *, at: datetime) -> None:
        seen = MailAccount.objects.visible_to(member).filter(is_in_use=True)
        self._accounts = {each.pk: each for each in seen.order_by("id")}
        self._room: dict[int, int] = {}
        self._count(at)
        self._sessions: dict[int, Session] = {}
        self._refused = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for session in self._sessions.values():
            with suppress(Exception):
                session.close()

    def free(self, letter: Letter, *, at: datetime) -> MailAccount | None:
        """The account for a letter: for one that a worker died over the same again."""
        able = [each for each in self._accounts.values() if self._is_able(each, at)]
        same = [each for each in able if each.pk == letter.account_id]
        if letter.state == Letter.State.HANDED and same:
            return same[0]
        if not any(self._room[each.pk] > 0 for each in able):
            self._count(at)  # a letter that went out again was counted before
        roomy = [each for each in able if self._room[each.pk] > 0]
        return max(roomy, key=lambda each: self._room[each.pk], default=None)

    def _count(self, at: datetime) -> None:
        for pk, account in self._accounts.items():
            self._room[pk] = account.daily_cap - sent_today(account, at)

    def _is_able(self, account: MailAccount, at: datetime) -> bool:
        return account.resting_until is None or account.resting_until <= at

    def hand(self, account: MailAccount, message: bytes, to: str) -> Answer:
        """Through its open connection, or a new one; raises `AccountFault`.

        Servers close one that is old, or has had so many letters: a new one tells.
        """
        known = self._sessions.pop(account.pk, None)
        if known and not known.fault:
            try:
                answer = known.hand(message, to)
            except AccountFault as fault:
                known.close()
                if fault.over_letter or fault.code not in CLOSED:
                    raise
            else:
                self._sessions[account.pk] = known
                return answer
        session = self._sessions[account.pk] = Session(access_of(account))
        return session.hand(message, to)

    def gave(self, account: MailAccount, answer: Answer) -> None:
        """It sent one more, or was refused; what works is worth a note."""
        self._room[account.pk] -= 1
        if answer.came == Came.SENT:
            self._refused = 0
            if account.fault:
                account.rest("", None)
        elif answer.came == Came.REFUSED and not answer.is_unknown_mailbox:
            self._refused += 1

    @property
    def is_unwelcome(self) -> bool:
        """Whether letters are refused one after another, whoever they are to."""
        return self._refused >= MOST_REFUSED

    def is_full(self, account: MailAccount) -> None:
        self._room[account.pk] = 0

    def rest(self, account: MailAccount, code: str, *, at: datetime) -> None:
        """Leave it alone for a while, and its connection for good."""
        account.rest(code, at + rest_after(code))
        session = self._sessions.pop(account.pk, None)
        if session:
            with suppress(AccountFault):
                session.close()

    def free_at(self, at: datetime, *, full_until: datetime) -> datetime:
        """When an account can be free again."""
        times = [
            max(account.resting_until or at, full_until if full else at)
            for pk, account in self._accounts.items()
            for full in [self._room[pk] <= 0]
        ]
        return min([each for each in times if each > at], default=full_until)
