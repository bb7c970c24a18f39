"""Takes an import back, batch by batch, and keeps what was edited since.

A row that the import created goes if nobody touched it: its version is the first one,
and nothing that hangs on it is younger than its batch. What was filled in is blanked
again if it still says what the import wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bestfew.accounts.tenancy import TenantModel
from bestfew.activities.actions import LogChange, log_changed
from bestfew.activities.models import Activity
from bestfew.funnel.actions import ending_changed, refresh_places
from bestfew.funnel.models import Objective, Placement
from bestfew.history.models import Event
from bestfew.imports.loading.awaited import refresh_search
from bestfew.imports.loading.brought import unlink_brought
from bestfew.imports.loading.nouns import MODELS
from bestfew.imports.loading.restore import restore
from bestfew.imports.loading.spoken import forget_contacts, last_contacts
from bestfew.imports.models import (
    CameAs,
    Import,
    ImportBatch,
    ImportRow,
    Noun,
    Outcome,
    State,
)
from bestfew.levels.actions import put_aside, refresh
from bestfew.levels.models import LevelChange, Standing
from bestfew.markets.models import Offering
from bestfew.network.models import Profession
from bestfew.people.models import (
    ExternalId,
    Organisation,
    Person,
    Role,
    Source,
    Tag,
)
from bestfew.prospecting.models import Campaign
from bestfew.reach.actions import log_moved
from bestfew.reach.counting import Entry, entries_of

SIDE: dict[str, type[Any]] = {
    "organisation": Organisation,
    "source": Source,
    "tag": Tag,
    "offering": Offering,
    "campaign": Campaign,
    "profession": Profession,
}
DERIVED = (LevelChange, Placement, Standing)
"""Rows that follow from others, and say nothing about who touched what."""

Beat = Callable[[Import], None]


def undo(job: Import, *, beat: Beat = lambda _job: None) -> None:
    """Go on with an undo until it is done; twice, or at once, does no harm."""
    if job.state != State.UNDOING:
        return
    _unlink(job)
    unlink_brought(job, at=timezone.now())
    while batch := ImportBatch.objects.filter(job=job).order_by("-last").first():
        with transaction.atomic():
            if not ImportBatch.objects.select_for_update().filter(pk=batch.pk).exists():
                continue
            _undo_batch(job, batch)
            batch.delete()
        beat(job)
    _finish(job)
    beat(job)


@transaction.atomic
def _unlink(job: Import) -> None:
    """Roles that waited for the organisations of this file."""
    roles = Role.objects.filter(pk__in=job.made.get("role", []))
    people = set(roles.values_list("person_id", flat=True))
    roles.delete()
    refresh_search(people)
    _keep_made(job, {**job.made, "role": []})


def _undo_batch(job: Import, batch: ImportBatch) -> None:
    model = MODELS[job.noun]
    rows = list(
        ImportRow.objects.filter(
            job=job, number__gte=batch.first, number__lte=batch.last
        )
        .exclude(target=None)
        .order_by("-number")
    )
    follow = _followers(model, {row.target for row in rows if row.target}, job)
    kept = restore(model, [row for row in rows if row.before])
    created = {row.target for row in rows if row.outcome == Outcome.CREATED}
    touched = _touched(model, {pk for pk in created if pk}, mark=batch.mark)
    remaining = kept | touched
    _delete(model, {pk for pk in created if pk} - touched)
    follow()
    _give_back(job, batch)
    numbers = [row.pk for row in rows if row.target in remaining]
    ImportRow.objects.filter(pk__in=numbers).update(was_kept=True)
    job.kept += len(numbers)
    Import.objects.filter(pk=job.pk).update(kept=job.kept, beat_at=timezone.now())


def _followers(model: type[Any], ids: set[int], job: Import) -> Callable[[], None]:
    """What follows when these rows went or changed: upper apps counted by them."""
    if model is Activity:
        change = LogChange.of(Activity.objects.filter(pk__in=ids))
        return partial(_recount, change.people, ids, entries_of(ids))
    if model is Objective:
        rows = Objective.objects.filter(pk__in=ids).exclude(person=None)
        people = sorted(set(rows.values_list("person_id", flat=True)))
        return lambda: ending_changed(people, job.by, timezone.now())
    return lambda: None


def _recount(people: frozenset[int], ids: set[int], was: list[Entry]) -> None:
    """Entries that went or changed: their days are added up, not worked out anew."""
    log_moved(came=entries_of(ids), went=was)
    log_changed(LogChange(people, frozenset()))


def _touched(model: type[Any], ids: set[int], *, mark: int) -> set[int]:
    """Those that somebody edited, or hung something on, since the batch."""
    found: set[int] = set()
    if any(field.name == "version" for field in model._meta.concrete_fields):
        edited = model.objects.filter(pk__in=ids).exclude(version=1)
        found |= set(edited.values_list("pk", flat=True))
    for related, name in _relations(model):
        if related not in DERIVED:
            later = related.unscoped.filter(**{f"{name}__in": ids}, pk__gt=mark)
            found |= set(later.values_list(name, flat=True))
    return found


def _relations(model: type[models.Model]) -> Iterable[tuple[type[Any], str]]:
    """The tables that point at a table, each with its foreign key."""
    for field in model._meta.get_fields(include_hidden=True):
        is_pointed_at = field.auto_created and (field.one_to_many or field.one_to_one)
        related = field.related_model
        if (
            is_pointed_at
            and isinstance(related, type)
            and issubclass(related, TenantModel)
        ):
            yield related, field.field.name  # type: ignore[union-attr]


def _delete(model: type[Any], ids: set[int]) -> None:
    """The rows with all that hangs on them, their history too."""
    people = last_contacts(model, ids)
    brought_by = who_brought(ids) if model is Person else set()
    if model is Person:
        put_aside(ids)
    model.objects.filter(pk__in=ids).delete()
    CameAs.objects.filter(target__in=ids).delete()
    noun = model._meta.model_name or ""
    Event.objects.filter(noun=noun, row_id__in=ids).delete()
    forget_contacts(people)
    refresh(brought_by - ids, by=None, at=timezone.now())


def who_brought(people: Iterable[int]) -> set[int]:
    """By whom these people came: who goes makes nobody loyal any more."""
    rows = Person.objects.filter(pk__in=people).exclude(referred_by=None)
    return set(rows.values_list("referred_by_id", flat=True))


def _give_back(job: Import, batch: ImportBatch) -> None:
    """What the batch made along the way: ids at once, shared rows at the end."""
    ExternalId.objects.filter(pk__in=batch.made.get("externalid", [])).delete()
    _uncontact(job, batch.made.get("influence", []))
    made = dict(job.made)
    for table in SIDE:
        if ids := batch.made.get(table):
            made[table] = [*made.get(table, []), *ids]
    _keep_made(job, made)


def _uncontact(job: Import, noted: list[list[Any]]) -> None:
    from bestfew.funnel.models import Influence

    by_day: dict[str, list[int]] = {}
    for pk, day in noted:
        by_day.setdefault(day, []).append(pk)
    objectives: set[int] = set()
    for day, ids in by_day.items():
        rows = Influence.objects.filter(pk__in=ids, contacted_on=day)
        objectives |= set(rows.values_list("objective_id", flat=True))
        rows.update(contacted_on=None)
    refresh_places(sorted(objectives), by=job.by, at=timezone.now())


def _finish(job: Import) -> None:
    with transaction.atomic():
        for table, model in SIDE.items():
            _delete(model, _unused(model, set(job.made.get(table, []))))
    if job.noun == Noun.OBJECTIVES:  # fewer cycles may be won than before
        waiting = Objective.objects.filter(is_open=True).exclude(recheck_on=None)
        ids = list(waiting.values_list("pk", flat=True))
        refresh_places(ids, by=job.by, at=timezone.now())
    now = timezone.now()
    Import.objects.filter(pk=job.pk, state=State.UNDOING).update(
        state=State.UNDONE, undone_at=now, beat_at=now, made={}
    )
    job.refresh_from_db()


def _unused(model: type[Any], ids: set[int]) -> set[int]:
    """Those that nothing points at, and nobody edited."""
    used: set[int] = set()
    if any(field.name == "version" for field in model._meta.concrete_fields):
        edited = model.objects.filter(pk__in=ids).exclude(version=1)
        used |= set(edited.values_list("pk", flat=True))
    for related, name in _relations(model):
        rows = related.unscoped.filter(**{f"{name}__in": ids})
        used |= set(rows.values_list(name, flat=True))
    return ids - used


def _keep_made(job: Import, made: dict[str, Any]) -> None:
    Import.objects.filter(pk=job.pk).update(made=made)
    job.made = made
