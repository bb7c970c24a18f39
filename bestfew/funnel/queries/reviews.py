"""Reviews of objectives: what was said, what does not fall, whose turn it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Objective, ObjectiveQuerySet, Place, Review
from bestfew.funnel.queries.heads import FIRST
from bestfew.funnel.rules import Alarm, Said, not_falling
from bestfew.web.pages import page_of

LOOKED_AT = 30
"""Reviews read for the alarm of one objective: some are of the same day."""

WALK = (Place.BEST_FEW, Place.IN, Place.ABOVE, Place.UNIVERSE)
"""In which order the parts are gone through: the nearest to the close first."""


def reviews_of(objective: Objective, *, limit: int | None = None) -> list[Review]:
    """The reviews of one objective, the newest first."""
    rows = Review.objects.filter(objective=objective).select_related("by")
    return list(rows.order_by("-at", "-id")[:limit])


def alarms_of(ids: Iterable[int]) -> dict[int, tuple[Alarm, ...]]:
    """What does not fall in some objectives, in one query; only where something."""
    said: dict[int, list[Said]] = defaultdict(list)
    rows = Review.objects.filter(objective__in=list(ids)).order_by("at", "id")
    for pk, at, close, confidence in rows.values_list(
        "objective_id", "at", "expected_close_on", "confidence"
    ):
        said[pk].append(Said(timezone.localdate(at), close, confidence))
    return {pk: found for pk, each in said.items() if (found := not_falling(each))}


def alarms_in(reviews: Sequence[Review]) -> tuple[Alarm, ...]:
    """What does not fall in the reviews of one objective, the newest first."""
    return not_falling(
        [
            Said(timezone.localdate(each.at), each.expected_close_on, each.confidence)
            for each in reversed(reviews)
        ]
    )


def week_of(day: date) -> datetime:
    """The beginning of the week of a day, in the workspace's time zone."""
    monday = day - timedelta(days=day.weekday())
    zone = timezone.get_current_timezone()
    return datetime.combine(monday, time.min, tzinfo=zone)


def to_review(member: Membership, *, since: datetime) -> ObjectiveQuerySet:
    """Open objectives of a seller that nobody reviewed since that moment."""
    mine: ObjectiveQuerySet = Objective.objects.visible_to(member).open().unpaused()
    done = Review.objects.filter(objective=OuterRef("pk"), at__gte=since)
    return mine.filter(owner=member.user).exclude(Exists(done))


END = "end"
"""Where the walk stands when all parts were gone through."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and where the walk goes on if it is skipped."""

    objective: Objective
    part: str
    after: str


def turn(
    member: Membership, *, since: datetime, part: str = "", after: str = ""
) -> Turn | None:
    """The next objective to review: by parts, in each the next close first.

    `part` and `after` are where the walk stands; None when it has come to its end.
    """
    if part == END:
        return None
    places = list(WALK)
    begin = places.index(Place(part)) if part in Place.values else 0
    for place in places[begin:]:
        cursor = after if place == part else ""
        rows = to_review(member, since=since).filter(place=place)
        page = page_of(rows, order=FIRST, after=cursor, size=1)
        if page.rows:
            return _turn(page.rows[0], place, page.next)
    return None


def _turn(row: Objective, place: Place, after: str) -> Turn:
    """Behind the last of a part, the walk goes on with the next part."""
    following = [*(each.value for each in WALK[WALK.index(place) + 1 :]), END]
    found = Objective.objects.for_card().get(pk=row.pk)
    return Turn(found, place.value if after else following[0], after)
