"""Pages of campaigns: they show what came of each; who may change what."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.models import Activity
from bestfew.activities.tests.cast import make_objective
from bestfew.campaigns.actions import put_on_list, respond, take_next
from bestfew.campaigns.models import Call, Form
from bestfew.campaigns.queries import Numbers, campaigns, numbers_of, unanswered
from bestfew.campaigns.tests.cast import (
    an_answer,
    callable_people,
    make_campaign,
    make_channel,
)
from bestfew.conftest import NOON, signed_in
from bestfew.funnel.actions import end
from bestfew.people.models import Person
from bestfew.prospecting.models import Campaign

pytestmark = pytest.mark.usefixtures("in_workspace", "_at_noon")
BATCH = {
    "name": "Gate 6 a.m.",
    "starts_on": "2026-05-21",
    "planned": "500",
    "cost": "40",
}


@pytest.fixture
def _at_noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def test_a_campaign_is_begun_in_a_few_fields(carol: Membership) -> None:
    data = {**BATCH, "channel": str(make_channel().pk)}

    answer = signed_in(carol).post("/campaigns/add/", data)

    campaign = Campaign.objects.get()
    assert answer["Location"] == f"/campaigns/{campaign.pk}/"
    assert (campaign.owner, campaign.planned) == (carol.user, 500)
    assert Form.objects.get(campaign=campaign).takes_answers


def test_a_last_day_before_the_first_is_refused(carol: Membership) -> None:
    data = {**BATCH, "channel": str(make_channel().pk), "ends_on": "2026-05-20"}

    answer = signed_in(carol).post("/campaigns/add/", data)

    assert answer.status_code == 422
    assert not Campaign.objects.exists()


def test_two_editors_never_overwrite_each_other(alice: Membership) -> None:
    campaign, browser = make_campaign(alice), signed_in(alice)
    url = f"/campaigns/{campaign.pk}/edit/"
    before = browser.get(url).context["before"]
    data = {**BATCH, "channel": str(campaign.channel_id), "before": before}

    browser.post(url, data | {"name": "First"})
    clash = browser.post(url, data | {"name": "Second"})
    other = browser.post(url, data | {"name": "Crossroads", "place": "Gate"})

    campaign.refresh_from_db()
    assert clash.status_code == 409
    assert "First" in clash.content.decode()
    assert other.status_code == 302
    assert (campaign.name, campaign.place) == ("First", "Gate")


def test_the_form_is_worded_by_the_seller(alice: Membership) -> None:
    campaign, browser = make_campaign(alice), signed_in(alice)
    data = {"title": "Ask us", "is_open": "on", "permission": "Call me on Sundays."}

    browser.post(f"/campaigns/{campaign.pk}/form/", data)

    page = signed_in(alice).get(f"/f/{campaign.code}").content.decode()
    assert "Ask us" in page
    assert "Call me on Sundays." in page
    assert "What would you like to know?" not in page


def test_closing_is_undone(alice: Membership) -> None:
    campaign, browser = make_campaign(alice), signed_in(alice)

    for _time in range(2):
        browser.post(f"/campaigns/{campaign.pk}/close/")
    assert Campaign.objects.open().count() == 0

    browser.post(f"/campaigns/{campaign.pk}/reopen/")
    assert Campaign.objects.open().get() == campaign


def test_numbers_count_people_once(alice: Membership) -> None:
    campaign = make_campaign(alice)
    form = Form.objects.get(campaign=campaign)
    respond(form, an_answer(), submit_id="1", at=NOON)
    respond(form, an_answer(message="More"), submit_id="2", at=NOON)
    mai = Person.objects.get()
    log(alice, about=mai, kind="call", outcome="spoke", at=NOON, campaign=campaign)
    end(make_objective(alice, mai), "won", by=alice.user, at=NOON)
    Person.objects.update(state="prospect")

    found = numbers_of([campaign])[campaign.pk]
    page = signed_in(alice).get(f"/campaigns/{campaign.pk}/").content.decode()

    assert found == Numbers(reached=1, responses=1, prospects=1, buyers=1)
    assert "Mai Tran" in page
    assert "£40" in page


def test_open_ones_come_first(alice: Membership) -> None:
    first, second, third = (make_campaign(alice, name) for name in "abc")
    Campaign.objects.filter(pk=third.pk).update(closed_at=NOON)

    assert campaigns(alice).rows == [second, first, third]
    assert signed_in(alice).get("/campaigns/").status_code == 200


def test_who_responded_waits_until_we_answer(alice: Membership) -> None:
    campaign = make_campaign(alice)
    respond(Form.objects.get(campaign=campaign), an_answer(), submit_id="1", at=NOON)
    mai, since = Person.objects.get(), NOON - timedelta(days=30)
    assert list(unanswered(alice, since=since)) == [mai]

    log(alice, about=mai, kind="call", outcome="spoke", at=NOON)

    assert not unanswered(alice, since=since).exists()


def test_calls_go_on_by_themselves(alice: Membership) -> None:
    campaign, browser = make_campaign(alice, "Calls"), signed_in(alice)
    callable_people(alice, 2)
    page = f"/campaigns/{campaign.pk}/call/"
    browser.post(f"{page}people/", {"state": "lead"})
    browser.post(f"{page}next/")
    call = Call.objects.get(claimed_by=alice.user)

    assert "tel:+44791112340" in browser.get(page).content.decode()
    url = f"/campaigns/calls/{call.pk}"
    missing = browser.post(f"{url}/log/", {"outcome": "not_ready"}, follow=True)
    browser.post(f"{url}/log/?on=2026-05-28", {"outcome": "not_ready", "note": "Ok"})

    activity = Activity.objects.get()
    assert "When shall we come back" in missing.content.decode()
    assert (activity.campaign, activity.note) == (campaign, "Ok")
    assert Call.objects.get(claimed_by=alice.user) != call
    browser.post(f"{url}/undo/")
    assert Call.objects.get(claimed_by=alice.user) == call
    assert not Activity.objects.exists()


def test_a_talk_leads_to_the_questions(alice: Membership) -> None:
    campaign = make_campaign(alice, "Calls")
    callable_people(alice, 1)
    put_on_list(campaign, alice, {}, at=NOON)
    call = take_next(campaign, alice, at=NOON)
    assert call

    answer = signed_in(alice).post(
        f"/campaigns/calls/{call.pk}/log/?then=qualify", {"outcome": "spoke"}
    )

    assert answer["Location"] == f"/qualify/?person={call.person_id}"


def test_nobody_is_called_in_quiet_hours(alice: Membership) -> None:
    type(alice.workspace).objects.update(country="VN", zone="Asia/Ho_Chi_Minh")
    campaign = make_campaign(alice, "Calls")
    callable_people(alice, 1)
    put_on_list(campaign, alice, {}, at=NOON)

    page = signed_in(alice).post(f"/campaigns/{campaign.pk}/call/next/", follow=True)

    assert "go on at 08:00" in page.content.decode()
    assert not Call.objects.exclude(claimed_by=None).exists()


def test_what_another_form_showed_is_not_what_this_ones_editor_saw(
    alice: Membership,
) -> None:
    browser, campaign = signed_in(alice), make_campaign(alice)
    other = browser.get(f"/campaigns/{campaign.pk}/form/")
    url = f"/campaigns/{campaign.pk}/edit/"
    data = {**BATCH, "channel": str(campaign.channel_id)}

    saved = browser.post(url, {**data, "before": other.context["before"]})

    assert saved.status_code == 302
