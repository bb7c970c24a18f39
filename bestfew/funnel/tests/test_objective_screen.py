"""One objective in the browser: every deed that moves it."""

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
from bestfew.conftest import signed_in
from bestfew.funnel.actions import add_influence, end, judge
from bestfew.funnel.models import Ending, Influence, Objective, Review
from bestfew.funnel.tests.cast import influence_of, make_objective
from bestfew.history.models import Event
from bestfew.markets.models import Offering
from bestfew.prospecting.tests.cast import make_profile

pytestmark = pytest.mark.usefixtures("profile")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def flat(alice: Membership) -> Objective:
    return make_objective(alice, "2-bed flat", place="above", at=timezone.now())


def post(member: Membership, name: str, /, *args: Any, **data: Any) -> HttpResponse:
    url = reverse(f"funnel:{name}", args=args)
    client = signed_in(member)
    return client.post(url, data, headers=HTMX)  # type: ignore[return-value]


def place(objective: Objective) -> str:
    objective.refresh_from_db()
    return objective.place


def test_the_page_says_where_it_stands_and_what_is_missing(
    alice: Membership, flat: Objective
) -> None:
    page = signed_in(alice).get(reverse("funnel:objective", args=[flat.pk]))

    text = page.content.decode()
    assert "What is missing for: In the funnel" in text
    assert "The fit is not verified" in text
    assert "your own figure; 0 won so far" in text


def test_from_above_to_won_by_the_deeds_on_the_page(
    alice: Membership, flat: Objective
) -> None:
    closes = timezone.localdate() + timedelta(days=12)
    influence = influence_of(flat)

    post(alice, "verify-fit", flat.pk)
    post(alice, "cover", influence.pk, contacted="true")
    assert place(flat) == "in"
    post(alice, "cover", influence.pk, satisfied="true")
    post(alice, "review", flat.pk, expected_close_on=closes, confidence=95)
    assert place(flat) == "best_few"

    answer = post(alice, "end", flat.pk, outcome="won")

    assert "is won. Well done." in answer.content.decode()
    assert Ending.objects.get().outcome == "won"
    assert Review.objects.count() == 2


def test_without_javascript_a_deed_comes_back_to_the_page(
    alice: Membership, flat: Objective
) -> None:
    url = reverse("funnel:verify-fit", args=[flat.pk])

    answer = signed_in(alice).post(url)

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("funnel:objective", args=[flat.pk])


def test_a_field_is_edited_in_place_and_taken_back(
    alice: Membership, flat: Objective
) -> None:
    answer = post(alice, "edit", flat.pk, "value", before="100.00", value="250")
    flat.refresh_from_db()
    assert flat.value == 250
    event = Event.objects.about(flat).filter(verb="edited").get()
    assert reverse("funnel:undo-edit", args=[flat.pk, event.pk]) in (
        answer.content.decode()
    )

    post(alice, "undo-edit", flat.pk, event.pk)

    flat.refresh_from_db()
    assert flat.value == 100


def test_the_offering_is_edited_and_taken_back_like_any_other_field(
    alice: Membership, flat: Objective
) -> None:
    offering = Offering.objects.create(name="Flat")

    post(alice, "edit", flat.pk, "offering", before="", offering=offering.pk)
    flat.refresh_from_db()
    assert flat.offering == offering
    event = Event.objects.about(flat).filter(verb="edited").get()
    post(alice, "undo-edit", flat.pk, event.pk)

    flat.refresh_from_db()
    assert flat.offering is None


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    alice: Membership, flat: Objective
) -> None:
    post(alice, "edit", flat.pk, "next_deed", before="", next_deed="Call the bank")

    answer = post(alice, "edit", flat.pk, "next_deed", before="", next_deed="Wait")

    flat.refresh_from_db()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Call the bank" in page
    assert "Wait" in page
    assert flat.next_deed == "Call the bank"


@pytest.mark.parametrize(
    ("name", "args", "data"),
    [
        ("edit", ["value"], {"before": "", "value": "-1"}),
        ("edit", ["value"], {"before": "", "value": "many"}),
        ("edit", ["name"], {"before": "2-bed flat", "name": ""}),
        ("review", [], {"expected_close_on": "31.2.", "confidence": "50"}),
        ("review", [], {"confidence": "101"}),
        ("judge", [], {"place": "best_few", "reason": " "}),
        ("judge", [], {"place": "heaven", "reason": "why not"}),
        ("end", [], {"outcome": "maybe"}),
        ("end", [], {"outcome": "won", "on": "2001-01-01"}),
        ("add-influence", [], {"name": "", "role": "user"}),
        ("add-influence", [], {"name": "x", "role": "pope"}),
    ],
)
def test_nonsense_is_told_and_nothing_is_written(
    alice: Membership,
    flat: Objective,
    name: str,
    args: list[str],
    data: dict[str, str],
) -> None:
    events = Event.objects.count()

    answer = post(alice, name, flat.pk, *args, **data)

    assert answer.status_code == 422
    assert Event.objects.count() == events
    flat.refresh_from_db()
    assert flat.is_open


def test_a_field_that_does_not_exist_is_not_found(
    alice: Membership, flat: Objective
) -> None:
    assert post(alice, "edit", flat.pk, "owner", before="1").status_code == 404


def test_a_judgement_and_the_way_back_to_the_rules(
    alice: Membership, flat: Objective
) -> None:
    answer = post(alice, "judge", flat.pk, place="best_few", reason="A handshake")
    assert place(flat) == "best_few"
    assert "By the rules it would stand here: Above the funnel." in (
        answer.content.decode()
    )

    post(alice, "follow-rules", flat.pk)

    assert place(flat) == "above"


def test_a_gap_is_accepted_for_a_reason(alice: Membership, flat: Objective) -> None:
    influence = add_influence(
        flat, role="technical", name="the bank", by=alice.user, at=timezone.now()
    )

    post(alice, "cover", influence.pk, accepted_because="They pay in cash")

    influence.refresh_from_db()
    assert influence.accepted_because == "They pay in cash"


def test_whoever_does_not_decide_is_removed(alice: Membership, flat: Objective) -> None:
    post(alice, "add-influence", flat.pk, name="the aunt", role="user")
    aunt = Influence.objects.get(name="the aunt")

    answer = post(alice, "remove-influence", aunt.pk)

    assert "the aunt does not decide after all" in answer.content.decode()
    assert not Influence.objects.filter(name="the aunt").exists()


def test_pausing_and_taking_up_again(alice: Membership, flat: Objective) -> None:
    post(alice, "pause", flat.pk, paused="yes")
    flat.refresh_from_db()
    assert flat.is_paused

    post(alice, "pause", flat.pk, paused="no")
    flat.refresh_from_db()
    assert not flat.is_paused


def test_what_has_ended_is_only_opened_again(
    alice: Membership, flat: Objective
) -> None:
    end(flat, "lost", by=alice.user, at=timezone.now(), reason="Too dear")

    page = post(alice, "verify-fit", flat.pk).content.decode()
    assert "has ended" in page
    assert "Too dear" in page
    assert place(flat) == "above"

    post(alice, "reopen", flat.pk)
    flat.refresh_from_db()
    assert flat.is_open


DEEDS = [
    ("edit", ["value"]),
    ("review", []),
    ("verify-fit", []),
    ("judge", []),
    ("follow-rules", []),
    ("pause", []),
    ("end", []),
    ("reopen", []),
    ("add-influence", []),
]
DATA = {
    "before": "100.00",
    "value": "1",
    "confidence": "95",
    "place": "in",
    "reason": "x",
    "outcome": "won",
    "name": "x",
    "role": "user",
    "paused": "yes",
}


@pytest.mark.parametrize(("name", "args"), DEEDS)
def test_a_viewer_and_a_stranger_change_nothing(
    flat: Objective, bob: Membership, dave: Membership, name: str, args: list[str]
) -> None:
    with workspace_scope(bob.workspace):
        make_profile()
    events = Event.objects.count()

    assert post(dave, name, flat.pk, *args, **DATA).status_code == 403
    assert post(bob, name, flat.pk, *args, **DATA).status_code == 404
    assert Event.objects.count() == events


def test_a_viewer_and_a_stranger_leave_influences_alone(
    flat: Objective, bob: Membership, dave: Membership
) -> None:
    influence = influence_of(flat)

    for name in ("cover", "remove-influence"):
        assert post(dave, name, influence.pk, satisfied="true").status_code == 403
        assert post(bob, name, influence.pk, satisfied="true").status_code == 404


def test_a_seller_does_not_find_what_is_not_theirs(
    flat: Objective, carol: Membership
) -> None:
    page = reverse("funnel:objective", args=[flat.pk])

    assert signed_in(carol).get(page).status_code == 404
    assert post(carol, "verify-fit", flat.pk).status_code == 404


def test_deeds_want_a_post(alice: Membership, flat: Objective) -> None:
    url = reverse("funnel:verify-fit", args=[flat.pk])

    assert signed_in(alice).get(url).status_code == 405


def test_the_page_costs_no_more_than_fifteen_queries(
    alice: Membership,
    flat: Objective,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    for n in range(6):
        add_influence(flat, role="user", name=f"user {n}", by=alice.user, at=now)
    judge(flat, "in", "A feeling", by=alice.user, at=now)
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        client.get(reverse("funnel:objective", args=[flat.pk]))


def test_the_story_tells_what_changed_as_one_writes_it(
    alice: Membership, flat: Objective
) -> None:
    post(alice, "edit", flat.pk, "value", before="100.00", value="2500000")
    post(alice, "review", flat.pk, expected_close_on="2031-05-02", confidence=70)

    page = post(alice, "edit", flat.pk, "value", before="2500000", value="")

    text = page.content.decode()
    for told in ("Value: 2,500,000", "Expected close: 2 May 2031", "70%", "Value: –"):
        assert told in text


def test_the_first_contact_is_corrected_and_then_it_may_end_before_today(
    alice: Membership, flat: Objective
) -> None:
    today = timezone.localdate()
    before, day = str(today), today - timedelta(days=9)
    early = post(alice, "end", flat.pk, outcome="won", on=str(day))
    assert early.status_code == 422
    assert "correct “First contact” first" in early.content.decode()

    post(
        alice, "edit", flat.pk, "first_contact_on", before=before, first_contact_on=day
    )
    post(alice, "end", flat.pk, outcome="won", on=str(today - timedelta(days=2)))

    assert Ending.objects.get().cycle_days == 7


@pytest.mark.parametrize("days", [1, None])
def test_a_first_contact_ahead_or_without_a_day_is_not_kept(
    alice: Membership, flat: Objective, days: int | None
) -> None:
    today = timezone.localdate()
    said = "" if days is None else str(today + timedelta(days=days))

    told = post(
        alice, "edit", flat.pk, "first_contact_on",
        before=str(today), first_contact_on=said,
    )  # fmt: skip

    flat.refresh_from_db()
    assert told.status_code == 422
    assert flat.first_contact_on == today


@pytest.mark.parametrize("reason", ["", "Too dear"])
def test_a_reason_that_nobody_gave_is_not_said_to_be_kept(
    alice: Membership, flat: Objective, reason: str
) -> None:
    told = post(alice, "end", flat.pk, outcome="lost", reason=reason)

    assert "is lost" in told.content.decode()
    assert ("The reason is kept" in told.content.decode()) is bool(reason)


@pytest.mark.parametrize("name", ["cover", "remove-influence"])
def test_who_decided_about_what_has_ended_stays_as_it_was(
    alice: Membership, flat: Objective, name: str
) -> None:
    end(flat, "lost", by=alice.user, at=timezone.now())
    influence = influence_of(flat)

    told = post(alice, name, influence.pk, contacted="true")

    assert "This objective has ended" in told.content.decode()
    assert influence_of(flat).contacted_on is None


def test_who_only_looks_reads_money_and_days_as_people_write_them(
    alice: Membership, dave: Membership
) -> None:
    began = timezone.localdate().replace(year=2025, month=5, day=4)
    made = make_objective(alice, value=12_500, first_contact_on=began)

    page = signed_in(dave).get(reverse("funnel:objective", args=[made.pk]))

    text = page.content.decode()
    assert "£12,500" in text
    assert "4 May 2025" in text
    assert "2025-05-04" not in text
