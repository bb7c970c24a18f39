"""Alice, bob and mali in one team; who is referred, and partners outside of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.network.actions.referrals import About, agree, refer
from bestfew.network.models import Profession, Referral, SphereMember
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.teams.models import TeamMember
from bestfew.teams.tests.cast import make_team, seat_guest, seat_member

LATER = NOON + timedelta(hours=1)
NEED = About("A couple needs flowers in June", level=3)
HOW = "She said so on the phone"


def make_three(
    alice: Membership, bob: Membership
) -> tuple[TeamMember, TeamMember, TeamMember]:
    """The seats of alice, bob and mali; mali has no account."""
    mine = make_team(alice)
    return (
        mine,
        seat_member(mine.team, bob, "florist"),
        seat_guest(mine.team, "Mali", "caterer"),
    )


def make_partner(member: Membership, person: Person, **facts: Any) -> SphereMember:
    """Somebody of the sphere; of a team, if `team_member` says which seat is theirs."""
    if seat := facts.get("team_member"):
        SphereMember.objects.filter(team_member=seat).delete()  # known by the team
    profession, _made = Profession.objects.get_or_create(key="caterer")
    made: SphereMember = SphereMember.objects.create(
        owner=member.user, person=person, profession=profession, created_at=NOON,
        **facts,
    )  # fmt: skip
    return made


def make_referral(
    member: Membership, to: TeamMember | SphereMember, **facts: Any
) -> Referral:
    """Given at noon, of Mai Trần where nobody else is named."""
    person = facts.pop("person", None) or make_person(
        member, phone="+84 903 123 456", email="mai@example.org"
    )
    about = facts.pop("about", NEED)
    return refer(member, to, about, at=NOON, person=person, **facts)


def make_agreed(
    member: Membership, to: TeamMember | SphereMember, **facts: Any
) -> Referral:
    """The same, and the person wants to be called."""
    return agree(make_referral(member, to, **facts), member, how=HOW, at=LATER)
