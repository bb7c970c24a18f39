"""The person decides: a link by which they say yes or no to being called."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.actions.slips import (
    Details,
    NotYours,
    WrongStep,
    agree,
    locked,
    write_step,
)
from bestfew.teams.models import Slip, SlipLink, Status, TeamMember
from bestfew.teams.rules import slips as rules

LINK_DAYS = 30


@transaction.atomic
def ask_person(slip: Slip, *, by: TeamMember, at: datetime, language: str = "") -> str:
    """The secret of a new link to ask with; those before it end.

    Raises `NotYours`, and `WrongStep` where they have answered already.
    """
    slip = locked(slip)
    if by.pk != slip.giver_id:
        raise NotYours
    if slip.status != Status.IDENTIFIED:
        raise WrongStep
    end_links(slip, at=at)
    _link, secret = SlipLink.issue(
        at=at, days=LINK_DAYS, team_id=slip.team_id, slip=slip, language=language,
        created_at=at,
    )  # fmt: skip
    return secret


def end_links(slip: Slip, *, at: datetime) -> None:
    """None of the links by which the person could answer works any more."""
    rows = SlipLink.unscoped.filter(team=slip.team_id, slip=slip, ended_at=None)
    rows.update(ended_at=at)


def asked_by(link: SlipLink) -> Slip:
    """The slip a link asks about; raises `LinkUsedOrExpired` once one of them left."""
    rows = Slip.unscoped.select_related("giver", "receiver__seat")
    slip: Slip = rows.get(pk=link.slip_id)
    if slip.giver.left_at or slip.receiver.left_at:
        raise LinkUsedOrExpired
    return slip


@transaction.atomic
def answer(
    link: SlipLink, *, agrees: bool, at: datetime, details: Details | None = None
) -> Slip:
    """What the person says themselves; it ends the link.

    Raises `LinkUsedOrExpired` where it was answered, or one of the two left the team;
    `DetailsNeeded` as `agree` does.
    """
    slip = locked(link.slip)
    if slip.giver.left_at or slip.receiver.left_at:
        raise LinkUsedOrExpired
    link.end(at=at)
    if agrees:
        how = _("They said so themselves, through their link.")
        return agree(slip, how=how, at=at, by=None, details=details)
    if not rules.may_follow(slip.status, Status.DECLINED):
        raise WrongStep
    write_step(slip, Status.DECLINED, at=at, by=None)
    return slip
