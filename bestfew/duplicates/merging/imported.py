"""Files and merges: an undo of an import harms nobody, old exports find whom to."""

from __future__ import annotations

from collections.abc import Collection

from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.merging.recorder import Recorder
from bestfew.imports.models import ImportRow
from bestfew.imports.rules.text import OURS
from bestfew.people.models import ExternalId, Organisation, Person

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


def keep_address(into: Someone, other: Someone, recorder: Recorder) -> None:
    """Have files that were exported before find the one by the key of the other.

    Its own key stands beside it, for exports name either all of ours or none.
    """
    keys = [str(other.pk), str(into.pk)]
    known = ExternalId.objects.filter(namespace=OURS, value__in=keys)
    for key in set(keys) - set(known.values_list("value", flat=True)):
        recorder.make(
            ExternalId(
                namespace=OURS,
                value=key,
                person=into if isinstance(into, Person) else None,
                organisation=into if isinstance(into, Organisation) else None,
            )
        )
