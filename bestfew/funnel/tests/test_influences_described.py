"""What is known of those who decide: written down, told, and felt in the place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.funnel import queries
from bestfew.funnel.actions import (
    ObjectiveEnded,
    add_influence,
    contacted,
    cover,
    describe,
    end,
)
from bestfew.funnel.models import Influence, Objective
from bestfew.funnel.rules import Flag
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.history.models import EditConflict, Event
from bestfew.people.actions import add_organisation
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("profile")
LATER = NOON + timedelta(days=3)


@pytest.fixture
def flat(alice: Membership) -> Objective:
    return make_objective(alice, place="in")


def card(objective: Objective) -> Objective:
    found: Objective = Objective.objects.for_card().get(pk=objective.pk)
    return found


def test_what_somebody_wrote_meanwhile_survives_a_tap(alice: Membership) -> None:
    made = make_objective(alice, place="in")
    seen, other = influence_of(made), influence_of(made)
    before, after = {"need": ""}, {"need": "Less noise"}
    describe(other, before=before, after=after, by=alice.user, at=NOON)

    cover(seen, satisfied=True, by=alice.user, at=NOON)

    assert influence_of(made).need == "Less noise"


def test_what_is_known_is_kept_with_who_said_it(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)

    describe(
        mai,
        before={"rating": None, "need": ""},
        after={"rating": 4, "need": "To move in by May"},
        by=alice.user,
        at=LATER,
    )

    event = Event.objects.about(flat).filter(verb="influence described").get()
    assert event.facts["before"] == {"rating": None, "need": ""}
    assert event.facts["after"] == {"rating": 4, "need": "To move in by May"}
    assert (mai.rating, mai.need) == (4, "To move in by May")


def test_the_same_again_is_no_news(alice: Membership, flat: Objective) -> None:
    mai = influence_of(flat)

    for _n in range(2):
        describe(
            mai, before={"rating": None}, after={"rating": 2}, by=alice.user, at=LATER
        )

    assert Event.objects.filter(verb="influence described").count() == 1


def test_what_another_seller_wrote_meanwhile_is_not_written_over(
    alice: Membership, carol: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    describe(mai, before={"rating": None}, after={"rating": 2}, by=carol.user, at=LATER)

    with pytest.raises(EditConflict) as conflict:
        describe(
            mai,
            before={"rating": None, "need": ""},
            after={"rating": -1, "need": "A garden"},
            by=alice.user,
            at=LATER,
        )

    mai.refresh_from_db()
    assert (mai.rating, mai.need) == (2, "")
    assert conflict.value.by == str(carol.user)


def test_other_fields_of_two_sellers_do_not_meet(
    alice: Membership, carol: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    seen = {"rating": None, "need": ""}
    describe(mai, before=seen, after={"rating": 2, "need": ""}, by=carol.user, at=LATER)

    with pytest.raises(EditConflict):
        describe(
            mai, before=seen, after={"rating": 3, "need": ""}, by=alice.user, at=LATER
        )
    describe(mai, before=seen, after={"need": "A garden"}, by=alice.user, at=LATER)

    mai.refresh_from_db()
    assert (mai.rating, mai.need) == (2, "A garden")


def test_when_the_only_one_met_leaves_the_objective_falls_back(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    day = LATER.date()

    describe(
        mai, before={"left_on": None}, after={"left_on": day}, by=alice.user, at=LATER
    )

    flat.refresh_from_db()
    assert flat.place == "above"
    assert flat.missing == ["influence_contacted"]
    assert [each.flag for each in queries.bases_of(card(flat), on=day).flags] == [
        Flag.LEFT
    ]


def test_before_they_left_they_decided(alice: Membership, flat: Objective) -> None:
    describe(
        influence_of(flat),
        before={"left_on": None},
        after={"left_on": LATER.date()},
        by=alice.user,
        at=LATER,
    )

    facts = queries.facts_of([card(flat)], on=NOON.date())[flat.pk]
    assert len(facts.influences) == 1
    later = queries.facts_of([card(flat)], on=LATER.date())[flat.pk]
    assert later.influences == ()


def test_somebody_who_left_is_no_longer_met_by_a_call(alice: Membership) -> None:
    person = make_person(alice, "Mai")
    shop = make_objective(alice, "Shop")
    one = add_influence(shop, role="user", person=person, by=alice.user, at=NOON)
    describe(one, before={}, after={"left_on": NOON.date()}, by=alice.user, at=NOON)

    contacted(person, by=alice.user, at=LATER)

    one.refresh_from_db()
    assert one.contacted_on is None


def test_who_is_new_in_the_job_is_satisfied_in_that_one(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    cover(mai, satisfied=True, by=alice.user, at=NOON)
    describe(mai, before={}, after={"new_on": LATER.date()}, by=alice.user, at=LATER)
    assert Flag.NEW in flags(flat, LATER)

    cover(mai, satisfied=True, by=alice.user, at=LATER)

    assert mai.satisfied_on == LATER.date()
    assert Flag.NEW not in flags(flat, LATER)


def flags(objective: Objective, at: object) -> list[Flag]:
    found = queries.bases_of(card(objective), on=LATER.date()).flags
    return [each.flag for each in found]


def test_a_firm_lacks_every_role_that_nobody_fills(alice: Membership) -> None:
    firm = add_organisation(alice, name="An Phu", at=NOON)
    shop = make_objective(alice, "Shop", customer=firm)

    assert flags(shop, LATER) == [Flag.NO_ECONOMIC, Flag.ROLE_OPEN]


def test_flags_ask_the_database_nothing(
    alice: Membership, flat: Objective, django_assert_num_queries: object
) -> None:
    read = card(flat)

    with django_assert_num_queries(0):  # type: ignore[operator]
        queries.bases_of(read, on=LATER.date())


def test_nothing_is_described_after_the_end(alice: Membership, flat: Objective) -> None:
    mai = influence_of(flat)
    end(flat, "won", by=alice.user, at=LATER)
    mai.refresh_from_db()

    with pytest.raises(ObjectiveEnded):
        describe(mai, before={}, after={"rating": 1}, by=alice.user, at=LATER)


def test_the_database_takes_no_rating_beyond_five(flat: Objective) -> None:
    rows = Influence.objects.filter(objective=flat)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(rating=6)
