"""Blocks of time: put in, moved, kept, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.planning.models import TimeBlock
from bestfew.planning.queries.blocks import blocks_of
from bestfew.planning.rules.week import Slot, monday_of


@dataclass(frozen=True, slots=True)
class Taken(Exception):
    """Something stands at that time already; the protected morning, for instance."""

    by: TimeBlock


class ReasonNeeded(Exception):
    """The protected morning is not dropped without saying why (D40, D41)."""


class MorningStays(Exception):
    """The morning stays in its week, and as long as it is: less would be a drop."""


class NotYet(Exception):
    """What lies ahead cannot have been kept."""


@transaction.atomic
def add_block(
    member: Membership, slot: Slot, *, what: str = "", at: datetime
) -> TimeBlock:
    """Put a block into one's own week; the very same one again gives the first.

    Raises `Taken` where something stands, the protected morning among it (D41).
    """
    one_at_a_time(member)
    there = blocks_of(member, slot.on, slot.on)
    if twin := next((each for each in there if _is_same(each, slot, what)), None):
        return twin
    refuse_overlap(slot, there)
    block = TimeBlock(user=member.user, work=slot.work, what=what, updated_at=at)
    block.place_at(slot)
    block.save(force_insert=True)
    record("planned", block, by=member.user, at=at)
    return block


@transaction.atomic
def move(block: TimeBlock, slot: Slot, *, by: Membership, at: datetime) -> None:
    """To another day or time; the morning stays within its week. Raises `Taken`.

    Raises `MorningStays` for a morning that would leave its week, or be shorter.
    """
    one_at_a_time(by)
    block.refresh_from_db()
    if block.is_morning and (
        monday_of(slot.on) != block.morning_of or slot.minutes < block.minutes
    ):
        raise MorningStays
    if block.slot == slot:
        return
    refuse_overlap(slot, _others(by, block, slot))
    was = _placed(block)
    block.place_at(slot)
    ahead = slot.on > timezone.localdate(at)
    kept_at = None if ahead else block.kept_at
    block.change(at=at, kept_at=kept_at, dropped_at=None, reason="")
    record("moved", block, by=by.user, at=at, before=was, after=_placed(block))


@transaction.atomic
def keep(block: TimeBlock, *, by: Membership, at: datetime) -> None:
    """It was spent as it was planned. Raises `NotYet` before its day."""
    one_at_a_time(by)
    block.refresh_from_db()
    if block.on > timezone.localdate(at):
        raise NotYet
    if block.is_kept:
        return
    if block.is_dropped:
        refuse_overlap(block.slot, _others(by, block, block.slot))
    block.place_at(block.slot)
    block.change(at=at, kept_at=at, dropped_at=None, reason="")
    record("kept", block, by=by.user, at=at)


@transaction.atomic
def drop(block: TimeBlock, *, reason: str, by: Membership, at: datetime) -> None:
    """It does not, or did not, take place; raises `ReasonNeeded` for the morning."""
    one_at_a_time(by)
    block.refresh_from_db()
    reason = reason.strip()
    if block.is_morning and not reason:
        raise ReasonNeeded
    if block.is_dropped and block.reason == reason:
        return
    block.change(at=at, kept_at=None, dropped_at=at, reason=reason)
    record("dropped", block, by=by.user, at=at, reason=reason)


@transaction.atomic
def restore(block: TimeBlock, *, by: Membership, at: datetime) -> None:
    """Planned again, neither kept nor dropped; raises `Taken`."""
    one_at_a_time(by)
    block.refresh_from_db()
    if not (block.is_dropped or block.is_kept):
        return
    refuse_overlap(block.slot, _others(by, block, block.slot))
    block.change(at=at, kept_at=None, dropped_at=None, reason="")
    record("restored", block, by=by.user, at=at)


def refuse_overlap(slot: Slot, there: list[TimeBlock]) -> None:
    """Raise `Taken` with what stands there."""
    for each in there:
        if not each.is_dropped and each.slot.overlaps(slot):
            raise Taken(each)


def one_at_a_time(member: Membership) -> None:
    """Let a second deed on the same week wait for the first."""
    Membership.objects.select_for_update().get(pk=member.pk)


def _others(member: Membership, block: TimeBlock, slot: Slot) -> list[TimeBlock]:
    there = blocks_of(member, slot.on, slot.on)
    return [each for each in there if each.uid != block.uid]


def _is_same(block: TimeBlock, slot: Slot, what: str) -> bool:
    same = block.slot == slot and block.what == what
    return same and not block.is_dropped and not block.is_morning


def _placed(block: TimeBlock) -> dict[str, object]:
    return {"on": block.on, "starts": block.starts, "minutes": block.minutes}
