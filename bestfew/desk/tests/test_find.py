"""Finding anything: people, organisations, objectives, pages and deeds."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.desk.deeds import DEEDS, deeds_named
from bestfew.desk.find import sections
from bestfew.funnel.actions import open_objective
from bestfew.people.models import Person
from bestfew.people.rules import needles
from bestfew.people.tests.cast import make_person

FIND = "/find/"
PALETTE = {"HX-Request": "true", "HX-Target": "palette-found"}

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(
        alice, "Trần Thị Mai", phone="07911 123456", organisation="Mai Hoa"
    )


def told(member: Membership, words: str) -> dict[str, list[str]]:
    found = sections(member, words)
    return {each.key: [hit.name for hit in each.hits] for each in found}


def test_each_kind_is_told_apart(alice: Membership, mai: Person) -> None:
    open_objective(alice, at=NOON, name="A garden", customer=mai)

    found = told(alice, "mai")

    assert found.pop("deeds") == ["Mailings", "E-mail accounts for mailings"]
    assert found == {
        "people": ["Trần Thị Mai"],
        "places": ["Mai Hoa"],
        "objectives": ["A garden"],
    }


def test_what_was_typed_is_marked(alice: Membership, mai: Person) -> None:
    text = signed_in(alice).get(FIND, {"q": "tran ma"}).content.decode()

    assert "<mark>Trần</mark> Thị <mark>Ma</mark>i" in text
    assert "Mai Hoa · 07911 123456" in text


def test_the_palette_gets_options_only(alice: Membership, mai: Person) -> None:
    text = (
        signed_in(alice).get(FIND, {"q": "mai hoa"}, headers=PALETTE).content.decode()
    )

    assert text.count('role="option"') == 2
    assert "<html" not in text
    assert len(re.findall(r'id="palette-people-1"', text)) == 1


def test_without_words_the_pages_and_deeds_are_told(alice: Membership) -> None:
    assert list(told(alice, " ")) == ["deeds"]
    assert len(told(alice, "")["deeds"]) == len(DEEDS)


@pytest.mark.parametrize(
    ("language", "words", "label"),
    [
        ("en", "qual", "Qualify"),
        ("en", "add so", "Add someone"),
        ("vi", "khach", None),
        ("zh-hans", "今天", "今天"),
        ("zh-hans", "jintian", "今天"),
        ("en", "nothing like it", None),
    ],
)
def test_a_page_is_found_by_its_name_in_ones_language(
    alice: Membership, language: str, words: str, label: str | None
) -> None:
    with translation.override(language):
        labels = [str(each.label) for each in deeds_named(alice, needles(words))]

    assert (label in labels) if label else isinstance(labels, list)


def test_nobody_is_found_for_nonsense(alice: Membership, mai: Person) -> None:
    words = {"q": "zz%_\\\0 <b>"}
    text = signed_in(alice).get(FIND, words, headers=PALETTE).content.decode()

    assert "Nobody is found for" in text
    assert "<b>" not in text
    assert reverse("people:add") in text


def test_only_reading_is_allowed(alice: Membership) -> None:
    assert signed_in(alice).post(FIND, {"q": "mai"}).status_code == 405
    assert Client().get(FIND).status_code == 302


def test_others_find_nothing_of_it(
    alice: Membership, bob: Membership, carol: Membership, mai: Person
) -> None:
    open_objective(alice, at=NOON, name="Mai garden", customer=mai)
    with workspace_scope(bob.workspace):
        assert set(told(bob, "mai")) == {"deeds"}
    for stranger in (bob, carol):
        text = signed_in(stranger).get(FIND, {"q": "mai"}).content.decode()
        assert "Trần" not in text
        assert "garden" not in text


def test_it_asks_little_of_the_database(alice: Membership) -> None:
    for i in range(8):
        person = make_person(alice, f"Mai {i}", organisation=f"Mai Co {i}")
        open_objective(alice, at=NOON, name=f"x{i}", customer=person)
    browser = signed_in(alice)

    with CaptureQueriesContext(connection) as asked:
        browser.get(FIND, {"q": "mai"}, headers=PALETTE)

    assert len(asked) <= 15
