"""Merges those that are sure, if the workspace wants it: the same number or address,
which nobody else has, and names that agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from bestfew.accounts.models import Membership
from bestfew.duplicates import reviewing
from bestfew.duplicates.merging import words
from bestfew.duplicates.models import Pair, Wish
from bestfew.duplicates.rules.safe import is_personal, surely_agree
from bestfew.people.models import ContactKind, ContactPoint

KINDS = (ContactKind.PHONE, ContactKind.EMAIL)
WAITS: tuple[type[Exception], ...] = (reviewing.DecidedBefore, *words.FAULTS)
"""Why a pair is left for somebody to look at."""


def is_wanted() -> bool:
    return bool(Wish.objects.filter(merges_safely=True).exists())


def want(*, merges_safely: bool) -> None:
    """Have scans merge those that are sure, or not."""
    Wish.objects.update_or_create(defaults={"merges_safely": merges_safely})


def merge_safely(
    member: Membership, *, now: Callable[[], datetime], say: Callable[[int], None]
) -> int:
    """Merge the open pairs that are sure; how many they were. Each can be undone.

    `say` hears after each how many there were, and may raise to end it. A pair that
    the member may not merge, or that changed meanwhile, waits to be looked at.
    """
    merged = 0
    for pair in list(_sure(member)):
        try:
            with transaction.atomic():
                reviewing.make_one(member, pair, at=now())
                Pair.objects.filter(pk=pair.pk).update(is_automatic=True)
        except WAITS:
            continue
        merged += 1
        say(merged)
    return merged


def _sure(member: Membership) -> Iterator[Pair]:
    pairs: Any = (
        Pair.objects.visible_to(member).open().select_related("first", "second")
    )
    for kind in KINDS:
        shared = pairs.annotate(key=_only_theirs(kind)).exclude(key=None)
        for pair in shared.order_by("-probability", "-pk").iterator():
            names = (pair.first.name, pair.second.name)
            if is_personal(kind, pair.key) and surely_agree(*names):
                yield pair


def _only_theirs(kind: ContactKind) -> Subquery:
    """The key of a number or address that these two have, and nobody else."""
    points = ContactPoint.objects.filter(kind=kind)
    same = points.filter(key=OuterRef("key"))
    others = same.exclude(person=OuterRef("person")).exclude(
        person=OuterRef(OuterRef("second"))
    )
    theirs = points.filter(person=OuterRef("first")).filter(
        Exists(same.filter(person=OuterRef(OuterRef("second")))), ~Exists(others)
    )
    return Subquery(theirs.order_by("pk").values("key")[:1])
