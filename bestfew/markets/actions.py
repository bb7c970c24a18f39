"""What is done to target markets: described, offered to, retired, shown to partners."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from bestfew.accounts.models import Membership, User
from bestfew.history.models import Event, record
from bestfew.markets.models import (
    SHEET_DAYS,
    MarketOffering,
    Offering,
    SheetLink,
    TargetMarket,
    WorkAgain,
)
from bestfew.markets.rules import lines_of
from bestfew.people.models import Person

LONGEST_WHO = 1_000


class MarketExists(Exception):
    """There is a target market of that name."""


class NoRoom(Exception):
    """The signs of a market are as long as they may be."""


def add_market(
    member: Membership, *, name: str, at: datetime, **facts: Any
) -> TargetMarket:
    """A new target market; raises `MarketExists`."""
    try:
        with transaction.atomic():
            market: TargetMarket = TargetMarket.objects.create(
                name=name.strip(), created_at=at, **facts
            )
            record("added", market, by=member.user, at=at)
    except IntegrityError:
        raise MarketExists from None
    return market


def edit_market(
    market: TargetMarket,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields; raises `MarketExists`, or `EditConflict` (history)."""
    try:
        with transaction.atomic():
            return market.edit(before=before, after=after, by=by, at=at)
    except IntegrityError:
        raise MarketExists from None


@transaction.atomic
def add_sign(market: TargetMarket, sign: str, *, by: User, at: datetime) -> None:
    """One more way to know them, on a line of its own (A08); twice is once.

    Raises `NoRoom` where it would not fit.
    """
    market = TargetMarket.objects.select_for_update().get(pk=market.pk)
    sign = " ".join(sign.split())
    if not sign or sign.casefold() in map(str.casefold, lines_of(market.who)):
        return
    who = "\n".join(filter(None, (market.who.rstrip(), sign)))
    if len(who) > LONGEST_WHO:
        raise NoRoom
    market.edit(before={"who": market.who}, after={"who": who}, by=by, at=at)


@transaction.atomic
def say_again(person: Person, *, is_wanted: bool, by: User, at: datetime) -> None:
    """Say whether one would work with a customer again (A09); twice is once."""
    person = Person.objects.select_for_update().only("pk").get(pk=person.pk)
    rows = WorkAgain.objects.filter(person=person).order_by("-at", "-id")
    last = rows.values_list("is_wanted", flat=True).first()
    if last is not is_wanted:
        WorkAgain.objects.create(person=person, is_wanted=is_wanted, by=by, at=at)


@transaction.atomic
def offer(
    market: TargetMarket, offerings: Collection[Offering], *, by: User, at: datetime
) -> None:
    """Say what is sold to them: these, and nothing else (A10); twice is once."""
    there = set(market.sold.values_list("offering_id", flat=True))
    wanted = {each.pk for each in offerings}
    if there == wanted:
        return
    market.sold.exclude(offering__in=wanted).delete()
    for pk in sorted(wanted - there):
        MarketOffering.objects.get_or_create(market=market, offering_id=pk)
    record("offered", market, by=by, at=at, offerings=sorted(wanted))


@transaction.atomic
def retire(market: TargetMarket, *, by: User, at: datetime) -> None:
    """Aim at them no more; its link shows nothing from now on. Twice is once."""
    rows = TargetMarket.objects.filter(pk=market.pk, retired_at=None)
    if rows.update(retired_at=at):
        record("retired", market, by=by, at=at)


@transaction.atomic
def take_up(market: TargetMarket, *, by: User, at: datetime) -> None:
    """Undo `retire`."""
    rows = TargetMarket.objects.filter(pk=market.pk, retired_at__isnull=False)
    if rows.update(retired_at=None):
        record("taken up", market, by=by, at=at)


@transaction.atomic
def share(market: TargetMarket, *, by: User, at: datetime) -> SheetLink:
    """The link to its sheet: the one that works, or a new one (A34)."""
    TargetMarket.objects.select_for_update().get(pk=market.pk)
    found = market.links.filter(ended_at=None).first()
    if found and found.expires_at > at:
        return found
    if found:
        _end(found, at=at)
    link: SheetLink = SheetLink.objects.create(
        market=market, created_at=at, expires_at=at + timedelta(days=SHEET_DAYS)
    )
    record("shared", market, by=by, at=at)
    return link


@transaction.atomic
def stop_sharing(market: TargetMarket, *, by: User, at: datetime) -> None:
    """Whoever has the link sees nothing from now on; twice is once."""
    ended = market.links.filter(ended_at=None).update(ended_at=at)
    if ended:
        record("withdrawn", market, by=by, at=at)


def _end(link: SheetLink, *, at: datetime) -> None:
    link.ended_at = at
    link.save(update_fields=["ended_at"])
