"""Several deeds at the same moment, for tests.

PostgreSQL runs them side by side; SQLite has one writer, so there it is one after the
other.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import workspace_scope

Deed = Callable[[], object]


def at_once(workspace: Workspace, *deeds: Deed) -> list[object]:
    """What each came to: its answer, or the fault that it raised."""
    came: list[object] = [None] * len(deeds)
    ready = Barrier(len(deeds))

    def do(number: int, deed: Deed) -> None:
        with workspace_scope(workspace):
            try:
                came[number] = deed()
            except Exception as fault:
                came[number] = fault

    def do_in_thread(number: int, deed: Deed) -> None:
        ready.wait()
        do(number, deed)
        connection.close()

    if connection.vendor == "sqlite":
        for number, deed in enumerate(deeds):
            do(number, deed)
        return came
    threads = [Thread(target=do_in_thread, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
