"""What the terminal says of a file that it only looks at."""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.imports import actions
from bestfew.imports.loading.heavy import no_collecting
from bestfew.imports.loading.parsing import read_through
from bestfew.imports.loading.rehearsal import Tally, rehearse
from bestfew.imports.models import Import, Outcome
from bestfew.imports.progress import Progress
from bestfew.imports.readers import Unreadable
from bestfew.imports.reasons import refusal
from bestfew.imports.terminal import (
    FIRST_REJECTIONS,
    Answer,
    Asked,
    Refused,
    Say,
    put_away,
    rejection,
    remarks_of,
)


def try_out(member: Membership, asked: Asked, *, say: Say) -> Answer:
    """Say what a file would do, and write nothing; raises `Refused`."""
    began = monotonic()
    with transaction.atomic():
        job = put_away(member, asked)
        transaction.set_rollback(True)
    try:
        with no_collecting():
            tally, rejections = _count(job, member, say)
    except Unreadable as fault:
        raise Refused(refusal({"code": fault.code, **fault.facts})) from fault
    finally:
        say("")
    remarks = remarks_of(job)
    actions.drop(job.path)
    seconds = monotonic() - began
    return Answer(job, tally.counts(), seconds, rejections, remarks, is_dry=True)


def _count(
    job: Import, member: Membership, say: Say
) -> tuple[Tally, list[dict[str, Any]]]:
    """Every row counted, and the first that would be rejected."""
    tally, rejections, total = Tally(), list[dict[str, Any]](), 0
    for total, evidence in read_through(job):
        job.evidence = evidence.as_json()
        say(Progress(total).as_line())
    began = monotonic()
    for batch in rehearse(job, member):
        tally.add(each.result for each in batch)
        for each in batch if len(rejections) < FIRST_REJECTIONS else ():
            if each.result.outcome == Outcome.REJECTED:
                rejections.append(rejection(each.row.number, each.result.notes))
        done, seconds = batch[-1].row.number, monotonic() - began
        say(Progress(done, total, seconds).as_line())
    return tally, rejections[:FIRST_REJECTIONS]
