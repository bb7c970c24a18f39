"""The page of the questions: leaders choose and word them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.models import Criterion, QualificationProfile
from bestfew.prospecting.profiles import (
    AskedTwice,
    ProfileExists,
    ProfileNeedsQuestions,
    Question,
    add_profile,
)
from bestfew.prospecting.tests.cast import all_yes, make_profile

PAGE = "prospecting:profiles"


def filled(questions: list[dict[str, str]], *, initial: int = 0) -> dict[str, str]:
    """The fields of the form, as the browser sends them."""
    data = {
        "name": "Ours",
        "form-TOTAL_FORMS": str(len(questions)),
        "form-INITIAL_FORMS": str(initial),
    }
    for n, each in enumerate(questions):
        data |= {f"form-{n}-{key}": value for key, value in each.items()}
    return data


def test_everyone_reads_which_questions_decide(
    profile: QualificationProfile, dave: Membership
) -> None:
    page = signed_in(dave).get(reverse(PAGE)).content.decode()

    assert profile.name in page
    assert "Is fit there?" in page
    assert reverse("prospecting:add-profile") not in page


def test_a_leader_adds_questions_of_their_own(
    profile: QualificationProfile, alice: Membership
) -> None:
    questions = [
        {"question": "Do they rent?", "hint": "Ask the rent.", "is_required": "on"},
        {"question": "Can they pay?", "key": "money", "is_required": "on"},
        {"question": "Are they nice?"},
        {"question": " "},
    ]

    answer = signed_in(alice).post(
        reverse("prospecting:add-profile"), filled(questions)
    )

    assert answer.status_code == 302
    made = QualificationProfile.objects.get(name="Ours")
    asked = list(made.criteria.order_by("position"))
    assert [each.question for each in asked] == [
        "Do they rent?",
        "Can they pay?",
        "Are they nice?",
    ]
    assert [each.is_required for each in asked] == [True, True, False]
    assert asked[1].key == "money"
    assert asked[0].key.startswith("q")


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [{"question": "Only nice to know?"}],
        [{"question": "A?", "is_required": "on"}] * 6,
        [{"question": "A?", "key": "money", "is_required": "on"}] * 2,
        [{"question": "A?", "key": "nonsense", "is_required": "on"}],
    ],
)
def test_a_profile_that_cannot_decide_is_refused(
    profile: QualificationProfile,
    alice: Membership,
    questions: list[dict[str, str]],
) -> None:
    url = reverse("prospecting:add-profile")

    assert signed_in(alice).post(url, filled(questions)).status_code == 422
    assert QualificationProfile.objects.count() == 1


def test_a_profile_is_named_once(
    profile: QualificationProfile, alice: Membership
) -> None:
    ask = [Question("Do they rent?")]
    add_profile("Ours", ask, by=alice.user, at=NOON)

    with pytest.raises(ProfileExists):
        add_profile("ours ", ask, by=alice.user, at=NOON)
    with pytest.raises(ProfileNeedsQuestions):
        add_profile("Empty", [], by=alice.user, at=NOON)
    with pytest.raises(AskedTwice):
        add_profile("Twice", [Question("A?", key="fit")] * 2, by=alice.user, at=NOON)


def test_what_no_longer_decides_changes_everyones_state(
    profile: QualificationProfile, alice: Membership
) -> None:
    person = make_person(alice)
    qualify(person, {"fit": "met", "money": "met"}, by=alice.user, at=NOON)
    questions = [
        {"key": "fit", "question": "Do they fit?", "is_required": "on"},
        {"key": "money", "question": "Can they pay?", "is_required": "on"},
        {"key": "authority", "question": "Do they decide?"},
    ]

    url = reverse("prospecting:edit-profile", args=[profile.pk])
    answer = signed_in(alice).post(url, filled(questions, initial=3))

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.state == "prospect"
    assert Criterion.objects.get(key="fit").question == "Do they fit?"


def test_a_leader_lets_another_profile_decide(
    profile: QualificationProfile, alice: Membership
) -> None:
    other = make_profile("002a", is_default=False)
    person = make_person(alice)
    qualify(person, all_yes(), by=alice.user, at=NOON)

    url = reverse("prospecting:make-default", args=[other.pk])
    for _twice in range(2):
        assert signed_in(alice).post(url).status_code == 302

    person.refresh_from_db()
    assert person.state == "possible"


@pytest.mark.parametrize("name", ["make-default", "edit-profile"])
def test_only_leaders_change_the_questions(
    profile: QualificationProfile, carol: Membership, dave: Membership, name: str
) -> None:
    url = reverse(f"prospecting:{name}", args=[profile.pk])

    for member in (carol, dave):
        assert signed_in(member).post(url, filled([])).status_code == 403
        assert (
            signed_in(member).post(reverse("prospecting:add-profile")).status_code
            == 403
        )


def test_a_strangers_profile_is_not_found(
    profile: QualificationProfile, bob: Membership
) -> None:
    url = reverse("prospecting:make-default", args=[profile.pk])

    assert signed_in(bob).post(url).status_code == 404
