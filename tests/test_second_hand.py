"""Keys inside a form or an address: another's row is as good as none (trust.md I3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fingerprint import fingerprint
from tests.world import SECRET, Nouns, World

pytestmark = pytest.mark.django_db

REFUSED = {
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
Data = Callable[[Nouns], dict[str, object]]
LOG = {"kind": "call", "outcome": "spoke", "note": "x"}


@dataclass(frozen=True, slots=True)
class Sending:
    """A form of one's own, with a key of somebody else's row in it."""

    route: str
    data: Data
    of: str = ""  # whose `pk` the path takes: a row of one's own
    query: Data = lambda _nouns: {}

    def send(self, client: Client, mine: Nouns, theirs: Nouns) -> int:
        args = [mine[self.of].pk] if self.of else []
        extra = {"people:edit": ["source"], "funnel:edit": ["offering"]}
        url = reverse(self.route, args=[*args, *extra.get(self.route, [])])
        query = {key: str(value) for key, value in self.query(theirs).items()}
        answer = client.post(url, self.data(theirs), query_params=query)
        return answer.status_code


def _next_week() -> str:
    return str(timezone.localdate() + timedelta(days=7))


ALL = {
    "log, person": Sending(
        "activities:log", lambda x: {**LOG, "person": x["person"].pk}
    ),
    "log, organisation": Sending(
        "activities:log", lambda x: {**LOG, "organisation": x["organisation"].pk}
    ),
    "log, by objective": Sending(
        "activities:log", lambda x: {**LOG, "objective": x["objective"].pk}
    ),
    "log, follow-up": Sending(
        "activities:log", lambda x: {**LOG, "follow_up": x["follow_up"].pk}
    ),
    "plan, person": Sending(
        "activities:plan",
        lambda x: {"person": x["person"].pk, "kind": "call", "on": _next_week()},
    ),
    "plan, organisation": Sending(
        "activities:plan",
        lambda x: {"organisation": x["organisation"].pk, "kind": "call",
                   "on": _next_week()},
    ),
    "open, person": Sending(
        "funnel:open", lambda _x: {"name": "Deal"},
        query=lambda x: {"person": x["person"].pk},
    ),
    "open, organisation": Sending(
        "funnel:open", lambda _x: {"name": "Deal"},
        query=lambda x: {"organisation": x["organisation"].pk},
    ),
    "mailing, campaign": Sending(
        "mailings:write",
        lambda x: {"subject": "x", "body": "x", "language": "en",
                   "campaign": x["mailing"].campaign_id},
    ),
}  # fmt: skip
"""What a seller may not use of a colleague either."""

FOREIGN = ALL | {
    "mailing, source": Sending(
        "mailings:write",
        lambda x: {
            "subject": "x",
            "body": "x",
            "language": "en",
            "source": x["source"].pk,
        },
    ),
    "add person, source": Sending(
        "people:add", lambda x: {"name": "Jo", "source": x["source"].pk}
    ),
    "edit person, source": Sending(
        "people:edit", lambda x: {"before": "", "value": x["source"].pk}, of="person"
    ),
    "edit objective, offering": Sending(
        "funnel:edit",
        lambda x: {"before": "", "offering": x["offering"].pk},
        of="objective",
    ),
    "assign, member": Sending(
        "activities:assign", lambda x: {"to": x["member"].pk}, of="follow_up"
    ),
    "workspace": Sending(
        "accounts:workspace", lambda x: {"workspace": x["member"].workspace_id}
    ),
}


@pytest.mark.parametrize("sending", FOREIGN.values(), ids=FOREIGN)
def test_a_key_of_another_workspace_is_refused(world: World, sending: Sending) -> None:
    before = fingerprint()

    status = sending.send(world.browser("bob"), world.bobs, world.alices)

    is_back = sending.route == "activities:assign" and status == HTTPStatus.FOUND
    assert status in REFUSED or is_back
    assert fingerprint() == before


@pytest.mark.parametrize("sending", ALL.values(), ids=ALL)
def test_a_key_of_a_colleague_is_refused(world: World, sending: Sending) -> None:
    before = fingerprint()

    status = sending.send(world.browser("carol"), world.alices, world.alices)

    assert status in REFUSED
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("route", "noun"),
    [
        ("funnel:open", "person"),
        ("funnel:open", "organisation"),
        ("activities:log", "person"),
        ("activities:log", "organisation"),
        ("activities:log", "objective"),
        ("activities:log", "follow_up"),
        ("activities:plan", "person"),
        ("activities:plan", "organisation"),
        ("prospecting:qualify", "person"),
    ],
)
@pytest.mark.parametrize("who", ["bob", "carol"])
def test_an_address_names_no_row_of_others(
    world: World, who: str, route: str, noun: str
) -> None:
    response = world.browser(who).get(
        reverse(route), query_params={noun: str(world.alices[noun].pk)}
    )

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert SECRET not in response.content.decode()


def test_a_log_entry_ends_no_objective_of_somebody_else(world: World) -> None:
    data = {"kind": "call", "outcome": "won", "person": world.bobs["person"].pk}
    before = fingerprint()

    response = world.browser("bob").post(
        reverse("activities:log"), data | {"objective": world.alices["objective"].pk}
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fingerprint() == before


def test_an_undo_puts_back_its_own_objective_only(world: World) -> None:
    mine, theirs = world.bobs["objective"], world.alices["edited"]
    before = fingerprint()

    response = world.browser("bob").post(
        reverse("funnel:undo-edit", args=[mine.pk, theirs.pk])
    )

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert fingerprint() == before


def test_an_undo_takes_no_answers_of_others(world: World) -> None:
    mine = world.bobs["person"]
    alices = world.alices
    data = {"answers": alices["answer"].pk, "permission": alices["permission"].pk}
    before = fingerprint()

    world.browser("bob").post(reverse("prospecting:undo", args=[mine.pk]), data)

    now = fingerprint()
    kept = ("prospecting_answer", "people_permission")
    assert [now[table] for table in kept] == [before[table] for table in kept]


def test_a_colleagues_person_loses_no_answer_by_an_undo(world: World) -> None:
    """The keys must be those of the person whom the address names."""
    data = {"name": "Mine", "reach": "", "submit_id": "mine"}
    added = world.browser("carol").post(reverse("people:add"), data)
    mine = added["Location"].rstrip("/").rpartition("/")[2]
    answers = {"answers": world.alices["answer"].pk}
    before = fingerprint()

    world.browser("carol").post(reverse("prospecting:undo", args=[mine]), answers)

    assert fingerprint()["prospecting_answer"] == before["prospecting_answer"]


def test_a_tag_of_another_workspace_comes_off_nobody(world: World) -> None:
    args = [world.bobs["person"].pk, world.alices["tag"].pk]
    before = fingerprint()

    response = world.browser("bob").post(reverse("people:remove-tag", args=args))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["tag", "source"])
def test_a_filter_by_what_is_foreign_finds_nothing_of_it(
    world: World, name: str
) -> None:
    response = world.browser("bob").get(
        reverse("people:list"), query_params={name: str(world.alices[name].pk)}
    )

    assert response.status_code == HTTPStatus.OK
    assert SECRET not in response.content.decode()


def test_nobody_hands_a_person_to_a_stranger(world: World) -> None:
    url = reverse("people:edit", args=[world.alices["person"].pk, "owner"])
    alice, bob = (world.members[who].user_id for who in ("alice", "bob"))
    before = fingerprint()

    response = world.browser("alice").post(url, {"before": alice, "value": bob})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fingerprint() == before


@pytest.mark.parametrize(
    "more", ["workspace", "workspace_id", "owner", "is_shared", "role", "version"]
)
def test_what_no_form_asks_is_not_taken(world: World, more: str) -> None:
    """Mass assignment: fields beside the form's own change nothing (trust.md B6)."""
    data = {"name": "Jo", "reach": "", more: world.members["bob"].workspace_id}

    world.browser("alice").post(reverse("people:add"), data)

    with world.inside("alice") as alice:
        made = type(world.alices["person"]).objects.get(name="Jo")
    assert made.workspace_id == alice.workspace_id
    assert (made.owner_id, made.is_shared) == (alice.user_id, False)
