"""What somebody says of a pair: not the same, the same, or let me look again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import Membership, User
from bestfew.duplicates.merging import NotThere, merge
from bestfew.duplicates.models import Decision, Merge, Pair
from bestfew.history.models import record
from bestfew.people.models import Person


class DecidedBefore(Exception):
    """Somebody else said something of the pair meanwhile; `pair` says what."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(pair)
        self.pair = pair


@transaction.atomic
def tell_apart(pair: Pair, *, by: User, at: datetime) -> None:
    """Remember for good that they are two; twice is once. Raises `DecidedBefore`."""
    held = _hold(pair)
    if held.decision == Decision.APART:
        return
    if held.decision != Decision.OPEN:
        raise DecidedBefore(held)
    _decide(pair, Decision.APART, by=by, at=at)
    record("told apart", pair, by=by, at=at)


@transaction.atomic
def reopen(pair: Pair, *, by: User, at: datetime) -> None:
    """Take "not the same" back; a pair that is open, or merged, stays as it is."""
    if _hold(pair).decision == Decision.APART:
        _decide(pair, Decision.OPEN, by=None, at=None)
        record("reopened", pair, by=by, at=at)


@transaction.atomic
def make_one(
    member: Membership,
    pair: Pair,
    *,
    chosen: Mapping[str, str] | None = None,
    seen: tuple[int, int] | None = None,
    at: datetime,
) -> Merge:
    """Merge the two; the first stays, who is known longer.

    Raises `DecidedBefore`, and what `merging.merge` raises; its arguments are these.
    """
    _hold_people(pair)
    held = _hold(pair)
    if held.decision != Decision.OPEN:
        raise DecidedBefore(held)
    into, other = pair.first, pair.second
    return merge(member, into=into, other=other, chosen=chosen, seen=seen, at=at)


def _hold(pair: Pair) -> Pair:
    """The pair as it is now; raises `NotThere` if a scan put others in its place."""
    held: Pair | None = Pair.objects.select_for_update().filter(pk=pair.pk).first()
    if held is None:
        raise NotThere
    return held


def _hold_people(pair: Pair) -> None:
    """Before the pair, and in this order, as every merge takes them."""
    people = Person.objects.filter(pk__in=(pair.first_id, pair.second_id))
    list(people.select_for_update().order_by("pk").values_list("pk"))


def _decide(
    pair: Pair, decision: Decision, *, by: User | None, at: datetime | None
) -> None:
    pair.decision, pair.decided_by, pair.decided_at = decision, by, at
    pair.save(update_fields=["decision", "decided_by", "decided_at"])
