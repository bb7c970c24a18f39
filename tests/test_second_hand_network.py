"""Keys of another business's rows, sent by who sits in a team of their own (I3, I8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bestfew.teams.models import Promise, Slip
from tests.fingerprint import fingerprint
from tests.world import SECRET, Nouns, World

pytestmark = pytest.mark.django_db

REFUSED = {
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
Data = Callable[[Nouns], dict[str, object]]
ABOUT = {"summary": "Couple", "level": "3", "kind": "outside"}


@dataclass(frozen=True, slots=True)
class Sending:
    """A page of one's own (`of` names the row that its path takes), another's keys."""

    route: str
    data: Data
    of: str = ""
    own: Data = lambda _nouns: {}

    def send(self, client: Client, mine: Nouns, theirs: Nouns) -> HttpResponse:
        args = [mine["team"].pk] if self.route.startswith("team:") else []
        args += [mine[self.of].pk] if self.of else []
        data = {**self.own(mine), **self.data(theirs)}
        return client.post(reverse(self.route, args=args), data)  # type: ignore[return-value]


ALL = {
    "sphere, person": Sending(
        "network:add-partner",
        lambda x: {"person": x["twin"].pk, "profession": x["profession"].pk},
    ),
    "sphere, organisation": Sending(
        "network:add-partner",
        lambda x: {"organisation": x["organisation"].pk,
                   "profession": x["profession"].pk},
    ),
    "sphere, seat": Sending(
        "network:seat", lambda x: {"seat": x["team_member"].pk}, of="partner"
    ),
    "professions, market": Sending(
        "network:add-profession", lambda x: {"market": x["market"].pk, "name": "x"}
    ),
    "professions, rival": Sending(
        "network:rivals",
        lambda x: {"other": x["other_profession"].pk, "compete": "yes"},
        of="profession",
    ),
    "team, rivals": Sending(
        "team:say-rivals",
        lambda x: {"first": x["seat"].pk, "second": x["my_seat"].seat_id},
    ),
    "meeting, who promises": Sending(
        "team:promise", lambda x: {"member": x["team_member"].pk, "text": "x"},
        of="meeting",
    ),
    "meeting, about whom": Sending(
        "team:praise", lambda x: {"about": x["team_member"].pk, "text": "x"},
        of="meeting",
    ),
    "meeting, who came": Sending(
        "team:attend", lambda x: {"member": x["team_member"].pk, "state": "here"},
        of="meeting",
    ),
    "meeting, for whom": Sending(
        "team:promise", lambda x: {"to": x["my_seat"].pk}, of="meeting",
        own=lambda x: {"member": x["my_seat"].pk, "text": "x"},
    ),
    "meeting, who chairs": Sending(
        "team:change-meeting", lambda x: {"chair": x["my_seat"].pk}, of="meeting",
        own=lambda x: {"on": x["meeting"].on, "starts": "12:00", "minutes": 60,
                       "seen": 1},
    ),
    "slip, to whom": Sending(
        "team:give-slip", lambda x: {**ABOUT, "to": x["team_member"].pk}
    ),
    "referral, to whom": Sending(
        "network:refer", lambda x: {**ABOUT, "to": f"t{x['team_member'].pk}"},
        own=lambda x: {"person": x["twin"].pk},
    ),
    "referral, to whose partner": Sending(
        "network:refer", lambda x: {**ABOUT, "to": f"p{x['partner'].pk}"},
        own=lambda x: {"person": x["twin"].pk},
    ),
    "referral, whom": Sending(
        "network:refer", lambda x: {**ABOUT, "person": x["twin"].pk},
        own=lambda x: {"to": f"t{x['team_member'].pk}"},
    ),
    "referral, from whom": Sending(
        "network:take", lambda x: {**ABOUT, "partner": f"p{x['partner'].pk}"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("sending", ALL.values(), ids=ALL)
def test_a_key_of_another_business_is_refused(world: World, sending: Sending) -> None:
    before = fingerprint()

    response = sending.send(world.browser("bob"), world.bobs, world.alices)

    is_back = sending.of == "meeting" and response.status_code == HTTPStatus.FOUND
    assert response.status_code in REFUSED or is_back
    assert SECRET not in response.content.decode()
    assert fingerprint() == before


@pytest.mark.parametrize("who", ["bob", "carol"])
def test_an_address_names_no_person_of_others(world: World, who: str) -> None:
    client, theirs = world.browser(who), world.alices["twin"]

    page = client.get(
        reverse("network:add-partner"), query_params={"person": theirs.pk}
    )

    assert SECRET not in page.content.decode()


@pytest.mark.parametrize(
    ("route", "own", "foreign"),
    [
        ("team:wish", ("team", "meeting"), "team_member"),
        ("network:take-thanks-back", ("referral",), "closed"),
    ],
)
def test_a_second_key_in_a_path_is_of_the_first(
    world: World, route: str, own: tuple[str, ...], foreign: str
) -> None:
    args = [*(world.bobs[noun].pk for noun in own), world.alices[foreign].pk]
    before = fingerprint()

    response = world.browser("bob").post(
        reverse(route, args=args), {"text": "x", "seen": "0"}
    )

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert fingerprint() == before


def test_a_referral_is_given_at_no_meeting_of_others(world: World) -> None:
    theirs, mine = world.alices["meeting"], world.bobs
    meeting = {"meeting": str(theirs.pk)}

    world.browser("bob").post(
        reverse("team:give-slip", args=[mine["team"].pk]),
        {**ABOUT, "to": mine["team_member"].pk}, query_params=meeting,
    )  # fmt: skip
    world.browser("bob").post(
        reverse("network:refer"),
        {**ABOUT, "summary": "Pair", "to": f"t{mine['team_member'].pk}",
         "person": mine["twin"].pk}, query_params=meeting,
    )  # fmt: skip

    made = Slip.unscoped.filter(giver=mine["my_seat"], summary__in=("Couple", "Pair"))
    assert [slip.meeting for slip in made] == [None, None]


def test_a_promise_is_settled_at_no_meeting_of_others(world: World) -> None:
    mine, theirs = world.bobs, world.alices["meeting"]
    url = reverse("team:settle", args=[mine["team"].pk, mine["promise"].pk])

    world.browser("bob").post(url, {"state": "kept", "meeting": theirs.pk})

    settled = Promise.unscoped.get(pk=mine["promise"].pk)
    assert (settled.state, settled.settled_in) == ("kept", None)
