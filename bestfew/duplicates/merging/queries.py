"""Who became whom, and which merges can still be taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from bestfew.accounts.models import Membership
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.models import UNDO_DAYS, Merge, leads
from bestfew.people.models import Person


def merged_away(member: Membership, model: type[Someone], pk: int) -> Merge | None:
    """The merge by which somebody went, if the member sees whom they became."""
    away = Merge.objects.visible_to(member).standing().filter(kind=Merge.Kind.MERGE)
    of_kind = {"organisation": None} if model is Person else {"person": None}
    found: Merge | None = (
        away.filter(other=pk, **of_kind)
        .select_related("person", "organisation")
        .defer("snapshot")
        .first()
    )
    return found


def undoable(
    ids: Collection[int], someone: Someone, member: Membership, *, on: date
) -> set[int]:
    """Of merges of somebody, those that the member may take back on that day."""
    if not ids:
        return set()
    since = on - timedelta(days=UNDO_DAYS)
    known = Merge.objects.standing().filter(pk__in=ids, at__date__gte=since)
    if not leads(member, someone):
        known = known.filter(by=member.user_id)
    return set(known.values_list("pk", flat=True))


def last_merge(someone: Someone, member: Membership, *, at: datetime) -> Merge | None:
    """The last one of somebody, if it is a merge that the member may take back."""
    last: Merge | None = Merge.objects.of(someone).standing().first()
    if last is None or last.kind != Merge.Kind.MERGE or not last.may_undo(at):
        return None
    return last if last.is_led_by(member) else None
