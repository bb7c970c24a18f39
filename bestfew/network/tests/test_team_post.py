"""Minutes and reminders leave through the writer's own account, once."""

from __future__ import annotations

from datetime import time, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from icalendar import Calendar

from bestfew.accounts.models import Membership
from bestfew.campaigns.jobs import go_on
from bestfew.campaigns.models import Dispatch, MailAccount
from bestfew.campaigns.tests.post import Sink, text_in
from bestfew.conftest import NOON, signed_in
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.teams import actions
from bestfew.teams.actions.promises import promise
from bestfew.teams.actions.series import call_off, call_on, move_meeting
from bestfew.teams.jobs import remind_of_meetings
from bestfew.teams.meeting_letters import telling
from bestfew.teams.models import Meeting, SeatInvitation, TeamMember
from bestfew.teams.tests.meetings_cast import hold_meeting, make_meeting

pytestmark = pytest.mark.usefixtures("in_workspace", "own_server")


def test_minutes_go_to_everybody_once(
    alice: Membership, me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = hold_meeting(me)
    url = reverse("team:minutes", args=[me.team_id, meeting.pk])

    for _twice in range(2):
        signed_in(alice).post(url)

    assert sorted(sink.to) == ["alice@example.org", "mali@example.org"]
    assert "Mali: here" in text_in(sink.got[0])
    assert len(set(sink.ids())) == 2


def test_a_reminder_brings_the_file(
    me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    promise(mali, text="Ask the venue", by=me, at=NOON - timedelta(days=9))
    make_meeting(me, NOON.date() + timedelta(days=1), starts=time(9))
    make_meeting(me, NOON.date() + timedelta(days=3), starts=time(9))

    for _twice in range(2):
        remind_of_meetings()

    assert sorted(sink.to) == ["alice@example.org", "mali@example.org"]
    letter = next(each for each in sink.got if "mali" in str(each["To"]))
    assert "Tuesday team meets on Friday 22 May at 09:00" in str(letter["Subject"])
    assert "Ask the venue" in text_in(letter)
    (file,) = letter.iter_attachments()
    book = Calendar.from_ical(file.get_content())
    assert len(book.walk("VEVENT")) == 1


def _reminded(me: TeamMember) -> Meeting:
    meeting = make_meeting(me, NOON.date() + timedelta(days=1), starts=time(9))
    remind_of_meetings()
    return meeting


def _letter_to(sink: Sink, name: str) -> EmailMessage:
    """The last that they got."""
    return [each for each in sink.got if name in str(each["To"])][-1]


def test_who_was_reminded_hears_that_it_is_off(
    alice: Membership, me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = _reminded(me)
    url = reverse("team:call-off", args=[me.team_id, meeting.pk])

    for _twice in range(2):
        signed_in(alice).post(url, {"reason": "The hall is flooded"})

    assert sorted(sink.to) == ["alice@example.org"] * 2 + ["mali@example.org"] * 2
    letter = _letter_to(sink, "mali")
    subject = "Changed: Tuesday team, Friday 22 May at 09:00"
    assert str(letter["Subject"]) == subject
    words = text_in(letter)
    assert "This meeting does not take place.\n\nThe hall is flooded" in words
    (file,) = letter.iter_attachments()
    assert "STATUS:CANCELLED" in file.get_content()


def test_who_was_reminded_hears_of_the_new_day(
    me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = _reminded(me)

    with telling(me, meeting):
        moved = {"on": NOON.date() + timedelta(days=8), "starts": time(10)}
        move_meeting(meeting, seen=meeting.version, at=NOON, **moved)

    words = text_in(_letter_to(sink, "mali"))
    assert words.startswith("Tuesday team meets on Friday 29 May at 10:00.")


def test_who_was_not_reminded_is_not_written_to(
    me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = make_meeting(me, NOON.date() + timedelta(days=1), starts=time(9))

    with telling(me, meeting):
        call_off(meeting, reason="", at=NOON)

    assert sink.to == []


def test_what_takes_place_after_all_is_reminded_of_again(
    me: TeamMember, mali: TeamMember, sink: Sink
) -> None:
    meeting = _reminded(me)
    with telling(me, meeting):
        call_off(meeting, reason="", at=NOON)

    call_on(meeting, at=NOON)
    remind_of_meetings()

    subjects = [
        str(each["Subject"])[:7] for each in sink.got if "mali" in str(each["To"])
    ]
    assert subjects == ["Tuesday", "Changed", "Tuesday"]


def test_without_an_account_nothing_is_promised(
    alice: Membership, me: TeamMember, mali: TeamMember
) -> None:
    meeting = hold_meeting(me)
    make_meeting(me, NOON.date() + timedelta(days=1), starts=time(9))
    url = reverse("team:minutes", args=[me.team_id, meeting.pk])

    page = signed_in(alice).post(url, follow=True).content.decode()
    remind_of_meetings()

    assert "Send to everybody" not in page
    assert not Meeting.unscoped.exclude(sent_at=None, reminded_at=None).exists()


def _invite(alice: Membership, me: TeamMember, **facts: str) -> str:
    seat = actions.add_seat(me, profession="florist", at=NOON)
    url = reverse("team:invite", args=[me.team_id, seat.pk])
    sent = {"email": "noi@example.org", "language": "th", "send": "1", **facts}
    return signed_in(alice).post(url, sent).content.decode()


def test_an_invitation_is_sent_in_the_language_of_who_is_invited(
    alice: Membership, me: TeamMember, sink: Sink
) -> None:
    page = _invite(alice, me, name="Noi")

    (letter,) = sink.got
    words = text_in(letter)
    assert sink.to == ["noi@example.org"]
    assert str(letter["Content-Language"]) == "th"
    with translation.override("th"):
        assert str(letter["Subject"]) == gettext("A seat for you in %(team)s") % {
            "team": "Tuesday team"
        }
    secret = words.split("/seat/")[1].split("/")[0]
    assert SeatInvitation.by_secret(secret, at=NOON).email == "noi@example.org"
    assert "The invitation is on its way to" in page


@pytest.mark.parametrize(
    "reason", ["no account", "no address", "they said no", "account at rest"]
)
def test_an_invitation_that_cannot_be_sent_is_not_made(
    alice: Membership, me: TeamMember, request: pytest.FixtureRequest, reason: str
) -> None:
    said, facts = "can send nothing now", {}
    if reason != "no account":
        sink = request.getfixturevalue("sink")
        assert sink.to == []
    if reason == "no address":
        said, facts = "we need their e-mail", {"email": ""}
    if reason == "they said no":
        said = "asked you not to be contacted"
        make_person(alice, email="Noi@example.org")
        Person.objects.update(do_not_contact=True)
    if reason == "account at rest":
        MailAccount.objects.update(is_in_use=False)

    page = _invite(alice, me, **facts)

    assert said in page
    assert not SeatInvitation.unscoped.exists()


def test_without_an_account_there_is_only_the_link(
    alice: Membership, me: TeamMember
) -> None:
    page = _invite(alice, me, send="")

    assert "Send the invitation" not in page
    assert "No account of yours can send e-mails now" in page
    assert reverse("mailings:accounts") in page


def _waiting(alice: Membership, me: TeamMember) -> SeatInvitation:
    """An invitation for which there was no room today."""
    MailAccount.objects.update(daily_cap=0)
    _invite(alice, me)
    MailAccount.objects.update(daily_cap=50)
    invitation: SeatInvitation = SeatInvitation.unscoped.get()
    return invitation


@pytest.mark.parametrize("why", ["nothing", "withdrawn", "replaced", "they said no"])
def test_an_invitation_that_waits_leaves_only_while_it_stands(
    alice: Membership, me: TeamMember, sink: Sink, why: str
) -> None:
    invitation = _waiting(alice, me)
    if why == "withdrawn":
        actions.withdraw(me, invitation, at=NOON)
    if why == "replaced":
        actions.invite(me, invitation.seat, email="Noi@example.org", at=NOON)
    if why == "they said no":
        make_person(alice, email="Noi@example.org")
        Person.objects.update(do_not_contact=True)

    with time_machine.travel(NOON + timedelta(hours=2)):
        go_on()

    came = "sent" if why == "nothing" else "unwanted"
    assert sink.to == (["noi@example.org"] if why == "nothing" else [])
    assert Dispatch.objects.values_list("came", "facts").get() == (came, {})


@pytest.mark.parametrize("why", ["nothing", "moved", "left"])
def test_a_reminder_that_waits_leaves_only_while_it_is_right(
    me: TeamMember, mali: TeamMember, sink: Sink, why: str
) -> None:
    MailAccount.objects.update(daily_cap=0)
    meeting = _reminded(me)
    MailAccount.objects.update(daily_cap=50)
    if why == "moved":
        move_meeting(meeting, seen=meeting.version, at=NOON, starts=time(10))
    if why == "left":
        TeamMember.unscoped.filter(pk=mali.pk).update(left_at=NOON)

    with time_machine.travel(NOON + timedelta(hours=2)):
        go_on()

    assert sorted(sink.to) == {
        "nothing": ["alice@example.org", "mali@example.org"],
        "moved": [], "left": ["alice@example.org"],
    }[why]  # fmt: skip
