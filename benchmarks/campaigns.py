"""What the pages of campaigns, Today and a mailing ask of many rows."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.timing import say, times
from bestfew.cli.app import working_in

if TYPE_CHECKING:
    from datetime import datetime

    from bestfew.accounts.models import Membership
    from bestfew.prospecting.models import Campaign

RUNS = 15
CAMPAIGNS = 20
MOST_PEOPLE = 100_000
"""Those whom campaigns reached; the others came by themselves."""
AGREED = 10
"""One of so many agreed to news by e-mail."""
WAIT = timedelta(days=30)


def main() -> None:
    with working_in("") as member:
        from django.utils.timezone import now

        from bestfew.campaigns.mailing.audience import counted
        from bestfew.campaigns.queries import numbers_of, unanswered

        at = now()
        campaigns = _begin(member, at=at)
        asked = {
            "campaigns, what came of twenty": lambda: numbers_of(campaigns),
            "campaigns, who waits": lambda: list(
                unanswered(member, since=at - WAIT)[:50]
            ),
            "campaigns, an audience of all": lambda: counted(member, {}),
        }
        for name, deed in asked.items():
            say(name, **times(deed, runs=RUNS))


def _begin(member: Membership, *, at: datetime) -> list[Campaign]:
    """Campaigns, each with the answers of some of the people; and who agreed."""
    from bestfew.activities.models import Activity
    from bestfew.people.models import Person
    from bestfew.prospecting.models import Campaign, Channel

    channel = Channel.objects.order_by("pk")[0]
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    some = people[:MOST_PEOPLE]
    ends = [*some[:: max(1, len(some) // CAMPAIGNS)][:CAMPAIGNS], some[-1]]
    made = []
    for number, (first, last) in enumerate(pairwise(ends)):
        campaign = Campaign.objects.create(
            owner=member.user, channel=channel, name=f"Batch {number}",
            starts_on=at.date(), created_at=at,
        )  # fmt: skip
        rows = Activity.objects.filter(person__gte=first, person__lt=last)
        answers = rows.filter(is_incoming=True)
        answers.update(campaign=campaign, at=at - timedelta(days=2 * number))
        made.append(campaign)
    _agree(member, people[::AGREED], at=at)
    return made


def _agree(member: Membership, people: list[int], *, at: datetime) -> None:
    from bestfew.imports import bulk
    from bestfew.people.models import Medium, Permission, Purpose

    word = (Purpose.NEWS, Medium.EMAIL, Permission.State.GIVEN, at, member.user_id)
    bulk.insert_new(
        Permission,
        ("person_id", "purpose", "medium", "state", "at", "by_id"),
        [(person, *word) for person in people],
    )


if __name__ == "__main__":
    main()
