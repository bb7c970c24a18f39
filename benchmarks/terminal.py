"""How soon the terminal answers."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import BESTFEW, say, times


def main() -> None:
    for command in (["--help"], ["allocate", "6", "15", "12", "--json"]):
        run = [BESTFEW, *command]
        say(
            f"bestfew {command[0]}",
            **times(
                lambda run=run: subprocess.run(run, check=True, capture_output=True),  # type: ignore[misc]  # noqa: S603
                runs=10,
            ),
        )
    bare = [sys.executable, "-c", ""]
    say(
        "a bare Python, the limit",
        **times(lambda: subprocess.run(bare, check=True), runs=10),  # noqa: S603
    )


if __name__ == "__main__":
    main()
