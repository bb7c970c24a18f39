"""Hands on letters that are no mailing's, as mailings are: within the caps, and once.

What there is no room for today waits for tomorrow, what a server wants later is tried
again, and a worker that is killed over one leaves it to who looks next (ADR 17).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing.accounts import access_of, rest_after, sent_today
from bestfew.campaigns.mailing.composing import NoSuchAddress, ascii_address
from bestfew.campaigns.mailing.deeds import SILENT
from bestfew.campaigns.mailing.fields import one_line
from bestfew.campaigns.mailing.outcomes import NO_SUCH_ADDRESS, TRIES, WAITS
from bestfew.campaigns.mailing.smtp import AccountFault, Answer, Came, Session
from bestfew.campaigns.mailing.wire import WIRE
from bestfew.campaigns.models import Dispatch, MailAccount

LOOKS_AGAIN = timedelta(hours=1)
"""While no account is free: one may be put in use, or its cap raised, any time."""
LATE, UNWANTED = "late", "unwanted"

Now = Callable[[], datetime]
Wanted = Callable[[Dispatch, datetime], bool]

asked: list[Wanted] = []
"""Each is asked whether a letter is still to leave, at the moment it would (C2)."""


@dataclass(frozen=True, slots=True)
class Post:
    """To one reader; `calendar` is an iCalendar file that goes along, or nothing."""

    to: str
    name: str
    subject: str
    text: str
    language: str
    calendar: str = ""
    until: datetime | None = None

    def facts(self) -> dict[str, str]:
        names = ("to", "subject", "text", "language", "calendar")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def keep(member: Membership, posts: Sequence[Post], *, at: datetime) -> list[int]:
    """Have these leave, in the member's name; the ids of those not written before."""
    known = Dispatch.objects.filter(name__in=[post.name for post in posts])
    before = set(known.values_list("name", flat=True))
    rows = [
        Dispatch(
            name=post.name, by=member.user, facts=post.facts(), created_at=at,
            next_at=at, until=post.until,
        )
        for post in posts if post.name not in before
    ]  # fmt: skip
    Dispatch.objects.bulk_create(rows)
    return [row.pk for row in rows]


def send(member: Membership, pk: int, *, now: Now) -> None:
    """Hand one on now, if it may leave now; twice, or at once, it leaves once."""
    before: int | None = None
    while handed := _hand(member, pk, at=now()):
        row, account = handed
        before = row.attempts - 1 if before is None else before
        try:
            answer = _give(row, account, at=now())
        except AccountFault as fault:
            account.rest(fault.code, now() + rest_after(fault.code))
            attempts = before + fault.over_letter  # one try, whatever its accounts
            if attempts < TRIES:
                row.become(handed_at=None, next_at=now(), attempts=attempts)
                continue
            answer = Answer(Came.REFUSED, fault.said)
        if account.fault and answer.came == Came.SENT:
            account.rest("", None)
        _note(row, answer, at=now())


@transaction.atomic
def _hand(
    member: Membership, pk: int, *, at: datetime
) -> tuple[Dispatch, MailAccount] | None:
    """Mark it handed, under the cap of the account; None where it is not to leave."""
    rows = Dispatch.objects.select_for_update(of=("self",)).due(at)
    row: Dispatch | None = rows.filter(pk=pk, by=member.user_id).first()
    if row is None:
        return None
    if row.until and row.until <= at:
        _end(row, LATE)
        return None
    if not all(is_wanted(row, at) for is_wanted in asked):
        _end(row, UNWANTED)
        return None
    account = _free(row, member, at=at)
    if account is None:
        row.become(next_at=at + LOOKS_AGAIN)
        return None
    row.become(
        account=account, handed_at=at, attempts=row.attempts + 1, next_at=at + SILENT
    )
    return row, account


def _free(row: Dispatch, member: Membership, *, at: datetime) -> MailAccount | None:
    """The first that works and has room today; the same again behind a dead worker."""
    able = MailAccount.objects.visible_to(member).able(at).order_by("id")
    for account in sorted(able, key=lambda each: each.pk != row.account_id):
        held = MailAccount.objects.select_for_update().get(pk=account.pk)
        if sent_today(held, at, but=row.pk) < held.daily_cap:
            return held
    return None


def _give(row: Dispatch, account: MailAccount, *, at: datetime) -> Answer:
    """Hand it to the server. Raises `AccountFault`: the server has nothing of it."""
    access = access_of(account)
    try:
        to = ascii_address(row.facts["to"])
    except NoSuchAddress:
        return NO_SUCH_ADDRESS
    session = Session(access)
    try:
        message = _message(row, account, sender=access.address, to=to, at=at)
        return session.hand(message.as_bytes(policy=WIRE), to)
    finally:
        session.close()


def _note(row: Dispatch, answer: Answer, *, at: datetime) -> None:
    came = answer.came
    if came == Came.LATER and row.attempts < TRIES:
        wait = WAITS[min(row.attempts, len(WAITS)) - 1]
        row.become(handed_at=None, next_at=at + wait, answer=answer.said)
        return
    turned_away = came in (Came.LATER, Came.REFUSED)
    _end(row, came, answer.said, **({"handed_at": None} if turned_away else {}))


def _end(row: Dispatch, came: str, said: str = "", **facts: Any) -> None:
    row.become(came=came, answer=said, next_at=None, facts={}, **facts)


def _message(
    row: Dispatch, account: MailAccount, *, sender: str, to: str, at: datetime
) -> EmailMessage:
    facts = row.facts
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(one_line(account.from_name), addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = one_line(facts["subject"])
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{row.name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(facts["text"])
    if facts["calendar"]:
        message.add_attachment(
            facts["calendar"].encode(), maintype="text", subtype="calendar",
            filename="meeting.ics", params={"charset": "utf-8", "method": "PUBLISH"},
        )  # fmt: skip
    message["Content-Language"] = facts["language"]
    return message
