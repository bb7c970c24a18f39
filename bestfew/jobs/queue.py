"""Hand work to the background, and run it there in its workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django_q.conf import Conf
from django_q.exceptions import TimeoutException
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from bestfew.accounts.models import Membership, Role, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.jobs.lease import MOST_ATTEMPTS, Final, HeldByAnother, held, is_final

RUN = "bestfew.jobs.queue.run"
Seat = tuple[int, int]
"""A workspace's key and a user's."""


class MayNotRun(Final):
    """Who started the job has left the workspace, or may only look by now."""


class GivenUp(Final):
    """The job ended its worker each time it was tried."""


def enqueue(
    function: str, *args: Any, by: Membership | None = None, on_fault: str = ""
) -> None:
    """Have `function` (a dotted path) run soon, in the background.

    With `by` it is called as `function(member, *args)` inside the member's workspace,
    language and time zone, if they still may write by then; without, as
    `function(*args)`. It may run twice: make it idempotent and chunked. `on_fault` is
    called in its place, with the same arguments, once it was tried in vain. Inside a
    transaction the job is queued with it. In tests it runs at once.
    """
    member = by.pk if by else None
    seat = (by.workspace_id, by.user_id) if by else None
    if Conf.SYNC:
        run(function, member, args, on_fault, seat)
    else:
        async_task(RUN, function, member, args, on_fault, seat)


def run(
    function: str,
    member: int | None,
    args: tuple[Any, ...],
    on_fault: str = "",
    seat: Seat | None = None,
) -> None:
    """What the worker calls. Raises `MayNotRun`, `GivenUp`, or the job's own fault."""
    with suppress(HeldByAnother), held() as attempt:
        try:
            if attempt > MOST_ATTEMPTS:  # it ended its worker every time
                raise GivenUp(function)
            with _as_member(member) as who:
                import_string(function)(*who, *args)
        except (Exception, TimeoutException) as fault:
            if on_fault and is_final(fault, attempt):
                with _as_member(member, seat) as who:
                    import_string(on_fault)(*who, *args)
            raise


@contextmanager
def _as_member(
    pk: int | None, seat: Seat | None = None
) -> Iterator[tuple[Membership, ...]]:
    """The member who started the job, at work in their workspace; or nobody.

    They must be active and allowed to write now, else `MayNotRun`; but for who only
    hears of a fault, told by their `seat`: who has left it is a viewer who left.
    """
    if pk is None:
        yield ()
        return
    members = Membership.objects.select_related("workspace", "user")
    member = members.filter(pk=pk).first() or (seat and _who_left(seat))
    if not member:
        raise MayNotRun
    if seat is None and not (member.may_write and member.user.is_active):
        raise MayNotRun
    workspace = member.workspace
    with (
        workspace_scope(workspace),
        timezone.override(ZoneInfo(workspace.zone)),
        translation.override(member.user.language or workspace.language),
    ):
        yield (member,)


def _who_left(seat: Seat) -> Membership | None:
    """A member who may only look, and is in no table."""
    workspace = Workspace.objects.filter(pk=seat[0]).first()
    user = User.objects.filter(pk=seat[1]).first()
    if workspace is None or user is None:
        return None
    return Membership(workspace=workspace, user=user, role=Role.VIEWER)


def keep_schedules(schedules: dict[str, int]) -> None:
    """See that each function (a dotted path) runs every so many minutes, and no other.

    Call it when a worker starts. Missed runs are made up for by one.
    """
    for function, minutes in schedules.items():
        Schedule.objects.update_or_create(
            name=function,
            defaults={
                "func": RUN,
                "args": repr((function, None, ())),
                "schedule_type": Schedule.MINUTES,
                "minutes": minutes,
            },
        )
    Schedule.objects.exclude(name__in=schedules).delete()


def oldest_waiting_seconds() -> float:
    """How long the job that waits longest has been ready to run; 0 without one."""
    locks = OrmQ.objects.filter(lock__lt=timezone.now()).order_by("lock")
    first = locks.values_list("lock", flat=True).first()
    return (timezone.now() - first).total_seconds() if first else 0.0
