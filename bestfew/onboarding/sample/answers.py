"""What those who contacted us had seen: most of them a leaflet (C41, C50)."""

from __future__ import annotations

from itertools import cycle

from bestfew.activities.models import Activity
from bestfew.onboarding.sample.stage import Stage

SEEN = ("leaflets", "", "leaflets", "email", "", "sms", "leaflets", "social_posts")
"""By what they came, in turn; '' leaves it at the way in which they wrote or called."""


def tell_what_brought_them(stage: Stage) -> None:
    """Have the first time that somebody contacted us tell by which channel."""
    turns, told = cycle(SEEN), set()
    for entry in stage.book.rows(Activity):
        if entry.is_incoming and entry.person_id not in told:
            told.add(entry.person_id)
            entry.channel = stage.channels.get(next(turns)) or entry.channel
