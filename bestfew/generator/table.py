"""The crowd as a file that a seller could have, and the truth about it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from bestfew.generator.people import Record

HEADERS = (
    "id",
    "name",
    "phone",
    "email",
    "company",
    "job title",
    "city",
    "country",
    "birthday",
    "note",
)
TRUTH = ("id", "cluster", "copy")


def written(records: Iterable[Record], file: Path) -> Iterator[Record]:
    """The records again, each written to a CSV file (UTF-8) on its way."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        write = csv.writer(opened).writerow
        write(HEADERS)
        for record in records:
            write((record.external_id, *record[2:]))
            yield record


def with_truth(records: Iterable[Record], file: Path) -> Iterator[Record]:
    """The records again; rows of one cluster in that file are about one person."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        write = csv.writer(opened).writerow
        write(TRUTH)
        for record in records:
            write((record.external_id, record.cluster, record.copy))
            yield record
