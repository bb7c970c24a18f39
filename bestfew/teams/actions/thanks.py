"""Thank you for closed business: recorded by the receiver, credited to the giver."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.history.once import once
from bestfew.teams.actions.slips import NotYours, WrongStep, locked, write_step
from bestfew.teams.models import Slip, Status, TeamMember, Thanks
from bestfew.teams.rules import slips as rules

thanked: Consequence[[Thanks]] = Consequence()
"""Follows each entry of thanks, a correction too, in the same transaction."""


def thank(
    slip: Slip,
    *,
    by: TeamMember,
    amount: Decimal,
    currency: str,
    on: date,
    at: datetime,
    submit_id: str = "",
) -> Thanks:
    """Turnover from a referral, net of tax; it is won by this, if it was not.

    The same `submit_id` again, or at once, is one entry. Raises `NotYours` for who did
    not get it, `WrongStep` for one that was declined or lost, or not agreed to yet.
    """
    facts: dict[str, Any] = {"amount": amount, "currency": currency, "on": on, "at": at}
    return once(
        lambda: _sent(by, submit_id),
        lambda: _thank(slip, by, submit_id=submit_id, **facts),
    )


def _sent(by: TeamMember, submit_id: str) -> Thanks | None:
    rows = Thanks.unscoped.filter(team=by.team_id, receiver=by.pk, submit_id=submit_id)
    found: Thanks | None = rows.first() if submit_id else None
    return found


@transaction.atomic
def _thank(slip: Slip, by: TeamMember, *, at: datetime, **facts: Any) -> Thanks:
    slip = locked(slip)
    if by.pk != slip.receiver_id:
        raise NotYours
    if slip.status != Status.WON:
        if not rules.may_follow(slip.status, Status.WON):
            raise WrongStep
        write_step(slip, Status.WON, at=at, by=by)
    return _entry(slip, at=at, **facts)


def _entry(slip: Slip, **facts: Any) -> Thanks:
    entry: Thanks = Thanks.unscoped.create(
        team_id=slip.team_id, slip=slip, giver_id=slip.giver_id,
        receiver_id=slip.receiver_id, **facts,
    )  # fmt: skip
    thanked(entry)
    return entry


@transaction.atomic
def correct_thanks(
    entry: Thanks, *, by: TeamMember, amount: Decimal, at: datetime
) -> Thanks:
    """The right amount, perhaps 0, as another entry; the wrong one stays.

    Raises `NotYours`, and `WrongStep` for an entry that was corrected already.
    """
    slip = locked(entry.slip)
    if by.pk != entry.receiver_id:
        raise NotYours
    if Thanks.unscoped.filter(team=entry.team_id, corrects=entry).exists():
        raise WrongStep
    facts = {"amount": amount, "currency": entry.currency, "on": entry.on}
    return _entry(slip, at=at, corrects=entry, **facts)
