"""The hold a worker has on a job while it works: short, renewed, given up by death.

django-q2 alone runs a killed job again only after its whole time limit. Here a job is
held for `HOLD`, which the worker renews while it lives: a job whose worker was killed
runs again half a minute later, whatever its time limit is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from time import sleep
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signals import pre_execute

HOLD = timedelta(seconds=settings.JOB_HOLD_SECONDS)
RENEW_SECONDS = settings.JOB_HOLD_SECONDS / 5
MOST_ATTEMPTS = 3
DAY_SECONDS = 86_400

_delivered: tuple[int, datetime] | None = None


class HeldByAnother(Exception):
    """This delivery of a job is stale: it was done, or another worker has it."""


class Final(Exception):
    """A fault that another try would not mend."""


class LeaseBroker(ORM):  # type: ignore[misc]
    """django-q2's database queue, handing out jobs for `HOLD` and not for hours."""

    def dequeue(self) -> list[tuple[tuple[int, datetime], str]] | None:
        now = timezone.now()
        for job in OrmQ.objects.filter(key=self.list_key, lock__lt=now)[: Conf.BULK]:
            until = now + HOLD
            mine = OrmQ.objects.filter(pk=job.pk, lock=job.lock).update(lock=until)
            if mine:
                return [((job.pk, until), job.payload)]
        sleep(Conf.POLL)
        return None

    def acknowledge(self, task_id: tuple[int, datetime]) -> None:
        """Nothing: the worker itself takes a job off the queue when it is done."""

    def fail(self, task_id: tuple[int, datetime]) -> None:
        """Drop a job that cannot be read."""
        OrmQ.objects.filter(pk=task_id[0]).delete()

    def set_stat(self, key: str, value: str, timeout: int) -> None:
        """Nothing: django-q2's status would be written to the database each second."""


def remember_delivery(task: dict[str, Any], **_: Any) -> None:
    """Keep which delivery this worker process is about to run."""
    global _delivered
    _delivered = task.get("ack_id")


pre_execute.connect(remember_delivery, dispatch_uid="bestfew.jobs.lease")


@contextmanager
def held() -> Iterator[int]:
    """Hold the job just delivered until the block ends; gives which attempt it is.

    Done, or failed for good, it leaves the queue; after another fault it comes back in
    a while, until it was tried `MOST_ATTEMPTS` times. Outside a worker there is but one
    attempt, the last. Raises `HeldByAnother`.
    """
    if _delivered is None:
        yield MOST_ATTEMPTS
        return
    hold = Hold(*_delivered)
    attempt = hold.take()
    try:
        yield attempt
    except BaseException as fault:  # django-q2's time limit is a SystemExit
        hold.give_back(for_good=is_final(fault, attempt), wait=attempt * HOLD)
        raise
    hold.give_back(for_good=True)


def is_final(fault: BaseException, attempt: int) -> bool:
    """Whether a job that failed so will not be tried again."""
    return isinstance(fault, Final) or attempt >= MOST_ATTEMPTS


class Hold:
    """A row of the queue that is ours until `until`, and longer while we live."""

    def __init__(self, job: int, until: datetime) -> None:
        self.job, self.until = job, until
        self._attempts = f"job-attempts:{job}"
        self._over = Event()
        self._renewing = Thread(target=self._renew, daemon=True)

    def take(self) -> int:
        """Begin; raises `HeldByAnother`. Returns which attempt this is, from 1."""
        if not self._move(timezone.now() + HOLD):
            raise HeldByAnother
        cache.add(self._attempts, 0, DAY_SECONDS)
        attempt: int = cache.incr(self._attempts)
        self._renewing.start()
        return attempt

    def give_back(self, *, for_good: bool, wait: timedelta = timedelta()) -> None:
        """Stop holding it: take it off the queue, or let it wait for another try."""
        self._over.set()
        self._renewing.join()
        if for_good:
            OrmQ.objects.filter(pk=self.job, lock=self.until).delete()
            cache.delete(self._attempts)
        else:
            self._move(timezone.now() + wait)

    def _move(self, until: datetime) -> bool:
        moved = OrmQ.objects.filter(pk=self.job, lock=self.until).update(lock=until)
        if moved:
            self.until = until
        return bool(moved)

    def _renew(self) -> None:
        while not self._over.wait(RENEW_SECONDS):
            try:
                self._move(timezone.now() + HOLD)
            except DatabaseError:
                continue  # locked for the moment: there is time for another try
            finally:
                connection.close()
