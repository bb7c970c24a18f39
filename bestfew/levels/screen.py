"""What the Levels page shows, worked out from the daily counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bestfew.accounts.models import Membership
from bestfew.levels.queries.pyramids import Team, by_channel, of_channel
from bestfew.levels.queries.volume import (
    OfChannel,
    Volumes,
    answer_rate,
    line_of,
    usual_answers,
)
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.pyramid import Period, Pyramid, Step
from bestfew.prospecting.models import Channel
from bestfew.reach.queries import REACHED, targets_on

ANSWER = Level.RESPONDED - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks at: whose levels, of which channel, in which period."""

    period: Period
    key: str
    seller: int | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The pyramid, its reach, and a line for each channel."""

    asked: Asked
    pyramid: Pyramid
    reached_before: int | None
    a_day: float | None
    target: int
    lines: Sequence[OfChannel]
    whole: OfChannel

    @property
    def is_empty(self) -> bool:
        return not any(self.pyramid.counts)

    @property
    def is_compared(self) -> bool:
        """Whether the middle of a team stands beside any rate."""
        return any(step.usual is not None for step in self.pyramid.steps)

    @property
    def is_enough(self) -> bool | None:
        """Whether as many are reached as are aimed at, or were; None: no idea."""
        if self.target and self.a_day is not None:
            return self.a_day >= 0.9 * self.target
        if self.reached_before is None or not self.reached_before:
            return None
        return self.pyramid.counts[0] >= 0.9 * self.reached_before


def shown(member: Membership, asked: Asked) -> Shown:
    """Everything, in about ten queries however many people there are."""
    period = asked.period
    team = Team.read(period, cycle=member.workspace.normal_cycle_days)
    volumes = Volumes.read(period.start, period.end)
    pyramid = (
        of_channel(team, asked.channel.pk, seller=asked.seller)
        if asked.channel
        else team.pyramid(asked.seller)
    )
    pyramid = with_reach(pyramid, team, volumes, asked)
    channels = list(Channel.objects.order_by("position", "pk"))
    lines = lines_of(team, volumes, channels, seller=asked.seller)
    reached = pyramid.counts[0]
    return Shown(
        asked,
        pyramid,
        _reached_before(team, asked),
        _a_day(reached, period, member.workspace.working_days),
        _target(asked),
        lines,
        _whole(lines),
    )


def with_reach(pyramid: Pyramid, team: Team, volumes: Volumes, asked: Asked) -> Pyramid:
    """The lowest level counts contacts, where they are counted (C10, OQ-16)."""
    channel = asked.channel.pk if asked.channel else None
    contacts = volumes.total(seller=asked.seller, channel=channel).count
    reached = max(contacts, pyramid.counts[0])
    if reached == pyramid.counts[0]:
        return pyramid
    answered = pyramid.counts[ANSWER]
    others = _others(team, volumes, but=asked.seller) if asked.seller else []
    pool = (sum(a for a, _n in others), sum(n for _a, n in others)) if others else None
    first = pyramid.steps[0]
    step = Step(
        first.level,
        0,
        answer_rate(answered, reached, pool),
        None if channel else usual_answers(others),
    )
    return replace(
        pyramid,
        counts=(reached, *pyramid.counts[1:]),
        steps=(step, *pyramid.steps[1:]),
    )


def _others(team: Team, volumes: Volumes, *, but: int | None) -> list[tuple[int, int]]:
    """Answers and contacts of every other seller."""
    period = team.period
    return [
        (
            team.counts.total(Level.RESPONDED, period.start, period.end, [seller]).came,
            volumes.total(seller=seller).count,
        )
        for seller in sorted(team.sellers | volumes.sellers)
        if seller != but
    ]


def lines_of(
    team: Team,
    volumes: Volumes,
    channels: Sequence[Channel],
    *,
    seller: int | None,
) -> list[OfChannel]:
    """One for each channel with contacts or answers, most answers first."""
    found = by_channel(team, seller=seller)
    known: Mapping[int, Channel | None] = {
        0: None,
        **{each.pk: each for each in channels},
    }
    lines = []
    for key, channel in known.items():
        pyramid = found.get(key)
        answered = pyramid.counts[ANSWER] if pyramid else 0
        volume = volumes.total(seller=seller, channel=key)
        people = pyramid.counts[0] if pyramid else 0
        volume = replace(volume, count=max(volume.count, people))
        if volume.count or answered:
            lines.append(line_of(channel, answered, volume))
    return sorted(lines, key=lambda line: (-line.answered, -line.reached))


def _whole(lines: Sequence[OfChannel]) -> OfChannel:
    reached = sum(line.reached for line in lines)
    answered = sum(line.answered for line in lines)
    minutes = sum(line.minutes for line in lines)
    rate = answer_rate(answered, reached, None)
    return OfChannel(None, reached, answered, rate, minutes)


def _reached_before(team: Team, asked: Asked) -> int | None:
    """Contacts, or people, of the period before; None where there was none."""
    before = asked.period.before
    if before is None or asked.channel:
        return None
    groups = None if asked.seller is None else [asked.seller]
    people = team.counts.total(Level.REACHED, before.start, before.end, groups).came
    contacts = Volumes.read(before.start, before.end).total(seller=asked.seller).count
    return max(people, contacts)


def _target(asked: Asked) -> int:
    """What is aimed at a day; nobody aims for a team."""
    if asked.seller is None:
        return 0
    channel = asked.channel.pk if asked.channel else None
    return targets_on(asked.seller, asked.period.on).get((REACHED, channel), 0)


def _a_day(reached: int, period: Period, working: Sequence[int]) -> float | None:
    """Reached on a working day of the period, on the average."""
    if period.start is None:
        return None
    days = working_days(period.start, min(period.end, period.on), working)
    return reached / days if days else None


def working_days(start: date, end: date, working: Sequence[int]) -> int:
    """Working days from one day to another, both included."""
    chosen = set(working) or set(range(1, 8))
    count = (end - start).days + 1
    whole, rest = divmod(max(count, 0), 7)
    more = (start + timedelta(days=each) for each in range(rest))
    return whole * len(chosen) + sum(day.isoweekday() in chosen for day in more)
