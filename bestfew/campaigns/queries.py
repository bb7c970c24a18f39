"""Lists of campaigns, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.campaigns.models import Call
from bestfew.funnel.models import Ending, Outcome
from bestfew.people.models import Person, State
from bestfew.prospecting.models import Campaign
from bestfew.reach.models import ReachDay
from bestfew.web.pages import Page, page_of


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a campaign came to so far, in people: each is counted once.

    `reached` counts contacts, by hand and from the log (C10, OQ-16); `responses` are
    those who contacted us through it (C13), `prospects` and `buyers` who is one of
    those that it names.
    """

    reached: int = 0
    responses: int = 0
    prospects: int = 0
    buyers: int = 0


def campaigns(member: Membership, *, after: str = "") -> Page[Campaign]:
    """One page of the campaigns one sees: the open ones first, each from the newest."""
    rows = Campaign.objects.visible_to(member).select_related("channel")
    shut = Case(
        When(closed_at=None, then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )
    return page_of(rows.annotate(is_shut=shut), order=("is_shut", "-id"), after=after)


def numbers_of(rows: list[Campaign]) -> dict[int, Numbers]:
    """What came of some campaigns, by their ids, in two queries."""
    ids = [row.pk for row in rows]
    entries = Activity.objects.filter(campaign__in=ids)
    counted = _counted(entries.exclude(person=None).order_by().values("campaign"))
    found = {row.pop("campaign"): row for row in counted}
    reached = _reached(ids)
    return {pk: Numbers(reached.get(pk, 0), **found.get(pk, {})) for pk in ids}


def _reached(ids: list[int]) -> dict[int, int]:
    days = ReachDay.objects.filter(campaign__in=ids).order_by().values("campaign")
    summed = days.annotate(n=Sum(F("by_hand") + F("from_log")))
    return dict(summed.values_list("campaign", "n"))


def _counted(entries: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    won = Ending.objects.filter(
        objective__person=OuterRef("person"), outcome=Outcome.WON
    )
    people = {
        "responses": Q(is_incoming=True),
        "prospects": Q(person__state=State.PROSPECT),
        "buyers": Q(Exists(won)),
    }
    counts = {
        name: Count("person", distinct=True, filter=rule)
        for name, rule in people.items()
    }
    found: QuerySet[Any, Any] = entries.annotate(**counts)
    return found


def cost_each(campaign: Campaign, count: int) -> Decimal | None:
    """What one of `count` cost; None where there is nothing to say."""
    return campaign.cost / count if campaign.cost and count else None


def responders(campaign: Campaign, member: Membership) -> list[Activity]:
    """The newest answers to a campaign, with the people whom this member sees."""
    rows = Activity.objects.visible_to(member).filter(
        campaign=campaign, is_incoming=True, person__isnull=False
    )
    return list(rows.select_related("person").order_by("-at", "-id")[:20])


def unanswered(member: Membership, *, since: datetime) -> QuerySet[Person]:
    """Those of this member who contacted us through a campaign and wait for us.

    A note, a call in vain and a letter to many are no answer.
    """
    ours = Activity.objects.spoken().filter(person=OuterRef("person"))
    later = ours.filter(is_incoming=False, at__gte=OuterRef("at"))
    came = Activity.objects.filter(by=member.user_id, at__gte=since)
    through = came.filter(campaign__isnull=False, is_incoming=True)
    waiting = through.filter(~Exists(later))
    people = Person.objects.approachable().filter(owner=member.user_id)
    return people.filter(pk__in=waiting.values("person")).order_by("last_contact_at")


def list_state(campaign: Campaign, member: Membership, *, at: datetime) -> list[int]:
    """How many of the call list wait, may be called now, and are done."""
    rows = Call.objects.filter(campaign=campaign).visible_to(member)
    waits = Q(done_at=None, person__do_not_contact=False)
    found = rows.aggregate(
        waiting=Count("pk", filter=waits),
        now=Count("pk", filter=waits & Q(not_before__lte=at)),
        done=Count("pk", filter=~Q(done_at=None)),
    )
    return [found["waiting"], found["now"], found["done"]]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a campaign's numbers: how many, of what share, and what each cost."""

    key: str
    count: int
    of: int = 0
    cost: Decimal | None = None

    @property
    def share(self) -> float | None:
        return self.count / self.of if self.of and self.count <= self.of else None


def steps_of(campaign: Campaign, numbers: Numbers) -> list[Step]:
    """From the batch down to who bought, each with the one above."""
    planned = campaign.planned or 0
    reached = numbers.reached or planned
    rows = (
        ("responses", numbers.responses, reached),
        ("prospects", numbers.prospects, numbers.responses),
        ("buyers", numbers.buyers, numbers.prospects),
    )
    below = [Step(key, n, of, cost_each(campaign, n)) for key, n, of in rows]
    first = Step("planned", planned, cost=cost_each(campaign, planned))
    cost = cost_each(campaign, numbers.reached)
    return [first, Step("reached", numbers.reached, planned, cost), *below]
