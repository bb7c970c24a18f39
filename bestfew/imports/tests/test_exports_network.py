"""Whoever leaves takes their network along: markets, partners, referrals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.imports.cli import NOUNS
from bestfew.imports.models import Noun
from bestfew.imports.tests.recipes import exported
from bestfew.markets.actions import add_market
from bestfew.network.actions.learning import learn
from bestfew.network.actions.professions import start_map
from bestfew.network.actions.sphere import let_go
from bestfew.network.models import (
    ClosedBusiness,
    Direction,
    Profession,
    Referral,
    Rivalry,
)
from bestfew.network.tests.cast_referrals import make_agreed, make_partner, make_three
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

OF_THE_NETWORK = (Noun.MARKETS, Noun.PROFESSIONS, Noun.SPHERE, Noun.REFERRALS)


def rows_of(member: Membership, noun: str) -> list[dict[str, Any]]:
    """Each row as the JSON lines have it."""
    lines = exported(member, noun, form="jsonl").decode().splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def filled(alice: Membership) -> Membership:
    alice.workspace.trade = "events"
    alice.workspace.save()
    market = add_market(alice, name="Couples", who="They marry\nIn June", at=NOON)
    start_map(alice, market, at=NOON)
    partner = make_partner(
        alice, make_person(alice, "Oi"), wanted="gardens", overlap=40, note="kind"
    )
    for text in ("First", "Then"):
        learn(partner, {"q1": text}, by=alice.user, at=NOON)
    referral = make_agreed(alice, partner)
    ClosedBusiness.objects.create(
        referral=referral, amount=Decimal("10000.00"), currency="GBP", on=NOON.date(),
        at=NOON, by=alice.user,
    )  # fmt: skip
    return alice


def test_a_market_goes_out_with_its_words_and_professions(filled: Membership) -> None:
    (row,) = rows_of(filled, Noun.MARKETS)

    assert (row["name"], row["who"]) == ("Couples", "They marry\nIn June")
    assert "Florist" in row["professions"]


def test_professions_go_out_with_who_competes(filled: Membership) -> None:
    rows = rows_of(filled, Noun.PROFESSIONS)

    assert len(rows) == Profession.objects.count()
    assert [row["key"] for row in rows if row.get("mine")] == ["photographer"]
    pairs = sum(len(row.get("rivals", ())) for row in rows)
    assert pairs == Rivalry.objects.count() > 0


def test_a_partner_goes_out_with_every_answer_ever_given(filled: Membership) -> None:
    (row,) = rows_of(filled, Noun.SPHERE)

    assert (row["name"], row["wanted"], row["overlap"]) == ("Oi", "gardens", 40)
    assert [each["text"] for each in row["learned"]] == ["First", "Then"]
    assert row["person_ids"]["bestfew"]


def test_a_partner_of_before_goes_out_as_well(filled: Membership) -> None:
    oi = make_partner(filled, make_person(filled, "Gone"))
    let_go(oi, by=filled.user, at=NOON)

    rows = rows_of(filled, Noun.SPHERE)

    assert [bool(row.get("ended_at")) for row in rows] == [False, True]


def test_a_referral_goes_out_with_its_steps_and_what_was_closed(
    filled: Membership,
) -> None:
    (row,) = rows_of(filled, Noun.REFERRALS)

    assert (row["other"], row["direction"], row["level"]) == ("Oi", "given", 3)
    assert row["partner_id"] == rows_of(filled, Noun.SPHERE)[0]["external_id"]
    assert [step["status"] for step in row["steps"]] == ["identified", "permission"]
    assert row["closed"][0]["amount"] == "10000.00"


def test_words_of_the_business_at_the_other_end_stay_there(
    alice: Membership, bob: Membership
) -> None:
    mine, his, _guest = make_three(alice, bob)
    make_agreed(alice, his)
    got = Referral.unscoped.get(workspace=bob.workspace)

    with workspace_scope(bob.workspace):
        (row,) = rows_of(bob, Noun.REFERRALS)

    assert (got.direction, row["direction"]) == (Direction.GOT, "got")
    assert row["other"] == str(mine)
    assert "flowers" not in json.dumps(row)


@pytest.mark.parametrize("noun", OF_THE_NETWORK)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_is_written_for_spreadsheets(
    filled: Membership, noun: str, form: str
) -> None:
    assert exported(filled, noun, form=form, exact=False)


@pytest.mark.parametrize("noun", [Noun.SPHERE, Noun.REFERRALS])
def test_a_seller_takes_out_what_is_theirs(
    filled: Membership, carol: Membership, noun: str
) -> None:
    assert rows_of(filled, noun)
    assert not rows_of(carol, noun)


@pytest.mark.parametrize("noun", OF_THE_NETWORK)
def test_the_page_hands_them_out(filled: Membership, noun: str) -> None:
    browser = signed_in(filled)
    page = browser.get(reverse("imports:export-noun", args=[noun]))

    answer = browser.post(reverse("imports:export"), {"noun": noun, "format": "jsonl"})

    assert f'value="{noun}"' in page.text
    assert answer.getvalue().count(b"\n") == len(rows_of(filled, noun))


def test_long_answers_are_written_whole(filled: Membership) -> None:
    partner = make_partner(filled, make_person(filled, "Long"))
    for number in range(12):
        learn(partner, {"q1": f"{number} " * 900}, by=filled.user, at=NOON)

    text = exported(filled, Noun.SPHERE).decode()

    assert text.splitlines()[0].count("learned") > 1
    assert text.count("11 11 11") > 100


def test_the_help_names_all_that_can_be_taken_out() -> None:
    assert list(NOUNS) == Noun.values
