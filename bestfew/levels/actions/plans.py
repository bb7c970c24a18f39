"""Keep a plan, put it away, bring it back; make one the daily target."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import Membership, User
from bestfew.history.models import record
from bestfew.levels.models.plans import SavedPlan
from bestfew.levels.rules.planning import Inputs, Outcome
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import set_targets
from bestfew.reach.queries import REACHED, targets_on


class TooManyPlans(Exception):
    """A member keeps as many plans as anybody can look through."""


MOST_PLANS = 50


@transaction.atomic
def save_plan(
    member: Membership, inputs: Inputs, *, name: str, at: datetime
) -> SavedPlan:
    """Keep this question under a name; the same one again adds nothing.

    Raises `TooManyPlans`.
    """
    # The row of the membership is what two saves at once wait for.
    Membership.objects.select_for_update().get(pk=member.pk)
    mine = SavedPlan.objects.kept().filter(owner=member.user_id)
    facts = inputs.as_json()
    was: SavedPlan | None = mine.filter(name=name, inputs=facts).first()
    if was:
        return was
    if mine.count() >= MOST_PLANS:
        raise TooManyPlans
    plan: SavedPlan = SavedPlan.objects.create(
        owner=member.user,
        name=name,
        inputs=facts,
        made_on=timezone.localdate(at),
        at=at,
    )
    record("kept", plan, by=member.user, at=at)
    return plan


@transaction.atomic
def put_away(plan: SavedPlan, *, by: User, at: datetime) -> None:
    """Take it off the list; twice is once."""
    if SavedPlan.objects.kept().filter(pk=plan.pk).update(put_away_at=at):
        record("put_away", plan, by=by, at=at)


@transaction.atomic
def bring_back(plan: SavedPlan, *, by: User, at: datetime) -> None:
    """Put it back on the list; twice is once."""
    away = SavedPlan.objects.filter(pk=plan.pk).exclude(put_away_at=None)
    if away.update(put_away_at=None):
        record("brought_back", plan, by=by, at=at)


@transaction.atomic
def aim(member: Membership, found: Outcome, *, at: datetime) -> dict[int, int]:
    """Make a plan the member's daily target from today on; what is aimed at, by level.

    People to reach in all and on each channel of the day, and whom to expect on the
    levels above, where at least one a day is. Other targets end: the plan stands for
    the whole day. The same once more changes nothing.
    """
    # The row of the membership is what two such deeds at once wait for.
    Membership.objects.select_for_update().get(pk=member.pk)
    today = timezone.localdate(at)
    keys = dict(Channel.objects.values_list("key", "pk"))
    parts = {keys[part.channel.key]: part.count for part in found.day.parts}
    levels = {REACHED: found.inputs.per_day, **found.expected_a_day}
    new: dict[tuple[int, int | None], int] = {
        **{(level, None): count for level, count in levels.items()},
        **{(REACHED, channel): count for channel, count in parts.items()},
    }
    ended = dict.fromkeys(targets_on(member.user_id, today), 0)
    channels = Channel.objects.in_bulk([pk for _level, pk in {**ended, **new} if pk])
    aims = [
        (level, channels.get(channel) if channel else None, count)
        for (level, channel), count in {**ended, **new}.items()
    ]
    set_targets(member.user, aims, since=today, at=at)
    return levels
