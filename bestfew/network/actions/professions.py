"""Draw the map of professions: list them, strike out, say who competes (A35)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import Membership, User
from bestfew.history.models import record
from bestfew.markets.models import TargetMarket
from bestfew.network.models import Profession, Rivalry, Serving
from bestfew.packs import professions as known
from bestfew.people.rules import fold

LAST = 1_000
"""Professions in the user's own words stand behind those of the packs."""


class NotTwo(Exception):
    """A profession is no pair with itself."""


@transaction.atomic
def start_map(member: Membership, market: TargetMarket, *, at: datetime) -> int:
    """List every profession of the trade's pack for a market; how many were new to it.

    What this business is itself, by its trade, is marked as mine, unless the user has
    said what they are. Twice adds nothing, and brings nothing back that was struck out
    of another market.
    """
    trade, before = member.workspace.trade, market.servings.count()
    for each in known.serving(trade):
        profession = _by_key(each.key, at=at)
        Serving.objects.get_or_create(market=market, profession=profession)
    if not Profession.objects.mine().exists():
        own = known.own_profession(trade)
        Profession.objects.filter(key=own).update(is_mine=True)
    listed = market.servings.count() - before
    record("listed professions", market, by=member.user, at=at, count=listed)
    return listed


@transaction.atomic
def add_profession(
    name: str, *, market: TargetMarket | None = None, by: User, at: datetime
) -> Profession:
    """A profession by its name; a name that packs know, in any language, is theirs.

    One that is there already is the same one.
    """
    found = profession_called(name, at=at)
    if market:
        Serving.objects.get_or_create(market=market, profession=found)
    record("listed", found, by=by, at=at)
    return found


def profession_called(name: str, *, at: datetime) -> Profession:
    """The row of a name in any language, made when missing."""
    return _same_as(name, at=at) or _own(" ".join(name.split()))


def profession_of(key: str, *, at: datetime) -> Profession:
    """The row of a pack's key, made when missing, with its rivals."""
    return _by_key(key, at=at)


def _own(label: str) -> Profession:
    found, _made = Profession.objects.get_or_create(
        label=label, defaults={"position": LAST}
    )
    return found


def _same_as(name: str, *, at: datetime) -> Profession | None:
    wanted = fold(name)
    for each in known.professions().values():
        if wanted in (fold(words) for words in each.name.values()):
            return _by_key(each.key, at=at)
    labelled = Profession.objects.exclude(label="")
    return next((each for each in labelled if fold(each.label) == wanted), None)


def _by_key(key: str, *, at: datetime) -> Profession:
    """The row of a pack's key; the packs' pairs come with a new one."""
    order = list(known.professions())
    position = order.index(key) if key in order else LAST
    found, is_new = Profession.objects.get_or_create(
        key=key, defaults={"position": position}
    )
    if is_new:
        rivals = Profession.objects.filter(key__in=known.rivals_of(key, order))
        for other in rivals.exclude(pk=found.pk):
            _pair(found, other, by=None, at=at)
    return found


@transaction.atomic
def strike(
    profession: Profession, market: TargetMarket, *, by: User, at: datetime
) -> None:
    """It does not serve this market; twice is once."""
    gone, _rows = Serving.objects.filter(profession=profession, market=market).delete()
    if gone:
        record("struck out", profession, by=by, at=at, market=market.pk)


@transaction.atomic
def serve(
    profession: Profession, market: TargetMarket, *, by: User, at: datetime
) -> None:
    """It serves this market after all: undo of `strike`; twice is once."""
    _row, is_new = Serving.objects.get_or_create(profession=profession, market=market)
    if is_new:
        record("serves", profession, by=by, at=at, market=market.pk)


@transaction.atomic
def set_mine(profession: Profession, *, is_mine: bool, by: User, at: datetime) -> None:
    """Say that this business is, or is not, of a profession; twice is once."""
    rows = Profession.objects.filter(pk=profession.pk).exclude(is_mine=is_mine)
    if rows.update(is_mine=is_mine):
        record("is mine" if is_mine else "is not mine", profession, by=by, at=at)


@transaction.atomic
def set_rivals(
    one: Profession, other: Profession, *, compete: bool, by: User, at: datetime
) -> None:
    """Say whether two professions take work from each other (A20); either way round.

    Raises `NotTwo` for one and the same.
    """
    if one.pk == other.pk:
        raise NotTwo
    pair = _pair(one, other, by=by, at=at)
    rows = Rivalry.objects.filter(pk=pair.pk, is_denied=compete)
    if rows.update(is_denied=not compete, by=by, at=at) or pair.at == at:
        verb = "competes" if compete else "does not compete"
        record(verb, one, by=by, at=at, other=other.pk)


def _pair(
    one: Profession, other: Profession, *, by: User | None, at: datetime
) -> Rivalry:
    first, second = sorted((one, other), key=lambda each: each.pk)
    pair, _made = Rivalry.objects.get_or_create(
        first=first, second=second, defaults={"by": by, "at": at}
    )
    return pair
