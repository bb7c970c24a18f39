"""Deeds on a mailing: written, sent off, paused, gone on with, stopped for good."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership, User
from bestfew.campaigns.actions import begin
from bestfew.campaigns.mailing import fields, outcomes, tokens
from bestfew.campaigns.mailing.audience import MOST, counted, those_who_may
from bestfew.campaigns.models import Letter, MailAccount, Mailing
from bestfew.history.models import record
from bestfew.people.models import Medium
from bestfew.prospecting.models import Campaign, Channel

State = Mailing.State
AT_ONCE = 500
SILENT = timedelta(minutes=5)
"""After this long without a sign of life nobody is at work on it."""
FAULT, LEFT, UNWELCOME = "fault", "left", "unwelcome"
"""Why a mailing paused by itself: a fault of ours; who sent it may not any more; its
letters are refused one after another."""


class NotNow(Exception):
    """The mailing is in another state than this deed needs."""


class NoAccount(Exception):
    """There is no account in use to send it through."""


class NobodyToWriteTo(Exception):
    """Nobody of the audience may be written to."""


class TooMany(Exception):
    """More than `audience.MOST`; the number is the first argument."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the draft since it was read."""


class NoChannel(Exception):
    """The workspace has no channel for e-mail."""


def campaign_for(member: Membership, name: str, *, at: datetime) -> Campaign:
    """A campaign of its own for a mailing that has none. Raises `NoChannel`."""
    on = timezone.localdate(at)
    channels = Channel.objects.filter(medium=Medium.EMAIL).order_by("position", "id")
    channel = channels.first()
    if channel is None:
        raise NoChannel
    return begin(member, channel=channel, name=name[:150], starts_on=on, at=at)


@transaction.atomic
def write(
    member: Membership,
    facts: dict[str, Any],
    *,
    campaign: Campaign | None = None,
    at: datetime,
) -> Mailing:
    """A new draft; without a campaign it gets one of its own, named after its subject.

    `facts`: subject, body, language, audience. Raises `UnknownField`, `NoChannel`.
    """
    fields.check(facts["subject"], facts["body"])
    own = campaign or campaign_for(member, fields.title_of(facts["subject"]), at=at)
    mailing: Mailing = Mailing.objects.create(
        owner=member.user, created_at=at, campaign=own, **facts
    )
    record("written", mailing, by=member.user, at=at)
    return mailing


@transaction.atomic
def rewrite(
    mailing: Mailing,
    facts: dict[str, Any],
    *,
    campaign: Campaign | None,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Change a draft that was read at `version`.

    Raises `NotNow`, `ChangedMeanwhile`, `UnknownField`.
    """
    fields.check(facts["subject"], facts["body"])
    held = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if held.state != State.DRAFT:
        raise NotNow
    if held.version != version:
        raise ChangedMeanwhile
    after = facts | ({"campaign_id": campaign.pk} if campaign else {})
    before = {name: getattr(held, name) for name in after}
    held.edit(before=before, after=after, by=by, at=at)


@transaction.atomic
def start(
    mailing: Mailing,
    member: Membership,
    *,
    site: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Send it off, and give the name of the run; the letters are made in here.

    Twice, the second raises `NotNow`. Raises `NoAccount`, `NobodyToWriteTo`, `TooMany`,
    `fields.UnknownField`; `ChangedMeanwhile` where it is not what was looked over at
    `version`. `site` begins every link in a letter: `https://desk.example`.
    """
    fields.check(mailing.subject, mailing.body)
    if not MailAccount.objects.visible_to(member).filter(is_in_use=True).exists():
        raise NoAccount
    _move(mailing, (State.DRAFT,), State.SENDING)
    if version not in (None, mailing.version):
        raise ChangedMeanwhile
    found = counted(member, mailing.audience)
    if not found.may:
        raise NobodyToWriteTo
    if found.may > MOST:
        raise TooMany(found.may)
    mailing.site, mailing.started_at = site.rstrip("/"), at
    made = _make_letters(mailing, member, at=at)
    mailing.left_out = dict(found.left_out)
    if found.may > made:
        mailing.left_out["same_address"] = found.may - made
    mailing.save(update_fields=["site", "started_at", "left_out"])
    record("sent off", mailing, by=member.user, at=at, letters=made)
    return take_over(mailing, at=at)


def _make_letters(mailing: Mailing, member: Membership, *, at: datetime) -> int:
    found = list(those_who_may(member, mailing.audience))
    domain = urlsplit(mailing.site).hostname or "localhost"
    rows = [
        Letter(
            id=pk, mailing=mailing, person_id=person, address=address, key=key,
            message_id=tokens.message_id(pk, domain), next_at=at,
        )
        for pk, (person, address, key) in zip(new_ids(len(found)), found, strict=True)
    ]  # fmt: skip
    Letter.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)


@transaction.atomic
def pause(mailing: Mailing, *, by: User, at: datetime, why: str = "") -> None:
    """No further letter leaves; the one on its way arrives. Raises `NotNow`."""
    _move(mailing, (State.SENDING,), State.PAUSED, why=why, run="", next_at=None)
    record("paused", mailing, by=by, at=at)


@transaction.atomic
def resume(mailing: Mailing, *, by: User, at: datetime) -> str:
    """Go on where it stands; gives the name of the run. Raises `NotNow`.

    It is theirs from now on where its sender may not send any more: it goes on through
    their accounts tomorrow, too, and signs with their name.
    """
    heir = {"owner": by} if mailing.why == LEFT else {}
    _move(mailing, (State.PAUSED,), State.SENDING, why="", **heir)
    record("resumed", mailing, by=by, at=at)
    return take_over(mailing, at=at)


@transaction.atomic
def cancel(mailing: Mailing, *, by: User, at: datetime) -> None:
    """What has not left stays here for good. Raises `NotNow`."""
    _move(mailing, (State.DRAFT, State.SENDING, State.PAUSED), State.CANCELLED,
          run="", next_at=None, ended_at=at)  # fmt: skip
    outcomes.stay_here(mailing, at=at)
    outcomes.leave_unsure(mailing, before=at - SILENT, at=at)
    record("cancelled", mailing, by=by, at=at)


def take_over(mailing: Mailing, *, at: datetime, is_heir: bool = False) -> str:
    """A new run; one that is at work still stops at its next letter.

    An heir knows that the last run is dead, and hands over again what it died over.
    """
    name = secrets.token_urlsafe(16)
    if is_heir:
        handed = Letter.objects.filter(mailing=mailing, state=Letter.State.HANDED)
        handed.filter(run=mailing.run).update(run=name)
    mailing.run, mailing.beat_at, mailing.next_at = name, at, at
    mailing.save(update_fields=["run", "beat_at", "next_at"])
    return name


@transaction.atomic
def count_as_sent(letter: Letter, member: Membership, *, at: datetime) -> None:
    """Somebody found out that it arrived. Raises `NotNow`."""
    outcomes.sent(_unsure(letter), member, at=at)


@transaction.atomic
def send_again(letter: Letter, *, at: datetime) -> None:
    """Somebody found out that it did not arrive: it waits again. Raises `NotNow`."""
    held = _unsure(letter)
    mailing = Mailing.objects.select_for_update().get(pk=held.mailing_id)
    if mailing.state == State.CANCELLED:
        raise NotNow
    held.state, held.reason, held.next_at = Letter.State.WAITING, "", at
    held.handed_at = held.ended_at = None
    held.save(update_fields=["state", "reason", "next_at", "handed_at", "ended_at"])
    if mailing.state == State.DONE:
        mailing.state, mailing.ended_at, mailing.next_at = State.SENDING, None, at
        mailing.save(update_fields=["state", "ended_at", "next_at"])


def _unsure(letter: Letter) -> Letter:
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "mailing__campaign__channel", "person"
    )
    held: Letter = rows.get(pk=letter.pk)
    if held.state != Letter.State.UNSURE:
        raise NotNow
    return held


def _move(mailing: Mailing, fro: tuple[str, ...], to: str, **facts: Any) -> None:
    """From one state to another, whoever is first."""
    rows = Mailing.objects.filter(pk=mailing.pk, state__in=fro)
    if not rows.update(state=to, **facts):
        raise NotNow
    mailing.refresh_from_db()
