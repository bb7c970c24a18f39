"""Begin a campaign with its form, change both, close and reopen it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership, User
from bestfew.campaigns.models import Form
from bestfew.history.models import Event, record
from bestfew.prospecting.models import Campaign, Channel


@transaction.atomic
def begin(
    member: Membership, *, channel: Channel, name: str, at: datetime, **facts: Any
) -> Campaign:
    """A new campaign of this member's, with an open form behind its link."""
    campaign: Campaign = Campaign.objects.create(
        owner=member.user, channel=channel, name=name.strip(), created_at=at, **facts
    )
    Form.objects.create(campaign=campaign)
    record("begun", campaign, by=member.user, at=at)
    return campaign


@transaction.atomic
def edit_campaign(
    campaign: Campaign,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields of a campaign; raises `EditConflict` (history)."""
    return campaign.edit(before=before, after=after, by=by, at=at)


@transaction.atomic
def edit_form(
    form: Form,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change what a form says; raises `EditConflict` (history)."""
    return form.edit(before=before, after=after, by=by, at=at)


def form_of(campaign: Campaign) -> Form:
    """Its form; one with the usual words where there was none yet."""
    form, _made = Form.objects.get_or_create(campaign=campaign)
    return form


@transaction.atomic
def close(campaign: Campaign, *, by: User, at: datetime) -> None:
    """Nothing is logged for it any more, and its form says so; twice is once."""
    if Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=at):
        record("closed", campaign, by=by, at=at)
    campaign.closed_at = at


@transaction.atomic
def reopen(campaign: Campaign, *, by: User, at: datetime) -> None:
    """Undo `close`."""
    rows = Campaign.objects.filter(pk=campaign.pk, closed_at__isnull=False)
    if rows.update(closed_at=None):
        record("reopened", campaign, by=by, at=at)
    campaign.closed_at = None
