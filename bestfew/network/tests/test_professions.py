"""The map of professions: listed, struck out, rivals by pair (A12, A13, A20, A35)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.markets.actions import add_market
from bestfew.markets.models import TargetMarket
from bestfew.network.actions import professions as actions
from bestfew.network.models import Profession, Rivalry
from bestfew.network.queries.map import Map, candidates, map_of, sphere_of
from bestfew.network.rivals import rivals
from bestfew.network.tests.cast_sphere import make_map, make_partner, profession
from bestfew.people.actions import add_organisation, employ, tag
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.django_db
FIVE = {"event_planner", "caterer", "photographer", "florist", "travel_agent"}


def test_the_five_of_the_method_serve_the_photographers_market(
    alice: Membership, in_workspace: None
) -> None:
    market = make_map(alice)

    found = _map(market, alice)

    assert {each.profession.key for each in found.lines} >= FIVE
    assert {each.profession.key for each in found.gaps} >= FIVE - {"photographer"}
    mine = [each for each in found.lines if each.profession.is_mine]
    assert [each.profession.key for each in mine] == ["photographer"]
    assert "photographer" in {each.profession.key for each in found.competitors}


def test_listing_twice_adds_nothing(alice: Membership, in_workspace: None) -> None:
    market = make_map(alice)
    before = Profession.objects.count(), Rivalry.objects.count()

    listed = actions.start_map(alice, market, at=NOON)

    assert listed == 0
    assert (Profession.objects.count(), Rivalry.objects.count()) == before


def test_a_name_in_any_language_is_the_packs_profession(
    alice: Membership, in_workspace: None
) -> None:
    names = ("Florist", " người bán hoa ", "ร้านดอกไม้", "花店")

    found = {actions.add_profession(each, by=alice.user, at=NOON).pk for each in names}

    assert len(found) == 1
    assert Profession.objects.get().key == "florist"


def test_a_profession_of_ones_own_stands_once(
    alice: Membership, in_workspace: None
) -> None:
    market = add_market(alice, name="Couples", at=NOON)
    for name in ("Falconer", " falconer", "FALCONER"):
        actions.add_profession(name, market=market, by=alice.user, at=NOON)

    assert str(Profession.objects.get()) == "Falconer"
    assert market.servings.count() == 1


def test_packs_pairs_come_with_their_professions(
    alice: Membership, in_workspace: None
) -> None:
    coach = actions.profession_of("coach", at=NOON)
    trainer = actions.profession_of("trainer", at=NOON)

    assert rivals().compete(coach.pk, trainer.pk)
    assert rivals().compete(trainer.pk, coach.pk)


def test_rivalry_is_said_from_either_side_and_taken_back(
    alice: Membership, in_workspace: None
) -> None:
    make_map(alice)
    cake, caterer = profession("cake_maker"), profession("caterer")
    facts: dict[str, Any] = {"by": alice.user, "at": NOON}

    actions.set_rivals(caterer, cake, compete=True, **facts)
    actions.set_rivals(cake, caterer, compete=True, **facts)
    said = rivals().compete(cake.pk, caterer.pk)
    actions.set_rivals(cake, caterer, compete=False, **facts)

    assert said
    assert not rivals().compete(caterer.pk, cake.pk)
    pairs = Rivalry.objects.filter(
        first__in=[cake, caterer], second__in=[cake, caterer]
    )
    assert pairs.count() == 1


def test_a_profession_is_no_pair_with_itself(
    alice: Membership, in_workspace: None
) -> None:
    make_map(alice)
    florist = profession("florist")

    with pytest.raises(actions.NotTwo):
        actions.set_rivals(florist, florist, compete=True, by=alice.user, at=NOON)
    response = signed_in(alice).post(
        reverse("network:rivals", args=[florist.pk]),
        {"other": florist.pk, "compete": "yes"},
    )
    assert response.status_code == 422


def test_who_competes_with_me_is_apart_and_says_with_what(
    alice: Membership, in_workspace: None
) -> None:
    market = make_map(alice)
    photographer, film = profession("photographer"), profession("videographer")
    actions.set_rivals(film, photographer, compete=True, by=alice.user, at=NOON)

    lines = {each.profession.pk: each for each in _map(market, alice).competitors}

    assert lines[film.pk].against == [photographer]
    body = signed_in(alice).get(reverse("network:professions")).content.decode()
    assert "Takes work from you: Photographer" in body
    assert "This is you." in body


def test_struck_out_of_one_market_and_of_no_other(
    alice: Membership, in_workspace: None
) -> None:
    market, florist = make_map(alice), profession("florist")
    other = add_market(alice, name="Firms", at=NOON)
    actions.serve(florist, other, by=alice.user, at=NOON)

    for _each in "12":
        actions.strike(florist, market, by=alice.user, at=NOON)

    assert florist.pk not in {each.profession.pk for each in _map(market, alice).lines}
    assert [each.profession for each in _map(other, alice).lines] == [florist]


def test_who_could_be_it_is_found_by_job_tag_and_name_in_four_languages(
    alice: Membership, in_workspace: None
) -> None:
    make_map(alice)
    florist = profession("florist")
    by_job, by_tag = make_person(alice, "Ann"), make_person(alice, "Ben")
    employ(by_job, "Green Ltd", title="Florist", owner=alice.user, at=NOON)
    tag(by_tag, "ร้านดอกไม้", by=alice.user, at=NOON)
    shop = add_organisation(alice, name="Baan florist", at=NOON)
    known = make_partner(alice, "Florist Mali")

    found = candidates(florist, alice)

    assert {by_job, by_tag} <= set(found.people)
    assert shop in found.organisations
    assert known.person not in found.people
    assert (
        "Baan florist"
        in signed_in(alice)
        .get(reverse("network:profession", args=[florist.pk]))
        .content.decode()
    )


def test_the_map_costs_few_queries_however_many_are_in_the_sphere(
    alice: Membership, in_workspace: None, django_assert_max_num_queries: object
) -> None:
    market = make_map(alice)
    for number in range(8):
        make_partner(alice, f"Partner {number}")

    with django_assert_max_num_queries(5):  # type: ignore[operator]
        lines = _map(market, alice).lines
        names = [str(each) for line in lines for each in line.members]

    assert len(names) == 8


def test_the_pages_of_professions_work_from_an_empty_desk_on(
    alice: Membership, in_workspace: None
) -> None:
    browser = signed_in(alice)
    empty = browser.get(reverse("network:professions")).content.decode()
    market = add_market(alice, name="Couples", at=NOON)

    browser.post(reverse("network:start-map"), {"market": market.pk})
    browser.post(
        reverse("network:add-profession"), {"market": market.pk, "name": "Falconer"}
    )
    nameless = browser.post(reverse("network:add-profession"), {"market": market.pk})

    assert "First say whom you serve best." in empty
    assert nameless.status_code == 422
    assert "Falconer" in browser.get(reverse("network:professions")).content.decode()


def test_professions_of_another_workspace_are_not_there(
    alice: Membership, bob: Membership, in_workspace: None
) -> None:
    make_map(alice)
    florist = profession("florist")

    assert (
        signed_in(bob).get(reverse("network:profession", args=[florist.pk])).status_code
        == 404
    )
    with workspace_scope(bob.workspace):
        assert not Profession.objects.exists()


def _map(market: TargetMarket, member: Membership) -> Map:
    return map_of(market, sphere_of(member), rivals())
