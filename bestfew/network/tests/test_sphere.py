"""The Contact Sphere: taken in, refused, described, let go (A11-A17, A22-A25)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.conftest import NOON, signed_in
from bestfew.history.models import EditConflict, Event
from bestfew.network.actions import learning
from bestfew.network.actions import sphere as actions
from bestfew.network.actions.professions import profession_of, set_rivals
from bestfew.network.models import Learned, Question, SphereMember
from bestfew.network.queries.interview import answered, said, wording
from bestfew.network.queries.sphere import partners
from bestfew.network.rivals import Competes
from bestfew.network.rules.stage import Stage
from bestfew.network.tests.cast_sphere import make_map, make_partner, profession
from bestfew.packs.interview import composed
from bestfew.people.actions import add_organisation
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed(alice: Membership, in_workspace: None) -> None:
    """Alice is a photographer, and the pack's professions are listed."""
    make_map(alice)


def url(name: str, partner: SphereMember) -> str:
    return reverse(f"network:{name}", args=[partner.pk])


def test_a_partner_comes_in_by_the_form(alice: Membership) -> None:
    person = make_person(alice, "Mali")

    response = signed_in(alice).post(
        reverse("network:add-partner"),
        {"person": person.pk, "profession": profession("florist").pk, "wanted": "Vu"},
    )

    partner = SphereMember.objects.get()
    assert response["Location"] == partner.get_absolute_url()
    assert (partner.person, partner.wanted) == (person, "Vu")
    assert Event.objects.about(partner).get().verb == "added"


@pytest.mark.parametrize("key", ["photographer", "portrait_photographer"])
def test_a_competitor_is_refused_and_the_pair_is_named(
    alice: Membership, key: str
) -> None:
    person, rival = make_person(alice, "Rolf"), profession_of(key, at=NOON)

    response = signed_in(alice).post(
        reverse("network:add-partner"), {"person": person.pk, "profession": rival.pk}
    )

    assert response.status_code == 422
    body = response.content.decode()
    assert str(rival) in body
    assert "Photographer" in body
    assert "A sphere has no rivals." in body
    assert not SphereMember.objects.exists()


def test_nobody_comes_in_twice(alice: Membership) -> None:
    partner = make_partner(alice)
    firm = add_organisation(alice, name="Baan Dok", at=NOON)
    florist = profession("florist")
    shop = actions.add_to_sphere(alice, profession=florist, organisation=firm, at=NOON)

    with pytest.raises(actions.AlreadyInSphere) as again:
        actions.add_to_sphere(
            alice, profession=profession("caterer"), person=partner.person, at=NOON
        )
    with pytest.raises(actions.AlreadyInSphere):
        actions.add_to_sphere(alice, profession=florist, organisation=firm, at=NOON)

    assert again.value.member == partner
    assert set(SphereMember.objects.current()) == {partner, shop}


def test_twice_at_once_is_held_by_the_database(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = make_partner(alice)
    looks = iter([None, partner])
    monkeypatch.setattr(actions, "_there", lambda *_who: next(looks))

    with pytest.raises(actions.AlreadyInSphere):
        actions.add_to_sphere(
            alice, profession=profession("florist"), person=partner.person, at=NOON
        )

    assert SphereMember.objects.count() == 1


def test_nobody_is_nobody(alice: Membership) -> None:
    florist = profession("florist")

    with pytest.raises(actions.NobodyToAdd):
        actions.add_to_sphere(alice, profession=florist, at=NOON)
    response = signed_in(alice).post(
        reverse("network:add-partner"), {"profession": florist.pk}
    )

    assert response.status_code == 422
    assert "Who is it?" in response.content.decode()


def test_two_florists_may_both_be_candidates(alice: Membership) -> None:
    make_partner(alice, "Mali")
    make_partner(alice, "Fah")

    assert SphereMember.objects.current().count() == 2


def test_a_partner_becomes_no_competitor_by_an_edit(alice: Membership) -> None:
    partner, rival = make_partner(alice), profession("photographer")
    before, after = (
        {"profession_id": partner.profession_id},
        {"profession_id": rival.pk},
    )

    with pytest.raises(Competes):
        actions.edit_member(partner, before=before, after=after, by=alice.user, at=NOON)
    response = signed_in(alice).post(url("member", partner), {"profession": rival.pk})

    assert response.status_code == 422
    partner.refresh_from_db()
    assert partner.profession == profession("florist")


def test_two_editors_of_one_field_conflict(alice: Membership) -> None:
    partner = make_partner(alice)
    facts: dict[str, Any] = {"by": alice.user, "at": NOON}
    actions.edit_member(
        partner, before={"wanted": ""}, after={"wanted": "Brides"}, **facts
    )

    with pytest.raises(EditConflict):
        actions.edit_member(
            partner, before={"wanted": ""}, after={"wanted": "Firms"}, **facts
        )


def test_facts_are_saved_and_an_overlap_stays_within_a_hundred(
    alice: Membership,
) -> None:
    partner, browser = make_partner(alice), signed_in(alice)
    facts = {"profession": partner.profession_id, "wanted": "Brides", "note": "kind"}

    saved = browser.post(url("member", partner), {**facts, "overlap": "40"})
    wrong = browser.post(url("member", partner), {**facts, "overlap": "101"})

    partner.refresh_from_db()
    assert (saved.status_code, wrong.status_code) == (302, 422)
    assert (partner.wanted, partner.overlap, partner.note) == ("Brides", 40, "kind")


def test_let_go_taken_back_and_in_anew(alice: Membership) -> None:
    partner = make_partner(alice)
    facts: dict[str, Any] = {"by": alice.user, "at": NOON}

    for _each in "12":
        actions.let_go(partner, **facts)
    gone = SphereMember.objects.current().count()
    anew = actions.add_to_sphere(
        alice, profession=profession("florist"), person=partner.person, at=NOON
    )

    assert gone == 0
    with pytest.raises(actions.AlreadyInSphere):
        actions.take_back(partner, **facts)
    actions.let_go(anew, **facts)
    actions.take_back(partner, **facts)
    assert [each.pk for each in SphereMember.objects.current()] == [partner.pk]


def test_answers_are_kept_and_a_newer_one_counts(alice: Membership) -> None:
    partner = make_partner(alice)
    facts: dict[str, Any] = {"by": alice.user, "at": NOON}

    first = learning.learn(partner, {"q1": "For joy", "q2": " "}, **facts)
    again = learning.learn(partner, {"q1": " For joy "}, **facts)
    newer = learning.learn(partner, {"q1": "For light"}, **facts)

    topics = said([partner.pk])[partner.pk]
    assert (first, again, newer) == (1, 0, 1)
    assert topics["q1"].text == "For light"
    assert answered(topics) == 1
    assert Learned.objects.count() == 2


def test_an_answer_taken_away_counts_no_more(alice: Membership) -> None:
    partner = make_partner(alice)
    for text in ("For joy", ""):
        learning.learn(partner, {"q1": text}, by=alice.user, at=NOON)

    assert answered(said([partner.pk])[partner.pk]) == 0


def test_ten_questions_can_be_worded_anew_and_answers_keep_their_question(
    alice: Membership,
) -> None:
    partner, browser = make_partner(alice), signed_in(alice)
    browser.post(url("answers", partner), {"q1": "For joy"})

    browser.post(reverse("network:questions"), {"q1": "Why flowers?"})
    own = wording()["q1"]
    browser.post(reverse("network:questions"), {"q1": " "})

    assert (own.text, own.is_own) == ("Why flowers?", True)
    assert wording()["q1"].text == composed("en")[0]
    assert not Question.objects.exists()
    assert Learned.objects.get().asked == composed("en")[0]


@pytest.mark.parametrize("language", ["en", "vi", "th", "zh-hans"])
def test_ten_are_composed_in_each_language(language: str) -> None:
    assert len(set(composed(language))) == 10


def test_gains_go_both_ways(alice: Membership) -> None:
    partner = make_partner(alice)

    signed_in(alice).post(
        url("gains", partner), {"theirs.goals": "A shop", "mine.skills": "Light"}
    )

    topics = said([partner.pk])[partner.pk]
    assert (topics["theirs.goals"].text, topics["mine.skills"].text) == (
        "A shop", "Light",
    )  # fmt: skip
    assert partners([partner])[0].standing.stage == Stage.VISIBILITY


def test_one_form_leaves_the_others_answers_alone(alice: Membership) -> None:
    partner, browser = make_partner(alice), signed_in(alice)
    browser.post(url("answers", partner), {"q1": "For joy", "q2": "Roses"})

    browser.post(url("gains", partner), {"theirs.goals": "A shop"})
    browser.post(url("answers", partner), {"q2": "Lilies"})

    topics = said([partner.pk])[partner.pk]
    assert {name: each.text for name, each in topics.items()} == {
        "q1": "For joy", "q2": "Lilies", "theirs.goals": "A shop",
    }  # fmt: skip


def test_one_to_ones_are_activities_and_make_one_credible(alice: Membership) -> None:
    partner, browser = make_partner(alice), signed_in(alice)

    for number in ("a", "a", "b"):
        browser.post(url("talk", partner), {"note": "Met", "submit_id": number})

    assert Activity.objects.filter(person=partner.person, kind="meeting").count() == 2
    known = partners([partner])[0]
    assert (known.evidence.talks, known.standing.stage) == (2, Stage.CREDIBILITY)


def test_the_page_tells_the_stage_and_why(alice: Membership) -> None:
    partner = make_partner(alice, wanted="<i>Brides</i>")
    learning.learn(partner, {"q1": "For joy"}, by=alice.user, at=NOON)

    body = signed_in(alice).get(url("member", partner)).content.decode()

    assert "Stage: visibility" in body
    assert "one of ten questions answered" in body
    assert "Meet one to one." in body
    assert "&lt;i&gt;Brides&lt;/i&gt;" in body


def test_a_seller_sees_theirs_and_what_is_shared(
    alice: Membership, carol: Membership
) -> None:
    make_partner(alice, "Mali")
    shared = make_partner(alice, "Fah", is_shared=True)

    body = signed_in(carol).get(reverse("network:sphere")).content.decode()

    assert str(shared) in body
    assert "Mali" not in body


def test_strangers_get_nothing_and_viewers_change_nothing(
    alice: Membership, bob: Membership, dave: Membership
) -> None:
    partner = make_partner(alice)
    deeds = (
        "let-go",
        "take-back",
        "talk",
        "count",
        "stop-counting",
        "answers",
        "gains",
    )

    assert signed_in(bob).get(url("member", partner)).status_code == 404
    assert signed_in(dave).get(url("member", partner)).status_code == 200
    for name in (*deeds, "member"):
        assert signed_in(bob).post(url(name, partner)).status_code == 404
        assert signed_in(dave).post(url(name, partner)).status_code == 403
    assert SphereMember.objects.current().get() == partner


def test_a_long_sphere_is_read_in_few_queries(
    alice: Membership, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_partner(alice, f"Partner {number}")
    browser = signed_in(alice)

    with django_assert_max_num_queries(15):
        browser.get(reverse("network:sphere"))


def test_a_partner_who_turns_out_a_rival_is_told(alice: Membership) -> None:
    partner, florist = make_partner(alice), profession("florist")
    set_rivals(
        florist, profession("photographer"), compete=True, by=alice.user, at=NOON
    )

    body = signed_in(alice).get(url("member", partner)).content.decode()

    assert "Florist and Photographer take work from each other." in body
