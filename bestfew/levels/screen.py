"""What the Levels page shows, worked out from the daily counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.levels.models import Axis
from bestfew.levels.queries.cohorts import Cohort, cohorts_of
from bestfew.levels.queries.pyramids import Team, by_key, of_way
from bestfew.levels.queries.volume import (
    Effort,
    OfChannel,
    Prices,
    Volumes,
    answer_rate,
    line_of,
    usual_answers,
)
from bestfew.levels.queries.ways import Way, Ways
from bestfew.levels.rules.estimates import Estimate
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.pyramid import (
    Period,
    Pyramid,
    Step,
    of_cohort,
    working_days,
)
from bestfew.prospecting.models import Channel
from bestfew.reach.queries import REACHED, Aims, first_counted

ANSWER = Level.RESPONDED - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks at: whose levels, by which way they came, in which period; or
    of those first reached in one month, the `cohort`. `is_alone`: there is one member,
    who is all of us."""

    period: Period
    key: str
    seller: int | None = None
    way: Way | None = None
    cohort: date | None = None
    is_alone: bool = False

    @property
    def where(self) -> Mapping[str, int | None]:
        """Whose contacts, and by which way; none come by a source."""
        key = self.way.key if self.way else None
        axis = self.way.axis if self.way else ""
        return {
            "seller": self.seller,
            "channel": key if axis == Axis.CHANNEL else None,
            "campaign": key if axis == Axis.CAMPAIGN else None,
        }

    @property
    def counts_contacts(self) -> bool:
        """Whether contacts without a name belong here: nobody knows their source."""
        return not self.cohort and (not self.way or self.way.axis != Axis.SOURCE)


@dataclass(frozen=True, slots=True)
class Shown:
    """The pyramid, its reach and effort, a line for each channel, and the cohorts."""

    asked: Asked
    pyramid: Pyramid
    reached_before: int | None
    a_day: float | None
    target: int
    effort: Effort
    lines: Sequence[OfChannel]
    whole: OfChannel
    cohorts: Sequence[Cohort]

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


def shown(member: Membership, asked: Asked, ways: Ways) -> Shown:
    """Everything, in about ten queries however many people there are."""
    period = asked.period
    team = Team.read(period, cycle=member.workspace.normal_cycle_days)
    volumes = Volumes.read(period, with_before=True)
    prices = Prices.of(ways.channels, ways.paid, period)
    cohorts = cohorts_of(asked.way, seller=asked.seller)
    found = by_key(team, Axis.CHANNEL, seller=asked.seller)
    pyramid = _pyramid(team, volumes, asked, cohorts, found)
    lines = lines_of(found, volumes, prices, ways.channels, seller=asked.seller)
    has_effort = asked.counts_contacts
    return Shown(
        asked,
        pyramid,
        _reached_before(team, volumes, asked),
        _a_day(
            pyramid.counts[0],
            asked,
            member.workspace.working_days,
            _since(pyramid, volumes, asked),
        ),
        _target(asked, member),
        prices.effort(volumes, **asked.where) if has_effort else Effort(),
        [] if asked.cohort else lines,
        _whole(lines, prices.effort(volumes, seller=asked.seller)),
        cohorts,
    )


def _pyramid(
    team: Team,
    volumes: Volumes,
    asked: Asked,
    cohorts: Sequence[Cohort],
    by_channel: Mapping[int, Pyramid],
) -> Pyramid:
    if asked.cohort:
        counts = {each.month: each.counts for each in cohorts}.get(asked.cohort, ())
        return of_cohort(counts, asked.cohort, asked.period.on, team.waits, team.pooled)
    if asked.way is None:
        return with_reach(team.pyramid(asked.seller), team, volumes, asked)
    if asked.way.axis == Axis.CHANNEL and asked.way.key in by_channel:
        found = by_channel[asked.way.key]
    else:
        found = of_way(team, asked.way, seller=asked.seller)
    return with_reach(found, team, volumes, asked)


def with_reach(pyramid: Pyramid, team: Team, volumes: Volumes, asked: Asked) -> Pyramid:
    """The lowest level counts contacts, where they are counted (C10, OQ-16)."""
    if not asked.counts_contacts:
        return pyramid
    contacts = volumes.total(**asked.where).count
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
        None if asked.way else usual_answers(others),
        _answers_before(team, volumes, asked, pool),
    )
    return replace(
        pyramid,
        counts=(reached, *pyramid.counts[1:]),
        steps=(step, *pyramid.steps[1:]),
    )


def _answers_before(
    team: Team, volumes: Volumes, asked: Asked, pool: tuple[int, int] | None
) -> Estimate | None:
    """The share of answers in the period before; None where there was none (C23)."""
    reached, before = _reached_before(team, volumes, asked), team.period.before
    if not reached or before is None:
        return None
    groups = None if asked.seller is None else [asked.seller]
    answered = team.counts.total(Level.RESPONDED, before.start, before.end, groups)
    return answer_rate(answered.came, reached, pool)


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
    found: Mapping[int, Pyramid],
    volumes: Volumes,
    prices: Prices,
    channels: Sequence[Channel],
    *,
    seller: int | None,
) -> list[OfChannel]:
    """One for each channel with contacts or answers, most answers first."""
    known: Mapping[int, Channel | None] = {
        0: None,
        **{each.pk: each for each in channels},
    }
    reached = _reached_by(found, volumes, seller=seller)
    lines = []
    for key, channel in known.items():
        answered = found[key].counts[ANSWER] if key in found else 0
        if reached[key] or answered:
            effort = prices.effort(volumes, seller=seller, channel=key)
            lines.append(line_of(channel, reached[key], answered, effort))
    return sorted(lines, key=lambda line: (-line.answered, -line.reached))


def _reached_by(
    found: Mapping[int, Pyramid], volumes: Volumes, *, seller: int | None
) -> Counter[int]:
    """Contacts by channel, or people where these are more: for all channels alike, so
    that their sum is what the pyramid stands on."""
    people = Counter({key: each.counts[0] for key, each in found.items()})
    contacts: Counter[int] = Counter()
    for channel, _campaign, volume in volumes.parts(seller=seller):
        contacts[channel] += volume.count
    return max(contacts, people, key=lambda each: each.total())


def _whole(lines: Sequence[OfChannel], effort: Effort) -> OfChannel:
    reached = sum(line.reached for line in lines)
    answered = sum(line.answered for line in lines)
    return line_of(None, reached, answered, effort)


def _reached_before(team: Team, volumes: Volumes, asked: Asked) -> int | None:
    """Contacts, or people, of the period before; None where there was none."""
    before = asked.period.before
    if before is None or asked.way or asked.cohort:
        return None
    groups = None if asked.seller is None else [asked.seller]
    people = team.counts.total(Level.REACHED, before.start, before.end, groups).came
    return max(people, volumes.total(seller=asked.seller).before)


def _target(asked: Asked, member: Membership) -> int:
    """What is aimed at a day; nobody aims for a team, nor for a batch."""
    whose, channel = asked.seller, asked.where["channel"]
    if whose is None and asked.is_alone:
        whose = member.user_id
    if whose is None or asked.cohort or not (asked.way is None or channel):
        return 0
    aims, on = Aims.of(whose), asked.period.on
    return aims.on(on).get((REACHED, channel), 0) if channel else aims.reached_on(on)


def _a_day(
    reached: int, asked: Asked, working: Sequence[int], since: date | None
) -> float | None:
    """Reached on a working day, on the average; from the first counted one on."""
    period = asked.period
    if period.start is None or not asked.counts_contacts:
        return None
    first = max(period.start, since) if since else period.start
    days = working_days(first, min(period.end, period.on), working)
    return reached / max(days, 1)


def _since(pyramid: Pyramid, volumes: Volumes, asked: Asked) -> date | None:
    """The first day of counting, where it is contacts that are counted."""
    contacts = volumes.total(**asked.where).count
    is_contacts = contacts and contacts >= pyramid.counts[0]
    return first_counted(asked.seller) if is_contacts else None
