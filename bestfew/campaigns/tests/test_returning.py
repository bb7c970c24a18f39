"""What came back, pasted on the page of its mailing by whoever got it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.campaigns.mailing import deeds
from bestfew.campaigns.models import BadAddress, Letter, Mailing
from bestfew.campaigns.tests.post import make_account, make_mailing, make_reader
from bestfew.conftest import signed_in

pytestmark = pytest.mark.usefixtures("in_workspace")

REPORT = """Địa chỉ không tìm thấy. Your message to READER1@example.org couldn't be
delivered.\nFinal-Recipient: rfc822; <reader1@example.org>\nStatus: 5.1.1
From: alice@desk.example.org, "Somebody" <else@example.net>."""


@pytest.fixture
def mailing(alice: Membership) -> Mailing:
    """Two letters that were sent."""
    make_account(alice, 1)
    for number in (1, 2):
        make_reader(alice, number)
    mailing = make_mailing(alice)
    deeds.start(mailing, alice, site="https://x.example", at=timezone.now())
    Letter.objects.update(state="sent", run="", handed_at=timezone.now())
    Mailing.objects.update(state="done")
    return mailing


def post(member: Membership, mailing: Mailing, text: str, **more: str) -> str:
    url = reverse("mailings:returned", args=[mailing.pk])
    return signed_in(member).post(url, {"reports": text, **more}, follow=True).text


def state_of(number: int) -> tuple[str, str]:
    letter = Letter.objects.get(key=f"reader{number}@example.org")
    return letter.state, letter.reason


def test_what_is_pasted_marks_whom_it_names(
    alice: Membership, mailing: Mailing
) -> None:
    first, again = (post(alice, mailing, REPORT) for _time in range(2))

    assert "1 letter came back." in first
    assert "It names nobody whom this mailing reached so far." in again
    assert state_of(1) == ("failed", "bounced")
    assert state_of(2) == ("sent", "")
    assert BadAddress.objects.get().key == "reader1@example.org"


def test_a_list_of_addresses_will_do(alice: Membership, mailing: Mailing) -> None:
    page = post(alice, mailing, "reader1@example.org; 'reader2@example.org'")

    assert "2 letters came back." in page


def test_an_address_that_exists_is_written_to_again(
    alice: Membership, mailing: Mailing
) -> None:
    post(alice, mailing, REPORT, keeps_address="on")

    assert state_of(1) == ("failed", "bounced")
    assert not BadAddress.objects.exists()


def test_it_is_undone(alice: Membership, mailing: Mailing) -> None:
    post(alice, mailing, REPORT)
    letter = Letter.objects.get(state="failed")
    url = reverse("mailings:arrived", args=[letter.pk])

    for _twice in range(2):
        page = signed_in(alice).post(url, follow=True).text

    assert "Somebody was faster" in page
    assert state_of(1) == ("sent", "")
    assert not BadAddress.objects.exists()
    assert Activity.objects.filter(person=letter.person).count() == 1


@pytest.mark.parametrize("text", ["", " ", "nobody@example.org", "@", "x" * 500_001])
def test_nonsense_marks_nothing(alice: Membership, mailing: Mailing, text: str) -> None:
    post(alice, mailing, text)

    assert not Letter.objects.exclude(state="sent").exists()


def test_a_letter_of_another_mailing_is_left_alone(
    alice: Membership, mailing: Mailing
) -> None:
    other = make_mailing(alice, "Other")
    deeds.start(other, alice, site="https://x.example", at=timezone.now())
    Letter.objects.update(state="sent")

    post(alice, other, REPORT)

    assert Letter.objects.get(state="failed").mailing == other


def test_a_viewer_and_a_stranger_mark_nothing(
    alice: Membership, dave: Membership, bob: Membership, mailing: Mailing
) -> None:
    for member in (dave, bob):
        post(member, mailing, REPORT)

    assert not Letter.objects.exclude(state="sent").exists()
