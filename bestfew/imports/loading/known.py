"""The people whom a batch of rows may be about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from bestfew.imports.loading.finding import Owner, PointKey
from bestfew.imports.loading.people_rows import PersonRow
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.loading.someone import Someone

MOST = 50
"""People of one number or address whom rows are compared with: a switchboard's number
says of nobody who they are.
"""


@dataclass(slots=True)
class Known:
    """They, by what finds them."""

    people: dict[int, Someone] = field(default_factory=dict)
    told: list[tuple[PersonRow, int]] = field(default_factory=list)
    strangers: list[tuple[PersonRow, int]] = field(default_factory=list)
    owners: dict[Ref, Owner] = field(default_factory=dict)
    by_ref: dict[Ref, Someone] = field(default_factory=dict)
    by_number: dict[int, Someone] = field(default_factory=dict)
    by_point: dict[PointKey, list[Someone]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def remember(self, someone: Someone, row: PersonRow) -> None:
        """What the row says of someone finds them from now on."""
        self.told.append((row, someone.id))
        for ref in row.refs:
            self.by_ref.setdefault(ref, someone)
        for key in row.keys:
            self.stand_at(key, someone)

    def meet(self, row: PersonRow, pk: int) -> None:
        """Somebody whom nobody knew, and no other row of the batch tells of."""
        self.strangers.append((row, pk))

    def stand_at(self, key: PointKey, someone: Someone) -> None:
        here = self.by_point[key]
        if len(here) < MOST and someone not in here:
            here.append(someone)
