"""The process beside a worker: reads rows while the worker writes them (parsing.py)."""

from __future__ import annotations

import sys

from bestfew.cli.app import start_django

if __name__ == "__main__":
    start_django()

    from bestfew.imports.loading.heavy import no_collecting
    from bestfew.imports.loading.parsing import answer

    with no_collecting():
        answer(sys.stdin.buffer, sys.stdout.buffer)
