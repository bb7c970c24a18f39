"""Deeds on imports: upload, say what columns mean, start, cancel, undo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path, PurePath

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.imports import files
from bestfew.imports.loading import engine
from bestfew.imports.loading import undo as undoing
from bestfew.imports.loading.turns import Beat
from bestfew.imports.models import (
    CAN_START,
    CAN_UNDO,
    RUNNING,
    Correction,
    DryRun,
    Import,
    Mapping,
    Noun,
    State,
)
from bestfew.imports.queries import evidence_of, known_namespaces
from bestfew.imports.readers import (
    Layout,
    Unreadable,
    forget,
    layout_of,
    sample_of,
)
from bestfew.imports.rules.headers import MANY, guess, kind_of_activity
from bestfew.imports.rules.taking import allowed
from bestfew.imports.rules.text import squeezed
from bestfew.imports.targets import targets_of


class NotNow(Exception):
    """The import is not in a state for this: running, done or undone already."""


class TooLateToUndo(Exception):
    """An import can be undone for thirty days."""


class UnknownTarget(Exception):
    """A column was mapped to what this kind of row does not have."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class MappedTwice(UnknownTarget):
    """Two columns were mapped to what a row has once only."""


class CannotBe(UnknownTarget):
    """A column of this target cannot be left alone, or written over, as was asked."""


def upload(
    member: Membership,
    *,
    noun: str,
    file_name: str,
    chunks: Iterable[bytes],
    at: datetime,
    source_name: str = "",
    lawful_basis: str = "",
    encoding: str = "",
    part: str = "",
) -> Import:
    """Put a file away and look it over; nothing is loaded yet.

    Columns are mapped as they were for the last file of these headers, else guessed.
    Raises `Unreadable`.
    """
    kept = files.keep(chunks, workspace=member.workspace_id)
    language = member.workspace.language
    try:
        layout = layout_of(kept.path, language=language, encoding=encoding, part=part)
    except Unreadable:
        drop(kept.path)
        raise
    job = Import(
        noun=noun,
        by=member.user,
        file_name=PurePath(file_name.replace("\\", "/")).name[:255],
        file_hash=kept.hash,
        file_size=kept.size,
        source_name=source_name.strip(),
        lawful_basis=lawful_basis,
        uploaded_at=at,
    )
    read_as(job, layout)
    job.save(force_insert=True)
    return job


def drop(path: Path) -> None:
    """Do away with a file that no import is about."""
    forget(path)
    if not Import.objects.filter(file_hash=path.name).exists():
        path.unlink(missing_ok=True)


def hold_waiting(job: Import) -> None:
    """Have nobody start it before we are done; raises `NotNow` where it was."""
    now = Import.objects.select_for_update().filter(pk=job.pk).first()
    if now is None or now.state != State.UPLOADED:
        raise NotNow


def read_as(job: Import, layout: Layout) -> None:
    """Take over how the file is read, and what its columns most likely mean."""
    job.layout = layout
    job.activity_kind = ""
    if job.noun == Noun.ACTIVITIES:
        job.activity_kind = kind_of_activity(job.headers, job.file_name)
    remembered = mapping_for(job)
    job.rules = remembered.rules if remembered else []
    if remembered:
        job.targets = remembered.targets
        job.activity_kind = remembered.activity_kind or job.activity_kind
    else:
        samples = sample_of(job.path, layout)
        job.targets = guess(job.noun, job.headers, samples, known=known_namespaces())
    job.evidence = evidence_of(job)


def mapping_for(job: Import) -> Mapping | None:
    """The mapping that was confirmed last for a file of these headers."""
    found: Mapping | None = Mapping.objects.filter(
        noun=job.noun, signature=signature_of(job.headers)
    ).first()
    return found if found and len(found.targets) == len(job.headers) else None


def signature_of(headers: Sequence[str]) -> str:
    words = "\x1f".join(squeezed(header) for header in headers)
    return hashlib.sha256(words.encode()).hexdigest()


def read_again(
    job: Import, *, language: str, encoding: str = "", part: str = ""
) -> None:
    """Read the file in another encoding, or another sheet of it.

    Raises `Unreadable`, `NotNow`.
    """
    layout = layout_of(job.path, language=language, encoding=encoding, part=part)
    with transaction.atomic():
        hold_waiting(job)
        Correction.objects.filter(job=job).delete()  # of cells that are others now
        DryRun.objects.filter(job=job).delete()
        read_as(job, layout)
        job.save()


@transaction.atomic
def map_columns(
    job: Import,
    targets: Sequence[str],
    *,
    at: datetime,
    rules: Sequence[str] = (),
    activity_kind: str = "",
) -> None:
    """Confirm what the columns mean, and remember it for the next file like this.

    `rules` says for each column what it does where something is there already; those
    left out fill blanks. Raises `UnknownTarget`, `MappedTwice`, `CannotBe`, `NotNow`.
    """
    _check_targets(job, targets)
    _check_rules(job, targets, rules)
    hold_waiting(job)
    DryRun.objects.filter(job=job).delete()
    job.targets, job.rules = list(targets), list(rules)
    job.activity_kind = activity_kind or job.activity_kind
    job.evidence = evidence_of(job)
    job.save(update_fields=["targets", "rules", "activity_kind", "evidence"])
    Mapping.objects.update_or_create(
        noun=job.noun,
        signature=signature_of(job.headers),
        defaults={
            "targets": job.targets,
            "rules": job.rules,
            "activity_kind": job.activity_kind,
            "confirmed_at": at,
            "by_id": job.by_id,
        },
    )


def _check_targets(job: Import, targets: Sequence[str]) -> None:
    known = targets_of(job.noun)
    seen: set[str] = set()
    for target in targets:
        if target not in known:
            raise UnknownTarget(target)
        if target in seen and target not in MANY and target not in ("", "skip"):
            raise MappedTwice(target)
        seen.add(target)


def _check_rules(job: Import, targets: Sequence[str], rules: Sequence[str]) -> None:
    for target, rule in zip(targets, rules, strict=False):
        if rule not in allowed(job.noun, target):
            raise CannotBe(target)


@transaction.atomic
def start(job: Import, *, at: datetime) -> None:
    """Set it going, or going on; raises `NotNow` when it runs or ran already."""
    state = State.LOADING if job.cursor else State.READING
    waiting = Import.objects.filter(pk=job.pk, state__in=CAN_START)
    first = {} if job.started_at else {"started_at": at, "evidence": {}}
    going = {"going_at": at, "going_from": job.cursor, "beat_at": at}
    if not waiting.update(state=state, fault={}, finished_at=None, **going, **first):
        raise NotNow
    DryRun.objects.filter(job=job).delete()
    job.refresh_from_db()


def run(job: Import, member: Membership, *, beat: Beat = lambda _job: None) -> None:
    """Load the file, or go on loading it. The worker and the terminal both call it."""
    engine.run(job, member, beat=beat)


def cancel(job: Import, *, at: datetime) -> bool:
    """Stop after the batch at hand; False when there is nothing to stop."""
    running = Import.objects.filter(pk=job.pk, state__in=(State.READING, State.LOADING))
    stopped = running.update(state=State.CANCELLED, finished_at=at)
    job.refresh_from_db()
    return bool(stopped)


def start_undo(job: Import, *, at: datetime) -> None:
    """Set its undo going; raises `NotNow`, `TooLateToUndo`."""
    if job.state in CAN_UNDO and job.started_at and not job.may_undo(at):
        raise TooLateToUndo
    ready = Import.objects.filter(pk=job.pk, state__in=CAN_UNDO).exclude(
        started_at=None
    )
    if not ready.update(state=State.UNDOING, going_at=at, beat_at=at):
        raise NotNow
    job.refresh_from_db()


def undo(job: Import, *, beat: Beat = lambda _job: None) -> None:
    """Take the import back, or go on taking it back."""
    undoing.undo(job, beat=beat)


def fail(job: Import, code: str, *, at: datetime) -> None:
    """Write down that it stopped by a fault; it can be started, or undone, again."""
    running = Import.objects.filter(pk=job.pk, state__in=RUNNING)
    running.update(state=State.FAILED, fault={"code": code}, finished_at=at)
