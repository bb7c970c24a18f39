"""Three campaigns of the sample: two that run, one that is over, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import new_id
from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.campaigns.models import Call, Form
from bestfew.onboarding.sample.dice import Dice
from bestfew.onboarding.sample.stage import Stage
from bestfew.people.models import ContactKind, Permission, Person, Purpose
from bestfew.prospecting.models import Campaign
from bestfew.reach.models import Tally


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent, when it began and for how long, and how many came back."""

    channels: tuple[str, ...]
    name: str | Promise
    place: str | Promise
    ago: int
    lasts: int
    planned: int
    responses: int
    is_over: bool = False
    waiting: int = 0


BATCHES = (
    Batch(("events",), _("Open day"), _("at our door"), 96, 10, 150, 7, is_over=True),
    Batch(
        ("leaflets", "social_posts"), _("Crossroads, 6 a.m."), _("at the crossroads"),
        24, 24, 500, 9, waiting=3,
    ),
    Batch(("calls",), _("Last year’s enquiries"), "", 8, 8, 40, 0),
)  # fmt: skip
QUESTIONS = (
    _("How much is it?"),
    _("May I come and look on Saturday?"),
    _("Please call me after six."),
    _("A friend told me about you. Is there still room?"),
    "",
)
WORDING = _("You may call or write to me about this. I can say stop at any time.")
TO_CALL = 14


def run_campaigns(stage: Stage) -> None:
    """Write them with their forms, answers and call list; people are there already."""
    dice = Dice(f"campaigns {stage.workspace.trade} {stage.workspace.language}")
    for batch in BATCHES:
        campaign = _begin(stage, batch)
        _answers(stage, campaign, batch, dice)
        if not batch.responses:
            _call_list(stage, campaign)


def forget_campaigns() -> None:
    """Take them out again; one that somebody used since is theirs."""
    rows = Campaign.objects.filter(is_sample=True)
    used = (Activity, Tally)
    for model in used:
        mine = model.objects.filter(campaign=OuterRef("pk"))
        rows.filter(Exists(mine)).update(is_sample=False)
    Campaign.objects.filter(is_sample=True).delete()


def _begin(stage: Stage, batch: Batch) -> Campaign:
    found = (stage.channels.get(key) for key in batch.channels)
    channel = next(filter(None, found), None) or next(iter(stage.channels.values()))
    day = stage.today - timedelta(days=batch.ago)
    closed_at = stage.now - timedelta(days=batch.ago - batch.lasts)
    campaign: Campaign = Campaign.objects.create(
        owner=stage.user,
        channel=channel,
        name=str(batch.name),
        place=str(batch.place),
        starts_on=day,
        planned=batch.planned,
        cost=channel.cost * batch.planned + Decimal(0),
        created_at=stage.now - timedelta(days=batch.ago),
        closed_at=closed_at if batch.is_over else None,
        is_sample=True,
    )
    Form.objects.create(campaign=campaign)
    if batch.responses:
        _count(stage, campaign, batch)
    return campaign


def _count(stage: Stage, campaign: Campaign, batch: Batch) -> None:
    """They were all handed out on the first day."""
    pk = new_id()
    Tally.objects.create(
        id=pk,
        channel=campaign.channel,
        campaign=campaign,
        by=stage.user,
        on=campaign.starts_on,
        at=campaign.created_at,
        count=batch.planned,
        minutes=90,
        submit_id=f"sample:{pk}",
        is_sample=True,
    )


def _answers(stage: Stage, campaign: Campaign, batch: Batch, dice: Dice) -> None:
    """From people who were met in its time; the last few wait for an answer."""
    rows = []
    for number, person in enumerate(_met(stage, campaign, batch)):
        waits = number < batch.waiting
        ago = timedelta(hours=3 + 9 * number)
        at = stage.now - ago if waits else person.created_at
        rows.append(_answer(stage, campaign, person, at, dice))
    Activity.objects.bulk_create(rows)
    for row in rows:
        seen = Person.objects.filter(pk=row.person_id)
        seen.filter(last_contact_at=None).update(last_contact_at=row.at)
        seen.filter(last_contact_at__lt=row.at).update(last_contact_at=row.at)
    _permit(stage, rows, dice)


def _met(stage: Stage, campaign: Campaign, batch: Batch) -> Sequence[Person]:
    """Whoever was met while it ran; first those with whom nothing was done yet."""
    people = Person.objects.filter(is_sample=True, do_not_contact=False)
    ours = Activity.objects.filter(person=OuterRef("pk"), is_incoming=False)
    quiet = people.filter(~Exists(ours)).order_by("-created_at", "id")
    waiting = list(quiet[: batch.waiting])
    until = campaign.created_at + timedelta(days=batch.lasts)
    during = people.filter(created_at__range=(campaign.created_at, until))
    rest = during.exclude(pk__in=[each.pk for each in waiting]).order_by("id")
    return [*waiting, *rest[: batch.responses - len(waiting)]]


def _answer(
    stage: Stage, campaign: Campaign, person: Person, at: datetime, dice: Dice
) -> Activity:
    return Activity(
        person=person,
        channel=campaign.channel,
        campaign=campaign,
        kind=Kind.MESSAGE,
        is_incoming=True,
        outcome=Outcome.SPOKE,
        at=at,
        note=str(dice.draw("questions", QUESTIONS)),
        by=stage.user,
        work="prospect",
    )


def _permit(stage: Stage, rows: Sequence[Activity], dice: Dice) -> None:
    Permission.objects.bulk_create(
        Permission(
            person=row.person,
            purpose=Purpose.FOLLOW_UP,
            medium="phone",
            state=Permission.State.GIVEN,
            at=row.at,
            how=str(WORDING),
            by=stage.user,
        )
        for row in rows
        if dice.chance(0.7)
    )


def _call_list(stage: Stage, campaign: Campaign) -> None:
    people = Person.objects.filter(is_sample=True, do_not_contact=False)
    people = people.filter(contact_points__kind=ContactKind.PHONE).distinct()
    Call.objects.bulk_create(
        Call(
            campaign=campaign,
            person=person,
            added_at=campaign.created_at,
            not_before=campaign.created_at,
        )
        for person in people.exclude(next_on__lte=stage.today).order_by("id")[:TO_CALL]
    )
