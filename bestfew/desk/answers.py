"""The text's other two questions, answered from the levels (C15, C17)."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bestfew.accounts.models import Membership
from bestfew.levels.models import Axis, LevelDay, Span
from bestfew.reach.queries import Aims
from bestfew.reach.words import n

WORDS: dict[int, Promise] = {
    2: gettext_lazy("Answered today:"),
    3: gettext_lazy("New prospects:"),
}


def answers_on(member: Membership, aims: Aims, *, on: date) -> list[tuple[str, str]]:
    """A word and how many of how many, for levels 2 and 3; none where nothing is."""
    mine = LevelDay.objects.filter(
        axis=Axis.ALL, span=Span.DAY, on=on, seller=member.user_id, level__in=WORDS
    )
    came = dict(mine.values_list("level").annotate(Sum("came")).order_by())
    targets = aims.on(on)
    told = []
    for level, word in WORDS.items():
        count, target = came.get(level, 0), targets.get((level, None), 0)
        if count or target:
            told.append((str(word), _of(count, target)))
    return told


def _of(count: int, target: int) -> str:
    if not target:
        return n(count)
    return _("%(n)s of %(target)s") % {"n": n(count), "target": n(target)}
