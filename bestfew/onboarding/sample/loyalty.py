"""Who comes back, who is close, and whom they bring (levels 6 to 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from bestfew.levels.models import LevelMark
from bestfew.onboarding.sample.plots import Fate, Plot
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import Person

MOST = 6
CLOSE = 3
BRINGERS = 2
BROUGHT = "referral"


@dataclass(slots=True)
class Buyers:
    """Those who bought for themselves, in the order of their first purchase."""

    once: list[tuple[Person, Plot]] = field(default_factory=list)
    again: list[tuple[Person, Plot]] = field(default_factory=list)

    def back_for(self, plot: Plot) -> Person | None:
        """Somebody who bought before this began and comes back for it."""
        if not _is_private_win(plot) or len(self.again) >= MOST:
            return None
        for index, (person, first) in enumerate(self.once):
            if first.last_on < plot.first_on:
                del self.once[index]
                self.again.append((person, plot))
                return person
        return None

    def note(self, person: Person, plot: Plot) -> None:
        if _is_private_win(plot):
            self.once.append((person, plot))


def _is_private_win(plot: Plot) -> bool:
    from bestfew.onboarding.sample.courses import FOR_ORGANISATIONS

    return plot.fate is Fate.WON and plot.what.offering not in FOR_ORGANISATIONS


def befriend(stage: Stage, buyers: Buyers, people: Sequence[Person]) -> None:
    """Some of those who came back are close; two of these bring others."""
    reasons = (
        _("They ask us before they decide anything."),
        _("They invited us to their family’s celebration."),
        _("We can tell each other what is not going well."),
    )
    friends = buyers.again[:CLOSE]
    for reason, (person, plot) in zip(reasons, friends, strict=False):
        at = stage.moment(min(plot.last_on + timedelta(days=5), stage.today))
        stage.book.add(
            LevelMark(
                person=person,
                level=LevelMark.Level.CLOSE,
                on=at.date(),
                reason=reason,
                at=at,
                by=stage.user,
            )
        )
    for person, _plot in friends[:BRINGERS]:
        _bring(person, people)


def _bring(friend: Person, people: Sequence[Person]) -> None:
    """The next two who came by a referral came by them."""
    later = (
        each
        for each in people
        if each.source
        and each.source.key == BROUGHT
        and each.referred_by is None
        and each.created_at > friend.created_at
    )
    for _time, each in zip(range(2), later, strict=False):
        each.referred_by = friend
