"""The permission ledger: the latest answer counts, and a "no" beats everything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.people import rules
from bestfew.people.actions import note_permission
from bestfew.people.models import MayNotContact, Permission, Person
from bestfew.people.queries import permission_table
from bestfew.people.tests.cast import make_person

HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)


def word(state: str, *, days: int = 0, **about: str) -> rules.Word:
    purpose, medium = about.get("purpose", "follow_up"), about.get("medium", "any")
    return rules.Word(purpose, medium, state, NOON + days * DAY)


@pytest.mark.parametrize(
    ("ledger", "state"),
    [
        ([], "unknown"),
        ([word("asked")], "asked"),
        ([word("given")], "given"),
        ([word("refused"), word("given", days=1)], "given"),
        ([word("given", days=1), word("refused")], "given"),
        ([word("refused"), word("asked", days=1)], "refused"),
        ([word("given"), word("withdrawn", purpose="any", days=1)], "withdrawn"),
        ([word("given"), word("refused", medium="email", days=1)], "given"),
        ([word("given"), word("refused", medium="phone", days=1)], "refused"),
        ([word("given"), word("refused", purpose="news", days=1)], "given"),
        ([word("given"), word("refused")], "refused"),
    ],
)
def test_the_latest_answer_that_covers_it_counts(
    ledger: list[rules.Word], state: str
) -> None:
    assert rules.permission(ledger, "follow_up", "phone") == state


words = st.builds(
    word,
    st.sampled_from(["asked", "given", "refused", "withdrawn"]),
    days=st.integers(0, 9),
    purpose=st.sampled_from(["any", "follow_up", "news"]),
    medium=st.sampled_from(["any", "phone", "email"]),
)


@given(st.lists(words))
def test_a_later_no_to_everything_beats_every_ledger(ledger: list[rules.Word]) -> None:
    ledger = [*ledger, word("refused", days=10, purpose="any")]

    assert rules.refuses_contact(ledger)
    for medium in ("phone", "email", "chat"):
        assert rules.permission(ledger, "follow_up", medium) == "refused"


@given(st.lists(words))
def test_asking_never_lifts_a_no(ledger: list[rules.Word]) -> None:
    asked = [*ledger, word("asked", days=10, purpose="any")]

    assert rules.refuses_contact(asked) == rules.refuses_contact(ledger)


@pytest.fixture
def mai(alice: Membership, in_workspace: object) -> Person:
    return make_person(alice, "Mai")


@pytest.mark.parametrize(
    ("purpose", "medium", "stops"),
    [
        ("any", "any", True),
        ("follow_up", "any", True),
        ("news", "any", False),
        ("follow_up", "email", False),
    ],
)
def test_a_no_to_all_contact_stops_it(
    alice: Membership, mai: Person, purpose: str, medium: str, stops: bool
) -> None:
    note_permission(
        mai, state="refused", purpose=purpose, medium=medium, by=alice.user, at=NOON
    )

    assert Person.objects.get().do_not_contact is stops


def test_their_own_new_word_lifts_it(alice: Membership, mai: Person) -> None:
    for n, state in enumerate(("refused", "asked", "given")):
        note_permission(mai, state=state, by=alice.user, at=NOON + n * DAY)
        assert mai.do_not_contact is (state != "given")


def test_a_backdated_yes_does_not_lift_a_later_no(
    alice: Membership, mai: Person
) -> None:
    note_permission(mai, state="refused", by=alice.user, at=NOON)
    note_permission(mai, state="given", by=alice.user, at=NOON - DAY)

    assert Person.objects.get().do_not_contact


def test_a_no_to_one_way_stops_that_way_only(alice: Membership, mai: Person) -> None:
    note_permission(mai, state="refused", medium="phone", by=alice.user, at=NOON)
    mai.check_may_contact("email")
    mai.check_may_contact()

    with pytest.raises(MayNotContact):
        mai.check_may_contact("phone")


def test_the_table_shows_the_state_in_force(alice: Membership, mai: Person) -> None:
    note_permission(mai, state="given", by=alice.user, at=NOON)
    note_permission(
        mai, state="refused", purpose="news", medium="email", by=alice.user, at=NOON
    )

    rows = {str(row.purpose): list(row.states) for row in permission_table(mai)}

    assert rows["follow_up"] == ["given", "given", "given"]
    assert rows["news"] == ["unknown", "unknown", "refused"]
    assert rows["referral"] == ["unknown", "unknown", "unknown"]


def test_a_word_is_written_with_how_one_knows(alice: Membership, mai: Person) -> None:
    data = {
        "purpose": "news",
        "medium": "email",
        "state": "given",
        "how": "On the form",
    }
    url = reverse("people:add-permission", args=[mai.pk])

    answer = signed_in(alice).post(url, data, headers=HTMX)

    kept = Permission.objects.get()
    assert (kept.how, kept.by, kept.state) == ("On the form", alice.user, "given")
    assert "On the form" in answer.content.decode()


def test_a_no_brings_the_banner_to_the_whole_page(
    alice: Membership, mai: Person
) -> None:
    data = {"purpose": "any", "medium": "any", "state": "refused"}
    url = reverse("people:add-permission", args=[mai.pk])

    answer = signed_in(alice).post(url, data, headers=HTMX)

    assert answer["HX-Redirect"] == mai.get_absolute_url()
    assert (
        "Do not contact."
        in signed_in(alice).get(answer["HX-Redirect"]).content.decode()
    )


def test_somebody_who_said_no_is_not_qualified(alice: Membership, mai: Person) -> None:
    note_permission(mai, state="refused", by=alice.user, at=NOON)

    assert not Person.objects.visible_to(alice).to_qualify().exists()


@pytest.mark.parametrize(
    "data", [{}, {"purpose": "any", "medium": "any", "state": "x"}]
)
def test_nonsense_is_told(alice: Membership, mai: Person, data: dict[str, str]) -> None:
    url = reverse("people:add-permission", args=[mai.pk])

    assert signed_in(alice).post(url, data).status_code == 422
    assert not Permission.objects.exists()


def test_strangers_and_viewers_write_nothing(
    alice: Membership, bob: Membership, dave: Membership, mai: Person
) -> None:
    data = {"purpose": "any", "medium": "any", "state": "given"}
    url = reverse("people:add-permission", args=[mai.pk])

    assert signed_in(bob).post(url, data).status_code == 404
    assert signed_in(dave).post(url, data).status_code == 403
    assert signed_in(alice).get(url).status_code == 405
    assert not Permission.objects.exists()
