"""The process beside one that loads a long file (turns.py)."""

from __future__ import annotations

import sys

from bestfew.cli.app import start_django

if __name__ == "__main__":
    start_django()

    from bestfew.imports.loading.turns import take_turns

    take_turns(sys.stdin.buffer, sys.stdout.buffer)
