"""What an import knows of who was merged away, so that its undo harms nobody."""

from __future__ import annotations

from collections.abc import Collection

from bestfew.duplicates.merging.recorder import Recorder
from bestfew.imports.models import ImportRow

OF_COLUMNS = ("fields", "traits")
UNTOLD = [0, 0]
"""A version that nobody has: the undo of the import says that the row was kept."""


def keep_from_undo(ids: Collection[int], recorder: Recorder) -> None:
    """Have the undo of an import leave the columns of who stays as they are.

    They may say the same as a file filled in for the one that goes, and have said so
    before there was that file. Facts that it added have keys of their own, and go.
    """
    filled = ImportRow.objects.filter(pk__in=ids).exclude(before=None)
    for row in filled.order_by("pk"):
        known = row.before or {}
        before = {k: v for k, v in known.items() if k not in OF_COLUMNS}
        if "version" in before:
            before["version"] = UNTOLD
        recorder.change(row, {"before": before})
