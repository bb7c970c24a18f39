"""What the terminal says of imports: in lines, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.imports import actions, files
from bestfew.imports.loading.again import earlier_import
from bestfew.imports.models import Import, ImportRow, Noun, Outcome, Rule, State
from bestfew.imports.progress import of_import
from bestfew.imports.readers import Unreadable, check_file
from bestfew.imports.reading.encodings import CHOICES
from bestfew.imports.reasons import reason_of, refusal, remarks_on
from bestfew.imports.rules.taking import allowed
from bestfew.people.models import LawfulBasis

FIRST_REJECTIONS = 20
Say = Callable[[str], None]


class Refused(Exception):
    """One sentence that says why nothing was done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    file: Path
    noun: str
    columns: tuple[str, ...] = ()
    source: str = ""
    basis: str = ""
    encoding: str = ""
    part: str = ""
    overwrite: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()

    def rules(self) -> dict[str, str]:
        """What columns do where something is there already, by their headers."""
        return {
            **dict.fromkeys(self.fill, Rule.FILL),
            **dict.fromkeys(self.keep, Rule.KEEP),
            **dict.fromkeys(self.overwrite, Rule.OVERWRITE),
        }


@dataclass(slots=True)
class Answer:
    """What an import came to, or would come to."""

    job: Import
    counts: Mapping[str, int]
    seconds: float
    rejections: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    is_dry: bool = False

    @property
    def has_failed(self) -> bool:
        return self.job.state == State.FAILED

    @property
    def fault(self) -> str:
        return refusal(self.job.fault)

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "import": None if self.is_dry else str(self.job.pk),
            **self.counts,
            "seconds": round(self.seconds, 3),
        }
        if self.rejections:
            answer["rejections"] = self.rejections
        answer["mapping"] = dict(zip(self.job.headers, self.job.targets, strict=True))
        return answer

    def as_lines(self) -> list[str]:
        columns = [
            f"  {header} → {target or _('kept as it is')}{_said(rule)}"
            for header, target, rule in zip(
                self.job.headers, self.job.targets, self.job.column_rules, strict=True
            )
        ]
        refused = [f"  {each['row']}: {each['reason']}" for each in self.rejections]
        return [*self.remarks, *columns, self._summary(), *refused]

    def _summary(self) -> str:
        facts = {**self.counts, "seconds": f"{self.seconds:.1f}", "id": self.job.pk}
        if self.is_dry:
            return (
                _(
                    "%(rows_read)s rows: %(created)s would be created, "
                    "%(updated)s updated, %(unchanged)s unchanged, "
                    "%(duplicate)s duplicate, %(rejected)s rejected."
                )
                % facts
            )
        return (
            _(
                "%(rows_read)s rows: %(created)s created, %(updated)s updated, "
                "%(unchanged)s unchanged, %(duplicate)s duplicate, "
                "%(rejected)s rejected, in %(seconds)s s. Import %(id)s."
            )
            % facts
        )


def _said(rule: str) -> str:
    """What a column does where something is there, unless it fills blanks."""
    return "" if rule == Rule.FILL else f" ({Rule(rule).label})"


def load(member: Membership, asked: Asked, *, say: Say) -> Answer:
    """Load a file from start to end; raises `Refused`."""
    began = monotonic()
    job = put_away(member, asked)
    remarks = remarks_of(job)
    actions.start(job, at=timezone.now())
    actions.run(job, member, beat=lambda each: say(line_of(each)))
    say("")
    rows = ImportRow.objects.filter(job=job, outcome=Outcome.REJECTED)
    first = rows.order_by("number")[:FIRST_REJECTIONS]
    rejections = [rejection(row.number, row.notes) for row in first]
    return Answer(job, job.counts(), monotonic() - began, rejections, remarks)


def rejection(number: int, notes: Any) -> dict[str, Any]:
    """A row that is not loaded, and why."""
    return {"row": number, "reason": reason_of(notes)}


def put_away(member: Membership, asked: Asked) -> Import:
    """Upload a file and map its columns as they were asked for; raises `Refused`."""
    _check(asked)
    is_people = asked.noun == Noun.PEOPLE
    source = asked.source or " ".join(re.split(r"[\W_]+", asked.file.stem)).strip()
    try:
        check_file(asked.file)
        job = actions.upload(
            member,
            noun=asked.noun,
            file_name=asked.file.name,
            chunks=files.chunks_of(asked.file),
            at=timezone.now(),
            source_name=source[:150] if is_people else "",
            lawful_basis=asked.basis if is_people else "",
            encoding=asked.encoding,
            part=asked.part,
        )
    except Unreadable as fault:
        raise Refused(refusal({"code": fault.code, **fault.facts})) from fault
    if asked.columns or asked.rules():
        _map(job, asked)
    return job


def _check(asked: Asked) -> None:
    choices = {
        "--as": (asked.noun, Noun.values),
        "--basis": (asked.basis, LawfulBasis.values),
        "--encoding": (asked.encoding, ["", *CHOICES]),
    }
    for option, (value, choice) in choices.items():
        check_choice(option, value, choice)


def check_choice(option: str, value: str, allowed: list[str]) -> None:
    """Raise `Refused` for what an option cannot be."""
    if value not in allowed:
        raise Refused(
            _("%(option)s can be %(allowed)s, not “%(value)s”.")
            % {
                "option": option,
                "allowed": ", ".join(filter(None, allowed)),
                "value": value,
            }
        )


def _map(job: Import, asked: Asked) -> None:
    targets = _targets(job, asked.columns)
    rules = [
        rule if rule in allowed(job.noun, target) else str(Rule.FILL)
        for target, rule in zip(targets, job.column_rules, strict=True)
    ]
    for header, rule in asked.rules().items():
        rules[_column(job, header)] = rule
    what = {"noun": job.get_noun_display()}
    try:
        actions.map_columns(job, targets, rules=rules, at=timezone.now())
    except actions.CannotBe as fault:
        header = job.headers[targets.index(fault.target)]
        raise Refused(
            _("“%(header)s” can only be filled in, or added to.") % {"header": header}
        ) from fault
    except actions.UnknownTarget as fault:
        raise Refused(
            _("A column of %(noun)s cannot be “%(target)s”.")
            % {**what, "target": fault.target}
        ) from fault


def _column(job: Import, header: str) -> int:
    if header not in job.headers:
        raise Refused(_("There is no column “%(header)s”.") % {"header": header})
    return int(job.headers.index(header))


def _targets(job: Import, columns: tuple[str, ...]) -> list[str]:
    """What the columns mean, with what was said on the command line."""
    targets = list(job.targets)
    for each in columns:
        header, mark, target = each.rpartition("=")
        index = _column(job, header if mark else each)
        targets = [
            "" if t == target and target and i != index and not _is_many(target) else t
            for i, t in enumerate(targets)
        ]
        targets[index] = target
    return targets


def _is_many(target: str) -> bool:
    from bestfew.imports.rules.headers import MANY

    return target in MANY or target == "skip"


def remarks_of(job: Import) -> list[str]:
    """What is to be said of a file before its rows."""
    remarks = remarks_on(job.layout)
    if earlier := earlier_import(job):
        day = timezone.localtime(earlier.uploaded_at)
        remarks.append(
            _("This file was already imported on %(day)s.") % {"day": f"{day:%Y-%m-%d}"}
        )
    if job.source_name:
        remarks.append(
            _("Source: %(source)s. Lawful basis: %(basis)s.")
            % {"source": job.source_name, "basis": job.get_lawful_basis_display()}
        )
    return remarks


def line_of(job: Import) -> str:
    """How far it is; of a state that has no count, what is done."""
    if job.state not in (State.READING, State.LOADING, State.UNDOING):
        return f"{job.get_state_display()}…"
    return of_import(job, at=timezone.now()).as_line()
