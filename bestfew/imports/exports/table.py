"""How wide a table is: the columns of a noun, and the cells that each of them needs."""

from __future__ import annotations

from bestfew.imports.exports.source import Source
from bestfew.imports.rules.cells import MOST, width_of

ALWAYS = ("phone", "email")
"""Ways to reach somebody that have a column even where nobody has one."""


def widths_of(source: Source) -> dict[str, int]:
    """How many cells each column has; ways to reach that nobody has, none."""
    most = source.most()
    widths = {
        name: 1
        for name in source.columns
        if name not in source.numbered or name in most or name in ALWAYS
    }
    widths |= {name: min(count, MOST) for name, count in most.items() if name in widths}
    if heavy := source.heavy():
        _widen(widths, source, heavy)
    return widths


def _widen(widths: dict[str, int], source: Source, heavy: set[int]) -> None:
    wholes = [name for name in widths if name not in source.numbered]
    ordered = sorted(heavy)
    for start in range(0, len(ordered), 1_000):
        for batch in source.batches(ordered[start : start + 1_000]):
            for record in batch:
                for name in wholes:
                    value = record.get(name)
                    if value and (width := width_of(value)) > widths[name]:
                        widths[name] = width
