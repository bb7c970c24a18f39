"""Why one person stands where they stand, and what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bestfew.levels.models import LevelChange, LevelMark
from bestfew.levels.queries.facts import known_of, thresholds, ways_to_prospect
from bestfew.levels.rules.ladder import Ladder, climb
from bestfew.levels.rules.reasons import Lack, Why, lacking, reasons
from bestfew.people.models import Person
from bestfew.prospecting.queries import answers_of

CHANGES = 20


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The ladder, a reason for each level, what the next one lacks, words, history."""

    ladder: Ladder
    reasons: Sequence[Why]
    lacks: Sequence[Lack]
    marks: Sequence[LevelMark]
    changes: Sequence[LevelChange]


def of_person(person: Person) -> OfPerson:
    """Climbed anew from the facts, in about a dozen queries."""
    known = known_of([person.pk], ways_to_prospect())[person.pk]
    rule = thresholds()
    ladder = climb(known.facts, rule)
    marks = LevelMark.objects.filter(person=person, withdrawn_at=None)
    changes = LevelChange.objects.filter(person=person).select_related("by")
    return OfPerson(
        ladder,
        reasons(known.facts, ladder),
        lacking(known.facts, ladder, rule, answers_of(person)),
        list(marks.select_related("by").order_by("level", "on")),
        list(changes.order_by("-id")[:CHANGES]),
    )
