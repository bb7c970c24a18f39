"""Cells of the tables that we write: none that a spreadsheet takes for a formula."""

from __future__ import annotations

import re

_FORMULA = "=+\\-@\t\r\n＝＋－＠"
_GUARD_NEEDED = re.compile(f"'*[ \u00a0]*[{_FORMULA}]")
_RISKY = re.compile(f"^'*[ \u00a0]*[{_FORMULA}]|[;|\t\r\n]")
_GUARDED = re.compile(f"'(?='*[ \u00a0]*[{_FORMULA}])")
_BEHIND_A_DELIMITER = '(?<=[;|\\t\\r\\n])([ \u00a0"]*)'
_BEGINS_A_FORMULA = "(?=[=@＝＠]|[+\\-＋－]\\S)"
_INNER = re.compile(f"{_BEHIND_A_DELIMITER}('*){_BEGINS_A_FORMULA}")
_INNER_GUARDED = re.compile(f"{_BEHIND_A_DELIMITER}'('*){_BEGINS_A_FORMULA}")


def for_spreadsheet(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (trust.md B4): `'` stands before.

    Whatever begins like one is guarded, numbers and phone numbers too; and what would,
    where a program parts the cell at a delimiter that is not the file's. `unguarded`
    takes all of it away again.
    """
    if not _RISKY.search(cell):
        return cell
    cell = _INNER.sub(r"\1'\2", cell)
    return f"'{cell}" if _GUARD_NEEDED.match(cell) else cell


def unguarded(cell: str, *, inside: bool = False) -> str:
    """A cell without the `'` that kept it from being a formula.

    `inside` is for files of our own: others do not guard what stands inside a cell.
    """
    if "'" not in cell:
        return cell
    if inside:
        cell = _INNER_GUARDED.sub(r"\1\2", cell)
    return cell[1:].strip() if _GUARDED.match(cell) else cell
