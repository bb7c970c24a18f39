"""What the numbers were measured on: another machine has others."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from bestfew.sqlite import use_safe_library
from tools.postgres import bin_folder


def machine() -> dict[str, Any]:
    use_safe_library()
    import sqlite3

    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory_gb": round(_memory_bytes() / 1e9, 1),
        "busy": os.getloadavg()[0],  # by others, before the first measure
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": _postgresql(),
    }


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if "model name" in line)
    return next(named, platform.machine())


def _postgresql() -> str:
    programs = bin_folder()
    if programs is None:
        return "none"
    done = subprocess.run(  # noqa: S603
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    return done.stdout.split()[2]
