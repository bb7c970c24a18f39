"""Which loader loads which noun."""

from __future__ import annotations

from typing import Any

from bestfew.imports.loading.activities import ActivityLoader
from bestfew.imports.loading.loader import Context, Loader
from bestfew.imports.loading.objectives import ObjectiveLoader
from bestfew.imports.loading.organisations import OrganisationLoader
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.models import Noun

LOADERS: dict[str, type[Loader[Any]]] = {
    Noun.PEOPLE: PeopleLoader,
    Noun.ORGANISATIONS: OrganisationLoader,
    Noun.OBJECTIVES: ObjectiveLoader,
    Noun.ACTIVITIES: ActivityLoader,
}


def loader_of(context: Context) -> Loader[Any]:
    return LOADERS[context.job.noun](context)
