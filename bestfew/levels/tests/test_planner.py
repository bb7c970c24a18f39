"""The planner in the browser: one question in the address, its answer in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.levels.tests.cast import QUESTION, make_channel
from bestfew.reach.actions import set_targets
from bestfew.reach.models import DailyTarget
from bestfew.reach.queries import targets_on

pytestmark = pytest.mark.usefixtures("in_workspace")
PLAN, AIM = reverse("levels:plan"), reverse("levels:aim")


def ask(client: Client, *, status: int = 200, **changes: Any) -> str:
    response = client.get(PLAN, {**QUESTION, **changes})
    assert response.status_code == status
    return response.content.decode()


def test_a_reach_is_answered_in_words_and_figures(alice: Membership) -> None:
    make_channel()

    page = ask(signed_in(alice))

    assert "200 people a day bring 2.6 sales a month." in page
    assert "That takes 8 h and costs £6 a day." in page
    assert "£7,800" in page


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"start": "sales"}, "Reach 231 people a day for 3 sales a month."),
        ({"start": "income"}, "Reach 231 people a day for £9,000 a month."),
    ],
)
def test_a_wish_asks_for_so_many_a_day(
    alice: Membership, wish: dict[str, Any], said: str
) -> None:
    make_channel(per_hour=100)

    assert said in ask(signed_in(alice), **wish)


def test_what_does_not_fit_the_day_is_said_by_how_much(alice: Membership) -> None:
    make_channel()

    page = ask(signed_in(alice), reach="2000")

    assert "2,000 a day do not fit: 1,800 people too many." in page
    assert "In 8 h you reach 200 people." in page
    assert "2.6 sales a month, not 26." in page
    assert "From here more skill pays more than more people." in page


def test_ten_times_is_one_tap_away(alice: Membership) -> None:
    make_channel()
    client = signed_in(alice)
    ten_url = client.get(PLAN, QUESTION).context["answer"].ten_url
    assert escape(ten_url) in ask(client)

    ten = client.get(ten_url).content.decode()

    assert "2,000 a day do not fit" in ten


def test_a_channel_nobody_allowed_takes_nobody_and_is_named(alice: Membership) -> None:
    make_channel("email", medium="email", needs_permission=True)

    page = ask(signed_in(alice))

    assert "200 a day do not fit: 200 people too many." in page
    assert "Nobody has given permission yet for: Email." in page


def test_it_opens_with_the_example_of_the_text(alice: Membership) -> None:
    page = signed_in(alice).get(PLAN).content.decode()

    assert "200 a day do not fit" in page, "there is no channel"
    assert page.count("an example, until yours is known") == 5
    assert page.count("not known yet") == 2


def test_a_part_is_answered_to_htmx(alice: Membership) -> None:
    make_channel()
    part = signed_in(alice).get(PLAN, QUESTION, headers={"HX-Request": "true"})

    page = part.content.decode()

    assert "<html" not in page
    assert page.count("hx-swap-oob") == 2
    assert "200 people a day bring 2.6 sales a month." in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"buy": "0"}, "greater than or equal"),
        ({"buy": "101"}, "less than or equal to 100"),
        ({"answer": "many"}, "Enter a number"),
        ({"answer": "NaN"}, "Enter a number"),
        ({"reach": "-5"}, "greater than or equal to 0"),
        ({"reach": "5000000"}, "less than or equal to 100000"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"hours": "25"}, "less than or equal to 24"),
        ({"start": "luck"}, "valid choice"),
        ({"start": "income", "each": "0"}, "Say what a sale brings"),
        ({"income": "1e999999999"}, ""),
    ],
)
def test_nonsense_is_told_beside_its_field(
    alice: Membership, changes: dict[str, Any], said: str
) -> None:
    page = ask(signed_in(alice), status=422, **changes)

    assert "One of the figures cannot be." in page
    assert said in page


def test_no_reach_and_no_hours_are_answers_too(alice: Membership) -> None:
    make_channel()
    client = signed_in(alice)

    assert "0 people a day bring 0 sales a month." in ask(client, reach="0")
    assert "200 people too many" in ask(client, hours="0")


def test_a_wish_beyond_everybody_says_so(alice: Membership) -> None:
    make_channel()

    page = ask(signed_in(alice), start="sales", sales="10000", answer="0.001")

    assert "a day do not fit" in page


def test_a_plan_becomes_the_daily_target_once(alice: Membership) -> None:
    calls, leaflets = make_channel(), make_channel("leaflets", per_hour=500, cost="0.1")
    today, now = timezone.localdate(), timezone.now()
    set_targets(alice.user, [(4, None, 7)], since=today, at=now)
    client = signed_in(alice)

    for _twice in range(2):
        assert client.post(AIM, {**QUESTION, "reach": "1000"}).status_code == 302

    assert targets_on(alice.user_id, today) == {
        (1, None): 1000,
        (1, calls.pk): 157,
        (1, leaflets.pk): 843,
        (2, None): 20,
        (3, None): 5,
        (4, None): 2,
    }
    assert DailyTarget.objects.count() == 7
    page = client.get(PLAN).content.decode()
    assert "Your daily target: 1,000 people reached, 20 answers." in page


def test_a_target_replaces_what_was_aimed_at_before(alice: Membership) -> None:
    make_channel()
    client = signed_in(alice)
    client.post(AIM, QUESTION)

    client.post(AIM, {**QUESTION, "reach": "30", "answer": "1"})

    found = targets_on(alice.user_id, timezone.localdate())
    assert {key: count for key, count in found.items() if not key[1]} == {(1, None): 30}


@pytest.mark.parametrize("wrong", [{"reach": "-5"}, {"buy": "0"}, {"days": ""}])
def test_a_target_that_cannot_be_changes_nothing(
    alice: Membership, wrong: dict[str, str]
) -> None:
    client = signed_in(alice)

    assert client.post(AIM, {**QUESTION, **wrong}).status_code == 302

    assert not DailyTarget.objects.exists()
    assert "nothing was changed" in client.get(PLAN).content.decode()


def test_a_viewer_reckons_but_aims_at_nothing(dave: Membership) -> None:
    client = signed_in(dave)

    assert client.get(PLAN).status_code == 200
    assert "Make this my daily target" not in client.get(PLAN).content.decode()
    assert client.post(AIM, QUESTION).status_code == 403
    assert not DailyTarget.objects.exists()


def test_other_methods_are_refused(alice: Membership) -> None:
    client = signed_in(alice)

    assert client.post(PLAN, QUESTION).status_code == 405
    assert client.get(AIM).status_code == 405


def test_the_page_costs_a_fixed_number_of_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        make_channel(f"c{n}", medium="email", needs_permission=True)
    client = signed_in(alice)

    with django_assert_max_num_queries(16):
        client.get(PLAN, QUESTION)
