"""The call list: one person at a time, for one caller at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.actions import KeepInTouchNeeded, NextStep
from bestfew.activities.models import Activity
from bestfew.campaigns.actions import (
    CalledByAnother,
    called,
    held_by,
    pass_over,
    put_on_list,
    take_call_back,
    take_next,
)
from bestfew.campaigns.models import Call
from bestfew.campaigns.rules import CLAIM_MINUTES, MOST_TRIES
from bestfew.campaigns.tests.cast import callable_people, make_campaign
from bestfew.conftest import NOON
from bestfew.people.actions import note_permission
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Campaign

pytestmark = pytest.mark.usefixtures("in_workspace")
DAY = timedelta(days=1)


@pytest.fixture
def people(alice: Membership) -> list[Person]:
    found = callable_people(alice, 3)
    Person.objects.update(is_shared=True)
    return found


@pytest.fixture
def campaign(alice: Membership, people: list[Person]) -> Campaign:
    campaign = make_campaign(alice, "Calls", is_shared=True)
    put_on_list(campaign, alice, {}, at=NOON)
    return campaign


def test_only_those_who_may_be_called_come_on_the_list(
    alice: Membership, campaign: Campaign
) -> None:
    make_person(alice, "No number", email="no@example.org")
    refused = make_person(alice, "Refused", phone="07911 999999")
    note_permission(refused, state="refused", by=alice.user, at=NOON)
    make_person(alice, "New", phone="07911 888888")

    assert put_on_list(campaign, alice, {"name": "Nobody"}, at=NOON) == 0
    assert put_on_list(campaign, alice, {}, at=NOON) == 1
    assert put_on_list(campaign, alice, {}, at=NOON) == 0
    assert Call.objects.count() == 4


def test_two_callers_never_have_the_same_person(
    alice: Membership, carol: Membership, campaign: Campaign
) -> None:
    first, second = (take_next(campaign, who, at=NOON) for who in (alice, carol))

    assert first
    assert second
    assert first.person != second.person
    assert take_next(campaign, alice, at=NOON) == first
    late = NOON + timedelta(minutes=CLAIM_MINUTES + 1)
    assert take_next(campaign, carol, at=late) == first


def test_a_no_said_meanwhile_takes_them_off_the_list(
    alice: Membership, people: list[Person], campaign: Campaign
) -> None:
    note_permission(people[0], state="refused", by=alice.user, at=NOON)
    note_permission(people[1], state="refused", medium="phone", by=alice.user, at=NOON)

    call = take_next(campaign, alice, at=NOON)

    assert call
    assert call.person == people[2]


def test_a_call_is_logged_for_the_campaign(
    alice: Membership, campaign: Campaign
) -> None:
    call = take_next(campaign, alice, at=NOON)
    assert call

    deed: dict[str, Any] = {"outcome": "spoke", "submit_id": "one", "at": NOON}
    first = called(call, alice, **deed)
    again = called(call, alice, **deed)

    assert first == again == Activity.objects.get()
    assert (first.campaign, first.channel) == (campaign, campaign.channel)
    assert (first.person, first.kind) == (call.person, "call")
    following = take_next(campaign, alice, at=NOON)
    assert following
    assert following.person != call.person


def test_outcomes_ask_for_what_they_need(alice: Membership, campaign: Campaign) -> None:
    call = take_next(campaign, alice, at=NOON)
    assert call

    with pytest.raises(KeepInTouchNeeded):
        called(call, alice, outcome="no", at=NOON)
    assert held_by(campaign, alice, at=NOON) == call

    step = NextStep(NOON.date() + DAY)
    called(call, alice, outcome="not_ready", next_step=step, at=NOON)
    assert call.person.follow_ups.get().due_on == step.on


def test_nobody_logs_a_call_that_is_another_s(
    alice: Membership, carol: Membership, campaign: Campaign
) -> None:
    call = take_next(campaign, alice, at=NOON)
    assert call

    with pytest.raises(CalledByAnother):
        called(call, carol, outcome="spoke", at=NOON)
    with pytest.raises(CalledByAnother):
        take_call_back(call, carol, at=NOON)

    assert not Activity.objects.exists()


def test_whoever_does_not_answer_comes_again_a_few_times(
    alice: Membership, campaign: Campaign
) -> None:
    Call.objects.exclude(pk=Call.objects.order_by("id")[0].pk).delete()

    for time in range(MOST_TRIES):
        call = take_next(campaign, alice, at=NOON + DAY * time)
        assert call
        called(call, alice, outcome="no_answer", at=NOON + DAY * time)
        assert take_next(campaign, alice, at=NOON + DAY * time) is None

    assert take_next(campaign, alice, at=NOON + DAY * 30) is None


def test_the_last_call_is_taken_back(alice: Membership, campaign: Campaign) -> None:
    call = take_next(campaign, alice, at=NOON)
    assert call
    called(call, alice, outcome="no", keep_in_touch=False, at=NOON)
    take_next(campaign, alice, at=NOON)

    take_call_back(call, alice, at=NOON)

    call.person.refresh_from_db()
    assert held_by(campaign, alice, at=NOON) == call
    assert not call.person.do_not_contact
    assert not Activity.objects.exists()
    assert Call.objects.filter(claimed_by=alice.user).count() == 1


def test_who_is_passed_over_comes_behind_the_others(
    alice: Membership, campaign: Campaign
) -> None:
    first = take_next(campaign, alice, at=NOON)
    assert first

    pass_over(first, alice, at=NOON + timedelta(minutes=1))

    seen = []
    for minutes in (2, 3, 4):
        call = take_next(campaign, alice, at=NOON + timedelta(minutes=minutes))
        assert call
        seen.append(call.person)
        called(call, alice, outcome="spoke", at=NOON + timedelta(minutes=minutes))
    assert seen[-1] == first.person


def test_a_seller_calls_only_whom_they_see(
    alice: Membership, carol: Membership, campaign: Campaign
) -> None:
    Person.objects.update(is_shared=False)

    assert take_next(campaign, carol, at=NOON) is None
