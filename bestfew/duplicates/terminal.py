"""What the terminal says of duplicates: in lines, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bestfew.accounts.ids import id_in
from bestfew.accounts.models import Membership
from bestfew.duplicates import queries, reviewing, scanning
from bestfew.duplicates.matching.process import Failed
from bestfew.duplicates.merging import words
from bestfew.duplicates.models import Pair, Scan, Step

Say = Callable[[str], None]
FAULTS: tuple[type[Exception], ...] = (reviewing.DecidedBefore, *words.FAULTS)
"""What can stand in the way of a decision."""


class Refused(Exception):
    """One sentence that says why nothing was done."""


def scan(member: Membership, *, threshold: float, say: Say) -> Scan:
    """Scan from start to end; raises `Refused`."""
    try:
        begun = scanning.ask(
            member, at=timezone.now(), threshold=threshold, step=Step.READING
        )
    except scanning.ScanRunning as fault:
        raise Refused(_("The workspace is being scanned already.")) from fault
    try:
        scanning.run(begun, member, hear=lambda each: say(_progress(each)))
    except Failed as fault:
        scanning.give_up(begun, "fault", at=timezone.now())
        raise Refused(_("The scan came to harm; nothing was changed.")) from fault
    finally:
        say("")
        scanning.cancel(begun, at=timezone.now())  # nothing, unless it was cut short
    if begun.step != Step.DONE:
        raise Refused(_("The scan was cancelled; nothing was changed."))
    return begun


def _progress(scan: Scan) -> str:
    return f"{scan.get_step_display()} {scan.share:.0%}"


def as_json(scan: Scan, member: Membership) -> Iterator[str]:
    """The answer of a scan, in parts that are JSON together: it may be long."""
    yield '{\n"pairs": ['
    for number, row in enumerate(queries.rows(member)):
        mark = "," if number else ""
        yield f"{mark}\n" + json.dumps(row.as_json(), ensure_ascii=False)
    facts = {
        "seconds": round(scan.seconds, 3),
        "people": scan.people,
        "threshold": scan.threshold,
        "merged": scan.merged,
        "model": scan.model,
    }
    yield "\n],\n" + json.dumps(facts, ensure_ascii=False)[1:-1] + "\n}"


def as_lines(scan: Scan) -> Iterator[str]:
    facts = {"n": scan.pairs, "people": scan.people, "seconds": f"{scan.seconds:.1f}"}
    yield (
        ngettext(
            "%(n)s possible pair among %(people)s people, in %(seconds)s s.",
            "%(n)s possible pairs among %(people)s people, in %(seconds)s s.",
            scan.pairs,
        )
        % facts
    )


def table(member: Membership, limit: int) -> list[list[Any]]:
    """Open pairs, the likeliest first."""
    pairs = queries.open_pairs(member).select_related("first", "second")
    return [
        [each.pk, f"{each.probability:.3f}", str(each.first), str(each.second)]
        for each in pairs[:limit]
    ]


def rows(member: Membership, limit: int) -> list[dict[str, Any]]:
    return [each.as_json() for each in islice(queries.rows(member), limit)]


def keep(member: Membership, number: str) -> str:
    """Tell a pair apart for good; raises `Refused`."""
    pair = _pair(member, number)
    try:
        reviewing.tell_apart(pair, by=member.user, at=timezone.now())
    except FAULTS as fault:
        raise Refused(_sentence(fault)) from fault
    return _said(_("%(first)s and %(second)s stay two."), pair)


def merge(member: Membership, number: str) -> str:
    """Make one of a pair; raises `Refused`."""
    pair = _pair(member, number)
    said = _said(_("%(first)s and %(second)s are one now."), pair)
    try:
        reviewing.make_one(member, pair, at=timezone.now())
    except FAULTS as fault:
        raise Refused(_sentence(fault)) from fault
    return said


def _pair(member: Membership, number: str) -> Pair:
    seen = Pair.objects.visible_to(member).select_related("first", "second")
    found: Pair | None = seen.filter(pk=id_in(number)).first()
    if found is None:
        raise Refused(_("There is no pair %(id)s.") % {"id": number})
    return found


def _said(text: str, pair: Pair) -> str:
    return text % {"first": pair.first, "second": pair.second}


def _sentence(fault: Exception) -> str:
    if isinstance(fault, reviewing.DecidedBefore):
        return _("Somebody decided on this pair already.")
    return words.sentence(fault)
