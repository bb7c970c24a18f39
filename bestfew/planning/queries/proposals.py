"""What the funnel proposed on past days, from the days as they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.funnel import queries as funnel
from bestfew.funnel.models import Place
from bestfew.funnel.queries.flow import counts_on
from bestfew.planning.queries.plan import Counts, counts_of
from bestfew.planning.rules import Shares


def proposals(
    member: Membership, days: Sequence[date], *, today: date
) -> dict[date, Shares]:
    """The proposal at the end of each of these days, today as it is now; two queries.

    Past days are those that `funnel.actions.keep_days` keeps: call it first.
    """
    past = counts_on(member, [day for day in days if day < today])
    found = {day: _counts(places).proposed() for day, places in past.items()}
    if today in days:
        found[today] = counts_of(funnel.parts(member)).proposed()
    return found


def _counts(places: Mapping[str, int]) -> Counts:
    return Counts(
        universe=places[Place.UNIVERSE],
        above=places[Place.ABOVE],
        in_=places[Place.IN],
        best_few=places[Place.BEST_FEW],
    )
