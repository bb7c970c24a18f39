"""Where people stand follows every deed, in its own transaction."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db.models import F

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log, take_back
from bestfew.activities.models import Kind, Outcome
from bestfew.conftest import NOON
from bestfew.duplicates.merging import merge, undo_merge
from bestfew.funnel.actions import end, reopen
from bestfew.funnel.tests.cast import make_objective
from bestfew.levels.actions import (
    InTheFuture,
    WordNeeded,
    counted_anew,
    mark,
    rebuild,
    set_thresholds,
    standings,
    withdraw,
)
from bestfew.levels.models import DAYS, LevelChange, LevelDay, LevelMark, Standing
from bestfew.levels.rules.cells import Cell, Count
from bestfew.levels.rules.ladder import Thresholds
from bestfew.people.actions import edit_person
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify, work_through
from bestfew.prospecting.actions import take_back as unqualify
from bestfew.prospecting.models import Campaign, Channel, QualificationProfile

pytestmark = pytest.mark.usefixtures("in_workspace")
TODAY = NOON.date()


def days(n: int) -> timedelta:
    return timedelta(days=n)


def level_of(person: Person) -> int:
    """By the standing and by the list's column, which agree."""
    person.refresh_from_db()
    standing = Standing.objects.filter(person=person).first()
    assert person.level == (standing.level if standing else None)
    assert standing is None or standing.pk == person.pk
    return standing.level if standing else 0


def counted() -> dict[Cell, Count]:
    """The daily counts as they are stored."""
    columns = ("axis", "span", "on", "level", "seller_id", "key")
    rows = LevelDay.objects.values_list(*columns, "came", "went_on", "days")
    return {Cell(*row[:6]): Count(*row[6:]) for row in rows}


@pytest.fixture(autouse=True)
def counts_agree(in_workspace: None) -> object:
    """Whatever a test did, the counts are those of the standings."""
    yield
    assert counted() == counted_anew(standings())


def test_a_call_that_is_answered_reaches(alice: Membership) -> None:
    person = make_person(alice)

    log(alice, about=person, kind=Kind.CALL, outcome=Outcome.NO_ANSWER, at=NOON)
    assert level_of(person) == 0

    log(alice, about=person, kind=Kind.CALL, outcome=Outcome.SPOKE, at=NOON)
    assert level_of(person) == 1


def test_a_message_reaches_though_nobody_answers(alice: Membership) -> None:
    person = make_person(alice)

    log(alice, about=person, kind=Kind.NOTE, at=NOON, note="saw them")
    assert level_of(person) == 0

    log(alice, about=person, kind=Kind.EMAIL, at=NOON)
    assert level_of(person) == 1


def test_who_contacts_us_answered_by_that_channel(alice: Membership) -> None:
    person = make_person(alice)
    leaflets = Channel.objects.create(key="leaflets", name="Leaflets", medium="other")
    calls = Channel.objects.create(key="calls", name="Calls", medium="phone")
    campaign = Campaign.objects.create(
        owner=alice.user,
        channel=leaflets,
        name="Crossroads",
        starts_on=TODAY,
        created_at=NOON,
    )
    log(alice, about=person, kind=Kind.CALL, outcome="spoke", at=NOON, channel=calls)
    assert Standing.objects.get().channel == calls

    log(
        alice,
        about=person,
        kind=Kind.CALL,
        is_incoming=True,
        at=NOON + days(1),
        channel=leaflets,
        campaign=campaign,
    )

    standing = Standing.objects.get()
    assert (standing.level, standing.channel, standing.campaign) == (
        *(2, leaflets, campaign),
    )
    assert standing.reached_on == TODAY
    assert standing.responded_on == TODAY + days(1)
    assert LevelDay.objects.get(axis="campaign", level=2, span="day").came == 1


def test_taking_an_entry_back_takes_the_level_back(alice: Membership) -> None:
    person = make_person(alice)
    entry = log(alice, about=person, kind=Kind.CALL, outcome="spoke", at=NOON)

    take_back(entry.activity, by=alice.user, at=NOON)

    assert level_of(person) == 0
    assert not LevelDay.objects.exists()
    changes = LevelChange.objects.order_by("id").values_list("before", "after")
    assert list(changes) == [(0, 1), (1, 0)]


def test_a_response_is_no_prospect_until_three_things_are_known(
    alice: Membership,
) -> None:
    person = make_person(alice)
    log(alice, about=person, kind=Kind.CALL, is_incoming=True, at=NOON)
    by = alice.user

    qualify(person, {"need": "met", "authority": "met"}, by=by, at=NOON + days(1))
    assert level_of(person) == 2

    worked = work_through(person, {"money": "met"}, by=by, at=NOON + days(2))
    assert level_of(person) == 3
    assert Standing.objects.get().prospect_on == TODAY + days(2)

    unqualify(person, worked.answers, by=by, at=NOON + days(3))
    assert level_of(person) == 3, "they were a prospect: what happened, happened"


def test_what_they_told_us_is_a_conversation(alice: Membership) -> None:
    person = make_person(alice)
    told = {"need": "met", "authority": "met", "money": "met"}

    qualify(person, told, by=alice.user, at=NOON)

    standing = Standing.objects.get()
    assert (standing.level, standing.is_outbound) == (3, True)


def test_who_is_disqualified_falls_back(alice: Membership) -> None:
    person = make_person(alice)
    log(alice, about=person, kind=Kind.CALL, is_incoming=True, at=NOON)
    met = {"need": "met", "fit": "met", "authority": "met", "money": "met"}
    qualify(person, met, by=alice.user, at=NOON)
    assert level_of(person) == 3

    qualify(person, {"money": "not_met"}, by=alice.user, at=NOON + days(4))

    standing = Standing.objects.get()
    assert (standing.level, standing.since) == (2, TODAY + days(4))
    assert standing.prospect_on == TODAY


def test_a_sale_and_a_second_one(alice: Membership) -> None:
    person = make_person(alice)
    first = make_objective(alice, customer=person)
    second = make_objective(alice, "office", customer=person)

    end(first, "won", by=alice.user, at=NOON)
    assert level_of(person) == 5
    end(second, "won", by=alice.user, at=NOON + days(5))
    assert level_of(person) == 6

    reopen(first, by=alice.user, at=NOON + days(6))
    standing = Standing.objects.get()
    assert (standing.level, standing.bought_on) == (5, TODAY + days(5))


def test_other_objectives_are_no_purchase(alice: Membership) -> None:
    person = make_person(alice)

    end(
        make_objective(alice, customer=person, kind="recruit"),
        "won",
        by=alice.user,
        at=NOON,
    )

    assert level_of(person) == 0


def make_regular(member: Membership) -> Person:
    person = make_person(member)
    for name in ("flat", "office"):
        end(
            make_objective(member, name, customer=person),
            "won",
            by=member.user,
            at=NOON,
        )
    return person


def test_a_word_makes_close_and_is_taken_back(alice: Membership) -> None:
    person = make_regular(alice)

    mark(alice, person, 7, at=NOON, reason="came to our wedding")
    mark(alice, person, 7, at=NOON, reason="twice")
    assert level_of(person) == 7
    assert LevelMark.objects.count() == 1

    withdraw(person, 7, by=alice, at=NOON)
    withdraw(person, 7, by=alice, at=NOON)
    assert level_of(person) == 6


def test_a_word_waits_until_they_are_regular(alice: Membership) -> None:
    person = make_person(alice)

    mark(alice, person, 8, at=NOON, reason="sends everybody")

    assert level_of(person) == 0


def test_words_need_a_reason_and_no_future(alice: Membership) -> None:
    person = make_person(alice)

    with pytest.raises(WordNeeded):
        mark(alice, person, 7, at=NOON, reason=" ")
    with pytest.raises(InTheFuture):
        mark(alice, person, 2, at=NOON, on=TODAY + days(1))


def test_who_brings_somebody_is_loyal(alice: Membership) -> None:
    person = make_regular(alice)

    brought = make_person(alice, "Friend", referred_by=person)
    assert level_of(person) == 8

    edit_person(
        brought,
        before={"referred_by_id": person.pk},
        after={"referred_by_id": None},
        by=alice.user,
        at=NOON,
    )
    assert level_of(person) == 6


def test_nobody_brings_themselves(alice: Membership) -> None:
    person = make_regular(alice)

    edit_person(
        person,
        before={"referred_by_id": None},
        after={"referred_by_id": person.pk},
        by=alice.user,
        at=NOON,
    )

    assert level_of(person) == 6


def test_another_owner_takes_the_counts_along(
    alice: Membership, carol: Membership
) -> None:
    person = make_person(alice)
    log(alice, about=person, kind=Kind.EMAIL, at=NOON)

    edit_person(
        person,
        before={"owner_id": alice.user_id},
        after={"owner_id": carol.user_id},
        by=alice.user,
        at=NOON,
    )

    assert set(LevelDay.objects.values_list("seller_id", flat=True)) == {carol.user_id}


def test_other_thresholds_move_everybody(alice: Membership) -> None:
    person = make_regular(alice)

    set_thresholds(Thresholds(regular=3), by=alice, at=NOON)
    assert level_of(person) == 5

    set_thresholds(Thresholds(regular=2, close=2), by=alice, at=NOON)
    assert level_of(person) == 7


def test_what_was_written_behind_its_back_is_caught_up_with(
    alice: Membership,
) -> None:
    person = make_regular(alice)
    before = counted()
    Standing.objects.all().delete()
    LevelDay.objects.all().delete()
    Person.objects.update(level=None)

    assert rebuild(by=None, at=NOON) == 1
    assert level_of(person) == 6
    assert counted() == before

    assert rebuild(by=None, at=NOON) == 1
    assert counted() == before


def test_two_become_one_and_two_again(alice: Membership) -> None:
    one, other = make_regular(alice), make_person(alice, "Mai")
    log(alice, about=other, kind=Kind.CALL, is_incoming=True, at=NOON - days(9))
    before = rows_of_everybody()

    done = merge(alice, into=other, other=one, at=NOON)
    assert level_of(other) == 6
    assert Standing.objects.get().responded_on == TODAY - days(9)

    undone = undo_merge(done, by=alice.user, at=NOON)
    assert undone.is_exact
    assert rows_of_everybody() == before


def rows_of_everybody() -> Counter[tuple[object, ...]]:
    told = LevelChange.objects.values_list("person_id", "before", "after", "at")
    return Counter(
        [
            *Standing.objects.values_list("pk", "level", "since", *DAYS),
            *Person.objects.values_list("pk", F("level")),
            *told,
        ]
    )


@pytest.fixture(autouse=True)
def profile(in_workspace: None) -> QualificationProfile:
    """Fit, money and authority decide the state (001)."""
    found = QualificationProfile.objects.create(key="001", name="001", is_default=True)
    for key in ("fit", "money", "authority"):
        found.criteria.create(key=key, question=key)
    return found


def at(day: date) -> datetime:
    return NOON + (day - TODAY)
