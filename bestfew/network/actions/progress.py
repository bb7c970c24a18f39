"""What is logged about a referred person moves their referral: nobody tells it twice.

The giver learns how far it is, and nothing else (trust.md I8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from bestfew.activities.models import Activity
from bestfew.activities.models import Kind as Deed
from bestfew.funnel.models import Ending, Objective, Outcome
from bestfew.network.actions import ledger
from bestfew.network.models import Referral, ReferralStep, Side
from bestfew.network.rules.progress import Seen, reached
from bestfew.teams.actions import slips
from bestfew.teams.rules import slips as rules

TALKS = (Deed.MEETING, Deed.VISIT)


@transaction.atomic
def follow(people: Collection[int], *, at: datetime) -> None:
    """Bring referrals of these people (ids) in step with what was done with them."""
    rows = Referral.objects.got().filter(person__in=people, agreed_at__isnull=False)
    held = [ledger.locked(each) for each in rows.order_by("slip", "pk")]
    referrals = [each for each in held if each.agreed_at]
    if not referrals:
        return
    facts = _facts(referrals)
    for referral in referrals:
        seen = facts[referral.person_id] if referral.person_id else []
        _bring(referral, reached(since(referral, seen)), at=at)


def since(referral: Referral, seen: Iterable[Seen]) -> list[Seen]:
    """What was done from the minute on in which they agreed."""
    agreed = referral.agreed_at
    start = agreed.replace(second=0, microsecond=0) if agreed else referral.given_at
    return [each for each in seen if each.at >= start]


def _facts(referrals: Iterable[Referral]) -> dict[int, list[Seen]]:
    """What was done with each person, by their key."""
    people = {each.person_id for each in referrals}
    facts: dict[int, list[Seen]] = defaultdict(list)
    spoken = Activity.objects.spoken().filter(person__in=people)
    for person, kind, at in spoken.values_list("person", "kind", "at"):
        facts[person].append(Seen(_what(kind), at))
    opened = Objective.objects.filter(person__in=people)
    for person, at, is_open in opened.values_list("person", "created_at", "is_open"):
        facts[person].append(Seen("open" if is_open else "opened", at))
    ended = Ending.objects.filter(objective__person__in=people)
    for person, outcome, at in ended.values_list("objective__person", "outcome", "at"):
        facts[person].append(Seen("won" if outcome == Outcome.WON else "lost", at))
    return facts


def _what(kind: str) -> str:
    if kind == Deed.PRESENTATION:
        return "proposal"
    return "meeting" if kind in TALKS else "contacted"


def _bring(referral: Referral, seen: Seen | None, *, at: datetime) -> None:
    if not _is_current(referral):
        return
    if seen and rules.may_follow(referral.status, seen.what):
        _step(referral, seen.what, at=seen.at)
        return
    status, last = seen.what if seen else "", ledger.last_step(referral)
    is_less = not status or rules.rank(status) < rules.rank(last.status)
    if last.is_derived and (is_less or last.status != status):
        _take_back(referral, last, status, at=at)


def _is_current(referral: Referral) -> bool:
    """Not once one of the two has left the team: nothing passes there any more."""
    slip = referral.slip
    return slip is None or not (slip.receiver.left_at or slip.giver.left_at)


def _step(referral: Referral, status: str, *, at: datetime) -> None:
    if referral.slip:
        slips.move(referral.slip, status, by=referral.slip.receiver, at=at)
        _mark(referral, status)
    else:
        ledger.write(referral, status, side=Side.US, at=at, is_derived=True)


def _take_back(
    referral: Referral, wrong: ReferralStep, status: str, *, at: datetime
) -> None:
    """What it followed from was taken back: a correction says where it is."""
    now = status or _told(referral)
    if referral.slip and wrong.slip_step:
        by = referral.slip.receiver
        try:
            slips.correct(wrong.slip_step, by=by, at=at, status=now)
        except slips.ThankedFor:
            return  # what was closed says that it is won
        _mark(referral, status)
    elif wrong.status != rules.WON or not ledger.is_thanked(referral):
        ledger.write(
            referral, now, side=Side.US, at=at, corrects=wrong, is_derived=now == status
        )


def _told(referral: Referral) -> str:
    """The last status that somebody said, and did not follow from the log."""
    told = [step for step in ledger.standing_of(referral) if not step.is_derived]
    return told[-1].status


def _mark(referral: Referral, status: str) -> None:
    """The entry is derived if the facts say what it says."""
    step = ledger.last_step(referral)
    step.is_derived = step.status == status
    step.save(update_fields=["is_derived"])
