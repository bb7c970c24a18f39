"""In which order merges and partings are undone: what rests on one goes first."""

from __future__ import annotations

from collections.abc import Iterable

from bestfew.duplicates.merging.faults import EditedSince, MergedSince
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.duplicates.merging.relations import FOLLOWS, relations_to
from bestfew.duplicates.merging.restoring import arrows_of
from bestfew.duplicates.merging.rows import load, model_of, rows
from bestfew.duplicates.models import Merge
from bestfew.people.models import Organisation, Person


def check_order(done: Merge, snapshot: Recorder) -> None:
    """Raise `MergedSince` where a later one must be undone first.

    A later merge into the same person chose among, combined, and weighed permissions
    with, what this one brought: taken away from under it, its own undo would be wrong.
    """
    ends = {done.kept, *([done.other] if done.kind == Merge.Kind.SPLIT else [])}
    later = _into(done, ends) or _away(done, {*ends, *_targets(snapshot)})
    if later:
        raise MergedSince(later)


def _into(done: Merge, ids: Iterable[int]) -> Merge | None:
    """The last one that stands on one of these."""
    name = "person" if done.person_id else "organisation"
    later = Merge.objects.standing().filter(pk__gt=done.pk, **{f"{name}__in": ids})
    found: Merge | None = later.order_by("-pk").first()
    return found


def _away(done: Merge, ids: Iterable[int]) -> Merge | None:
    """Another merge, by which one of these became somebody else."""
    away = Merge.objects.standing().filter(kind=Merge.Kind.MERGE, other__in=ids)
    found: Merge | None = away.exclude(pk=done.pk).order_by("-pk").first()
    return found


def _targets(snapshot: Recorder) -> set[int]:
    """People and organisations that the rows which went point at."""
    return {
        each.values[arrow.attname]
        for each in snapshot.gone
        for arrow in arrows_of(model_of(each.table))
        if arrow.related_model in (Person, Organisation)
    } - {None}


def check_untouched(done: Merge, snapshot: Recorder) -> None:
    """Raise `EditedSince` where a person who was parted off is more than that now."""
    known = {pk for each in snapshot.moved for pk in each.ids}
    known |= {each.values["id"] for each in snapshot.made}
    for relation in relations_to(Person):
        if relation.model in FOLLOWS:
            continue
        there = rows(relation.model).filter(relation.to(done.other))
        if set(there.values_list("pk", flat=True)) - known:
            raise EditedSince
    made = next(each for each in snapshot.made if each.values["id"] == done.other)
    person = load(Person, [done.other]).get(done.other)
    if person is None or person.version != made.values["version"]:
        raise EditedSince
