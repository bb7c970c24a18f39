"""Organisations: the list, and one of them with its people."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.people.models import Organisation
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
URL = "/people/organisations/"


def test_an_organisation_is_added_once(alice: Membership) -> None:
    client = signed_in(alice)

    for name in ("Hoa Sen", "hoa sen"):
        answer = client.post(URL + "add/", {"name": name})

    place = Organisation.objects.get()
    assert answer["Location"] == reverse("people:organisation", args=[place.pk])


def test_the_list_is_searched_without_marks(alice: Membership) -> None:
    client = signed_in(alice)
    for name in ("Công ty Hoa Sen", "王府"):
        client.post(URL + "add/", {"name": name})
    headers = {"HX-Request": "true", "HX-Target": "organisations"}
    client.get(URL)  # takes the toasts away

    text = client.get(URL, {"q": "cong ty"}, headers=headers).content.decode()

    assert "Công ty Hoa Sen" in text
    assert "王府" not in text


def test_the_list_pages_with_few_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(35):
        make_person(alice, f"P {n}", organisation=f"Place {n:02}")
    client = signed_in(alice)

    with django_assert_max_num_queries(8):
        first = client.get(URL)
    after = first.context["page"].next
    rest = client.get(URL, {"after": after})

    assert [each.staff for each in rest.context["page"].rows] == [1] * 5


def test_the_page_shows_its_people(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    make_person(alice, "Mai", organisation="Hoa Sen", job_title="CEO")
    place = Organisation.objects.get()
    url = place.get_absolute_url()

    for member in (alice, dave):
        text = signed_in(member).get(url).content.decode()
        assert "Mai" in text
        assert "CEO" in text
    assert signed_in(carol).get(url).status_code == 404


def test_a_seller_sees_only_their_people_there(
    alice: Membership, carol: Membership
) -> None:
    make_person(alice, "Mai", organisation="Hoa Sen", is_shared=True)
    make_person(alice, "Secret", organisation="Hoa Sen")
    place = Organisation.objects.get()

    text = signed_in(carol).get(place.get_absolute_url()).content.decode()

    assert "Mai" in text
    assert "Secret" not in text


def test_nonsense_strangers_and_viewers(
    alice: Membership, bob: Membership, dave: Membership
) -> None:
    make_person(alice, organisation="Hoa Sen")
    place = Organisation.objects.get()

    assert signed_in(alice).post(URL + "add/", {"name": " "}).status_code == 422
    assert signed_in(alice).get(URL + "add/").status_code == 405
    assert signed_in(bob).get(place.get_absolute_url()).status_code == 404
    assert signed_in(dave).post(URL + "add/", {"name": "X"}).status_code == 403
    assert signed_in(dave).get(URL).status_code == 200
    assert Organisation.objects.count() == 1


def test_an_empty_list_says_so(alice: Membership) -> None:
    client = signed_in(alice)

    assert "No organisation is here yet" in client.get(URL).content.decode()
    assert "has this name" in client.get(URL, {"q": "x"}).content.decode()
