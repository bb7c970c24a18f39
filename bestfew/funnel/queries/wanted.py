"""Which objectives the Funnel shows, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from bestfew.funnel.models import ObjectiveQuerySet
from bestfew.funnel.queries.lasting import only_stalled


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the Funnel is narrowed to. Empty means everything; `part` the nearest."""

    part: str = ""
    by: str = "days"
    offering: int | None = None
    kind: str = ""
    seller: int | None = None
    stalled: bool = False

    @property
    def is_narrow(self) -> bool:
        return bool(self.offering or self.kind or self.seller or self.stalled)

    def as_query(self) -> str:
        """Its address behind the `?`, the same for the same wish."""
        asked = {
            "part": self.part,
            "by": self.by if self.by != "days" else "",
            "offering": self.offering,
            "kind": self.kind,
            "seller": self.seller,
            "stalled": "on" if self.stalled else "",
        }
        return urlencode({key: value for key, value in asked.items() if value})

    def narrowed(self, objectives: ObjectiveQuerySet, *, on: date) -> ObjectiveQuerySet:
        """Those of some open objectives that are wanted, at any part."""
        narrow = {
            "offering": self.offering,
            "kind": self.kind or None,
            "owner": self.seller,
        }
        narrow = {key: value for key, value in narrow.items() if value}
        found = objectives.filter(**narrow)
        return only_stalled(found, on=on) if self.stalled else found
