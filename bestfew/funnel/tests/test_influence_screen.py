"""Who decides, in the browser: what is known of them, and what stands in the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.funnel.actions import add_influence, describe, edit_objective, end
from bestfew.funnel.models import Influence, Objective
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.people.actions import add_organisation
from bestfew.people.models import Role
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("profile")
BLANK = {
    "role": "economic",
    **dict.fromkeys(("degree", "mode", "rating", "need", "win", "evidence"), ""),
    **dict.fromkeys(("new_on", "left_on"), ""),
}


@pytest.fixture
def flat(alice: Membership) -> Objective:
    return make_objective(alice, "2-bed flat", place="in", at=timezone.now())


def about(member: Membership, influence: Influence, **data: Any) -> HttpResponse:
    url = reverse("funnel:influence", args=[influence.pk])
    seen = {"seen_role": influence.role}
    return signed_in(member).post(url, {**BLANK, **seen, **data})  # type: ignore[return-value]


def page_of(member: Membership, objective: Objective) -> str:
    url = reverse("funnel:objective", args=[objective.pk])
    return signed_in(member).get(url).content.decode()


def test_what_is_known_is_written_down_and_shown(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)

    answer = about(
        alice,
        mai,
        degree="high",
        mode="trouble",
        rating="-3",
        need="A lift",
        win="No more stairs",
        evidence="She said so",
    )

    mai.refresh_from_db()
    assert answer.status_code == 302
    assert (mai.degree, mai.mode, mai.rating) == ("high", "trouble", -3)
    text = page_of(alice, flat)
    for told in ("A lift", "No more stairs", "is against it.", "<b>-3</b>"):
        assert told in text


def test_a_flag_is_shown_with_the_deed_that_takes_it_down(
    alice: Membership, flat: Objective
) -> None:
    lawyer = add_influence(
        flat, role="technical", name="the lawyer", by=alice.user, at=timezone.now()
    )
    assert "the lawyer was not met yet." in page_of(alice, flat)

    url = reverse("funnel:cover", args=[lawyer.pk])
    signed_in(alice).post(url, {"contacted": "true"})

    text = page_of(alice, flat)
    assert "the lawyer was not met yet." not in text
    assert "Not known yet of the lawyer: what they need" in text


def test_two_who_say_the_final_yes_are_told_in_a_sentence(
    alice: Membership, flat: Objective
) -> None:
    add_influence(
        flat, role="economic", name="the father", by=alice.user, at=timezone.now()
    )

    text = page_of(alice, flat)

    who = influence_of(flat)
    assert f"Two or more say the final yes: {who}, the father." in text


def test_a_reorganisation_stands_until_it_is_said_that_all_is_as_it_was(
    alice: Membership, flat: Objective
) -> None:
    day = timezone.localdate()
    edit_objective(
        flat,
        before={"reorganised_on": None},
        after={"reorganised_on": day},
        by=alice.user,
        at=timezone.now(),
    )
    assert "Their organisation is changing." in page_of(alice, flat)

    url = reverse("funnel:edit", args=[flat.pk, "reorganised_on"])
    signed_in(alice).post(url, {"before": day.isoformat(), "reorganised_on": ""})

    assert "Their organisation is changing." not in page_of(alice, flat)


def test_who_left_is_shown_and_may_be_replaced(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)

    about(alice, mai, left_on=timezone.localdate().isoformat())

    flat.refresh_from_db()
    assert flat.place == "above"
    text = page_of(alice, flat)
    assert "has left, and nobody took over." in text
    assert reverse("funnel:find-influence", args=[flat.pk]) in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": "6"},
        {"rating": "many"},
        {"degree": "huge"},
        {"mode": "happy"},
        {"role": "pope"},
        {"need": "x" * 301},
        {"left_on": "31.2."},
        {"left_on": "2999-01-01"},
        {"new_on": "2999-01-01"},
    ],
)
def test_nonsense_is_told_and_nothing_is_written(
    alice: Membership, flat: Objective, wrong: dict[str, str]
) -> None:
    mai = influence_of(flat)

    assert about(alice, mai, win="Peace", **wrong).status_code == 422

    mai.refresh_from_db()
    assert mai.win == ""


def test_what_another_wrote_meanwhile_is_told(
    alice: Membership, carol: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    facts: dict[str, Any] = {"before": {}, "after": {"need": "A garden"}}
    describe(mai, **facts, by=carol.user, at=timezone.now())

    answer = about(alice, mai, need="A lift")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{carol.user} changed this meanwhile." in page
    assert "A garden" in page
    mai.refresh_from_db()
    assert mai.need == "A garden"
    assert about(alice, mai, win="Peace").status_code == 302
    mai.refresh_from_db()
    assert (mai.need, mai.win) == ("A garden", "Peace")


def test_what_has_ended_is_read_only(alice: Membership, flat: Objective) -> None:
    mai = influence_of(flat)
    end(flat, "won", by=alice.user, at=timezone.now())

    about(alice, mai, need="A lift")

    mai.refresh_from_db()
    assert mai.need == ""


def test_those_who_work_there_are_offered_and_chosen(alice: Membership) -> None:
    now = timezone.now()
    firm = add_organisation(alice, name="An Phu", at=now)
    binh, _other = (make_person(alice, name, at=now) for name in ("Binh", "Somsak"))
    Role.objects.create(person=binh, organisation=firm)
    shop = make_objective(alice, "Shop", customer=firm, at=now)
    url = reverse("funnel:find-influence", args=[shop.pk])
    offered = signed_in(alice).get(url).content.decode()
    assert "Binh" in offered
    assert "Somsak" not in offered

    add = reverse("funnel:add-influence", args=[shop.pk])
    signed_in(alice).post(add, {"person": binh.pk, "role": "economic"})

    assert Influence.objects.get(objective=shop).person == binh
    assert "Binh" not in signed_in(alice).get(url).content.decode()


def test_anybody_is_found_by_name_or_added_by_name_alone(
    alice: Membership, flat: Objective
) -> None:
    make_person(alice, "Lan")
    url = reverse("funnel:find-influence", args=[flat.pk])

    found = signed_in(alice).get(url, {"q": "Lan"}).content.decode()

    assert "By name only: not among your people" in found
    assert found.count("Lan</b>") == 2


def test_nobody_adds_a_person_whom_they_do_not_see(
    alice: Membership, carol: Membership
) -> None:
    hidden = make_person(alice, "Hidden")
    theirs = make_objective(carol, "Hers")
    url = reverse("funnel:add-influence", args=[theirs.pk])

    answer = signed_in(carol).post(url, {"person": hidden.pk, "role": "user"})

    assert answer.status_code == 404
    assert not Influence.objects.filter(person=hidden, objective=theirs).exists()


def test_the_page_tells_where_else_they_decide(
    alice: Membership, flat: Objective
) -> None:
    mai = influence_of(flat)
    other = make_objective(alice, "Her shop", at=timezone.now())
    add_influence(
        other, role="user", person=mai.person, by=alice.user, at=timezone.now()
    )

    url = reverse("funnel:influence", args=[mai.pk])

    assert "Her shop" in signed_in(alice).get(url).content.decode()


def test_a_viewer_reads_and_a_stranger_finds_nothing(
    flat: Objective, dave: Membership, bob: Membership, carol: Membership
) -> None:
    mai = influence_of(flat)
    url = reverse("funnel:influence", args=[mai.pk])

    assert about(dave, mai, need="A lift").status_code == 403
    for stranger in (bob, carol):
        assert about(stranger, mai, need="A lift").status_code == 404
        assert signed_in(stranger).get(url).status_code == 404
    mai.refresh_from_db()
    assert mai.need == ""


def test_the_story_tells_what_we_came_to_know(
    alice: Membership, flat: Objective
) -> None:
    about(alice, influence_of(flat), mode="growth", new_on="2025-03-01")

    text = page_of(alice, flat)

    assert "how they see it: wants more than there is" in text
    assert "in the job since: 1 Mar 2025" in text
