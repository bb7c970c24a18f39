"""One record that is two people becomes two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp
from bestfew.duplicates.merging.derived import (
    bring_in_step,
    climbing_again,
    noting,
)
from bestfew.duplicates.merging.faults import NothingToMove, NotThere
from bestfew.duplicates.merging.permissions import hold, ledger_of
from bestfew.duplicates.merging.recorder import Recorder, Row
from bestfew.duplicates.merging.relations import AnyModel, relations_to
from bestfew.duplicates.merging.rows import rows, table_of, values_of
from bestfew.duplicates.models import Merge
from bestfew.funnel.models import Influence, Objective
from bestfew.history.models import record
from bestfew.levels.actions import refresh as refresh_levels
from bestfew.people.actions import NobodyThere
from bestfew.people.models import (
    Concern,
    ContactPoint,
    ExternalId,
    ImportantDate,
    Person,
    Role,
    Tagging,
)

MOVABLE: Mapping[str, Any] = {
    "contact_points": ContactPoint,
    "roles": Role,
    "taggings": Tagging,
    "dates": ImportantDate,
    "external_ids": ExternalId,
    "concerns": Concern,
    "activities": Activity,
    "follow_ups": FollowUp,
    "objectives": Objective,
    "influences": Influence,
}
"""What of a person can be chosen for the new one, by the name of its arrow back.

Answers and words about permission are not: nobody can say whose they were. What was
asked stays, and every "no" holds for both.
"""

COPIED = ("owner_id", "is_shared", "is_sample", "source_id", "lawful_basis",
          "obtained_on", "created_at")  # fmt: skip

Ids = dict[AnyModel, set[int]]


@transaction.atomic
def split(
    member: Membership,
    *,
    person: Person,
    name: str,
    moving: Mapping[str, Collection[int]],
    at: datetime,
) -> Merge:
    """Part somebody in two: what is in `moving` goes to a new person of that name.

    `moving` maps names of `MOVABLE` to keys. An objective takes along its activities,
    next steps and the influence of the person; an activity its next step.

    Raises `NothingToMove` unless there is something, all of it theirs and seen by the
    member; `NobodyThere` for neither a name nor a way to reach them; `NotThere`.
    """
    visible = Person.objects.visible_to(member).select_for_update()
    stays = visible.filter(pk=person.pk).first()
    if stays is None:
        raise NotThere
    ids = _theirs(member, stays, moving)
    if not name.strip() and not ids.get(ContactPoint):
        raise NobodyThere
    recorder = Recorder()
    with noting(recorder, stays), climbing_again(stays, 0, by=member.user, at=at):
        new = _part(stays, name.strip(), ids, recorder, by=member, at=at)
    refresh_levels([new.pk], by=member.user, at=at)
    new.refresh_from_db()
    recorder.made.append(Row(table_of(Person), values_of(new)))
    person.refresh_from_db()
    return _note(stays, new, recorder, by=member, at=at)


def _theirs(
    member: Membership, person: Person, moving: Mapping[str, Collection[int]]
) -> Ids:
    found: Ids = {}
    for arrow, ids in moving.items():
        if arrow not in MOVABLE:
            raise NothingToMove(arrow)
        seen = MOVABLE[arrow].objects.visible_to(member)
        theirs = set(
            seen.filter(person=person, pk__in=ids).values_list("pk", flat=True)
        )
        if theirs != set(ids):
            raise NothingToMove(arrow)
        if theirs:
            found[MOVABLE[arrow]] = theirs
    if not found:
        raise NothingToMove
    return found


def _part(
    stays: Person,
    name: str,
    ids: Ids,
    recorder: Recorder,
    *,
    by: Membership,
    at: datetime,
) -> Person:
    ledger = ledger_of(stays)
    new: Person = Person.objects.create(
        name=name, **{column: getattr(stays, column) for column in COPIED}
    )
    _move(stays, new, with_followers(stays, ids), recorder)
    how = _("Said before they were told apart")
    hold(new, [ledger], by=by.user, at=at, how=how, recorder=recorder,
         is_barred=stays.do_not_contact)  # fmt: skip
    stamps = {"version": stays.version + 1, "updated_at": at}
    rows(Person).filter(pk=stays.pk).update(**stamps)
    stays.refresh_from_db()
    for each in (stays, new):
        bring_in_step(each, by=by.user, at=at)
    new.refresh_from_db()
    return new


def with_followers(person: Person, ids: Ids) -> Ids:
    """The same with what goes along."""
    objectives = ids.get(Objective, set())
    on = {"objective__in": objectives, "person": person}
    activities = ids.get(Activity, set()) | _keys(Activity, Q(**on))
    steps = Q(**on) | Q(activity__in=activities, person=person)
    return {
        **ids,
        Activity: activities,
        FollowUp: ids.get(FollowUp, set()) | _keys(FollowUp, steps),
        Influence: ids.get(Influence, set()) | _keys(Influence, Q(**on)),
    }


def _keys(model: AnyModel, which: Q) -> set[int]:
    return set(rows(model).filter(which).values_list("pk", flat=True))


def _move(stays: Person, new: Person, ids: Ids, recorder: Recorder) -> None:
    for relation in relations_to(Person):
        if relation.column == "person_id":
            chosen = ids.get(relation.model, set())
            recorder.move(relation, chosen, before=stays.pk, after=new.pk)


def _note(
    stays: Person, new: Person, recorder: Recorder, *, by: Membership, at: datetime
) -> Merge:
    done: Merge = Merge.objects.create(
        kind=Merge.Kind.SPLIT,
        person=stays,
        kept=stays.pk,
        other=new.pk,
        other_name=str(new)[:300],
        by=by.user,
        at=at,
    )
    record("parted", stays, by=by.user, at=at, merge=done.pk, value=done.other_name)
    born = record("parted off", new, by=by.user, at=at, value=str(stays)[:300])
    recorder.made.append(Row("history.event", values_of(born)))
    done.snapshot = recorder.as_json()
    done.save(update_fields=["snapshot"])
    return done
