"""Pairs that wait to be looked at, and scans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from bestfew.accounts.models import Membership
from bestfew.duplicates.models import Decision, Merge, Pair, PairQuerySet, Scan
from bestfew.imports.rules.text import ROW
from bestfew.people.actions.person import FORM
from bestfew.people.models import ExternalId
from bestfew.web.pages import MOST_COUNTED, Page, page_of

ORDER = ("-probability", "-id")
NOT_AN_ID = (FORM, ROW)
"""Namespaces of our own, which mean nothing to anybody else."""


def open_pairs(member: Membership) -> PairQuerySet:
    """The pairs that a member may decide, the likeliest first."""
    found: PairQuerySet = Pair.objects.visible_to(member).open()
    return found.order_by(*ORDER)


def listed(member: Membership, *, after: str = "") -> Page[Pair]:
    """One page of them, with both people."""
    pairs = Pair.objects.visible_to(member).open().select_related("first", "second")
    return page_of(pairs, order=ORDER, after=after)


def count_open(member: Membership, *, most: int = MOST_COUNTED) -> int:
    """How many wait; `most` stands for that many, or more."""
    return int(open_pairs(member)[:most].count())


def neighbours(member: Membership, pair: Pair) -> tuple[Pair | None, Pair | None]:
    """The pair before one in the queue, and the one behind it."""
    waiting = open_pairs(member)
    same = waiting.filter(probability=pair.probability)
    behind = same.filter(pk__lt=pair.pk).first() or (
        waiting.filter(probability__lt=pair.probability).first()
    )
    before = same.filter(pk__gt=pair.pk).order_by("pk").first() or (
        waiting.filter(probability__gt=pair.probability)
        .order_by("probability", "pk")
        .first()
    )
    return before, behind


def merge_of(pair: Pair, member: Membership) -> Merge | None:
    """The merge by which the two became one, if it stands and the member sees it."""
    ends = (pair.first_id, pair.second_id)
    seen = Merge.objects.visible_to(member).standing()
    found: Merge | None = (
        seen.filter(kind=Merge.Kind.MERGE, kept__in=ends, other__in=ends)
        .select_related("person")
        .first()
    )
    return found


def merged_by_scans(member: Membership) -> QuerySet[Merge]:
    """Merges of people that no one looked at first, and that stand."""
    automatic = Pair.objects.filter(decision=Decision.MERGED, is_automatic=True)
    either = Q(first=OuterRef("kept"), second=OuterRef("other")) | Q(
        first=OuterRef("other"), second=OuterRef("kept")
    )
    seen: QuerySet[Merge] = Merge.objects.visible_to(member).standing()
    theirs = seen.filter(Exists(automatic.filter(either)), kind=Merge.Kind.MERGE)
    return theirs.select_related("person")


def last_scan(member: Membership) -> Scan | None:
    """The scan that runs, or the one that ran last."""
    seen = Scan.objects.visible_to(member)
    found: Scan | None = seen.running().first() or seen.order_by("-asked_at").first()
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A pair for scripts. Ids are text: they are too long for JavaScript."""

    pair: int
    first: int
    second: int
    first_external: str | None
    second_external: str | None
    probability: float

    def as_json(self) -> dict[str, Any]:
        return {
            "pair": str(self.pair),
            "a": str(self.first),
            "b": str(self.second),
            "a_external_id": self.first_external,
            "b_external_id": self.second_external,
            "probability": round(self.probability, 6),
        }


def rows(member: Membership) -> Iterator[Row]:
    """Every open pair, read as it is asked for."""
    pairs = open_pairs(member).values_list(
        "pk",
        "first_id",
        "second_id",
        _external("first_id"),
        _external("second_id"),
        "probability",
    )
    return (Row(*each) for each in pairs.iterator(chunk_size=2_000))


def _external(person: str) -> Subquery:
    """What another program calls a person: the id that was there first."""
    ids = ExternalId.objects.filter(person=OuterRef(person))
    ours = ids.exclude(namespace__in=NOT_AN_ID).order_by("pk")
    return Subquery(ours.values("value")[:1])
