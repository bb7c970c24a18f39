"""The person page: next step on top, axes, side cards, few queries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep, plan
from bestfew.activities.tests.cast import make_log, make_objective, make_profile
from bestfew.conftest import NOON, signed_in
from bestfew.desk.person import next_step, page_of_person, reach
from bestfew.funnel.actions import end
from bestfew.people.actions import (
    Contact,
    note_contact,
    note_permission,
    raise_concern,
    remember_birthday,
    tag,
)
from bestfew.people.models import Person
from bestfew.people.queries import for_page
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify

pytestmark = pytest.mark.usefixtures("in_workspace", "_at_noon")
TODAY = NOON.date()


@pytest.fixture
def _at_noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mai(alice: Membership) -> Person:
    make_profile()
    return make_person(
        alice,
        "Trần Mai",
        phone="07911 123456",
        email="mai@example.com",
        organisation="Hoa Sen",
        job_title="CEO",
        traits={"Shoe size": "38"},
    )


def full(alice: Membership, mai: Person) -> Person:
    """Somebody of whom everything is known."""
    for n in range(4):
        note_contact(alice, mai, Contact("zalo", f"07911 12345{n}"), at=NOON)
        tag(mai, f"tag {n}", by=alice.user, at=NOON)
        make_objective(alice, mai, f"Flat {n}", value=Decimal(100))
        raise_concern(mai, f"Why {n}?", kind="question", by=alice.user, at=NOON)
        note_permission(mai, state="given", by=alice.user, at=NOON)
    make_log(alice, mai, next_step=NextStep(TODAY + timedelta(days=2), what="Meet"))
    remember_birthday(mai, month=2, day=29)
    qualify(mai, {"money": "met"}, by=alice.user, at=NOON, medium="phone")
    return read(mai)


def read(person: Person) -> Person:
    return for_page(Person.objects.all()).get(pk=person.pk)


def page(alice: Membership, person: Person) -> str:
    return signed_in(alice).get(person.get_absolute_url()).content.decode()


def test_the_page_shows_everything_that_is_known(
    alice: Membership, mai: Person
) -> None:
    full(alice, mai)

    text = page(alice, mai)

    for part in (
        '<span lang="vi">Trần Mai</span>',
        "CEO",
        "Hoa Sen",
        'href="tel:+447911123456"',
        'href="mailto:mai@example.com"',
        "https://zalo.me/447911123450",
        "4 open concerns",
        "29 Feb",
        "Shoe size",
        "tag 3",
        "Can they pay?",
        "Flat 3",
        "20 days old; the normal cycle is 60 days",
    ):
        assert part in text, part


def test_the_planned_step_comes_first(alice: Membership, mai: Person) -> None:
    for days in (5, 2):
        plan(
            alice,
            mai,
            NextStep(TODAY + timedelta(days=days), what=f"In {days}"),
            at=NOON,
        )

    shown = page_of_person(read(mai), alice, on=TODAY)

    assert shown["next"].what == "In 2"
    assert [str(each) for each in shown["later"]] == ["In 5"]


def test_else_what_the_nearest_objective_lacks(alice: Membership, mai: Person) -> None:
    make_objective(alice, mai, next_deed="Send the plan")
    shown = page_of_person(read(mai), alice, on=TODAY)

    assert shown["next"].what == "Send the plan"
    assert shown["next"].url == reverse(
        "funnel:objective", args=[shown["objectives"][0].objective.pk]
    )
    assert shown["next"].why == "Nothing yet indicates a fit"


def test_else_to_qualify_and_then_to_open_an_objective(
    alice: Membership, mai: Person
) -> None:
    lead = next_step(read(mai), [], [])
    qualify(mai, {"money": "met"}, by=alice.user, at=NOON)
    prospect = next_step(read(mai), [], [])

    assert lead
    assert prospect
    assert lead.url == f"{reverse('prospecting:qualify')}?person={mai.pk}"
    assert prospect.url == f"{reverse('funnel:open')}?person={mai.pk}"


def test_with_who_said_no_nothing_is_to_be_done(alice: Membership, mai: Person) -> None:
    plan(alice, mai, NextStep(TODAY), at=NOON)
    note_permission(mai, state="refused", by=alice.user, at=NOON)
    stopped = read(mai)

    assert page_of_person(stopped, alice, on=TODAY)["next"] is None
    assert reach(stopped) == {}
    text = page(alice, mai)
    assert "Do not contact." in text
    assert 'class="btn btn--deed" href="tel:' not in text


def test_an_objective_that_ended_stands_behind(alice: Membership, mai: Person) -> None:
    flat, house = make_objective(alice, mai), make_objective(alice, mai, "House")
    end(flat, "won", by=alice.user, at=NOON)

    shown = page_of_person(read(mai), alice, on=TODAY)

    assert [each.objective for each in shown["objectives"]] == [house, flat]
    assert "won · 21 May" in page(alice, mai)


def test_the_ring_knows_the_cycle_of_what_was_won(
    alice: Membership, mai: Person
) -> None:
    for n in range(5):
        began = date(2026, 5, 11)
        won = make_objective(alice, mai, f"Flat {n}", first_contact_on=began)
        end(won, "won", by=alice.user, at=NOON)
    make_objective(alice, mai, "Now")

    shown = page_of_person(read(mai), alice, on=TODAY)

    # a quarter of the way from the workspace's 60 days to the mean of five (OQ-11)
    assert shown["objectives"][0].cycle == pytest.approx(60 + (10 - 60) * 5 / 20)


def test_the_page_needs_few_queries(
    alice: Membership,
    mai: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    full(alice, mai)
    client = signed_in(alice)
    url = mai.get_absolute_url()

    client.get(url)
    with django_assert_max_num_queries(12):
        page_of_person(read(mai), alice, on=TODAY)
    with django_assert_max_num_queries(12 + 2):  # the session, and where they work
        client.get(url)


def test_whoever_brought_others_costs_one_query_more(
    alice: Membership,
    mai: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    full(alice, mai)
    make_person(alice, "Lê An", referred_by=mai)
    client = signed_in(alice)
    client.get(mai.get_absolute_url())

    with django_assert_max_num_queries(15):
        text = client.get(mai.get_absolute_url()).content.decode()

    assert "Lê An" in text


def test_the_latest_answer_to_a_question_is_the_one_shown(
    alice: Membership, mai: Person
) -> None:
    qualify(mai, {"money": "not_met"}, by=alice.user, at=NOON, medium="phone")
    qualify(mai, {"money": "met"}, by=alice.user, at=NOON, medium="chat")

    asked = page_of_person(read(mai), alice, on=TODAY)["asked"]

    told = {each.criterion.key: each.answer for each in asked}
    assert (told["money"].value, told["money"].medium) == ("met", "chat")
    assert told["money"].at == NOON


def test_a_bare_person_has_a_page_too(alice: Membership) -> None:
    somebody = make_person(alice, "", phone="07911 123456")

    text = page(alice, somebody)

    assert "07911 123456" in text
    assert "Nothing is being agreed with them yet." in text


def test_a_viewer_reads_and_finds_no_form(
    alice: Membership, dave: Membership, mai: Person
) -> None:
    full(alice, mai)

    text = signed_in(dave).get(mai.get_absolute_url()).content.decode()

    assert "Flat 3" in text
    assert "data-save-on-blur" not in text
    assert f'action="/people/{mai.pk}/' not in text
    assert 'action="/log/' not in text


def test_a_strangers_person_is_not_found(
    alice: Membership, bob: Membership, carol: Membership, mai: Person
) -> None:
    for member in (bob, carol):
        assert signed_in(member).get(mai.get_absolute_url()).status_code == 404
    assert signed_in(alice).post(mai.get_absolute_url()).status_code == 405


def test_a_seller_does_not_see_anothers_objective_with_a_shared_person(
    alice: Membership, carol: Membership, mai: Person
) -> None:
    make_objective(alice, mai, "Secret")
    Person.objects.update(is_shared=True)

    assert "Secret" not in page(carol, mai)
