"""Work through a call list: one person at a time, nobody called by two at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import localtime

from bestfew.accounts.models import Membership
from bestfew.activities import actions as activities
from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.campaigns.models import Call
from bestfew.campaigns.rules import CLAIM_MINUTES, MOST_AT_ONCE, MOST_TRIES
from bestfew.packs.contacting import OFTEN, QUIET, may_send
from bestfew.people.models import ContactKind, MayNotContact, Medium, Person
from bestfew.prospecting.models import Campaign

CLAIM, AGAIN = timedelta(minutes=CLAIM_MINUTES), timedelta(hours=20)
DAY = timedelta(days=1)
MOST_PASSED_OVER = 50
WITH = ("person", "campaign__workspace")


class QuietHours(Exception):
    """No calls now, by the law of the workspace's country; `until` they begin again."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


class CalledByAnother(Exception):
    """Somebody else has this person before them, or has called them already."""


@transaction.atomic
def put_on_list(
    campaign: Campaign, member: Membership, wanted: dict[str, Any], *, at: datetime
) -> int:
    """Put people who may be called on the list, the first `MOST_AT_ONCE`; how many.

    `wanted` are lookups of people. Whoever is on the list already stays as they are.
    """
    people = Person.objects.visible_to(member).approachable().filter(**wanted)
    people = people.filter(contact_points__kind=ContactKind.PHONE)
    known = Call.objects.filter(campaign=campaign).values("person")
    ids = people.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)
    calls = [
        Call(campaign=campaign, person_id=pk, added_at=at, not_before=at)
        for pk in ids.distinct()[:MOST_AT_ONCE]
    ]
    Call.objects.bulk_create(calls, ignore_conflicts=True)
    return len(calls)


@transaction.atomic
def take_next(campaign: Campaign, member: Membership, *, at: datetime) -> Call | None:
    """The next person of the list, for this member alone for a while; None at its end.

    The one they have already comes first. Rows that somebody is taking are passed over
    (SKIP LOCKED; SQLite lets one write at a time anyhow). Raises `QuietHours`.
    """
    Membership.objects.select_for_update().get(pk=member.pk)  # one at a time for each
    if mine := held_by(campaign, member, at=at):
        return mine
    check_hours(member, at=at)
    rows = Call.objects.filter(campaign=campaign).visible_to(member).waiting(at)
    rows = rows.select_for_update(skip_locked=True, of=("self",))
    rows = rows.select_related(*WITH).order_by("not_before", "id")
    for _time in range(MOST_PASSED_OVER):
        call: Call | None = rows.first()  # one alone: others take those behind it
        if call is None or _may_call(call, at=at):
            break
    else:
        call = None
    if call:
        call.claim(member.user, until=at + CLAIM)
    return call


def held_by(campaign: Campaign, member: Membership, *, at: datetime) -> Call | None:
    """Whom this member has before them."""
    rows = Call.objects.filter(campaign=campaign, claimed_by=member.user).open()
    held = rows.visible_to(member).filter(claimed_until__gt=at)
    found: Call | None = held.select_related("person").order_by("id").first()
    return found


def check_hours(member: Membership, *, at: datetime) -> None:
    """Raise `QuietHours` where the country allows no calls at this time of day."""
    workspace = member.workspace
    may = may_send(workspace.country, "phone", localtime(at, ZoneInfo(workspace.zone)))
    if may.reason == QUIET:
        raise QuietHours(may.not_before)


def _may_call(call: Call, *, at: datetime) -> bool:
    """Whether they may be called: who said no leaves the list, who was called waits."""
    ours = Activity.objects.filter(person=call.person, kind=Kind.CALL, at__gt=at - DAY)
    lately = ours.filter(is_incoming=False).exclude(outcome=Outcome.NO_ANSWER).count()
    if may_send(call.campaign.workspace.country, "phone", at, lately).reason == OFTEN:
        call.not_before = at + AGAIN
        call.save(update_fields=["not_before"])
        return False
    try:
        call.person.check_may_contact(Medium.PHONE)
    except MayNotContact:
        call.done_at = at
        call.save(update_fields=["done_at"])
        return False
    return True


@transaction.atomic
def called(
    call: Call, member: Membership, *, outcome: str, at: datetime, **deed: Any
) -> Activity:
    """Log a call of the list; the same one sent twice, or at once, is logged once.

    `deed` is what `activities.actions.log` takes for the outcome, and it raises what
    that raises, and `CalledByAnother`.
    """
    call = _locked(call)
    if call.activity and call.activity.external_id == f"form:{deed.get('submit_id')}":
        return call.activity
    if call.done_at or call.claimed_by_id != member.user_id:
        raise CalledByAnother
    logged = activities.log(
        member,
        about=call.person,
        kind=Kind.CALL,
        outcome=outcome,
        at=at,
        campaign=call.campaign,
        channel_id=call.campaign.channel_id,
        **deed,
    )
    _put_away(call, logged.activity, at=at)
    return logged.activity


def _locked(call: Call) -> Call:
    """The row as it is once we have it: joined ones would be as they were before."""
    Call.objects.select_for_update().get(pk=call.pk)
    rows = Call.objects.select_related("person", "campaign", "activity__objective")
    found: Call = rows.get(pk=call.pk)
    return found


def _put_away(call: Call, activity: Activity, *, at: datetime) -> None:
    call.tries += 1
    call.activity, call.claimed_by, call.claimed_until = activity, None, None
    if activity.outcome == Outcome.NO_ANSWER and call.tries < MOST_TRIES:
        call.not_before = at + AGAIN
    else:
        call.done_at = at
    call.save()


@transaction.atomic
def take_call_back(call: Call, member: Membership, *, at: datetime) -> None:
    """Undo `called`, with all that followed; the member has the person again.

    Raises `CalledByAnother` unless the call was theirs.
    """
    call = _locked(call)
    if call.activity is None or call.activity.by_id != member.user_id:
        raise CalledByAnother
    activity, call.activity = call.activity, None
    activities.take_back(activity, by=member.user, at=at)
    Call.objects.filter(campaign=call.campaign_id, claimed_by=member.user).update(
        claimed_by=None, claimed_until=None
    )
    call.tries, call.done_at, call.not_before = max(0, call.tries - 1), None, at
    call.claimed_by, call.claimed_until = member.user, at + CLAIM
    call.save()


@transaction.atomic
def pass_over(call: Call, member: Membership, *, at: datetime) -> None:
    """Not now: they come again behind the others."""
    rows = Call.objects.filter(pk=call.pk, claimed_by=member.user, done_at=None)
    rows.update(not_before=at, claimed_by=None, claimed_until=None)
