"""A new objective: for whom, then what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.funnel.models import Influence, Objective
from bestfew.funnel.queries import parts
from bestfew.markets.models import Offering
from bestfew.people.actions import add_organisation
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("profile")
URL = "funnel:open"


def test_the_customer_is_found_by_name_or_phone(alice: Membership) -> None:
    make_person(alice, "Trần Mai", phone="07911 123456")
    make_person(alice, "Somebody Else")
    client = signed_in(alice)

    for words in ("mai", "07911"):
        page = client.get(reverse(URL), {"q": words}).content.decode()
        assert "Trần Mai" in page
        assert "Somebody Else" not in page


def test_an_objective_for_a_person_is_filled_in_and_opened(alice: Membership) -> None:
    person = make_person(alice)
    offering = Offering.objects.create(name="Flat")
    closes = timezone.localdate() + timedelta(days=20)

    answer = signed_in(alice).post(
        f"{reverse(URL)}?person={person.pk}",
        {
            "name": "2-bed flat",
            "offering": offering.pk,
            "value": "32000000",
            "expected_close_on": closes.isoformat(),
            "confidence": "60",
            "fit": "They rent nearby",
            "kind": "sell",
            "agreement": "verbal",
        },
    )

    opened = Objective.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("funnel:objective", args=[opened.pk])
    assert (opened.person, opened.offering) == (person, offering)
    assert (opened.place, opened.agreement) == ("above", "verbal")
    assert opened.value == 32_000_000
    assert opened.currency == "GBP"
    assert Influence.objects.get().role == "economic"


def test_it_may_be_in_another_currency_and_money_is_not_added_across(
    alice: Membership,
) -> None:
    client, person = signed_in(alice), make_person(alice)
    for currency in ("USD", "GBP"):
        client.post(
            f"{reverse(URL)}?person={person.pk}",
            {"name": currency, "value": "500", "currency": currency, "fit": "Asked"},
        )

    part = parts(alice)["above"]
    assert part.values == {"GBP": 500, "USD": 500}
    dollars = Objective.objects.get(name="USD")
    edit = reverse("funnel:edit", args=[dollars.pk, "currency"])
    assert client.post(edit, {"before": "USD", "currency": "pounds"}).status_code == 422
    client.post(edit, {"before": "USD", "currency": "GBP"})
    assert parts(alice)["above"].values == {"GBP": 1_000}


def test_without_anybody_who_fits_who_came_last_is_offered(alice: Membership) -> None:
    for name in ("First", "Second"):
        make_person(alice, name)

    page = signed_in(alice).get(reverse(URL)).content.decode()

    assert page.index("Second") < page.index("First")


def test_an_objective_for_an_organisation_has_nobody_yet_who_decides(
    alice: Membership,
) -> None:
    clinic = add_organisation(alice, name="An Phú Dental", at=timezone.now())

    signed_in(alice).post(
        f"{reverse(URL)}?organisation={clinic.pk}", {"name": "clinic to let"}
    )

    assert Objective.objects.get().organisation == clinic
    assert not Influence.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"name": ""},
        {"value": "-1"},
        {"confidence": "120"},
        {"expected_close_on": "soon"},
        {"offering": "7"},
        {"kind": "steal"},
        {"currency": "ZZZ"},
    ],
)
def test_nonsense_opens_nothing(alice: Membership, nonsense: dict[str, str]) -> None:
    person = make_person(alice)

    answer = signed_in(alice).post(
        f"{reverse(URL)}?person={person.pk}", {"name": "flat", **nonsense}
    )

    assert answer.status_code == 422
    assert not Objective.objects.exists()


def test_a_viewer_opens_nothing_and_nobody_opens_for_a_stranger(
    alice: Membership, dave: Membership, carol: Membership
) -> None:
    person = make_person(alice)
    url = f"{reverse(URL)}?person={person.pk}"

    assert signed_in(dave).post(url, {"name": "flat"}).status_code == 403
    assert signed_in(carol).post(url, {"name": "flat"}).status_code == 404
    assert not Objective.objects.exists()
