"""The log form: two taps, plain sentences, harmless when it is sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from bestfew.accounts.models import Membership, Workspace
from bestfew.activities.models import Activity, FollowUp, Kind
from bestfew.activities.tests.cast import TODAY, make_log, make_objective
from bestfew.activities.words import kind_label, warnings
from bestfew.conftest import NOON, signed_in
from bestfew.people.actions import add_organisation, note_permission
from bestfew.people.models import Permission, Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Campaign, Channel

pytestmark = pytest.mark.usefixtures("in_workspace", "_at_noon")
URL = "/log/"
HTMX = {"HX-Request": "true"}
TOMORROW = str(TODAY + timedelta(days=1))


@pytest.fixture
def _at_noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Mai", phone="07911 123456")


def entry(person: Person, **more: str) -> dict[str, str]:
    return {"person": str(person.pk), "kind": "call", **more}


def who(person: Person) -> str:
    return f"?person={person.pk}"


def test_a_talk_is_logged(alice: Membership, mai: Person) -> None:
    data = entry(mai, outcome="spoke", note="Hi", minutes="12", on="none")

    answer = signed_in(alice).post(URL, data)

    activity = Activity.objects.get()
    assert answer["Location"] == mai.get_absolute_url()
    assert (activity.outcome, activity.minutes, activity.at) == ("spoke", 12, NOON)
    assert activity.by == alice.user
    assert not activity.is_incoming


def test_not_ready_is_two_taps(alice: Membership, mai: Person) -> None:
    asked = signed_in(alice).post(URL, entry(mai, outcome="not_ready"))
    assert asked.status_code == 422
    assert "When shall we come back to them?" in asked.content.decode()
    assert not Activity.objects.exists()

    signed_in(alice).post(URL, entry(mai, outcome="not_ready", on=TOMORROW))

    assert str(FollowUp.objects.get().due_on) == TOMORROW


def test_another_day_is_picked(alice: Membership, mai: Person) -> None:
    data = entry(mai, outcome="no_answer", on="pick", on_day="2026-06-30")

    signed_in(alice).post(URL, data | {"what": "Ask again", "next_kind": "email"})

    step = FollowUp.objects.get()
    assert (str(step.due_on), step.what, step.kind) == (
        "2026-06-30",
        "Ask again",
        "email",
    )


@pytest.mark.parametrize(("keep", "stops"), [("yes", False), ("no", True)])
def test_a_no_asks_whether_we_may_keep_in_touch(
    alice: Membership, mai: Person, keep: str, stops: bool
) -> None:
    client = signed_in(alice)
    assert client.post(URL, entry(mai, outcome="no")).status_code == 422

    client.post(URL, entry(mai, outcome="no", keep=keep))

    assert Person.objects.get().do_not_contact is stops


def test_won_names_the_objective(alice: Membership, mai: Person) -> None:
    flat, house = make_objective(alice, mai), make_objective(alice, mai, "House")
    client = signed_in(alice)
    asked = client.get(URL, {"person": mai.pk}).content.decode()
    assert "Flat" in asked
    assert "House" in asked
    assert client.post(URL, entry(mai, outcome="won")).status_code == 422

    client.post(URL, entry(mai, outcome="won", objective=str(house.pk)))

    house.refresh_from_db()
    flat.refresh_from_db()
    assert (house.is_open, flat.is_open) == (False, True)


def test_the_only_objective_is_chosen_beforehand(
    alice: Membership, mai: Person
) -> None:
    flat = make_objective(alice, mai)

    form = signed_in(alice).get(URL, {"objective": flat.pk}).context["form"]

    assert form["objective"].value() == str(flat.pk)


def test_the_form_sent_twice_logs_once(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    key = client.get(URL, {"person": mai.pk}).context["form"]["submit_id"].value()
    data = entry(mai, outcome="not_ready", on=TOMORROW, submit_id=key)

    answers = [client.post(URL, data) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert Activity.objects.count() == FollowUp.objects.count() == 1


def test_backdating_is_allowed(alice: Membership, mai: Person) -> None:
    signed_in(alice).post(URL, entry(mai, at="2026-05-01T09:30"))

    assert str(Activity.objects.get().at) == "2026-05-01 08:30:00+00:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "2026-05-22T09:00"},
        {"at": "yesterday"},
        {"kind": "dance"},
        {"outcome": "perhaps"},
        {"minutes": "-1"},
        {"minutes": "1441"},
        {"outcome": "spoke", "on": "2026-05-20"},
        {"outcome": "spoke", "on": "someday"},
        {"outcome": "spoke", "on": "pick"},
        {"outcome": "spoke", "on": "9999-12-31"},
        {"outcome": "won", "objective": "7"},
        {"outcome": "no", "keep": "maybe"},
        {"outcome": "spoke", "on": TOMORROW, "next_kind": "dance"},
    ],
)
def test_nonsense_is_told_and_nothing_is_kept(
    alice: Membership, mai: Person, wrong: dict[str, str]
) -> None:
    answer = signed_in(alice).post(URL, entry(mai) | wrong)

    assert answer.status_code == 422
    assert not Activity.objects.exists()
    assert not FollowUp.objects.exists()


def test_nothing_is_planned_with_who_said_no(alice: Membership, mai: Person) -> None:
    note_permission(mai, state="refused", by=alice.user, at=NOON)

    answer = signed_in(alice).post(URL, entry(mai, outcome="spoke", on=TOMORROW))

    assert answer.status_code == 422
    assert "They asked not to be contacted" in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_no_with_a_next_step_keeps_neither(alice: Membership, mai: Person) -> None:
    data = entry(mai, outcome="no", keep="no", on=TOMORROW)

    assert signed_in(alice).post(URL, data).status_code == 422
    assert not Permission.objects.exists()
    assert not Person.objects.get().do_not_contact


def test_warnings_come_with_the_toast(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    assert "Qualify first" in client.get(URL, {"person": mai.pk}).content.decode()

    client.post(URL, entry(mai, kind="presentation"))

    page = client.get("/log/follow-ups/").content.decode()
    for sentence in warnings(("too_early", "no_close")):
        assert sentence in page


def test_a_viewing_has_the_word_of_the_trade(in_workspace: Workspace) -> None:
    in_workspace.trade = "coaching"
    assert kind_label(Kind.VISIT, in_workspace) == "trial session"
    assert kind_label(Kind.CALL, in_workspace) == "call"

    in_workspace.trade = "unheard of"
    assert kind_label(Kind.VISIT, in_workspace) == "viewing"


def test_with_whom_is_asked_first(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    headers = HTMX | {"HX-Target": "log-people"}

    nobody = client.get(URL).content.decode()
    found = client.get(URL, {"q": "mai", "kind": "call"}, headers=headers)

    assert "With whom?" in nobody
    assert f"?person={mai.pk}" in found.content.decode()
    assert "With whom?" not in found.content.decode()


def test_those_spoken_with_last_are_offered(alice: Membership, mai: Person) -> None:
    make_log(alice, mai)

    assert "Mai" in signed_in(alice).get(URL, headers=HTMX).content.decode()


def test_done_and_next_is_one_form(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    client.post(URL, entry(mai, outcome="spoke", on=TOMORROW, next_kind="email"))
    step = FollowUp.objects.get()

    form = client.get(URL, {"follow_up": step.pk}).context["form"]
    assert form["kind"].value() == "email"
    client.post(URL, {"follow_up": step.pk, "kind": "email", "outcome": "spoke"})

    step.refresh_from_db()
    assert step.done_at == NOON
    assert Person.objects.get().next_on is None


def test_an_organisation_can_be_logged_with(alice: Membership) -> None:
    place = add_organisation(alice, name="Hoa Sen", at=NOON)
    client = signed_in(alice)

    assert client.get(URL, {"organisation": place.pk}).status_code == 200
    answer = client.post(URL, {"organisation": place.pk, "kind": "call"})

    assert answer["Location"] == place.get_absolute_url()


def test_the_sheet_goes_back_to_where_it_was_opened(
    alice: Membership, mai: Person
) -> None:
    headers = HTMX | {"HX-Current-URL": "http://testserver/people/?q=mai"}
    client = signed_in(alice)

    sheet = client.get(URL, {"person": mai.pk}, headers=headers)
    saved = client.post(
        URL, entry(mai, next=sheet.context["way_back"]), headers=headers
    )

    assert "<html" not in sheet.content.decode()
    assert saved["HX-Redirect"] == "/people/?q=mai"


def test_strangers_and_viewers_log_nothing(
    alice: Membership, bob: Membership, carol: Membership, dave: Membership, mai: Person
) -> None:
    for member, status in ((bob, 404), (carol, 404), (dave, 403)):
        assert signed_in(member).post(URL, entry(mai)).status_code == status
        assert signed_in(member).get(URL, {"person": mai.pk}).status_code == status
    assert signed_in(alice).put(URL).status_code == 405
    assert not Activity.objects.exists()


@pytest.mark.parametrize("name", ["person", "organisation", "objective", "follow_up"])
def test_nobody_by_that_name_is_not_found(alice: Membership, name: str) -> None:
    for value in ("7", "x", "9" * 40):
        assert signed_in(alice).get(URL, {name: value}).status_code == 404


def test_the_way_back_stays_on_this_site(alice: Membership, mai: Person) -> None:
    data = entry(mai, next="https://evil.example/")

    answer = signed_in(alice).post(URL, data)

    assert answer["Location"] == reverse("desk:person", args=[mai.pk])


def make_campaign(member: Membership, name: str = "Crossroads") -> Campaign:
    channel, _made = Channel.objects.get_or_create(key="leaflets", name="Leaflets")
    return Campaign.objects.create(
        channel=channel, name=name, starts_on=TODAY, owner=member.user, created_at=NOON
    )


def test_an_open_campaign_is_chosen_with_its_channel(
    alice: Membership, mai: Person
) -> None:
    assert (
        "Which campaign?" not in signed_in(alice).get(URL + who(mai)).content.decode()
    )
    campaign, closed = make_campaign(alice), make_campaign(alice, "Banner")
    Campaign.objects.filter(pk=closed.pk).update(closed_at=NOON)

    page = signed_in(alice).get(URL + who(mai)).content.decode()
    data = entry(mai, outcome="spoke", on="none")
    signed_in(alice).post(URL, data | {"campaign": str(campaign.pk)})
    refused = signed_in(alice).post(URL, data | {"campaign": str(closed.pk)})

    activity = Activity.objects.get()
    assert "Crossroads" in page
    assert "Banner" not in page
    assert (activity.campaign, activity.channel) == (campaign, campaign.channel)
    assert refused.status_code == 422


def test_nobody_chooses_a_campaign_they_do_not_see(
    alice: Membership, carol: Membership
) -> None:
    mine, theirs = make_person(carol, "Mai"), make_campaign(alice)

    data = entry(mine, outcome="spoke", on="none") | {"campaign": str(theirs.pk)}
    answer = signed_in(carol).post(URL, data)

    assert answer.status_code == 422
    assert not Activity.objects.exists()
