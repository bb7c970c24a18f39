"""Sending accounts: kept, tried, and how much each may still send today."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import sealing, smtp
from bestfew.campaigns.mailing.composing import NoSuchAddress, ascii_address
from bestfew.campaigns.models import Dispatch, Letter, MailAccount
from bestfew.history.models import record

SOON, HOUR, A_DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
RESTS = {
    "busy": HOUR, "limit": timedelta(hours=6),
    "timeout": SOON, "dropped": SOON, "unreachable": SOON,
}  # fmt: skip
"""After any other fault somebody has to look: it is tried again the next day."""

SEALED, SENDER = "sealed", "sender"
KEPT = (
    "from_name", "address", "host", "port", "security", "user_name", "daily_cap",
    "is_in_use", "is_shared",
)  # fmt: skip


class MayNotChange(Exception):
    """Somebody else's account."""


class HereAlready(Exception):
    """The same mailbox on the same server: another row of it."""


def keep(
    member: Membership,
    account: MailAccount | None,
    facts: dict[str, Any],
    *,
    password: str,
    at: datetime,
) -> MailAccount:
    """Add an account, or change one; a blank `password` leaves the one that is there.

    The history names what changed, and never the password. Raises `MayNotChange`,
    `HereAlready`.
    """
    try:
        return _keep(member, account, facts, password=password, at=at)
    except IntegrityError:
        raise HereAlready from None


@transaction.atomic
def _keep(
    member: Membership,
    account: MailAccount | None,
    facts: dict[str, Any],
    *,
    password: str,
    at: datetime,
) -> MailAccount:
    verb = "edited" if account else "added"
    if account is None:
        account = MailAccount(owner=member.user, created_at=at)
    elif not account.is_led_by(member):
        raise MayNotChange
    for name in KEPT:
        setattr(account, name, facts[name])
    account.fault, account.resting_until = "", None
    changed = [*KEPT, "fault", "resting_until"]
    if password:
        account.sealed = sealing.seal(password)
        changed.append("sealed")
    account.save(update_fields=None if account._state.adding else changed)
    record(verb, account, by=member.user, at=at, address=account.address)
    return account


def access_of(account: MailAccount) -> smtp.Access:
    """How it is entered; raises `smtp.AccountFault`.

    Its password may be lost, its address one that mail servers do not know.
    """
    try:
        password = sealing.unseal(account.sealed)
        address = ascii_address(account.address)
    except sealing.CannotOpen:
        raise smtp.AccountFault(SEALED) from None
    except NoSuchAddress:
        raise smtp.AccountFault(SENDER) from None
    return smtp.Access(
        account.host, account.port, account.security, account.user_name, password,
        address,
    )  # fmt: skip


def try_out(account: MailAccount, *, at: datetime) -> str:
    """Connect and sign in, now: '' or the code of what is wrong."""
    code = ""
    try:
        smtp.Session(access_of(account)).close()
    except smtp.AccountFault as fault:
        code = fault.code
    account.rest(code, at + rest_after(code) if code else None)
    account.tested_at = at
    account.save(update_fields=["tested_at"])
    return code


def rest_after(code: str) -> timedelta:
    """How long an account is left in peace after a fault of that code."""
    return RESTS.get(code, A_DAY)


def day_began(at: datetime) -> datetime:
    """Midnight of the workspace's day, whose letters count against today's caps."""
    return _midnight(at, 0)


def next_day(at: datetime) -> datetime:
    """The midnight from which the caps are whole again."""
    return _midnight(at, 1)


def _midnight(at: datetime, days: int) -> datetime:
    day = timezone.localdate(at) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time()))


def sent_today(account: MailAccount, at: datetime, *, but: int | None = None) -> int:
    """Letters handed on through it since midnight, of mailings and all others."""
    since, but = day_began(at), but or 0
    letters = Letter.objects.filter(account=account).since(since).exclude(pk=but)
    others = Dispatch.objects.filter(account=account).since(since).exclude(pk=but)
    return int(letters.count()) + int(others.count())


def with_today(accounts: Any, at: datetime) -> Any:
    """Accounts with `today`: how many letters left through each since midnight."""
    since = day_began(at)
    letters, others = (
        Count(name, filter=Q(**{f"{name}__handed_at__gte": since}), distinct=True)
        for name in ("letters", "dispatches")
    )
    return accounts.annotate(today=letters + others)
