"""The whole story of one person: in order, by kind, a page at a time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep, finish, plan
from bestfew.activities.tests.cast import make_log, make_objective, make_profile
from bestfew.conftest import NOON, signed_in
from bestfew.desk.story import PAGE, TALKS, story_of
from bestfew.funnel.actions import end, judge, verify_fit
from bestfew.imports.tests.recipes import MAI, PEOPLE, bring_in, make_file
from bestfew.people.actions import (
    edit_person,
    note_permission,
    raise_concern,
    resolve_concern,
    tag,
)
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    make_profile()
    return make_person(alice, "Mai", at=NOON - timedelta(days=30))


def told(person: Person, member: Membership, **ask: str) -> list[str]:
    flats = {each.pk: each.name for each in person.objectives.all()}
    story = story_of(person, member, objectives=flats, on=NOON.date(), **ask)
    return [each.what for each in story.entries]


def test_everything_stands_in_one_line_of_time(alice: Membership, mai: Person) -> None:
    by, flat = alice.user, make_objective(alice, mai)
    old, new = {"name": "Mai"}, {"name": "Mai Trần"}
    edit_person(mai, before=old, after=new, by=by, at=NOON - timedelta(days=9))
    make_log(alice, mai, at=NOON - timedelta(days=8), minutes=1, note="Hi")
    make_log(alice, mai, kind="message", is_incoming=True, at=NOON - timedelta(days=7))
    note_permission(mai, state="given", by=by, at=NOON - timedelta(days=6))
    step = plan(alice, mai, NextStep(NOON.date()), at=NOON)
    finish(step, by=by, at=NOON - timedelta(days=5))
    qualify(mai, {"money": "met"}, by=by, at=NOON - timedelta(days=4))
    concern = raise_concern(mai, "Why?", kind="question", by=by, at=NOON)
    resolve_concern(concern, "Because", by=by, at=NOON + timedelta(hours=1))
    tag(mai, "VIP", by=by, at=NOON + timedelta(hours=2))
    verify_fit(flat, by=by, at=NOON + timedelta(hours=3))
    judge(flat, "best_few", "He said so", by=by, at=NOON + timedelta(hours=4))
    end(flat, "won", by=by, at=NOON + timedelta(hours=5))

    assert told(mai, alice) == [
        "Objective won",
        "Put at: Best few",
        "Fit verified",
        "Tag put on",
        "Concern answered",
        "Concern",
        "Objective opened",
        "Now: Prospect",
        "Next step done",
        "May keep in touch",
        "They wrote",
        "Called",
        "Changed: Name",
        "Came into the list",
    ]


def test_it_is_read_by_kind(alice: Membership, mai: Person) -> None:
    make_log(alice, mai)
    make_log(alice, mai, kind="email")
    note_permission(mai, state="refused", medium="phone", by=alice.user, at=NOON)

    assert told(mai, alice, only="talks") == ["Called"]
    assert told(mai, alice, only="messages") == ["E-mail sent"]
    assert told(mai, alice, only="changes") == [
        "Does not want contact",
        "Came into the list",
    ]


def test_every_entry_comes_once_page_by_page(alice: Membership, mai: Person) -> None:
    for n in range(75):
        make_log(alice, mai, at=NOON - timedelta(minutes=n // 3), note=str(n))
    for n in range(20):
        note_permission(
            mai, state="given", by=alice.user, at=NOON - timedelta(minutes=n)
        )
        step = plan(alice, mai, NextStep(NOON.date(), what=str(n)), at=NOON)
        finish(step, by=alice.user, at=NOON - timedelta(minutes=n))

    keys: list[int] = []
    before = ""
    while True:
        page = story_of(mai, alice, on=NOON.date(), before=before)
        keys += [each.key for each in page.entries]
        before = page.earlier
        if not before:
            break
        assert len(page.entries) == PAGE

    assert len(keys) == len(set(keys)) == 75 + 20 + 20 + 1


def test_earlier_entries_come_alone(alice: Membership, mai: Person) -> None:
    for n in range(PAGE + 5):
        make_log(alice, mai, at=NOON - timedelta(days=n))
    client = signed_in(alice)
    url = mai.get_absolute_url()
    before = client.get(url).context["story"].earlier

    answer = client.get(
        url, {"before": before}, headers={"HX-Request": "true", "HX-Target": "earlier"}
    )

    assert answer.content.decode().count('class="event"') == 6
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("query", [{"before": "forged"}, {"before": "WzFd:x:y"}])
def test_a_forged_cursor_is_not_found(
    alice: Membership, mai: Person, query: dict[str, str]
) -> None:
    assert signed_in(alice).get(mai.get_absolute_url(), query).status_code == 404


def test_an_unknown_kind_is_the_whole_story(alice: Membership, mai: Person) -> None:
    answer = signed_in(alice).get(mai.get_absolute_url(), {"story": "nonsense"})

    assert "Came into the list" in answer.content.decode()


def test_a_part_of_the_story_is_swapped_alone(alice: Membership, mai: Person) -> None:
    headers = {"HX-Request": "true", "HX-Target": "story"}

    answer = signed_in(alice).get(
        mai.get_absolute_url(), {"story": "talks"}, headers=headers
    )

    assert 'id="story"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_who_came_with_a_file_says_with_which(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [PEOPLE, MAI], name="fair.csv"))
    mai = Person.objects.get(name="Mai Tran")

    story = story_of(mai, alice, on=NOON.date())

    assert [(each.what, each.body) for each in story.entries] == [
        ("Came into the list", "fair.csv")
    ]
    assert story_of(mai, alice, on=NOON.date(), only=TALKS).entries == []
