"""The sample has a network: a sphere, a team of six, a year of meetings, referrals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.network.models import SphereMember
from bestfew.onboarding.sample import load_sample, remove_sample
from bestfew.onboarding.tests.test_sample import NOW, make_desk
from bestfew.packs.loader import TRADES
from bestfew.packs.professions import rivals_among
from bestfew.teams.models import Attendance, Meeting, Slip, Team, TeamMember, Thanks
from bestfew.teams.sharing import SharedModel
from bestfew.verify import slips, teams

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=TRADES)
def loaded(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Membership]:
    """Looked at only; no trace of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        member = make_desk(trade=request.param)
        load_sample(member, at=NOW)
        yield member
        transaction.set_rollback(True)


def test_six_sit_in_a_team_that_lies_in_the_sphere(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        members = list(TeamMember.objects.select_related("seat"))
        known = set(SphereMember.objects.values_list("team_member", flat=True))

    assert Counter(each.is_guest for each in members) == {True: 5, False: 1}
    assert {each.pk for each in members if each.is_guest} <= known
    assert rivals_among(each.seat.profession for each in members) == []


def test_it_met_twice_a_month_and_somebody_is_often_missing(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        months = Counter(f"{each.on:%Y-%m}" for each in Meeting.objects.held())
        came = Counter(
            Attendance.objects.exclude(state="").values_list("state", flat=True)
        )
        ahead = Meeting.objects.ahead(NOW).count()

    assert len(months) >= 10
    assert sorted(months.values())[2] >= 2  # the first, the last, and the holidays
    assert came["here"] > came["absent"] > 0
    assert ahead > 2


def test_referrals_went_both_ways_and_one_gives_none(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        gave = Counter(Slip.objects.values_list("giver", flat=True))
        seats = TeamMember.objects.order_by("joined_at", "id")
        me, *_others, last = seats.values_list("pk", flat=True)

        assert gave[me] == 14
        assert gave[last] == 0
        assert Thanks.objects.filter(giver=me).exists()
        assert not Slip.objects.filter(given_at__gt=NOW).exists()
        assert not Slip.objects.filter(status_at__gt=NOW).exists()


def test_all_of_it_is_sound(loaded: Membership) -> None:
    checks = [*teams.checks(), *slips.checks()]

    assert {each.name: each.find().first for each in checks if each.find().rows} == {}


def _team_of(member: Membership) -> int:
    team: int = TeamMember.unscoped.get(workspace=member.workspace).team_id
    return team


def test_nothing_of_the_team_stays(bob: Membership) -> None:
    member = make_desk("en", "events")
    load_sample(member, at=NOW)
    team = _team_of(member)
    shared = [each for each in apps.get_models() if issubclass(each, SharedModel)]

    remove_sample(bob)
    assert Team.unscoped.filter(pk=team).exists()
    remove_sample(member)

    assert not Team.unscoped.filter(pk=team).exists()
    assert [each for each in shared if each.unscoped.filter(team=team).exists()] == []


def test_a_team_of_ones_own_stays() -> None:
    member = make_desk("en", "events")
    load_sample(member, at=NOW)
    team = _team_of(member)
    Team.unscoped.filter(pk=team).update(is_sample=False)

    remove_sample(member)

    assert Team.unscoped.filter(pk=team).exists()
