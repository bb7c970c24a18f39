"""Readings of referrals in a team: mine, how each goes, what I am thanked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from bestfew.teams.models import Slip, SlipStep, Status, Story, TeamMember, Thanks
from bestfew.teams.rules import slips as rules
from bestfew.web.pages import Page, page_of


@dataclass(frozen=True, slots=True)
class Link:
    """One status on the way of a referral, and when it was reached, if it was."""

    status: Status
    at: datetime | None
    is_now: bool

    @property
    def is_passed(self) -> bool:
        return self.at is not None


def chain(steps: Iterable[Any]) -> list[Link]:
    """The way of a referral from its ledger: every status, or its end instead."""
    kept = rules.standing(step.as_rule() for step in steps)
    now = kept[-1].status
    reached = {step.status: step.at for step in kept}
    ways = rules.CHAIN if now not in ("lost", "declined") else (*rules.CHAIN[:-1], now)
    far = rules.rank(now)
    return [
        Link(
            Status(status),
            reached.get(status) if rules.rank(status) <= far else None,
            status == now,
        )
        for status in ways
    ]


def mine(me: TeamMember, *, after: str = "") -> Page[Slip]:
    """Referrals that a member gave or got, the newest first."""
    rows = Slip.objects.filter(team=me.team_id).of(me)
    rows = rows.select_related("giver__seat", "receiver__seat")
    return page_of(rows, order=("-given_at",), after=after)


def counts(me: TeamMember) -> dict[str, int]:
    """How many a member gave and got in this team, and how many wait for them."""
    rows = Slip.objects.filter(team=me.team_id)
    given, got = rows.filter(giver=me), rows.filter(receiver=me)
    waiting = got.open().filter(status__in=("permission", "introduced"))
    return {
        "given": given.count(),
        "got": got.count(),
        "to_call": waiting.count(),
        "to_ask": given.filter(status=Status.IDENTIFIED).count(),
    }


def others(me: TeamMember) -> list[TeamMember]:
    """Whom a member may give a referral."""
    rows = TeamMember.objects.filter(team=me.team_id).seated().exclude(pk=me.pk)
    return list(rows.select_related("seat").order_by("name", "pk"))


def steps_to_take(slip: Any, *, is_giver: bool) -> list[Status]:
    """What may be said next, by who gave it or who got it; agreement has its form."""
    theirs = rules.OF_GIVER if is_giver else rules.OF_RECEIVER
    return [
        Status(each)
        for each in theirs
        if each != Status.PERMISSION and rules.may_follow(slip.status, each)
    ]


def steps_of(slip: Slip) -> list[SlipStep]:
    """The ledger of a slip, in the order it was written."""
    rows = SlipStep.objects.filter(team=slip.team_id, slip=slip).select_related("by")
    return list(rows.order_by("pk"))


def last_of(steps: list[SlipStep]) -> SlipStep:
    """The last entry that stands."""
    key = rules.standing(step.as_rule() for step in steps)[-1].key
    return next(step for step in steps if step.pk == key)


@dataclass(frozen=True, slots=True)
class Credit:
    """Thanks in one currency. `total` is None where it would tell a single one."""

    currency: str
    count: int
    total: Decimal | None


def credited(giver: TeamMember) -> list[Credit]:
    """What a giver is thanked for: sums, never who or how much of one (2.A.10)."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for currency, amount in _standing(giver):
        if amount:
            amounts[currency].append(amount)
    return [
        Credit(
            currency,
            len(each),
            sum(each, Decimal()) if len(each) >= rules.SUMS_FROM else None,
        )
        for currency, each in sorted(amounts.items())
    ]


def _standing(giver: TeamMember) -> list[tuple[str, Decimal]]:
    rows = Thanks.objects.filter(team=giver.team_id, giver=giver)
    replaced = rows.exclude(corrects=None).values("corrects")
    return list(rows.exclude(pk__in=replaced).values_list("currency", "amount"))


def thanks_of(slip: Slip, me: TeamMember) -> list[Thanks]:
    """What its receiver thanked for; nobody else reads single ones."""
    rows = Thanks.objects.filter(team=slip.team_id, slip=slip, receiver=me)
    replaced = rows.exclude(corrects=None).values("corrects")
    return list(rows.exclude(pk__in=replaced).order_by("pk"))


def stories(me: TeamMember, *, after: str = "") -> Page[Story]:
    """The team's stories whose people agreed, and one's own; the newest first."""
    rows = Story.objects.filter(team=me.team_id).exclude(text="")
    shown = rows.exclude(agreed_at=None) | rows.filter(teller=me)
    return page_of(shown.select_related("teller"), order=("-told_at",), after=after)
