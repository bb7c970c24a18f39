"""Everybody climbs anew when the rules are others, without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.models import Kind
from bestfew.conftest import NOON
from bestfew.funnel.actions import end
from bestfew.funnel.tests.cast import make_objective
from bestfew.levels import actions, jobs
from bestfew.levels.models import Climb, LadderSettings, LevelDay, Standing
from bestfew.levels.rules.ladder import EDITION, Thresholds
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import make_default, qualify
from bestfew.prospecting.models import Criterion, QualificationProfile
from bestfew.prospecting.profiles import Question, edit_profile

pytestmark = pytest.mark.usefixtures("in_workspace")
DAY = timedelta(days=1)


def reached(member: Membership) -> Person:
    person = make_person(member)
    log(member, about=person, kind=Kind.CALL, outcome="spoke", at=NOON)
    return person


def test_a_workspace_from_before_gets_its_standings_once(alice: Membership) -> None:
    person = reached(alice)
    Climb.objects.all().delete()
    Standing.objects.all().delete()
    LevelDay.objects.all().delete()

    jobs.catch_up()
    assert Standing.objects.get().person == person
    assert LevelDay.objects.filter(span="cohort").exists()

    asked = Climb.objects.get().asked
    jobs.catch_up()
    assert Climb.objects.get().asked == asked


def test_a_later_edition_of_the_rules_has_them_climb_anew(alice: Membership) -> None:
    reached(alice)
    actions.rebuild(by=None, at=NOON)
    Climb.objects.update(edition=EDITION - 1)
    LevelDay.objects.filter(span="cohort").delete()

    jobs.catch_up()

    assert Climb.objects.get().edition == EDITION
    assert LevelDay.objects.filter(span="cohort").exists()


def test_a_wish_is_worked_on_in_slices(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = sorted(reached(alice).pk for _each in range(3))
    Standing.objects.all().delete()
    monkeypatch.setattr("bestfew.levels.actions.rebuilding.CHUNK", 1)
    monkeypatch.setattr("bestfew.levels.actions.rebuilding.SLICE", 1)
    Climb.objects.all().delete()
    Climb.objects.create(asked=1)

    assert actions.go_on(1, after=0, at=NOON) == people[0]
    assert Standing.objects.count() == 1

    jobs.climb(alice.workspace_id, 1, people[0])
    assert Standing.objects.count() == 3
    assert Climb.objects.get().climbed == 1


def test_a_later_wish_replaces_one_and_none_runs_twice(alice: Membership) -> None:
    Climb.objects.all().delete()
    Climb.objects.create(asked=2)
    reached(alice)
    Standing.objects.all().delete()

    assert actions.go_on(1, after=0, at=NOON) is None
    assert not Standing.objects.exists()

    for _time in range(2):
        jobs.climb(alice.workspace_id, 2)
    assert Climb.objects.get().climbed == 2
    assert Standing.objects.count() == 1


def test_somebody_at_work_is_left_alone(alice: Membership) -> None:
    Climb.objects.all().delete()
    held = Climb.objects.create(asked=1, heard_at=NOON)

    actions.ask_if_behind(at=NOON + timedelta(minutes=10))
    held.refresh_from_db()
    assert held.asked == 1

    actions.ask_if_behind(at=NOON + DAY)
    held.refresh_from_db()
    assert (held.asked, held.climbed) == (2, 2)


def test_a_workspace_that_is_gone_has_nobody_to_climb() -> None:
    jobs.climb(1, 1)


def test_other_thresholds_reach_everybody(alice: Membership) -> None:
    person = make_person(alice)
    for n in range(2):
        objective = make_objective(alice, customer=person)
        end(objective, "won", by=alice.user, at=NOON + n * DAY)
    assert Standing.objects.get().level == 6

    actions.set_thresholds(Thresholds(regular=3), by=alice, at=NOON + 3 * DAY)

    assert LadderSettings.objects.get().regular_purchases == 3
    assert Standing.objects.get().level == 5


def profile(key: str, *criteria: str, is_default: bool = False) -> QualificationProfile:
    made = QualificationProfile.objects.create(key=key, name=key, is_default=is_default)
    for each in criteria:
        Criterion.objects.create(profile=made, key=each, question=f"{each}?")
    return made


def test_another_deciding_profile_reaches_those_whose_state_stays(
    alice: Membership,
) -> None:
    profile("narrow", "fit", "money", is_default=True)
    wide = profile("wide", "fit")
    person = reached(alice)
    answers = {"fit": "met"}
    qualify(person, answers, by=alice.user, at=NOON + DAY)
    qualify(person, {"money": "met"}, by=alice.user, at=NOON + 2 * DAY)
    assert Standing.objects.get().prospect_on == (NOON + 2 * DAY).date()

    make_default(wide, by=alice.user, at=NOON + 3 * DAY)
    assert Standing.objects.get().prospect_on == (NOON + DAY).date()

    asked = [Question("fit?", key="fit", is_required=True)]
    edit_profile(wide, asked, by=alice.user, at=NOON + 4 * DAY)
    assert Climb.objects.get().climbed == 2
