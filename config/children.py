"""A child process that does not outlive its parent."""

from __future__ import annotations

import os
import signal
from threading import Thread
from time import sleep

LOOK_SECONDS = 2
DRAIN_SECONDS = 10
PARENT = "BESTFEW_PARENT"
"""The variable in which `bestfew serve` tells its children whose they are."""


def end_with(parent: int) -> None:
    """Have this process end, as by SIGTERM, once `parent` is gone; 0 is nobody."""
    if parent:
        Thread(target=_watch, args=(parent,), daemon=True).start()


def end_with_named() -> None:
    """The same for the parent that the environment names, if it is ours."""
    named = os.environ.get(PARENT, "")
    if named == str(os.getppid()):
        end_with(int(named))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(DRAIN_SECONDS)
    leads = os.getpgrp() == os.getpid()
    (os.killpg if leads else os.kill)(os.getpid(), signal.SIGKILL)
