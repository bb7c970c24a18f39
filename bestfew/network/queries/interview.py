"""The ten questions as they are worded, and what partners answered (A25, OQ-2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language

from bestfew.network.models import GAINS, QUESTIONS, Learned, Question
from bestfew.packs.interview import composed

TOPICS = [f"q{slot}" for slot in range(1, QUESTIONS + 1)]
THEIRS = [f"theirs.{name}" for name in GAINS]
MINE = [f"mine.{name}" for name in GAINS]


@dataclass(frozen=True, slots=True)
class Worded:
    """A question; `is_own` where the user worded it, else it is composed by us."""

    slot: int
    text: str
    is_own: bool


def wording() -> dict[str, Worded]:
    """The ten by their topic (`q1` to `q10`), in the reader's language."""
    own = dict(Question.objects.values_list("slot", "text"))
    usual = composed(get_language() or "en")
    return {
        f"q{slot}": Worded(slot, own.get(slot) or usual[slot - 1], slot in own)
        for slot in range(1, QUESTIONS + 1)
    }


def said(partners: Collection[int]) -> dict[int, dict[str, Learned]]:
    """By partner and topic the latest that was said, blank ones left out."""
    latest: dict[int, dict[str, Learned]] = defaultdict(dict)
    rows = Learned.objects.filter(member__in=partners).order_by("at", "id")
    for each in rows:
        latest[each.member_id][each.topic] = each
    return defaultdict(
        dict,
        {
            pk: {topic: each for topic, each in topics.items() if each.text}
            for pk, topics in latest.items()
        },
    )


def answered(topics: Collection[str]) -> int:
    """Of the ten questions, how many are answered."""
    return sum(topic in topics for topic in TOPICS)
