"""An objective as a batch sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from bestfew.accounts.ids import new_id
from bestfew.funnel.models import Objective
from bestfew.imports.loading.finding import Owner

FIELDS = (
    "kind",
    "name",
    "offering_id",
    "value",
    "currency",
    "first_contact_on",
    "expected_close_on",
    "confidence",
    "fit",
    "fit_on",
    "fit_verified_on",
    "agreement",
    "next_deed",
    "strength",
    "competition",
    "reorganised_on",
    "is_paused",
    "is_open",
)


@dataclass(slots=True, eq=False)
class Deal:
    id: int
    is_new: bool = False
    is_visible: bool = True
    version: int = 1
    person: int | None = None
    organisation: int | None = None
    external_id: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    owner: int | None = None
    is_shared: bool = False
    opened_at: datetime | None = None

    @property
    def customer(self) -> Owner:
        return Owner(self.person, self.organisation)

    @classmethod
    def for_(cls, customer: Owner) -> Self:
        """A new one."""
        return cls(
            new_id(),
            is_new=True,
            person=customer.person,
            organisation=customer.organisation,
        )

    @classmethod
    def recalled(cls, pk: int, begun: str) -> Self:
        """One that an earlier row of a dry run would have opened, on that day."""
        deal = cls(pk, is_new=True, fields=dict.fromkeys(FIELDS))
        deal.fields["first_contact_on"] = date.fromisoformat(begun)
        return deal

    @classmethod
    def of(cls, row: Objective, *, is_visible: bool) -> Self:
        fields = {name: getattr(row, name) for name in FIELDS}
        return cls(
            row.pk,
            is_visible=is_visible,
            version=row.version,
            person=row.person_id,
            organisation=row.organisation_id,
            external_id=row.external_id,
            fields=fields,
            traits=row.traits,
        )


def values_of(deal: Deal) -> tuple[Any, ...]:
    """The columns of `FIELDS`, and the traits."""
    return (*(deal.fields[name] for name in FIELDS), deal.traits)
