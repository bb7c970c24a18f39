"""A year of referrals: who gave whom, how far each came, what it brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bestfew.accounts.ids import new_ids
from bestfew.network.actions.mirroring import keep_closed, mirror
from bestfew.onboarding.sample.dice import Dice
from bestfew.onboarding.sample.stage import Stage
from bestfew.onboarding.sample.team import TeamStage
from bestfew.people.rules import full_name
from bestfew.teams.models import (
    Meeting,
    Slip,
    SlipKind,
    SlipStep,
    Status,
    Thanks,
)

GAVE = (
    (0, 5, 0, 4, 3, 2),
    (7, 0, 3, 3, 0, 1),
    (6, 2, 0, 0, 2, 0),
    (1, 2, 0, 0, 1, 1),
    (3, 0, 1, 2, 0, 0),
    (0, 0, 0, 0, 0, 0),
)
"""How many each member gave to each, oneself first: one owes us, one gives nobody."""

ENDS = {"won": 5, "lost": 3, "declined": 1}
LONG_AGO = timedelta(days=100)
"""A referral as old as that has ended, one way or the other."""

CHAIN = (
    Status.IDENTIFIED,
    Status.PERMISSION,
    Status.INTRODUCED,
    Status.CONTACTED,
    Status.MEETING,
    Status.PROPOSAL,
)
DAYS = (0, 1, 2, 3, 8, 15, 25)
"""How long after it was given each step is taken, on average, and then its end."""


@dataclass(slots=True)
class Given:
    """The rows of the year, gathered first and written a table at a time."""

    slips: list[Slip] = field(default_factory=list)
    steps: list[SlipStep] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)

    def write(self) -> None:
        Slip.unscoped.bulk_create(self.slips)
        SlipStep.unscoped.bulk_create(self.steps)
        Thanks.unscoped.bulk_create(self.thanks)


def give_referrals(made: TeamStage, meetings: Sequence[Meeting]) -> None:
    """All of the year's, each given at a meeting; one's own are in one's book, too."""
    pairs = [
        (giver, receiver)
        for giver, row in zip(made.members, GAVE, strict=True)
        for receiver, count in zip(made.members, row, strict=True)
        for _each in range(count)
    ]
    days = sorted(made.dice.pick(meetings).ends_at for _each in pairs)
    mixed = made.dice.some(pairs, len(pairs))
    given = Given()
    for pk, at, (giver, receiver) in zip(new_ids(len(pairs)), days, mixed, strict=True):
        slip = Slip(
            id=pk, team=made.team, giver=giver, receiver=receiver, given_at=at,
            summary=made.draw("referrals"), kind=SlipKind.OUTSIDE,
            level=int(made.dice.weighted({"2": 1, "3": 4, "4": 3, "5": 2})),
            status_at=at,
        )  # fmt: skip
        _go(made, slip, given)
        given.slips.append(slip)
    for pk, step in zip(new_ids(len(given.steps)), given.steps, strict=True):
        step.pk = pk
    given.write()
    _keep_mine(made, given)


def _keep_mine(made: TeamStage, given: Given) -> None:
    """What follows of each step in the book of who has one: my own."""
    for step in sorted(given.steps, key=lambda each: (each.at, each.pk)):
        if made.me.pk in (step.slip.giver_id, step.slip.receiver_id):
            mirror(step.slip, step)
    for each in given.thanks:
        keep_closed(each)


def _go(made: TeamStage, slip: Slip, given: Given) -> None:
    """Its steps so far, and all that follows from them."""
    for status, at in _course(made, slip):
        by = slip.giver if status in CHAIN[:3] else slip.receiver
        given.steps.append(
            SlipStep(team=made.team, slip=slip, status=status, at=at, by=by)
        )
        slip.status, slip.status_at = status, at
        if status == Status.PERMISSION:
            _unseal(made, slip, at)
        if status == Status.WON:
            given.thanks.append(_thank(made, slip, at))


def _course(made: TeamStage, slip: Slip) -> Iterator[tuple[Status, datetime]]:
    """The steps that were taken by now: none of them lies ahead."""
    now, began = made.stage.now, slip.given_at
    ends = now - began > LONG_AGO
    end = Status(made.dice.weighted(ENDS)) if ends else None
    last = 1 if end == Status.DECLINED else len(CHAIN)
    if end is None:
        last = made.dice.between(1, len(CHAIN))
    slow = made.dice.near(0.6, 1.6)
    for status, days in zip((*CHAIN[:last], end), DAYS, strict=False):
        at = began + timedelta(days=days * slow)
        if status is None or at >= now:
            return
        yield status, at


def _unseal(made: TeamStage, slip: Slip, at: datetime) -> None:
    """They agreed: how to reach them is in it now."""
    slip.agreed_at, slip.agreed_how = at, made.say("agreed")
    slip.person_name, slip.phone = _somebody(made.stage, made.dice)


def _somebody(stage: Stage, dice: Dice) -> tuple[str, str]:
    names = stage.names
    given = dice.pick(dice.pick((names.female, names.male)))
    name = full_name(given, dice.pick(names.family), stage.workspace.language)
    return name, dice.digits(dice.pick(names.phone_patterns))


def _thank(made: TeamStage, slip: Slip, at: datetime) -> Thanks:
    """Net of tax, in the currency of who got it (4.15)."""
    prices = [each.price for each in made.stage.offerings.values() if each.price]
    return Thanks(
        team=made.team, slip=slip, giver=slip.giver, receiver=slip.receiver,
        amount=made.stage.money(made.dice.pick(prices or [Decimal(1_000)])),
        currency=made.stage.workspace.currency, on=at.date(), at=at,
    )  # fmt: skip
