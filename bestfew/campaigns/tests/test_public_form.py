"""The form that strangers see: it asks, takes once, and tells nothing of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.campaigns.actions import close, edit_form
from bestfew.campaigns.models import Form
from bestfew.campaigns.rules import PER_ADDRESS
from bestfew.campaigns.tests.cast import E164, PHONE, make_campaign
from bestfew.conftest import NOON
from bestfew.people.models import ContactPoint, Permission, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
SECONDS, DAY = timedelta(seconds=20), timedelta(days=1)
FILLED = {"name": "Mai Tran", "phone": PHONE, "message": "How much?"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


@pytest.fixture
def form(alice: Membership) -> Form:
    found: Form = Form.objects.get(campaign=make_campaign(alice, "Secret batch"))
    return found


@pytest.fixture
def url(form: Form) -> str:
    return f"/f/{form.campaign.code}"


def ticket_in(page: Any) -> str:
    found = re.search(r'name="ticket"\s+value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def send(client: Client, url: str, **facts: str) -> Any:
    """Open it, wait a little, send it."""
    ticket = facts.pop("ticket", "") or ticket_in(client.get(url))
    return client.post(url, {**FILLED, "ticket": ticket, **facts})


def test_a_slash_that_somebody_types_at_the_end_is_no_mistake(
    url: str, clock: time_machine.Traveller
) -> None:
    client = Client()
    ticket = ticket_in(client.get(f"{url}/"))
    clock.shift(SECONDS)

    answer = client.post(f"{url}/", {**FILLED, "ticket": ticket})

    assert answer.status_code == 200
    assert Person.objects.get().name == "Mai Tran"


def test_a_form_filled_is_somebody_under_the_campaign(
    form: Form, url: str, clock: time_machine.Traveller
) -> None:
    client = Client()
    ticket = ticket_in(client.get(url))
    clock.shift(SECONDS)

    thanks = send(client, url, ticket=ticket, agreed="on", phone="０７９１１ 123-456")
    again = send(client, url, ticket=ticket, agreed="on")

    activity = Activity.objects.get()
    assert activity.campaign == form.campaign
    assert ContactPoint.objects.get(person=activity.person).key == E164
    assert "call or write to me" in Permission.objects.get().how
    assert thanks.status_code == again.status_code == 200
    assert thanks.content == again.content


def test_it_asks_politely_and_keeps_what_was_typed(
    url: str, clock: time_machine.Traveller
) -> None:
    client = Client()

    quick = send(client, url)

    assert quick.status_code == 422
    assert "That was quick!" in quick.content.decode()
    assert PHONE in quick.content.decode()
    clock.shift(SECONDS)
    assert send(client, url, ticket=ticket_in(quick)).status_code == 200
    assert Person.objects.count() == 1


def test_a_page_left_open_for_long_is_renewed(
    url: str, clock: time_machine.Traveller
) -> None:
    client = Client()
    old = ticket_in(client.get(url))
    clock.shift(2 * DAY)

    asked = send(client, url, ticket=old)

    assert "open for a long time" in asked.content.decode()
    assert PHONE in asked.content.decode()
    clock.shift(SECONDS)
    assert send(client, url, ticket=ticket_in(asked)).status_code == 200


@pytest.mark.parametrize(
    ("facts", "say"),
    [
        ({"phone": "", "email": ""}, "Please give us a phone number or an e-mail"),
        ({"phone": "no number"}, "This is not a phone number."),
        ({"email": "me at home"}, "This is not an e-mail address."),
        ({"name": "\u200b"}, "Please tell us your name."),
        ({"message": "x" * 1_001}, "at most 1000"),
        ({"nickname": "Robot"}, "Please leave the last box empty."),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    url: str, clock: time_machine.Traveller, facts: dict[str, str], say: str
) -> None:
    client = Client()
    ticket = ticket_in(client.get(url))
    clock.shift(SECONDS)

    answer = send(client, url, ticket=ticket, **facts)

    assert answer.status_code == 422
    assert say in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("ticket", ["", "x", "1.2:3:4"])
def test_a_ticket_that_is_not_ours_is_renewed(url: str, ticket: str) -> None:
    answer = Client().post(url, {**FILLED, "ticket": ticket})

    assert answer.status_code == 422
    assert not Person.objects.exists()


def test_a_ticket_of_another_form_is_none(alice: Membership, url: str) -> None:
    other = make_campaign(alice, "Other")
    with time_machine.travel(NOON, tick=False) as clock:
        client = Client()
        ticket = ticket_in(client.get(f"/f/{other.code}"))
        clock.shift(SECONDS)

        assert send(client, url, ticket=ticket).status_code == 422


def test_a_thousand_times_is_refused_with_a_sentence(
    url: str, clock: time_machine.Traveller
) -> None:
    client = Client()
    ticket = ticket_in(client.get(url))
    clock.shift(SECONDS)

    answers = [send(client, url, ticket=ticket) for _time in range(PER_ADDRESS + 3)]

    assert [each.status_code for each in answers[-3:]] == [429] * 3
    assert "Please try again later." in answers[-1].content.decode()
    assert Person.objects.count() == 1


def test_behind_a_proxy_each_visitor_is_counted_alone(
    url: str, clock: time_machine.Traveller, settings: Settings
) -> None:
    """What a visitor says of themselves, before the proxy adds to it, counts not."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ticket = ticket_in(Client().get(url))
    data = {**FILLED, "ticket": ticket}
    for turn in range(PER_ADDRESS):
        said = {"X-Forwarded-For": f"10.0.0.{turn}, 203.0.113.7"}
        Client().post(url, data, headers=said)

    same, other = (
        Client().post(url, data, headers={"X-Forwarded-For": f"8.8.8.8, {ip}"})
        for ip in ("203.0.113.7", "203.0.113.8")
    )

    assert (same.status_code, other.status_code == 429) == (429, False)


def test_nothing_is_told_of_whom_we_know(
    alice: Membership, url: str, clock: time_machine.Traveller
) -> None:
    client = Client()
    stranger, known = (ticket_in(client.get(url)) for _page in range(2))
    make_person(alice, "Frau Dr. Tran", phone="07911 999999")
    clock.shift(SECONDS)

    first = send(client, url, ticket=stranger)
    second = send(client, url, ticket=known, phone="07911 999999")

    assert first.content == second.content
    assert "Dr." not in second.content.decode()
    assert "Secret batch" not in client.get(url).content.decode()


def test_a_closed_form_says_so(alice: Membership, form: Form, url: str) -> None:
    ticket = ticket_in(Client().get(url))
    edit_form(
        form, before={"closed_text": ""}, after={"closed_text": "Sold out."},
        by=alice.user, at=NOON,
    )  # fmt: skip
    close(form.campaign, by=alice.user, at=NOON)

    asked, sent = Client().get(url), send(Client(), url, ticket=ticket)

    assert (asked.status_code, sent.status_code) == (410, 410)
    assert "Sold out." in asked.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("code", ["0D1KQ4ZT8X2M7", "nothing", "%F0%9F%90%9F", "-"])
def test_no_campaign_is_not_found(code: str) -> None:
    assert Client().get(f"/f/{code}").status_code == 404


def test_a_code_may_be_typed_in_any_way(form: Form) -> None:
    code = form.campaign.code.lower().replace("0", "o")

    assert Client().get(f"/f/{code[:4]}-{code[4:]}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "language", "say"),
    [
        ("th-TH,th;q=0.9", "", 'lang="th"'),
        ("th", "zh-hans", 'lang="zh-Hans"'),
        ("th", "xx", 'lang="th"'),
        ("fr", "", 'lang="en"'),
    ],
)
def test_it_speaks_the_visitors_language(
    url: str, asked: str, language: str, say: str
) -> None:
    query = {"lang": language} if language else {}
    page = Client(headers={"accept-language": asked}).get(url, query)

    assert f"<html {say}>" in page.content.decode()


def test_it_is_for_no_search_engine_and_runs_no_script(url: str) -> None:
    page = Client().get(url)

    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "<script" not in page.content.decode()
    assert "checked" not in page.content.decode()


def test_what_is_typed_is_never_markup(url: str, clock: time_machine.Traveller) -> None:
    answer = send(Client(), url, name="<img src=x onerror=alert(1)>", phone="")

    assert "<img" not in answer.content.decode()
