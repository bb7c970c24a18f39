"""A form filled is somebody who contacted us, once, and nothing is overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.campaigns.actions import FormClosed, close, knock, reopen, respond
from bestfew.campaigns.actions.knocks import TooMany
from bestfew.campaigns.models import Form, Knock
from bestfew.campaigns.rules import PER_ADDRESS, PER_FORM, clean, digits_as_ascii
from bestfew.campaigns.tests.cast import AGREED, E164, PHONE, an_answer, make_campaign
from bestfew.conftest import NOON
from bestfew.people.actions import note_permission
from bestfew.people.models import ContactPoint, Permission, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def form(carol: Membership) -> Form:
    found: Form = Form.objects.get(campaign=make_campaign(carol))
    return found


def test_somebody_new_stands_under_the_campaign(form: Form, carol: Membership) -> None:
    answer = an_answer(message="How much?", email="mai@example.org", agreed=AGREED)

    activity = respond(form, answer, submit_id="one", at=LATER)

    person = Person.objects.get()
    words = Permission.objects.order_by("id")
    assert (activity.person, activity.campaign) == (person, form.campaign)
    assert (activity.is_incoming, activity.outcome) == (True, "spoke")
    assert activity.channel == form.campaign.channel
    assert (activity.note, activity.by) == ("How much?", carol.user)
    assert (person.name, person.owner) == ("Mai Tran", carol.user)
    assert (str(person.source), person.lawful_basis) == ("Online form", "consent")
    assert person.last_contact_at == LATER
    assert {point.key for point in person.contact_points.all()} >= {E164}
    assert person.concerns.get().text == "How much?"
    assert [(word.medium, word.state) for word in words] == [
        ("phone", "given"),
        ("email", "given"),
    ]
    assert AGREED in words[0].how


def test_without_permission_it_is_a_question_all_the_same(form: Form) -> None:
    respond(form, an_answer(message="Open on Sunday?"), submit_id="one", at=LATER)

    person = Person.objects.get()
    assert not person.permissions.exists()
    assert person.lawful_basis == ""
    assert person.concerns.get().text == "Open on Sunday?"


def test_whoever_is_known_keeps_what_is_known(
    form: Form, alice: Membership, carol: Membership
) -> None:
    known = make_person(alice, "Frau Dr. Tran", phone="+44 7911 123456")

    answer = an_answer(email="other@example.org", message="Hi")
    activity = respond(form, answer, submit_id="one", at=LATER)

    known.refresh_from_db()
    assert activity.person == Person.objects.get() == known
    assert (known.name, known.owner) == ("Frau Dr. Tran", alice.user)
    assert ContactPoint.objects.count() == 1
    assert activity.note == "Hi\nMai Tran, 07911 123456, other@example.org"


@pytest.mark.parametrize("medium", ["any", "phone"])
def test_a_no_stands_until_they_take_it_back_themselves(
    form: Form, alice: Membership, medium: str
) -> None:
    known = make_person(alice, phone=PHONE)
    note_permission(known, state="refused", medium=medium, by=alice.user, at=NOON)

    respond(form, an_answer(agreed=AGREED), submit_id="one", at=LATER)

    known.refresh_from_db()
    assert known.do_not_contact == (medium == "any")
    assert known.permissions.get().state == "refused"


def test_twice_is_once(form: Form) -> None:
    first = respond(form, an_answer(agreed=AGREED), submit_id="one", at=LATER)
    again = respond(form, an_answer(agreed=AGREED), submit_id="one", at=LATER)

    moment = LATER + timedelta(minutes=2)
    other_page = respond(form, an_answer(agreed=AGREED), submit_id="two", at=moment)

    assert first == again == other_page
    assert Person.objects.count() == Permission.objects.count() == 1


def test_the_same_person_may_come_back_another_day(form: Form) -> None:
    respond(form, an_answer(), submit_id="one", at=LATER)
    respond(form, an_answer(), submit_id="two", at=LATER + timedelta(days=1))

    assert Person.objects.count() == 1
    assert Activity.objects.count() == 2


def test_a_closed_campaign_takes_none_until_it_is_open_again(
    form: Form, carol: Membership
) -> None:
    close(form.campaign, by=carol.user, at=NOON)

    with pytest.raises(FormClosed):
        respond(form, an_answer(), submit_id="one", at=LATER)

    reopen(form.campaign, by=carol.user, at=NOON)
    respond(form, an_answer(), submit_id="one", at=LATER)
    assert Person.objects.count() == 1


def test_the_workspace_takes_over_from_whoever_left(
    form: Form, alice: Membership, carol: Membership
) -> None:
    carol.delete()

    respond(form, an_answer(), submit_id="one", at=LATER)

    assert Person.objects.get().owner == alice.user


def test_knocks_are_counted_by_address_and_by_form(form: Form) -> None:
    for _time in range(PER_ADDRESS):
        knock(form, "192.0.2.1", at=NOON)

    with pytest.raises(TooMany):
        knock(form, "192.0.2.1", at=NOON)

    knock(form, "192.0.2.2", at=NOON)
    knock(form, "192.0.2.1", at=NOON + timedelta(hours=2))
    assert Knock.objects.count() == PER_ADDRESS + 2
    assert "192.0.2" not in Knock.objects.values_list("address", flat=True)[0]


def test_a_form_takes_so_much_from_all_of_them(form: Form) -> None:
    Knock.objects.bulk_create(
        Knock(form=form, address=str(n), at=NOON) for n in range(PER_FORM)
    )

    with pytest.raises(TooMany):
        knock(form, "192.0.2.1", at=NOON)

    knock(form, "192.0.2.1", at=NOON + timedelta(days=2))
    assert Knock.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("０７９１１　１２３４５６", "07911 123456"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "081 234 5678"),
        (" +84 912\u200b 345\t678 ", "+84 912 345 678"),
    ],
)
def test_digits_of_any_script_are_digits(typed: str, kept: str) -> None:
    assert digits_as_ascii(typed) == kept


def test_texts_are_cleaned_of_what_cannot_be_seen() -> None:
    typed = "a\x00b\u202e \r\n\n\n\n c\td"

    assert clean(typed) == "ab c d"
    assert clean(typed, lines=True) == "ab\n\nc d"
