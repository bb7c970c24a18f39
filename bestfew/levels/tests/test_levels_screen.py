"""The Levels page, the team's, words on levels, and thresholds in the browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import log
from bestfew.activities.models import Kind
from bestfew.conftest import signed_in
from bestfew.levels.models import LadderSettings, LevelMark, Standing
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import tally
from bestfew.reach.tests.cast import make_channels

pytestmark = pytest.mark.usefixtures("in_workspace")


def show(member: Membership, url: str = "levels:levels", **asked: Any) -> HttpResponse:
    return signed_in(member).get(reverse(url), asked)  # type: ignore[return-value]


def reach(
    member: Membership, many: int, answers: int, *, ago: int = 100, **facts: Any
) -> None:
    """So many people reached some days ago, of whom some answered a day later."""
    then = timezone.now() - timedelta(days=ago)
    for n in range(many):
        person = make_person(member, f"{member.user.name} {n}", at=then)
        log(member, about=person, kind=Kind.EMAIL, at=then, **facts)
        if n < answers:
            later = then + timedelta(days=1)
            log(
                member,
                about=person,
                kind=Kind.CALL,
                is_incoming=True,
                at=later,
                **facts,
            )


def test_an_empty_page_says_what_to_do(alice: Membership) -> None:
    page = show(alice).content.decode()

    assert "Nobody is on a level yet." in page
    assert "Log the first contact" in page


def test_counts_and_a_rate_with_its_range(alice: Membership) -> None:
    reach(alice, 12, 3)

    page = show(alice).content.decode()

    assert "3 of 12" in page
    assert 'class="range' in page


def test_few_cases_are_told_as_few(alice: Membership) -> None:
    reach(alice, 4, 2)

    assert "2 of 4 · too few to say" in show(alice).content.decode()


def test_a_weak_step_is_named_beside_a_team_only(
    alice: Membership, carol: Membership
) -> None:
    reach(alice, 40, 30)
    assert "weakest step" not in show(alice).content.decode()

    reach(carol, 40, 1)
    page = show(alice, seller=carol.user_id).content.decode()

    assert "weakest step" in page
    assert "Too few of those you reach answer." in page


def test_a_seller_sees_their_own_levels(alice: Membership, carol: Membership) -> None:
    reach(alice, 12, 3)

    page = show(carol, seller=alice.user_id).content.decode()

    assert "Nobody is on a level yet." in page


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "nonsense", "way": "x", "seller": "-1", "cohort": "13"},
        {"period": "days", "first": "2999-01-01", "last": "0001-01-01"},
        {"period": "days", "first": "2026-02-30"},
        {"period": "all"},
        {"period": "month"},
    ],
)
def test_whatever_is_asked_gets_a_page(
    alice: Membership, asked: dict[str, str]
) -> None:
    reach(alice, 2, 1)

    assert show(alice, **asked).status_code == 200


def test_channels_stand_beside_each_other(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    calls = Channel.objects.create(key="calls", name="Calls", per_hour=25, cost=2)
    reach(alice, 5, 2, channel=calls)
    browser = signed_in(alice)

    with django_assert_max_num_queries(15):
        page = browser.get(reverse("levels:levels")).content.decode()

    assert "Calls: most answers" in page
    narrowed = show(alice, way=f"channel-{calls.pk}").content.decode()
    assert "2 of 5" in narrowed


def test_the_page_is_read_only(alice: Membership) -> None:
    assert signed_in(alice).post(reverse("levels:levels")).status_code == 405


def test_the_coach_sees_volume_and_skill(alice: Membership, carol: Membership) -> None:
    reach(alice, 40, 30)
    reach(carol, 20, 1)

    page = show(alice, "levels:team").content.decode()

    assert "2 sellers, each beside the team." in page
    assert "Volume: 20 reached; the others 40." in page
    assert "Skill: Too few of those you reach answer." in page


def test_only_leaders_coach(carol: Membership) -> None:
    assert show(carol, "levels:team").status_code == 403
    assert show(carol, "levels:thresholds").status_code == 403


def test_a_word_is_kept_and_taken_back(alice: Membership) -> None:
    person, browser = make_person(alice), signed_in(alice)
    word = {"level": "2", "on": "", "reason": ""}

    for _time in range(2):
        browser.post(reverse("levels:mark", args=[person.pk]), word)
    assert Standing.objects.get().level == 2
    assert LevelMark.objects.count() == 1

    for _time in range(2):
        browser.post(reverse("levels:withdraw", args=[person.pk]), {"level": "2"})
    assert not Standing.objects.exists()


@pytest.mark.parametrize(
    "word",
    [
        {"level": "3"},
        {"level": "7", "reason": ""},
        {"level": "x"},
        {"level": "2", "on": "2999-01-01"},
        {},
    ],
)
def test_nonsense_is_no_word(alice: Membership, word: dict[str, str]) -> None:
    person = make_person(alice)

    signed_in(alice).post(reverse("levels:mark", args=[person.pk]), word)

    assert not LevelMark.objects.exists()


def test_a_stranger_and_a_viewer_have_no_word(
    alice: Membership, bob: Membership, dave: Membership
) -> None:
    person = make_person(alice)
    url = reverse("levels:mark", args=[person.pk])

    assert signed_in(bob).post(url, {"level": "2"}).status_code == 404
    assert signed_in(dave).post(url, {"level": "2"}).status_code == 403
    with workspace_scope(alice.workspace):
        assert not LevelMark.objects.exists()


def test_thresholds_are_set_once_for_all(alice: Membership) -> None:
    browser, url = signed_in(alice), reverse("levels:thresholds")

    assert browser.get(url).status_code == 200
    browser.post(url, {"regular": "3", "close": "", "loyal": "2"})
    assert LadderSettings.objects.get().regular_purchases == 3

    answer = browser.post(url, {"regular": "5", "close": "4", "loyal": "1"})
    assert answer.status_code == 422
    assert LadderSettings.objects.get().regular_purchases == 3


def test_a_person_shows_the_level_with_its_reason(
    alice: Membership, dave: Membership
) -> None:
    reach(alice, 1, 1)
    person = Standing.objects.get().person

    page = signed_in(alice).get(person.get_absolute_url()).content.decode()
    why = signed_in(dave).get(reverse("levels:mark", args=[person.pk]))

    assert "2 · Answered" in page
    assert "They contacted us." in why.content.decode()
    assert "Do they decide?" in why.content.decode()
    assert "Keep this word" not in why.content.decode()


def test_people_are_listed_by_level(alice: Membership) -> None:
    reach(alice, 2, 1)

    page = signed_in(alice).get(reverse("people:list"), {"level": "2"})

    assert "Alice 0" in page.content.decode()
    assert "Alice 1" not in page.content.decode()


def test_a_rate_stands_beside_that_of_the_period_before(alice: Membership) -> None:
    reach(alice, 20, 10, ago=130)
    reach(alice, 12, 2, ago=80)

    page = show(alice, period="3").content.decode()
    whole = show(alice, period="all").content.decode()

    assert "50% before" in page
    assert "% before" not in whole


def test_answers_of_contacts_have_a_rate_before(alice: Membership) -> None:
    leaflets = make_channels()["leaflets"]
    reach(alice, 20, 10, ago=130)
    reach(alice, 12, 2, ago=80)
    today = timezone.localdate()
    for ago, many in ((120, 480), (70, 300)):
        on, now = today - timedelta(days=ago), timezone.now()
        tally(alice, channel=leaflets, count=many, on=on, today=on, at=now)

    page = show(alice, period="3").content.decode()

    assert "2.1% before" in page
    assert "2 of 312" in page
