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
from bestfew.imports import actions, exports
from bestfew.imports.models import Import, ImportRow, Noun, State
from bestfew.imports.terminal import FIRST_REJECTIONS, Refused, Say, check_choice


def export(
    member: Membership, noun: str, *, form: str, exact: bool, output: Path | None
) -> None:
    """Write an export to a file, or print it; raises `Refused`."""
    choices = {"--as": (noun, Noun.values), "--format": (form, list(exports.FORMATS))}
    for option, (value, allowed) in choices.items():
        check_choice(option, value, allowed)
    found = exports.lines(member, noun, form=form, exact=exact)
    if output is None:
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        sys.stdout.writelines(found)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(found)
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
    actions.undo(job, beat=lambda each: say(_("going back…")))
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
