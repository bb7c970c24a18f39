"""Takes a merge, or a parting, back for thirty days, and keeps later edits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bestfew.accounts.models import User
from bestfew.duplicates.merging.derived import bring_in_step, climbing_again
from bestfew.duplicates.merging.faults import AlreadyUndone, NotThere, TooLateToUndo
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.merging.order import check_order, check_untouched
from bestfew.duplicates.merging.permissions import hold, ledger_of
from bestfew.duplicates.merging.recorder import Recorder, from_json
from bestfew.duplicates.merging.relations import FOLLOWS, relations_to
from bestfew.duplicates.merging.restoring import Since, restore
from bestfew.duplicates.merging.rows import erase, load, rows
from bestfew.duplicates.models import Merge
from bestfew.history.models import Event, record
from bestfew.levels.models import LevelChange
from bestfew.people.models import Person


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo came to; `back` is who is there again (None after a parting).

    `added` rows were hung on who stayed since, and stay there; `edited` facts said
    something else by then, and were left; `lost` rows somebody deleted meanwhile.
    """

    stayed: Someone
    back: Someone | None
    added: int
    edited: int
    lost: int

    @property
    def is_exact(self) -> bool:
        """Whether everything is as it was before."""
        return not (self.added or self.edited or self.lost)


@transaction.atomic
def undo_merge(merge: Merge, *, by: User, at: datetime) -> Undone:
    """Take a merge or a parting back; the same keys are there again.

    What was added or edited since stays with whoever stayed, and `Undone` says so. A
    "no" said since holds for both, for nobody knows which of them said it.

    Raises `AlreadyUndone`, `TooLateToUndo`; `MergedSince` where a later one stands on
    it, for that one rests on what this brought; `EditedSince` for a parting after which
    something was written to the new person; `NotThere`.
    """
    done, stayed = _lock(merge)
    if done.undone_at:
        raise AlreadyUndone
    if not done.may_undo(at):
        raise TooLateToUndo
    snapshot = from_json(done.snapshot)
    check_order(done, snapshot)
    with climbing_again(stayed, done.other, by=by, at=at):
        if done.kind == Merge.Kind.MERGE:
            undone = _part(done, snapshot, stayed, by=by, at=at)
        else:
            undone = _rejoin(done, snapshot, stayed, by=by, at=at)
    done.undone_by, done.undone_at = by, at
    done.save(update_fields=["undone_by", "undone_at"])
    merge.undone_at = at
    return undone


def _lock(merge: Merge) -> tuple[Merge, Someone]:
    """Who stayed first and the merge then, as another merge takes them."""
    model: Any = type(merge.someone)
    held = {each.pk: each for each in model.objects.select_for_update().filter(
        pk__in=(merge.someone.pk, merge.other)).order_by("pk")}  # fmt: skip
    done = Merge.objects.select_for_update().filter(pk=merge.pk).first()
    who = done and (done.person_id or done.organisation_id)
    if not done or who not in held:
        raise NotThere
    return done, held[who]


def _part(
    done: Merge, snapshot: Recorder, stayed: Someone, *, by: User, at: datetime
) -> Undone:
    since = restore(snapshot)
    back = load(type(stayed), [done.other])[done.other]
    stayed.refresh_from_db()
    added = _added(done, stayed)
    if since.is_stale or since.lost or since.edited or added:
        _hold_since(done, stayed, back, by=by, at=at)
        for each in (stayed, back):
            bring_in_step(each, by=by, at=at)
    _tell(done, since, added, stayed, back, by=by, at=at)
    return Undone(stayed, back, added, since.edited, since.lost)


def _added(done: Merge, stayed: Someone) -> int:
    """Rows that came since: keys grow with time."""
    return sum(
        rows(each.model).filter(each.to(stayed.pk), pk__gt=done.pk).count()
        for each in relations_to(type(stayed))
        if each.model not in (*FOLLOWS, Merge)
    )


def _hold_since(
    done: Merge, stayed: Someone, back: Someone, *, by: User, at: datetime
) -> None:
    if isinstance(stayed, Person) and isinstance(back, Person):
        said = ledger_of(stayed, since=done.pk)
        how = _("Said while two records of them were one")
        hold(back, [said], by=by, at=at, how=how, recorder=Recorder())


def _tell(
    done: Merge,
    since: Since,
    added: int,
    *someone: Someone,
    by: User,
    at: datetime,
) -> None:
    """To both; the story of each names the other."""
    left = {"added": added, "edited": since.edited, "lost": since.lost}
    names = {done.kept: done.other_name, done.other: str(someone[0])}
    for each in someone:
        record(
            f"{done.kind} undone",
            each,
            by=by,
            at=at,
            merge=done.pk,
            value=names[each.pk],
            **left,
        )


def _rejoin(
    done: Merge, snapshot: Recorder, stayed: Someone, *, by: User, at: datetime
) -> Undone:
    check_untouched(done, snapshot)
    model = type(stayed)
    snapshot.made = [row for row in snapshot.made if row.values["id"] != done.other]
    since = restore(snapshot)
    noun = model._meta.model_name
    rows(Event).filter(noun=noun, row_id=done.other).update(row_id=stayed.pk)
    if isinstance(stayed, Person):
        rows(LevelChange).filter(person=done.other).delete()
    erase(model, [done.other])
    stayed.refresh_from_db()
    if since.is_stale or since.lost or since.edited:
        bring_in_step(stayed, by=by, at=at)
    _tell(done, since, 0, stayed, by=by, at=at)
    return Undone(stayed, None, 0, since.edited, since.lost)
