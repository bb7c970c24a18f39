"""Keep what partners tell: the ten questions (A25) and GAINS, both ways (2.A.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import User
from bestfew.history.models import record
from bestfew.network.models import Learned, Question, SphereMember
from bestfew.network.queries.interview import said, wording


@transaction.atomic
def learn(
    partner: SphereMember, told: Mapping[str, str], *, by: User, at: datetime
) -> int:
    """Keep what differs from what was known, by topic; how many rows it made.

    An earlier answer stays as it was; an empty text says that it holds no more.
    """
    known = {topic: each.text for topic, each in said([partner.pk])[partner.pk].items()}
    asked = wording()
    rows = [
        Learned(
            member=partner, topic=topic, text=text.strip(), by=by, at=at,
            asked=asked[topic].text if topic in asked else "",
        )
        for topic, text in told.items()
        if text.strip() != known.get(topic, "")
    ]  # fmt: skip
    Learned.objects.bulk_create(rows)
    if rows:
        topics = sorted(each.topic for each in rows)
        record("learned", partner, by=by, at=at, topics=topics)
    return len(rows)


@transaction.atomic
def word_questions(texts: Mapping[int, str], *, by: User, at: datetime) -> None:
    """Have slots worded anew; a blank text brings the composed one back (OQ-2).

    Answers stay with the words in which they were asked.
    """
    for slot, text in texts.items():
        words = " ".join(text.split())
        if not words:
            Question.objects.filter(slot=slot).delete()
            continue
        row, is_new = Question.objects.update_or_create(
            slot=slot, defaults={"text": words}
        )
        record("worded", row, by=by, at=at, slot=slot, is_new=is_new)
