"""Mailings in the background. A run may be killed, and runs twice: see ADR 17."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns.mailing import accounts, deeds, dispatching, outcomes, sending
from bestfew.campaigns.models import Dispatch, Letter, MailAccount, Mailing
from bestfew.jobs.queue import enqueue

RUN = "bestfew.campaigns.jobs.run_mailing"
FAULT = "bestfew.campaigns.jobs.note_fault"
TRY = "bestfew.campaigns.jobs.run_try_out"
TRY_FAULT = "bestfew.campaigns.jobs.note_try_fault"
DISPATCH = "bestfew.campaigns.jobs.run_dispatch"
TRYING = "trying"


@transaction.atomic
def start(
    mailing: Mailing, member: Membership, *, site: str, version: int | None = None
) -> None:
    """Send it off in the background; raises what `deeds.start` raises."""
    now = timezone.now()
    name = deeds.start(mailing, member, site=site, at=now, version=version)
    _go_on(mailing, member, name)


@transaction.atomic
def resume(mailing: Mailing, member: Membership) -> None:
    """Go on in the background; raises `NotNow`."""
    name = deeds.resume(mailing, by=member.user, at=timezone.now())
    _go_on(mailing, member, name)


def _go_on(mailing: Mailing, member: Membership, name: str) -> None:
    enqueue(RUN, mailing.pk, name, _left(mailing), by=member, on_fault=FAULT)


def try_out(account: MailAccount, member: Membership) -> None:
    """Connect and sign in, in the background: no page waits for a mail server."""
    MailAccount.objects.filter(pk=account.pk).update(fault=TRYING)
    enqueue(TRY, account.pk, by=member, on_fault=TRY_FAULT)


def run_try_out(_member: Membership, pk: int) -> None:
    if account := MailAccount.objects.filter(pk=pk).first():
        accounts.try_out(account, at=timezone.now())


def note_try_fault(_member: Membership, pk: int) -> None:
    MailAccount.objects.filter(pk=pk, fault=TRYING).update(fault="unreachable")


@transaction.atomic
def dispatch(member: Membership, posts: Sequence[dispatching.Post]) -> None:
    """Send letters that are no mailing's in the background; each once, by its name."""
    for pk in dispatching.keep(member, posts, at=timezone.now()):
        enqueue(DISPATCH, pk, by=member)


def run_dispatch(member: Membership, pk: int) -> None:
    dispatching.send(member, pk, now=timezone.now)


def _left(mailing: Mailing) -> int:
    return int(Letter.objects.filter(mailing=mailing).unsettled().count())


def run_mailing(member: Membership, pk: int, name: str, _left: int) -> None:
    mailing = _of_run(pk, name)
    if mailing and sending.run(mailing, member, name, now=timezone.now):
        _begin_anew(mailing, member)


def note_fault(member: Membership, pk: int, name: str, left: int) -> None:
    """Tried in vain: begin again if any letter left at all, else wait for somebody."""
    mailing = _of_run(pk, name)
    if mailing is None:
        return
    if _left(mailing) < left and member.may_write:
        _begin_anew(mailing, member, is_heir=True)
    else:
        why = deeds.FAULT if member.may_write else deeds.LEFT
        deeds.pause(mailing, by=member.user, at=timezone.now(), why=why)


def _of_run(pk: int, name: str) -> Mailing | None:
    rows = Mailing.objects.select_related("workspace", "owner", "campaign__channel")
    found: Mailing | None = rows.filter(
        pk=pk, run=name, state=Mailing.State.SENDING
    ).first()
    return found


@transaction.atomic
def _begin_anew(mailing: Mailing, member: Membership, *, is_heir: bool = False) -> None:
    name = deeds.take_over(mailing, at=timezone.now(), is_heir=is_heir)
    _go_on(mailing, member, name)


def go_on() -> None:
    """Take up, in every workspace, the mailings whose time has come.

    Their caps are whole again at midnight, an account has rested, a server wanted a
    letter later: `Mailing.next_at` says when. Runs every few minutes.
    """
    now = timezone.now()
    _settle_cancelled(now)
    silent = Q(beat_at=None) | Q(beat_at__lt=now - deeds.SILENT)
    due = Mailing.unscoped.filter(silent, state=Mailing.State.SENDING, next_at__lte=now)
    for workspace_id in set(due.values_list("workspace_id", flat=True)):
        workspace = Workspace.objects.get(pk=workspace_id)
        with workspace_scope(workspace), timezone.override(ZoneInfo(workspace.zone)):
            for mailing in Mailing.objects.filter(pk__in=due.values("pk")):
                _wake(mailing)
    _go_on_with_dispatches(now)


def _go_on_with_dispatches(now: datetime) -> None:
    """Those that waited for room, for a server, or whose worker died."""
    due = Dispatch.unscoped.filter(next_at__lte=now).order_by("id")
    for workspace, user, pk in due.values_list("workspace", "by", "pk"):
        writer = Membership.objects.filter(workspace=workspace, user=user).first()
        if writer and writer.may_write and writer.user.is_active:
            enqueue(DISPATCH, pk, by=writer)
        else:
            row = Dispatch.unscoped.filter(pk=pk)
            row.update(next_at=None, came=deeds.LEFT, facts={})


def _settle_cancelled(now: datetime) -> None:
    """Letters that were on their way while somebody stopped their mailing.

    A worker died over them, or a server put them off: then they wait in vain.
    """
    died = Q(state=Letter.State.HANDED, handed_at__lt=now - deeds.SILENT)
    stopped = Letter.unscoped.filter(mailing__state=Mailing.State.CANCELLED)
    left = stopped.filter(died | Q(state=Letter.State.WAITING))
    for workspace in Workspace.objects.filter(pk__in=left.values("workspace")):
        with workspace_scope(workspace):
            for mailing in Mailing.objects.filter(pk__in=left.values("mailing")):
                outcomes.leave_unsure(mailing, before=now - deeds.SILENT, at=now)
                outcomes.stay_here(mailing, at=now)


def _wake(mailing: Mailing) -> None:
    member = Membership.objects.filter(
        workspace=mailing.workspace_id, user=mailing.owner_id
    ).first()
    if member and member.may_write and member.user.is_active:
        _begin_anew(mailing, member)
    else:
        deeds.pause(mailing, by=mailing.owner, at=timezone.now(), why=deeds.LEFT)
