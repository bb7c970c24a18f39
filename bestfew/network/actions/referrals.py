"""Give referrals to partners, take theirs, and say how they go (A38, 2.A.8, 2.A.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.history.models import record
from bestfew.history.once import once
from bestfew.network.actions import ledger
from bestfew.network.actions.leads import contacts_of, lead_of
from bestfew.network.actions.spin_offs import origin_of, slip_within
from bestfew.network.models import Direction, Referral, Side, SphereMember
from bestfew.people import rules as people_rules
from bestfew.people.actions import note_permission
from bestfew.people.models import MayNotContact, Permission, Person, Purpose
from bestfew.teams.actions import asking, slips
from bestfew.teams.actions.slips import (
    Details,
    DetailsNeeded,
    GivenAlready,
    NotInTheTeam,
    ReferralToOneself,
    SummaryNotBlind,
    WrongStep,
)
from bestfew.teams.models import SlipKind, Status, TeamMember
from bestfew.teams.rules import slips as rules


class MayNotRefer(Exception):
    """They asked not to be introduced to others."""


@dataclass(frozen=True, slots=True)
class About:
    """What a referral is about, as it may be told before anybody agreed."""

    summary: str
    level: int = 1
    kind: str = SlipKind.OUTSIDE


def refer(
    member: Membership,
    to: TeamMember | SphereMember,
    about: About,
    *,
    at: datetime,
    person: Person | None = None,
    submit_id: str = "",
    **facts: Any,
) -> Referral:
    """Give a referral, to a team's member or to a partner of the sphere.

    A team's member gets a blind slip. Raises `MayNotContact` and `MayNotRefer` for a
    person who said so, `ReferralToOneself`, `GivenAlready`, `SummaryNotBlind`,
    `NotInTheTeam`. The same `submit_id` again, or at once, is one referral.
    """
    facts |= {"at": at, "person": person, "submit_id": submit_id}
    return once(lambda: _sent(submit_id), lambda: _refer(member, to, about, **facts))


def _sent(submit_id: str) -> Referral | None:
    found = Referral.objects.filter(submit_id=submit_id) if submit_id else None
    return found.first() if found else None


@transaction.atomic
def _refer(
    member: Membership,
    to: TeamMember | SphereMember,
    about: About,
    *,
    at: datetime,
    person: Person | None,
    submit_id: str,
    **facts: Any,
) -> Referral:
    if person:
        _check_person(person, to, about)
    origin = origin_of(person) if person else None
    if origin:
        about = replace(about, kind=SlipKind.SPIN_OFF)
    if isinstance(to, TeamMember):
        facts |= {"submit_id": submit_id, "origin": slip_within(origin, to.team_id)}
        referral = _by_slip(member, to, about, at=at, **facts)
    else:
        referral = _by_hand(member, to, about, Direction.GIVEN, at=at)
    referral.person, referral.submit_id, referral.origin = person, submit_id, origin
    referral.save(update_fields=["person", "submit_id", "origin"])
    record("referred", referral, by=member.user, at=at)
    return referral


def _check_person(person: Person, to: TeamMember | SphereMember, about: About) -> None:
    if person.do_not_contact:
        raise MayNotContact
    word = people_rules.permission(
        person.ledger(), Purpose.REFERRAL, Permission.ANY_MEDIUM
    )
    if word in people_rules.NO:
        raise MayNotRefer
    if _is_themselves(person, to):
        raise ReferralToOneself
    if isinstance(to, TeamMember) and _names(about.summary, person):
        raise SummaryNotBlind
    same = Referral.objects.given().open().filter(person=person)
    theirs = {"slip__receiver": to} if isinstance(to, TeamMember) else {"partner": to}
    if same.filter(**theirs).exists():
        raise GivenAlready


def _is_themselves(person: Person, to: TeamMember | SphereMember) -> bool:
    """Whether the partner would be referred to themselves."""
    if isinstance(to, SphereMember):
        return to.person_id == person.pk
    partners = SphereMember.objects.filter(team_member=to, ended_at=None)
    return bool(partners.filter(person=person).exists())


def _names(summary: str, person: Person) -> bool:
    """Whether a summary has the person's whole name in it."""
    words = set(people_rules.fold(summary).split())
    name = people_rules.fold(person.name).split()
    return bool(name) and words.issuperset(name)


def seat_of(member: Membership, team: int) -> TeamMember:
    """My own seat in a team; raises `NotInTheTeam`."""
    found: TeamMember | None = TeamMember.objects.of(member).filter(team=team).first()
    if found is None:
        raise NotInTheTeam
    return found


def _by_slip(
    member: Membership, to: TeamMember, about: About, *, at: datetime, **facts: Any
) -> Referral:
    me = seat_of(member, to.team_id)
    slip = slips.give(
        me, to, at=at, summary=about.summary, level=about.level, kind=about.kind,
        **facts,
    )  # fmt: skip
    made: Referral = Referral.objects.get(slip=slip)
    return made


def _by_hand(
    member: Membership,
    partner: SphereMember,
    about: About,
    direction: str,
    *,
    at: datetime,
) -> Referral:
    summary = " ".join(about.summary.split())
    if not summary:
        raise SummaryNotBlind
    referral: Referral = Referral.objects.create(
        owner=member.user, direction=direction, partner=partner, summary=summary,
        kind=about.kind, level=about.level, given_at=at, status_at=at,
    )  # fmt: skip
    side = Side.US if direction == Direction.GIVEN else Side.THEM
    ledger.write(referral, Status.IDENTIFIED, side=side, at=at, by=member.user)
    return referral


def take(
    member: Membership,
    partner: SphereMember,
    about: About,
    *,
    at: datetime,
    details: Details | None = None,
    how: str = "",
    submit_id: str = "",
) -> Referral:
    """Note a referral that a partner outside any team gave.

    With `details` and `how` they agreed it is a lead at once. Raises `DetailsNeeded`.
    """
    facts: dict[str, Any] = {"at": at, "details": details, "how": how}
    return once(
        lambda: _sent(submit_id),
        lambda: _take(member, partner, about, submit_id=submit_id, **facts),
    )


@transaction.atomic
def _take(
    member: Membership,
    partner: SphereMember,
    about: About,
    *,
    at: datetime,
    details: Details | None,
    how: str,
    submit_id: str,
) -> Referral:
    referral = _by_hand(member, partner, about, Direction.GOT, at=at)
    referral.submit_id = submit_id
    referral.save(update_fields=["submit_id"])
    record("referred", referral, by=member.user, at=at)
    if how.strip():
        agree(referral, member, how=how, at=at, details=details)
    return referral


@transaction.atomic
def agree(
    referral: Referral,
    member: Membership,
    *,
    how: str,
    at: datetime,
    details: Details | None = None,
) -> Referral:
    """They want to be called: recorded by who gave it, with how that is known.

    Now the receiver gets how to reach them. Raises `MayNotContact`, `SaysNo`,
    `WrongStep`, `DetailsNeeded`. Agreed already: nothing changes.
    """
    referral = ledger.locked(referral)
    if referral.slip:
        me = seat_of(member, referral.slip.team_id)
        slips.agree(referral.slip, how=how, at=at, by=me, details=details)
    else:
        _agree_by_hand(referral, member, how=how, at=at, details=details)
    record("agreed", referral, by=member.user, at=at, how=how[:200])
    return ledger.locked(referral)


def _note_consent(
    person: Person | None, how: str, member: Membership, *, at: datetime
) -> None:
    if person is None:
        return
    if person.do_not_contact:
        raise MayNotContact
    note_permission(
        person, state=Permission.State.GIVEN, by=member.user, at=at,
        purpose=Purpose.REFERRAL, how=how[:300],
    )  # fmt: skip


def _agree_by_hand(
    referral: Referral,
    member: Membership,
    *,
    how: str,
    at: datetime,
    details: Details | None,
) -> None:
    if referral.agreed_at:
        return
    if not rules.may_follow(referral.status, Status.PERMISSION):
        raise WrongStep
    if referral.is_given:
        _note_consent(referral.person, how, member, at=at)
    referral.agreed_at, referral.agreed_how = at, how.strip()[:200]
    referral.save(update_fields=["agreed_at", "agreed_how"])
    ledger.write(referral, Status.PERMISSION, side=Side.PERSON, at=at, by=member.user)
    if not referral.is_given:
        if not (details and details.are_complete and contacts_of(details)):
            raise DetailsNeeded
        ledger.see_person(referral, lead_of(referral, details, member, at=at))


@transaction.atomic
def ask(
    referral: Referral, member: Membership, *, at: datetime, language: str = ""
) -> str:
    """The secret of a link by which the person says yes or no themselves.

    Raises `MayNotContact`, `WrongStep`; `DetailsNeeded` where this book does not know
    how to reach them.
    """
    if referral.slip is None:
        raise WrongStep
    person = referral.person
    if person and person.do_not_contact:
        raise MayNotContact
    me = seat_of(member, referral.slip.team_id)
    return asking.ask_person(referral.slip, by=me, at=at, language=language)
