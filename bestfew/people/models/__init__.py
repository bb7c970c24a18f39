"""People, organisations, and everything that is known about one of them."""

from __future__ import annotations

from bestfew.people.models.choices import (
    ConcernKind,
    ContactKind,
    DateKind,
    LawfulBasis,
    LevelName,
    Medium,
    Purpose,
    State,
)
from bestfew.people.models.facts import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    Tag,
    Tagging,
)
from bestfew.people.models.person import (
    MayNotContact,
    OfPersonQuerySet,
    OfSomeoneQuerySet,
    Organisation,
    OrganisationQuerySet,
    Person,
    PersonQuerySet,
    Role,
    Source,
)
from bestfew.people.models.words import Concern, Permission

__all__ = [
    "Concern",
    "ConcernKind",
    "ContactKind",
    "ContactPoint",
    "DateKind",
    "ExternalId",
    "ImportantDate",
    "LawfulBasis",
    "LevelName",
    "MayNotContact",
    "Medium",
    "OfPersonQuerySet",
    "OfSomeoneQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Permission",
    "Person",
    "PersonQuerySet",
    "Purpose",
    "Role",
    "Source",
    "State",
    "Tag",
    "Tagging",
]
