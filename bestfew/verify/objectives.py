"""Every objective stands where its facts put it (OQ-8, OQ-10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bestfew.funnel import rules
from bestfew.funnel.actions.places import local_day
from bestfew.funnel.models import Ending, Objective, Place, Placement
from bestfew.funnel.queries import facts_of, judgements_of
from bestfew.verify.check import Check, Found

CHUNK = 1_000


def wrongly_open() -> Found:
    """Without an ending it is open, with one it is not."""
    ended = Exists(Ending.objects.filter(objective=OuterRef("pk")))
    return Found.in_query(Objective.objects.filter(ended, is_open=True)).plus(
        Found.in_query(Objective.objects.filter(~ended, is_open=False))
    )


def misplaced() -> Found:
    """Place, what is missing, the steps left and the day to look again, from the facts.

    One that the calendar may have moved waits for the day's change: it is left out.
    """
    today = local_day(timezone.now())
    rows = Objective.objects.open().exclude(recheck_on__lte=today).order_by("pk")
    source = rows.iterator(chunk_size=CHUNK)
    chunks = iter(lambda: list(islice(source, CHUNK)), [])
    return Found.among(pk for chunk in chunks for pk in _elsewhere(chunk))


def _elsewhere(chunk: Sequence[Objective]) -> Iterator[int]:
    facts = facts_of(chunk)
    judged = judgements_of([each.pk for each in chunk])
    now = timezone.now()
    for each in chunk:
        seen = max(now, each.place_since or now)
        standing = rules.stand(facts[each.pk], on=local_day(seen))
        judgement = judged.get(each.pk)
        expected = (
            judgement.place if judgement else standing.place.value,
            judgement is not None,
            [lack.value for lack in standing.missing],
            standing.recheck_on,
            rules.work_left(facts[each.pk], standing.missing),
        )
        kept = (each.place, each.is_judged, each.missing, each.recheck_on)
        if expected != (*kept, each.work_left):
            yield each.pk


def moved_elsewhere() -> Found:
    """Every change of place is kept; who never moved is in the universe."""
    moves = Placement.objects.filter(objective=OuterRef("pk")).order_by("-at", "-id")
    rows = Objective.objects.open().annotate(last=Subquery(moves.values("place")[:1]))
    elsewhere = rows.exclude(last=None).exclude(place=F("last"))
    never = rows.filter(last=None).exclude(place=Place.UNIVERSE)
    return Found.in_query(elsewhere).plus(Found.in_query(never))


CHECKS = [
    Check(
        "objectives: open",
        _("An objective is open though it ended, or not though it did not."),
        wrongly_open,
    ),
    Check(
        "objectives: place",
        _("An objective does not stand where its facts put it."),
        misplaced,
    ),
    Check(
        "objectives: moves",
        _("The last move of an objective led to another place."),
        moved_elsewhere,
    ),
]
