"""What the terminal says of undoing an import, and of exports."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.imports import actions
from bestfew.imports.exports.deed import Export, NotOnCards, begin
from bestfew.imports.exports.formats import Format
from bestfew.imports.models import Import, ImportRow, Noun, State
from bestfew.imports.terminal import (
    FIRST_REJECTIONS,
    Refused,
    Say,
    check_choice,
    line_of,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line; without `output` it is printed."""

    noun: str
    form: str
    is_exact: bool = False
    output: Path | None = None


def export(member: Membership, wanted: Wanted, *, say: Say) -> None:
    """Write an export to a file, or print it; raises `Refused`."""
    check_choice("--as", wanted.noun, Noun.values)
    check_choice("--format", wanted.form, list(Format.values))
    if wanted.form == Format.XLSX and wanted.output is None and sys.stdout.isatty():
        raise Refused(_("A workbook is no text: give a file with --output."))
    began = _begin(member, wanted)
    began.beat = lambda done: say(
        _("%(done)s of %(rows)s rows")
        % {"done": f"{done:,}", "rows": f"{began.total:,}"}
    )
    _write(began, wanted.output)
    say("")


def _begin(member: Membership, wanted: Wanted) -> Export:
    try:
        return begin(
            member,
            noun=wanted.noun,
            form=wanted.form,
            is_exact=wanted.is_exact,
            at=timezone.now(),
        )
    except NotOnCards as fault:
        raise Refused(_("vCards hold people and organisations only.")) from fault


def _write(began: Export, output: Path | None) -> None:
    if output is None:
        for block in began.blocks():
            sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()
        return
    is_special = output.exists() and not output.is_file()  # a pipe, a terminal
    place = output if is_special else output.with_name(f"{output.name}.part")
    try:
        with place.open("wb") as file:
            file.writelines(began.blocks())
        if not is_special:
            place.replace(output)
    except OSError as fault:
        raise Refused(_("“%(name)s” cannot be written.") % {"name": output}) from fault


@dataclass(slots=True)
class Undone:
    """What an undo came to."""

    job: Import
    was_undone_before: bool
    seconds: float
    kept: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "import": str(self.job.pk),
            "undone": not self.was_undone_before,
            "kept": self.job.kept,
            "kept_rows": self.kept,
            "seconds": round(self.seconds, 3),
        }

    def as_lines(self) -> list[str]:
        if self.was_undone_before:
            return [_("This import was undone already.")]
        lines = [_("Import %(id)s is undone.") % {"id": self.job.pk}]
        if self.job.kept:
            rows = ", ".join(map(str, self.kept))
            lines.append(
                _("Kept, for they were edited since: rows %(rows)s.") % {"rows": rows}
            )
        return lines


def undo(member: Membership, number: str, *, say: Say) -> Undone:
    """Take an import back; raises `Refused`."""
    began = monotonic()
    pk = int(number) if number.isdecimal() and len(number) < 20 else 0
    job = Import.objects.visible_to(member).filter(pk=pk).first()
    if job is None:
        raise Refused(_("There is no import %(id)s.") % {"id": number})
    if job.state == State.UNDONE:
        return Undone(job, True, monotonic() - began)
    if job.state != State.UNDOING:
        _start_undo(job)
    actions.undo(job, beat=lambda each: say(line_of(each)))
    say("")
    kept = ImportRow.objects.filter(job=job, was_kept=True).order_by("number")
    rows = list(kept.values_list("number", flat=True)[:FIRST_REJECTIONS])
    return Undone(job, False, monotonic() - began, rows)


def _start_undo(job: Import) -> None:
    try:
        actions.start_undo(job, at=timezone.now())
    except actions.TooLateToUndo as fault:
        raise Refused(_("An import can be undone for thirty days.")) from fault
    except actions.NotNow as fault:
        raise Refused(
            _("This import is %(state)s: there is nothing to undo.")
            % {"state": job.get_state_display()}
        ) from fault
