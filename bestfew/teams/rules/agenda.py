"""The agenda a meeting begins with, and how its minutes are shared out.

Composed from what is known of team practice (method.md 2.A.5); the podcast that the
text links to (A33, OQ-3) is not public. What was promised last time comes right after
attendance: a team is accountable first (A29).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an agenda; `key` is blank where `title` has a team's own words."""

    key: str
    minutes: int
    title: str = ""


ATTENDANCE, PROMISES, ACCOUNTS, REFERRALS = (
    "attendance",
    "promises",
    "accounts",
    "referrals",
)
WISHES, PLACES, SEATS = "wishes", "places", "seats"
COMMITMENTS, TESTIMONIALS, NEXT = "commitments", "testimonials", "next"

TEMPLATE = (
    Point(ATTENDANCE, 3),
    Point(PROMISES, 8),
    Point(ACCOUNTS, 5),
    Point(REFERRALS, 9),
    Point(WISHES, 12),
    Point(PLACES, 8),
    Point(SEATS, 5),
    Point(COMMITMENTS, 5),
    Point(TESTIMONIALS, 3),
    Point(NEXT, 2),
)


def shared_out(points: Sequence[Point], minutes: int) -> list[Point]:
    """The same points within `minutes` altogether, each of one at least.

    Their shares stay; what rounding leaves over goes to those it took most from.
    Fewer minutes than points change nothing.
    """
    whole = sum(point.minutes for point in points)
    if not points or whole == minutes or minutes < len(points):
        return list(points)
    spare = minutes - len(points)
    exact = [point.minutes * spare / whole for point in points] if whole else []
    exact = exact or [spare / len(points)] * len(points)
    given = [int(each) for each in exact]
    by_loss = sorted(range(len(points)), key=lambda i: given[i] - exact[i])
    for index in by_loss[: spare - sum(given)]:
        given[index] += 1
    return [
        Point(point.key, more + 1, point.title)
        for point, more in zip(points, given, strict=True)
    ]


def now_at(done: Sequence[bool]) -> int | None:
    """Which point is on: the first that is not done; None when all are."""
    return next((index for index, is_done in enumerate(done) if not is_done), None)
