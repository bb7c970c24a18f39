"""Which loader loads which noun, and what its rows become."""

from __future__ import annotations

from typing import Any

from bestfew.activities.models import Activity
from bestfew.funnel.models import Objective
from bestfew.imports.loading.activities import ActivityLoader
from bestfew.imports.loading.loader import Context, Loader
from bestfew.imports.loading.markets import MarketLoader
from bestfew.imports.loading.objectives import ObjectiveLoader
from bestfew.imports.loading.organisations import OrganisationLoader
from bestfew.imports.loading.people import PeopleLoader
from bestfew.imports.loading.professions import ProfessionLoader
from bestfew.imports.loading.referrals import ReferralLoader
from bestfew.imports.loading.sphere import SphereLoader
from bestfew.imports.models import Noun
from bestfew.markets.models import TargetMarket
from bestfew.network.models import Profession, Referral, SphereMember
from bestfew.people.models import Organisation, Person

LOADERS: dict[str, type[Loader[Any]]] = {
    Noun.PEOPLE: PeopleLoader,
    Noun.ORGANISATIONS: OrganisationLoader,
    Noun.OBJECTIVES: ObjectiveLoader,
    Noun.ACTIVITIES: ActivityLoader,
    Noun.MARKETS: MarketLoader,
    Noun.PROFESSIONS: ProfessionLoader,
    Noun.SPHERE: SphereLoader,
    Noun.REFERRALS: ReferralLoader,
}

MODELS: dict[str, type[Any]] = {
    Noun.PEOPLE: Person,
    Noun.ORGANISATIONS: Organisation,
    Noun.OBJECTIVES: Objective,
    Noun.ACTIVITIES: Activity,
    Noun.MARKETS: TargetMarket,
    Noun.PROFESSIONS: Profession,
    Noun.SPHERE: SphereMember,
    Noun.REFERRALS: Referral,
}


def loader_of(context: Context) -> Loader[Any]:
    return LOADERS[context.job.noun](context)
