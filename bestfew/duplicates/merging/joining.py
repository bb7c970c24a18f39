"""Two become one: everything moves, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership, User
from bestfew.duplicates.merging.derived import (
    bring_in_step,
    climbing_again,
    noting,
)
from bestfew.duplicates.merging.faults import (
    AlreadyMerged,
    ChangedMeanwhile,
    NotThere,
    NotTheSameKind,
    NotYours,
    SamePerson,
)
from bestfew.duplicates.merging.fields import Someone, check, values_for
from bestfew.duplicates.merging.imported import keep_address
from bestfew.duplicates.merging.moving import move_all
from bestfew.duplicates.merging.pairs import follow_pairs
from bestfew.duplicates.merging.permissions import hold, ledger_of
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.duplicates.merging.rows import rows
from bestfew.duplicates.models import Merge, leads
from bestfew.history.models import record
from bestfew.people.models import Organisation, Person


@transaction.atomic
def merge(
    member: Membership,
    *,
    into: Someone,
    other: Someone,
    at: datetime,
    chosen: Mapping[str, str] | None = None,
    seen: tuple[int, int] | None = None,
) -> Merge:
    """Make one of two people, or of two organisations; `into` is who stays.

    `chosen` maps names of fields to "into" or "other" (for a note also "both");
    without a choice the value of `into` stays unless it is blank, and of two notes
    both. "birthday" is a field as well. `seen` are the versions of both that the choice
    was made by. Both are visible to the member (else 404 before).

    Everything that points at `other` points at `into` afterwards; no permission is
    wider than it was (trust.md P22, F9).

    Raises `SamePerson`, `NotTheSameKind`, `UnknownChoice`, `NotYours`; `AlreadyMerged`,
    `NotThere` and `ChangedMeanwhile` where somebody else was faster.
    """
    if type(into) is not type(other):
        raise NotTheSameKind
    if into.pk == other.pk:
        raise SamePerson
    choices = dict(chosen or {})
    check(type(into), choices)
    stays, goes = lock(member, into, other)
    _check_hands(member, stays, goes, choices)
    if seen not in (None, (stays.version, goes.version)):
        raise ChangedMeanwhile
    done = _begin(member.user, stays, goes, at=at)
    recorder = Recorder()
    by = member.user
    with (
        noting(recorder, stays, goes),
        climbing_again(stays, goes.pk, by=by, at=at),
    ):
        _make_one(stays, goes, choices, recorder, by=by, at=at)
    done.snapshot = recorder.as_json()
    done.save(update_fields=["snapshot"])
    into.refresh_from_db()
    return done


def lock(member: Membership, into: Someone, other: Someone) -> tuple[Someone, Someone]:
    """Both rows as they are now, held in the order of their keys, whoever asks first.

    Raises `AlreadyMerged`, `NotThere`.
    """
    model: Any = type(into)
    visible = model.objects.visible_to(member)
    rows = visible.filter(pk__in=(into.pk, other.pk)).select_for_update()
    found = {each.pk: each for each in rows.order_by("pk")}
    for each in (into, other):
        if each.pk not in found:
            away = Merge.objects.standing().filter(kind=Merge.Kind.MERGE)
            merged = away.filter(other=each.pk).first()
            raise AlreadyMerged(merged) if merged else NotThere
    return found[into.pk], found[other.pk]


def _check_hands(
    member: Membership, into: Someone, other: Someone, chosen: Mapping[str, str]
) -> None:
    """Raise `NotYours` where somebody would lose what is theirs."""
    handed = [other] if other.owner_id != into.owner_id else []
    if {"owner", "is_shared"} & chosen.keys() or other.is_shared != into.is_shared:
        handed = [into, other]
    if not member.may_write or not all(leads(member, each) for each in handed):
        raise NotYours


def _begin(by: User, into: Someone, other: Someone, *, at: datetime) -> Merge:
    """The row of the merge; two at once for one person stop at its unique rule."""
    done: Merge = Merge.objects.create(
        kind=Merge.Kind.MERGE,
        person=into if isinstance(into, Person) else None,
        organisation=into if isinstance(into, Organisation) else None,
        kept=into.pk,
        other=other.pk,
        other_name=str(other)[:300],
        by=by,
        at=at,
    )
    record("merged", into, by=by, at=at, merge=done.pk, value=done.other_name)
    return done


def _make_one(
    into: Someone,
    other: Someone,
    chosen: Mapping[str, str],
    recorder: Recorder,
    *,
    by: User,
    at: datetime,
) -> None:
    ledgers = [ledger_of(each) for each in (into, other) if isinstance(each, Person)]
    move_all(type(into), goes=other.pk, stays=into.pk, recorder=recorder, chosen=chosen)
    values = values_for(into, other, chosen)
    stamps = {"version": into.version + 1, "updated_at": at}
    rows(type(into)).filter(pk=into.pk).update(**values, **stamps)
    recorder.remove(other)
    keep_address(into, other, recorder)
    if isinstance(into, Person) and isinstance(other, Person):
        follow_pairs(into, other, recorder, by=by, at=at)
        is_barred = into.do_not_contact or other.do_not_contact
        how = _("Said before two records of them were merged")
        hold(into, ledgers, by=by, at=at, how=how, recorder=recorder,
             is_barred=is_barred)  # fmt: skip
    into.refresh_from_db()
    bring_in_step(into, by=by, at=at)
