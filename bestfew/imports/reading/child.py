"""Turns a file that others wrote into plain CSV, in a process of its own.

`python -m bestfew.imports.reading.child REQUEST`, where REQUEST is JSON: `path`,
`out`, `room` (a folder for what is unpacked), `kind`, `part`, `encoding`, `language`.
It holds itself to its caps before it opens anything, writes `out` (UTF-8, headers
first) and says in a line of JSON what it read, or why not. Whatever a file does to it,
it does to nobody else.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from bestfew.imports.reading import tables
from bestfew.imports.reading.layouts import Unreadable
from bestfew.imports.reading.tables import Table

MOST_MEMORY = 512 << 20
MOST_SECONDS = 60
FIRST_SECONDS = 4
SECONDS_A_MEGABYTE = 2
"""Time grows with the file: a small one that takes long is made to do harm.

A workbook of 200,000 rows, 12 MB, takes 3 s on a machine of two slow cores.
"""

MOST_WRITTEN = 1 << 30
_TRACE = 4_000


def cap(size: int) -> None:
    """Hold this process to its memory, time and room, where the system can.

    `size` is that of the file, in bytes.
    """
    try:
        import resource
    except ImportError:  # Windows: the parent's watch is all there is
        return
    seconds = FIRST_SECONDS + size * SECONDS_A_MEGABYTE // 1_000_000
    for name, most in (
        ("RLIMIT_AS", MOST_MEMORY),
        ("RLIMIT_CPU", min(MOST_SECONDS, seconds)),
        ("RLIMIT_FSIZE", MOST_WRITTEN),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (ValueError, OSError):  # macOS knows some names, but not their use
            continue


def table_of(asked: dict[str, Any]) -> Table:
    """Open a file; raises `Unreadable`."""
    path, room, kind = Path(asked["path"]), Path(asked["room"]), asked["kind"]
    if kind == "vcard":
        return tables.cards_of([(path, asked["encoding"])], room)
    if kind == "jsonl":
        return tables.lines_of(path, room)
    if kind == "zip":
        from bestfew.imports.reading import archives

        members = archives.inspected(path)
        if not archives.is_workbook(members):
            from bestfew.imports.reading.bundles import table_of_bundle

            return table_of_bundle(path, members, asked)
    return tables.workbook_of(path, asked["part"], room)


def answer_to(asked: dict[str, Any]) -> dict[str, Any]:
    """What is said of a file: what was read, or why it was not."""
    try:
        table = table_of(asked)
        tables.write(table, Path(asked["out"]))
        return {
            "kind": table.kind,
            "part": table.part,
            "parts": table.parts,
            "remarks": list(table.remarks),
        }
    except Unreadable as fault:
        return {"refused": fault.code, "facts": fault.facts}
    except MemoryError:
        return {"refused": "too_much"}
    except OSError as fault:
        return {"refused": "no_room" if fault.errno == errno.ENOSPC else "broken"}
    except BaseException:  # a panic of a parser is no Exception
        return {"refused": "broken", "trace": traceback.format_exc()[-_TRACE:]}


if __name__ == "__main__":
    request = json.loads(sys.argv[1])
    cap(Path(request["path"]).stat().st_size)
    sys.stdout.write(json.dumps(answer_to(request)))
    sys.stdout.flush()
    os._exit(0)  # freeing what a workbook held takes longer than reading it
