"""Two at once: an answer, a call and a count are written once (trust.md D6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.models import Activity
from bestfew.campaigns.actions import (
    CalledByAnother,
    called,
    put_on_list,
    respond,
    take_call_back,
    take_next,
)
from bestfew.campaigns.mailing.accounts import HereAlready
from bestfew.campaigns.models import Call, Form, MailAccount
from bestfew.campaigns.tests.cast import an_answer, callable_people, make_campaign
from bestfew.campaigns.tests.post import make_account
from bestfew.conftest import NOON
from bestfew.levels.actions import mark
from bestfew.levels.models import LevelMark
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.reach.actions import set_total, take_back, tally
from bestfew.reach.models import ReachDay, Tally
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = pytest.mark.parametrize("turn", range(3))
DAY = NOON.date()


@pytest.fixture
def scope(workspace: Workspace) -> Iterator[Workspace]:
    with workspace_scope(workspace):
        yield workspace


@TURNS
def test_an_answer_sent_twice_is_one(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    form = Form.objects.get(campaign=make_campaign(alice))

    came = at_once(
        scope, *[lambda: respond(form, an_answer(), submit_id="one", at=NOON)] * 3
    )

    assert came == [Activity.objects.get()] * 3
    assert Person.objects.count() == 1


@TURNS
def test_who_asks_twice_has_one_person_before_them(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    campaign = make_campaign(alice)
    callable_people(alice, 3)
    put_on_list(campaign, alice, {}, at=NOON)

    came = at_once(scope, *[lambda: take_next(campaign, alice, at=NOON)] * 2)

    assert len(set(came)) == 1
    assert Call.objects.exclude(claimed_by=None).count() == 1


@TURNS
def test_an_account_added_twice_is_one(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    came = at_once(scope, *[lambda: make_account(alice, 587)] * 2)

    assert {type(each) for each in came} == {MailAccount, HereAlready}
    assert MailAccount.objects.count() == 1


@TURNS
def test_two_answers_of_one_number_are_one_persons(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    form = Form.objects.get(campaign=make_campaign(alice))
    answers = (an_answer(message="How much?"), an_answer(message="And where?"))

    at_once(
        scope,
        lambda: respond(form, answers[0], submit_id="one", at=NOON),
        lambda: respond(form, answers[1], submit_id="two", at=NOON),
    )

    assert Person.objects.count() == 1
    assert Activity.objects.count() == 2


@TURNS
def test_a_call_sent_twice_is_logged_once(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    call = first_call(alice)

    came = at_once(scope, *[lambda: log(call, alice, "one")] * 2)

    assert came == [Activity.objects.get()] * 2
    assert Call.objects.get().tries == 1


@TURNS
def test_two_outcomes_of_one_call_are_one_and_a_refusal(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    call = first_call(alice)

    came = at_once(
        scope, lambda: log(call, alice, "one"), lambda: log(call, alice, "two")
    )

    assert {type(each) for each in came} == {Activity, CalledByAnother}
    assert Activity.objects.count() == 1


@TURNS
def test_two_sellers_have_two_people_before_them(
    alice: Membership, carol: Membership, scope: Workspace, turn: int
) -> None:
    campaign = make_campaign(alice, is_shared=True)
    for person in callable_people(alice, 2):
        Person.objects.filter(pk=person.pk).update(is_shared=True)
    put_on_list(campaign, alice, {}, at=NOON)

    came = at_once(
        scope,
        lambda: take_next(campaign, alice, at=NOON),
        lambda: take_next(campaign, carol, at=NOON),
    )

    taken = [each.person_id for each in came if isinstance(each, Call)]
    assert len(taken) == len(set(taken)) == 2


@TURNS
def test_a_call_taken_back_twice_is_taken_back_once(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    call = first_call(alice)
    log(call, alice, "one")
    later = NOON + timedelta(minutes=1)

    came = at_once(scope, *[lambda: take_call_back(call, alice, at=later)] * 2)

    assert {type(each) for each in came} == {type(None), CalledByAnother}
    assert not Activity.objects.exists()
    assert Call.objects.get().tries == 0


def first_call(member: Membership) -> Call:
    campaign = make_campaign(member)
    callable_people(member, 1)
    put_on_list(campaign, member, {}, at=NOON)
    call = take_next(campaign, member, at=NOON)
    assert call
    return call


def log(call: Call, member: Membership, submit_id: str) -> Activity:
    return called(call, member, outcome="spoke", at=NOON, submit_id=submit_id)


@TURNS
def test_two_words_about_a_level_are_one(
    alice: Membership, carol: Membership, scope: Workspace, turn: int
) -> None:
    person = make_person(alice)

    came = at_once(
        scope,
        lambda: mark(alice, person, 2, at=NOON),
        lambda: mark(carol, person, 2, at=NOON),
    )

    assert came == [LevelMark.objects.get()] * 2


@TURNS
def test_a_count_sent_twice_is_one(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    channel = make_campaign(alice).channel

    def count() -> Tally:
        return tally(
            alice,
            channel=channel,
            count=50,
            on=DAY,
            today=DAY,
            at=NOON,
            submit_id="one",
        )

    came = at_once(scope, count, count, count)

    assert came == [Tally.objects.get()] * 3
    assert ReachDay.objects.get().by_hand == 50


@TURNS
def test_two_totals_at_once_are_written_once(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    channel = make_campaign(alice).channel
    total: dict[str, Any] = {"channel": channel, "total": 80, "on": DAY, "at": NOON}

    came = at_once(
        scope,
        lambda: set_total(alice, **total),
        lambda: set_total(alice, **total),
    )

    written = [each for each in came if isinstance(each, Tally)]
    assert [each.count for each in written] == [80]
    assert ReachDay.objects.get().by_hand == 80


@TURNS
def test_a_count_taken_back_twice_is_taken_back_once(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    channel = make_campaign(alice).channel
    entry = tally(alice, channel=channel, count=50, on=DAY, today=DAY, at=NOON)

    came = at_once(scope, *[lambda: take_back(entry, by=alice, at=NOON)] * 2)

    assert came[0] == came[1]
    assert Tally.objects.count() == 2
    assert not ReachDay.objects.exists()
