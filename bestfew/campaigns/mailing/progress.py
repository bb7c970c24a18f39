"""How far a mailing is: counts, what waits and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Sum

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import words
from bestfew.campaigns.models import Letter, MailAccount, Mailing

Row = tuple[str, int]
State = Letter.State


@dataclass(frozen=True, slots=True)
class Progress:
    """Letters by what became of them; `skipped`, `failed`: by reason, the most first.

    `a_day` is what the accounts in use may send, `days` how many the rest still takes.
    """

    all: int = 0
    sent: int = 0
    waiting: int = 0
    unsure: int = 0
    skipped: list[Row] = field(default_factory=list)
    failed: list[Row] = field(default_factory=list)
    left_out: list[Row] = field(default_factory=list)
    a_day: int = 0

    @property
    def done(self) -> int:
        return self.all - self.waiting

    @property
    def days(self) -> int:
        return -(-self.waiting // self.a_day) if self.a_day else 0

    def as_json(self) -> dict[str, object]:
        return {
            "letters": self.all,
            "sent": self.sent,
            "waiting": self.waiting,
            "unsure": self.unsure,
            "skipped": dict(self.skipped),
            "failed": dict(self.failed),
            "left_out": dict(self.left_out),
            "a_day": self.a_day,
        }


def of(mailing: Mailing, member: Membership) -> Progress:
    """In two queries."""
    rows = Letter.objects.filter(mailing=mailing).values_list("state", "reason")
    found = [(s, r, n) for s, r, n in rows.annotate(n=Count("pk")).order_by("-n")]
    accounts = MailAccount.objects.visible_to(member).filter(is_in_use=True)

    def count(*states: str) -> int:
        return sum(n for state, _reason, n in found if state in states)

    def reasons(state: str) -> list[Row]:
        return [(reason, n) for each, reason, n in found if each == state]

    return Progress(
        all=sum(n for _state, _reason, n in found),
        sent=count(State.SENT),
        waiting=count(State.WAITING, State.HANDED),
        unsure=count(State.UNSURE),
        skipped=reasons(State.SKIPPED),
        failed=reasons(State.FAILED),
        left_out=sorted(mailing.left_out.items(), key=lambda row: -row[1]),
        a_day=accounts.aggregate(n=Sum("daily_cap"))["n"] or 0,
    )


def in_words(rows: list[Row]) -> list[Row]:
    return [(words.reason(code), n) for code, n in rows]


def unsure_letters(mailing: Mailing) -> list[Letter]:
    """Those that somebody has to decide on, at most twenty."""
    rows = Letter.objects.filter(mailing=mailing, state=State.UNSURE)
    return list(rows.select_related("person").order_by("id")[:20])


def goes_on_today(mailing: Mailing, *, midnight: datetime) -> bool:
    """Whether its next letter leaves before the day ends, at `midnight`."""
    return mailing.next_at is not None and mailing.next_at < midnight
