"""What kind of work an activity was, and what its outcome asks for."""

from __future__ import annotations

from enum import StrEnum


class Work(StrEnum):
    """The kinds of work of text 003, and everything else."""

    CLOSE = "close"
    PROSPECT = "prospect"
    FUNNEL = "funnel"
    OTHER = "other"


SELLING = {"presentation", "visit", "advice"}
"""Kinds that sell: before someone is a prospect they are too early (B25)."""

UNQUALIFIED = {"lead", "possible", "disqualified"}

_BY_PLACE = {
    "best_few": Work.CLOSE,
    "in": Work.FUNNEL,
    "above": Work.PROSPECT,
    "universe": Work.PROSPECT,
}


def work_of(kind: str, *, place: str | None, state: str | None) -> Work:
    """The kind of work, from the objective's place, else from the person's state.

    Without an objective, work with someone who is not yet a prospect is prospecting; a
    note, and care for someone who is, belong to neither part.
    """
    if kind == "note":
        return Work.OTHER
    if place is not None:
        return _BY_PLACE[place]
    return Work.PROSPECT if state in UNQUALIFIED else Work.OTHER


def sells_too_early(kind: str, state: str | None) -> bool:
    """Whether a sales activity was spent on someone who is no prospect (B25)."""
    return kind in SELLING and state in UNQUALIFIED


def incomplete_presentation(kind: str, call_to_action: str, close: str) -> bool:
    """Every presentation has a call to action and a close (B33)."""
    return kind == "presentation" and not (call_to_action.strip() and close.strip())
