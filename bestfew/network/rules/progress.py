"""How far a referral is, from what was done with the person: plain rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """Something done with somebody: `contacted`, `meeting`, `proposal`; an objective
    `open`, or `opened` and ended since; `won`, `lost`."""

    what: str
    at: datetime


def reached(seen: Iterable[Seen]) -> Seen | None:
    """The furthest that the facts say: a status, and since when; None for nothing.

    An objective with them is talks. A won one is won, whatever else is lost or open;
    lost is what ended otherwise, while none is open.
    """
    by_what: dict[str, list[Seen]] = {}
    for each in seen:
        by_what.setdefault(_status(each.what), []).append(each)
    if any(each.what == "open" for each in by_what.get("meeting", ())):
        by_what.pop("lost", None)
    for status in FURTHEST_FIRST:
        if status in by_what:
            return Seen(status, min(each.at for each in by_what[status]))
    return None


FURTHEST_FIRST = ("won", "lost", "proposal", "meeting", "contacted")


def _status(what: str) -> str:
    return "meeting" if what in ("open", "opened") else what
