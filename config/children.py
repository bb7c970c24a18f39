"""A child process that does not outlive its parent."""

from __future__ import annotations

import os
import signal
from threading import Thread
from time import sleep

LOOK_SECONDS = 2


def end_with(parent: int) -> None:
    """Have this process end, as by SIGTERM, once `parent` is gone; 0 is nobody."""
    if parent:
        Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
