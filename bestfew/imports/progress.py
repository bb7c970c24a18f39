"""How far a run is: rows, rows a second, and the time left in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.imports.models import DryRun, Import, ImportBatch, State
from bestfew.web import formats

SILENT = timedelta(minutes=1)
"""A worker tells of every batch: after this long, none is at work on it."""

FEW_SECONDS, MINUTE, HOUR = 5, 60, 3_600
NEARLY = 55
"""Seconds that are told as a minute."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows done, of how many (0: not known yet).

    It has been going for `seconds`, from the row `began` on.
    """

    done: int
    rows: int = 0
    seconds: float = 0.0
    began: int = 0
    is_silent: bool = False

    @property
    def rate(self) -> int:
        """Rows a second."""
        done = self.done - self.began
        return round(done / self.seconds) if self.seconds > 0 else 0

    @property
    def left(self) -> str:
        """The time left, in words; '' where nobody can tell."""
        if not self.rows or not self.rate:
            return ""
        return time_left((self.rows - self.done) / self.rate)

    def as_line(self) -> str:
        """As the terminal tells it."""
        facts = {
            "done": _number(self.done),
            "rows": _number(self.rows),
            "rate": _number(self.rate),
            "left": self.left,
        }
        if not self.rows:
            return _("%(done)s rows read") % facts
        if not self.left:
            return _("%(done)s of %(rows)s rows") % facts
        return _("%(done)s of %(rows)s rows, %(rate)s a second, %(left)s") % facts


def of_import(job: Import, *, at: datetime) -> Progress:
    """Of one that is read, loaded, finished or taken back."""
    seconds = _between(job.going_at, job.beat_at)
    is_silent = _is_silent(job.beat_at, at)
    if job.state == State.READING:
        return Progress(job.rows_read, seconds=seconds, is_silent=is_silent)
    if job.state == State.UNDOING:
        done, rows, began = _taken_back(job), job.cursor, 0
    else:
        done, rows, began = job.cursor, job.rows_read, job.going_from
    return Progress(done, rows, seconds, began, is_silent)


def of_dry_run(dry: DryRun, *, at: datetime) -> Progress:
    """Of a file that is counted before it is loaded."""
    seconds = _between(dry.started_at, dry.beat_at)
    is_silent = _is_silent(dry.beat_at, at)
    if not dry.cursor:
        return Progress(dry.rows_read, seconds=seconds, is_silent=is_silent)
    return Progress(dry.cursor, dry.rows_read, seconds, is_silent=is_silent)


def time_left(seconds: float) -> str:
    """About how long it still takes."""
    if seconds < FEW_SECONDS:
        return _("a few seconds left")
    if seconds < NEARLY:
        about = int(5 * -(-seconds // 5))
        return _("about %(n)s seconds left") % {"n": about}
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        say = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes)
        return say % {"n": minutes}
    hours = round(seconds / HOUR)
    say = ngettext("about %(n)s hour left", "about %(n)s hours left", hours)
    return say % {"n": hours}


def _taken_back(job: Import) -> int:
    """Rows of an undo, which goes from the last batch to the first."""
    last = ImportBatch.objects.filter(job=job).order_by("-last").first()
    return job.cursor - (last.last if last else 0)


def _between(first: datetime | None, last: datetime | None) -> float:
    return max(0.0, (last - first).total_seconds()) if first and last else 0.0


def _is_silent(beat: datetime | None, at: datetime) -> bool:
    return beat is not None and at - beat > SILENT


def _number(value: int) -> str:
    return formats.number(value, get_language() or "en")
