"""How the week may be shared, how it is laid out, and what it was spent on."""

from __future__ import annotations

from bestfew.planning.rules.allocation import (
    FLOOR,
    ORDER,
    UNITS,
    Shares,
    Work,
    allocate,
    hours,
)

__all__ = ["FLOOR", "ORDER", "UNITS", "Shares", "Work", "allocate", "hours"]
