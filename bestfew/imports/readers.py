"""The door to files: looked over, read row by row, refused in one sentence."""

from __future__ import annotations

from bestfew.imports.reading.delimited import (
    check_file,
    layout_of,
    rows_of,
    sample_of,
)
from bestfew.imports.reading.layouts import MOST_BYTES, Form, Layout, Unreadable

__all__ = [
    "MOST_BYTES",
    "Form",
    "Layout",
    "Unreadable",
    "check_file",
    "layout_of",
    "rows_of",
    "sample_of",
]
