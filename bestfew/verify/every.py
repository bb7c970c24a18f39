"""All checks, and how they are made: each workspace in turn, in one snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.verify import (
    engine,
    funnel_days,
    imports,
    keys,
    levels,
    mailings,
    network,
    objectives,
    people,
    reach,
    search,
    slips,
    teams,
    tenancy,
    weeks,
)
from bestfew.verify.check import Check, Found


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found, where, and how long it took, in seconds."""

    check: Check
    workspace: Workspace | None
    found: Found
    seconds: float


def of_workspaces() -> list[Check]:
    return [
        *tenancy.checks(),
        *imports.CHECKS,
        *keys.CHECKS,
        *people.CHECKS,
        *search.checks(),
        *objectives.CHECKS,
        *funnel_days.CHECKS,
        *reach.CHECKS,
        *levels.CHECKS,
        *weeks.CHECKS,
        *mailings.CHECKS,
        *network.CHECKS,
    ]


def verify(workspaces: Sequence[Workspace], *, strict: bool) -> Iterator[Result]:
    """Make every check; what other processes write meanwhile is not looked at.

    `strict`: SQLite compares its indexes with their rows, too.
    """
    with snapshot():
        yield from made(engine.checks(strict=strict), None)
        yield from made([*teams.checks(), *slips.checks()], None)
        for workspace in workspaces:
            zone = ZoneInfo(workspace.zone)
            with workspace_scope(workspace), timezone.override(zone):
                yield from made(of_workspaces(), workspace)


def made(checks: Iterable[Check], where: Workspace | None) -> Iterator[Result]:
    """The checks, one after the other."""
    for check in checks:
        start = perf_counter()
        try:
            found = check.find()
        except DatabaseError as fault:  # so damaged that it cannot be read
            found = Found.among([fault])
        yield Result(check, where, found, perf_counter() - start)


@contextmanager
def snapshot() -> Iterator[None]:
    """The database as it is now, to read only; in a transaction, as that sees it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _snapshot_of_sqlite():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _snapshot_of_sqlite() -> Iterator[None]:
    """Django's transactions take the lock to write: this one leaves it to others."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            cursor.execute("PRAGMA query_only = OFF")
