"""Writing answers, and what follows from them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.history.models import Event
from bestfew.people.models import Permission, Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting import actions
from bestfew.prospecting.actions import make_default, qualify, take_back, work_through
from bestfew.prospecting.models import Answer, QualificationProfile, Qualifying
from bestfew.prospecting.queries import (
    answers_of,
    misplaced,
    progress,
    to_qualify,
)
from bestfew.prospecting.tests.cast import all_yes, make_profile

pytestmark = pytest.mark.usefixtures("profile")
LATER = NOON + timedelta(hours=1)
DATABASE_OF_ONE_TEST = [HealthCheck.function_scoped_fixture]


def test_all_required_yes_makes_a_prospect_and_the_history_knows_when(
    alice: Membership,
) -> None:
    person = make_person(alice)

    verdict = qualify(person, all_yes(), by=alice.user, at=NOON, seconds=20)

    person.refresh_from_db()
    assert (verdict.state, person.state) == ("prospect", "prospect")
    assert person.state_since == NOON
    assert Event.objects.about(person).filter(verb="qualified").count() == 1
    assert Qualifying.objects.get().seconds == 20


def test_the_same_answers_again_write_nothing(alice: Membership) -> None:
    person = make_person(alice)
    qualify(person, all_yes(), by=alice.user, at=NOON)

    qualify(person, all_yes(), by=alice.user, at=LATER)

    assert Answer.objects.count() == 3
    assert Event.objects.about(person).filter(verb="qualified").count() == 1


def test_an_answer_keeps_its_evidence(alice: Membership) -> None:
    person = make_person(alice)

    qualify(person, {"fit": "met"}, by=alice.user, at=NOON, evidence={"fit": "seen"})

    assert Answer.objects.get().evidence == "seen"


def test_a_card_that_stayed_open_over_lunch_counts_an_hour(alice: Membership) -> None:
    qualify(make_person(alice), {}, by=alice.user, at=NOON, seconds=99_999)

    assert Qualifying.objects.get().seconds == 3_600


@pytest.mark.parametrize(("agreed", "refused"), [(True, False), (False, True)])
def test_a_no_is_asked_whether_we_may_keep_in_touch(
    alice: Membership, agreed: bool, refused: bool
) -> None:
    person = make_person(alice)

    work_through(
        person, {"fit": "not_met"}, by=alice.user, at=NOON, keep_in_touch=agreed
    )

    person.refresh_from_db()
    assert person.do_not_contact is refused


def test_a_card_is_taken_back_by_newer_facts(alice: Membership) -> None:
    person = make_person(alice)
    qualify(person, {"fit": "met"}, by=alice.user, at=NOON)
    worked = work_through(
        person,
        {"fit": "not_met", "money": "met"},
        by=alice.user,
        at=LATER,
        keep_in_touch=False,
    )

    for _twice in range(2):
        take_back(
            person,
            worked.answers,
            by=alice.user,
            at=LATER,
            permission=worked.permission,
        )

    person.refresh_from_db()
    assert answers_of(person) == {"fit": "met", "money": "unknown"}
    assert person.state == "possible"
    assert not person.do_not_contact
    assert not Permission.objects.exists()
    assert Answer.objects.count() == 5
    assert Event.objects.about(person).filter(verb="permission undone").count() == 1


def test_others_learn_of_a_change_of_state_once(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[list[int]] = []
    deeds = actions.state_changed.__class__()
    deeds.also(lambda people, by, at: heard.append(list(people)))
    monkeypatch.setattr(actions, "state_changed", deeds)
    person = make_person(alice)

    qualify(person, {"fit": "met"}, by=alice.user, at=NOON)
    qualify(person, {"money": "met"}, by=alice.user, at=LATER)

    assert heard == [[person.pk]]


def test_another_default_changes_everyones_state_at_once(alice: Membership) -> None:
    sold = make_person(alice, "Sold")
    new = make_person(alice, "New")
    qualify(sold, all_yes("001"), by=alice.user, at=NOON)
    other = make_profile("002a", is_default=False)

    changed = make_default(other, by=alice.user, at=LATER)

    sold.refresh_from_db()
    new.refresh_from_db()
    assert changed == 1
    assert (sold.state, sold.state_since) == ("possible", LATER)
    assert new.state == "lead"
    assert QualificationProfile.objects.get(is_default=True) == other
    assert make_default(other, by=alice.user, at=LATER) == 0


@settings(max_examples=12, deadline=None, suppress_health_check=DATABASE_OF_ONE_TEST)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fit", "money", "authority", "need"]),
            st.sampled_from(["met", "not_met", "unknown"]),
        ),
        max_size=8,
    ),
    st.sets(st.sampled_from(["fit", "money", "authority"])),
)
def test_the_database_judges_as_the_rule_does(
    alice: Membership,
    profile: QualificationProfile,
    answered: list[tuple[str, str]],
    required: set[str],
) -> None:
    for criterion in profile.criteria.all():
        criterion.is_required = criterion.key in required
        criterion.save()
    person = make_person(alice)
    for hour, (key, value) in enumerate(answered):
        qualify(person, {key: value}, by=alice.user, at=NOON + timedelta(hours=hour))

    assert misplaced(profile) == []
    person.delete()


def test_the_queue_is_as_it_was_on_a_past_day(alice: Membership) -> None:
    person = make_person(alice)
    tomorrow = NOON + timedelta(days=1)
    qualify(person, all_yes(), by=alice.user, at=tomorrow)
    make_person(alice, "Later", at=tomorrow)

    assert list(to_qualify(alice, until=NOON)) == [person]
    assert str(to_qualify(alice).get()) == "Later"


def test_people_who_said_no_are_asked_nothing(alice: Membership) -> None:
    person = make_person(alice)
    Person.objects.filter(pk=person.pk).update(do_not_contact=True)

    assert not to_qualify(alice).exists()


def test_progress_counts_each_person_once_by_what_came_of_them(
    alice: Membership,
) -> None:
    one, two = make_person(alice, "One"), make_person(alice, "Two")
    qualify(one, {"fit": "met"}, by=alice.user, at=NOON, seconds=10)
    qualify(one, all_yes(), by=alice.user, at=LATER, seconds=30)
    qualify(two, {}, by=alice.user, at=LATER, seconds=20)

    found = progress(alice, on=NOON.date(), left=5)

    assert [each.person_id for each in found.done] == [one.pk, two.pk]
    assert found.counts == {"prospect": 1, "lead": 1}
    assert found.seconds == 20
