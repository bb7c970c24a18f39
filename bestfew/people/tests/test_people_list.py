"""The list of people: filters, order, pages, and who sees whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.people import queries
from bestfew.people.actions import note_permission, tag
from bestfew.people.models import Person, Source, State
from bestfew.people.queries import ORDERS, Wanted, listed
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
URL = "/people/"
TODAY = NOON.date()


def names(member: Membership, **wanted: object) -> list[str]:
    page = listed(member, Wanted(**wanted), on=TODAY)  # type: ignore[arg-type]
    return [each.name for each in page.rows]


def test_the_list_shows_people_by_name_without_marks(alice: Membership) -> None:
    for name in ("Đức", "An", "Ánh"):
        make_person(alice, name)

    assert names(alice) == ["An", "Ánh", "Đức"]


def test_a_leader_may_see_only_their_own(alice: Membership, carol: Membership) -> None:
    make_person(alice, "Hers")
    make_person(carol, "Carols")

    assert names(alice) == ["Carols", "Hers"]
    assert names(alice, mine=True) == ["Hers"]
    assert names(carol) == ["Carols"]


def test_the_list_is_narrowed(alice: Membership) -> None:
    fair = Source.objects.create(key="fair", name="Fair")
    mai = make_person(alice, "Mai", source=fair)
    make_person(alice, "Hoa")
    vip = tag(mai, "VIP", by=alice.user, at=NOON)
    Person.objects.filter(pk=mai.pk).update(state="prospect", next_on=TODAY)
    note_permission(mai, state="refused", by=alice.user, at=NOON)
    Person.objects.filter(pk=mai.pk).update(next_on=TODAY)

    assert names(alice, source=fair.pk) == ["Mai"]
    assert names(alice, tag=vip) == ["Mai"]
    assert names(alice, state="prospect") == ["Mai"]
    assert names(alice, due=True) == ["Mai"]
    assert names(alice, no_contact=True) == ["Mai"]
    assert names(alice, words="ma") == ["Mai"]


@pytest.mark.parametrize("order", list(ORDERS))
def test_every_order_pages_through_everybody_once(
    alice: Membership, order: str
) -> None:
    for n in range(120):
        person = make_person(alice, f"Person {n:03}")
        if n % 3:
            Person.objects.filter(pk=person.pk).update(
                next_on=date(2026, 5, 1) + timedelta(days=n % 7),
                last_contact_at=NOON - timedelta(days=n % 5),
            )

    seen: list[int] = []
    sizes: list[int] = []
    after = ""
    while True:
        page = listed(alice, Wanted(order=order), on=TODAY, after=after)
        seen += [each.pk for each in page.rows]
        sizes.append(len(page.rows))
        after = page.next
        if not after:
            break

    assert sizes == [30, 30, 30, 30]
    assert len(set(seen)) == 120


def test_those_with_a_next_step_come_first_then_the_others_by_name(
    alice: Membership,
) -> None:
    for name, on in (("C", date(2026, 6, 2)), ("B", None), ("A", date(2026, 6, 3))):
        person = make_person(alice, name)
        Person.objects.filter(pk=person.pk).update(next_on=on)

    assert names(alice, order="next") == ["C", "A", "B"]


def test_a_page_full_of_known_ones_goes_on_with_the_rest(alice: Membership) -> None:
    for n in range(31):
        person = make_person(alice, f"P {n:02}")
        if n < 30:
            Person.objects.filter(pk=person.pk).update(next_on=TODAY)

    first = listed(alice, Wanted(order="next"), on=TODAY)
    second = listed(alice, Wanted(order="next"), on=TODAY, after=first.next)

    assert len(first.rows) == 30
    assert [each.name for each in second.rows] == ["P 30"]
    assert not second.next


def test_the_page_opens(alice: Membership) -> None:
    make_person(alice, "Trần Mai", phone="07911 123456", organisation="Hoa Sen")

    answer = signed_in(alice).get(URL)

    assert answer.status_code == 200
    assert '<span lang="vi">Trần Mai</span>' in answer.content.decode()


def test_typing_swaps_the_list_only(alice: Membership) -> None:
    make_person(alice, "Mai")
    headers = {"HX-Request": "true", "HX-Target": "people"}

    answer = signed_in(alice).get(URL, {"q": "mai"}, headers=headers)

    assert "<html" not in answer.content.decode()
    assert 'id="people"' in answer.content.decode()


def test_more_rows_come_alone(alice: Membership) -> None:
    for n in range(40):
        make_person(alice, f"P {n:02}")
    client = signed_in(alice)
    after = client.get(URL).context["page"].next

    answer = client.get(
        URL, {"after": after}, headers={"HX-Request": "true", "HX-Target": "more"}
    )

    assert answer.content.decode().count('class="who"') == 10


@pytest.mark.parametrize(
    "query",
    [
        {"order": "nonsense", "state": "x", "tag": "x", "source": "9" * 30},
        {"tag": "999", "mine": "perhaps", "due": "x"},
        {"q": "x" * 500},
    ],
)
def test_nonsense_in_the_address_asks_for_nothing(
    alice: Membership, query: dict[str, str]
) -> None:
    assert signed_in(alice).get(URL, query).status_code == 200


def test_a_forged_cursor_is_not_found(alice: Membership) -> None:
    client = signed_in(alice)

    assert client.get(URL, {"after": "forged"}).status_code == 404
    assert client.get(URL, {"order": "next", "after": "restx"}).status_code == 404


def test_the_list_needs_few_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(60):
        person = make_person(
            alice, f"P {n}", phone=f"07911 1{n:05}", organisation=f"O {n % 9}"
        )
        tag(person, f"tag {n % 5}", by=alice.user, at=NOON)
    client = signed_in(alice)

    with django_assert_max_num_queries(12):
        client.get(URL)


def test_others_see_nothing_of_it(
    alice: Membership, bob: Membership, client: Client
) -> None:
    make_person(alice, "Mai")

    assert "Mai" not in signed_in(bob).get(URL).content.decode()
    assert client.get(URL).status_code == 302
    assert signed_in(alice).post(URL).status_code == 405


def test_an_empty_list_invites(alice: Membership, dave: Membership) -> None:
    empty = signed_in(alice).get(URL).content.decode()
    unknown = signed_in(dave).get(URL, {"q": "zzz"}).content.decode()

    assert reverse("people:add") in empty
    assert reverse("people:add") not in unknown


@pytest.mark.parametrize("few", [0, 10])
def test_a_state_is_listed_by_name_however_many_are_in_it(
    alice: Membership, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    for name in ("Hoa", "An", "Mai"):
        make_person(alice, name)
    Person.objects.filter(name="Mai").update(state=State.PROSPECT)

    assert names(alice, state="lead") == ["An", "Hoa"]
