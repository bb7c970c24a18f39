"""Network pages of a team of eighty, among whom ten thousand referrals passed."""

from __future__ import annotations

import random
from datetime import time, timedelta
from typing import TYPE_CHECKING

from benchmarks.pages import measure
from benchmarks.site import site
from bestfew.cli.app import working_in

if TYPE_CHECKING:
    from datetime import datetime

    from bestfew.accounts.models import Membership
    from bestfew.teams.models import Team, TeamMember

MEMBERS = 80
REFERRALS = 10_000
DAYS = 730
MEETINGS = 52
SPHERE = 200
SEED = 11
WANTED = (
    "Cặp đôi sắp cưới ở Quận 7, có nhà mới",
    "chủ nhà hàng gần chợ Bến Thành",
    "Couples who marry in June and look for a garden",
    "quan tâm đầu tư căn hộ cho thuê",
)
"""Whom the members want to meet: some words many have, and some nobody."""


def main() -> None:
    with working_in("") as member:
        from django.utils.timezone import now

        from bestfew.teams.models import Meeting

        team = fill(member, at=now())
        held = Meeting.unscoped.filter(team=team, state=Meeting.State.HELD).latest("on")
    pages = {
        "Network": "/network/",
        "Network, for Today": "/network/today/",
        "Contact Sphere": "/network/sphere/",
        "professions": "/network/professions/",
        "a team": f"/teams/{team.pk}/",
        "a team's health": f"/teams/{team.pk}/health/",
        "who gave whom": f"/teams/{team.pk}/graph/",
        "matches": f"/network/matches/{team.pk}/",
        "meetings": f"/teams/{team.pk}/meetings/",
        "a meeting": f"/teams/{team.pk}/meetings/{held.pk}/",
        "a team's referrals": f"/teams/{team.pk}/referrals/",
        "referrals": "/network/referrals/",
    }
    with site() as visitor:
        for name, path in pages.items():
            measure(visitor, name, path)


def fill(member: Membership, *, at: datetime) -> Team:
    """A team with two years behind it, and a sphere around."""
    from benchmarks.data import settle
    from bestfew.teams.actions import found_team, make_seat, take_seat
    from bestfew.teams.models import TeamMember

    began = at - timedelta(days=DAYS)
    me = found_team(member, name="Eighty", profession="photographer", at=began)
    members = [me]
    for number in range(1, MEMBERS):
        seat = make_seat(me.team, label=f"Trade {number}", at=began)
        name = f"Member {number}"
        members.append(take_seat(seat, at=began, name=name, language="en"))
        TeamMember.unscoped.filter(pk=members[-1].pk).update(
            wanted=f"{WANTED[number % len(WANTED)]} {number}"
        )
    make_seat(me.team, profession="florist", at=at)
    chance = random.Random(SEED)
    _refer(me.team, members, chance, at=at)
    _meet(me.team, members, chance, at=at)
    _know(member, at=at)
    _note(member, chance, at=at)
    settle()
    return me.team


def _refer(
    team: Team, members: list[TeamMember], chance: random.Random, *, at: datetime
) -> None:
    from bestfew.teams.models import Slip, Status, Thanks

    slips = []
    for number in range(REFERRALS):
        giver, receiver = chance.sample(members, 2)
        given = at - timedelta(days=chance.randrange(1, DAYS))
        slips.append(
            Slip(
                team=team, giver=giver, receiver=receiver, summary=f"Couple {number}",
                kind="outside", level=3, given_at=given, agreed_at=given,
                agreed_how="asked", status=Status.WON, status_at=given,
            )
        )  # fmt: skip
    Slip.unscoped.bulk_create(slips, batch_size=1_000)
    thanks = [
        Thanks(
            team=team, slip=slip, giver=slip.giver, receiver=slip.receiver,
            amount=chance.randrange(100, 9_000), currency="GBP",
            on=slip.given_at.date(), at=slip.given_at,
        )
        for slip in slips[::4]
    ]  # fmt: skip
    Thanks.unscoped.bulk_create(thanks, batch_size=1_000)


def _meet(
    team: Team, members: list[TeamMember], chance: random.Random, *, at: datetime
) -> None:
    from bestfew.teams.models import Attendance, Meeting

    rows = []
    for number in range(-2, MEETINGS):
        begins = at - timedelta(weeks=2 * number) + timedelta(hours=1)
        state = Meeting.State.HELD if number > 0 else Meeting.State.PLANNED
        meeting = Meeting.unscoped.create(
            team=team, on=begins.date(), starts=time(18), minutes=60, zone=team.zone,
            begins_at=begins, ends_at=begins + timedelta(hours=1), updated_at=at,
            state=state,
        )  # fmt: skip
        for each in members:
            came = chance.choice(("here", "here", "here", "late", "absent"))
            rows.append(
                Attendance(
                    team=team, meeting=meeting, member=each,
                    state=came if number > 0 else "", took_part=came == "here",
                    reply="yes",
                )
            )  # fmt: skip
    Attendance.unscoped.bulk_create(rows, batch_size=1_000)


def _know(member: Membership, *, at: datetime) -> None:
    from bestfew.markets.actions import add_market
    from bestfew.network.models import Profession, Serving, SphereMember
    from bestfew.packs.professions import professions
    from bestfew.people.models import Person

    keys = [key for key in professions() if key != "photographer"]
    rows = [
        Profession(workspace=member.workspace, key=key, position=position)
        for position, key in enumerate(keys)
    ]
    Profession.objects.bulk_create(rows, ignore_conflicts=True)
    made = list(Profession.objects.filter(key__in=keys))
    market = add_market(member, name="Couples", at=at)
    Serving.objects.bulk_create(
        Serving(workspace=member.workspace, market=market, profession=each)
        for each in made
    )
    people = Person.objects.order_by("pk")[:SPHERE]
    SphereMember.objects.bulk_create(
        SphereMember(
            workspace=member.workspace, owner=member.user, person=person,
            profession=made[number % (len(made) // 2)], created_at=at,
        )
        for number, person in enumerate(people)
    )  # fmt: skip


def _note(member: Membership, chance: random.Random, *, at: datetime) -> None:
    """As many referrals again, to and from partners outside any team."""
    from bestfew.network.models import Direction, Referral, SphereMember
    from bestfew.teams.models import Status

    partners = list(SphereMember.objects.all())
    rows = []
    for number in range(REFERRALS):
        given = at - timedelta(days=chance.randrange(1, DAYS))
        rows.append(
            Referral(
                workspace=member.workspace, owner=member.user, kind="outside", level=3,
                direction=chance.choice(Direction.values), summary=f"Couple {number}",
                partner=chance.choice(partners), given_at=given, status=Status.WON,
                status_at=given,
            )
        )  # fmt: skip
    Referral.objects.bulk_create(rows, batch_size=1_000)


if __name__ == "__main__":
    main()
