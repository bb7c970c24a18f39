"""Letters: none waits or is on its way for ever, no account sent more than its cap.

That none leaves twice is kept by the database: one row a person, an address, a name
(trust.md F8, ADR 17).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bestfew.campaigns.models import Dispatch, Letter, MailAccount, Mailing
from bestfew.history.models import Event, noun_of
from bestfew.verify.check import Check, Found

LONG = timedelta(hours=1)
"""A worker that lives settles its letters in minutes, and others take over its own."""
OVER = (Mailing.State.DONE, Mailing.State.CANCELLED)


def on_their_way_for_ever() -> Found:
    """Handed on, and never settled; those of a paused mailing wait for somebody."""
    handed = Letter.objects.filter(
        state=Letter.State.HANDED, handed_at__lt=timezone.now() - LONG
    )
    return Found.in_query(handed.exclude(mailing__state=Mailing.State.PAUSED))


def left_behind() -> Found:
    """Waiting, with nobody who would send them any more."""
    nobody = Q(mailing__state__in=OVER) | Q(
        mailing__state=Mailing.State.SENDING, mailing__next_at=None
    )
    return Found.in_query(Letter.objects.filter(nobody, state=Letter.State.WAITING))


def waiting_for_ever() -> Found:
    """Their time came, and nobody looked."""
    return Found.in_query(Dispatch.objects.filter(next_at__lt=timezone.now() - LONG))


def half_over() -> Found:
    """Over without an end, or with words that nobody needs any more."""
    over = Dispatch.objects.filter(next_at=None)
    return Found.in_query(over.filter(Q(came="") | ~Q(facts={})))


def over_the_cap() -> Found:
    """Accounts that sent more in a day than they may, since they were last changed."""
    days: Counter[tuple[int, date]] = Counter()
    for model in (Letter, Dispatch):
        days.update(_by_day(model))
    caps = dict(MailAccount.objects.values_list("pk", "daily_cap"))
    changed, today = _last_changes(), timezone.localdate()
    too_many = {
        account
        for (account, day), count in days.items()
        if count > caps[account] and day > changed.get(account, today)
    }
    return Found.among(sorted(too_many))


def _by_day(model: Any) -> dict[tuple[int, date], int]:
    sent = model.objects.filter(handed_at__isnull=False, account__isnull=False)
    days = sent.order_by().annotate(day=TruncDate("handed_at"))
    rows = days.values_list("account", "day").annotate(n=Count("pk"))
    return {(account, day): n for account, day, n in rows}


def _last_changes() -> dict[int, date]:
    """The day on which each was last changed: its cap holds from the next."""
    told = Event.objects.filter(noun=noun_of(MailAccount())).order_by("at")
    rows = told.values_list("row_id", "at")
    return {account: timezone.localdate(at) for account, at in rows}


CHECKS = [
    Check(
        "mailings: on their way",
        _("A letter is on its way for more than an hour."),
        on_their_way_for_ever,
    ),
    Check(
        "mailings: waiting",
        _("A letter waits in a mailing that nobody goes on with."),
        left_behind,
    ),
    Check(
        "letters: waiting",
        _("A letter of a team waits for an hour longer than it should."),
        waiting_for_ever,
    ),
    Check(
        "letters: over",
        _("A letter of a team has no end, or is kept behind it."),
        half_over,
    ),
    Check(
        "accounts: caps",
        _("An account sent more letters in a day than its cap."),
        over_the_cap,
    ),
]
"""A worker (`bestfew serve`, `bestfew worker`) that runs cures the first four."""
