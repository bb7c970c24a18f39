"""Activities come with whom they were with, and what follows from them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone

from bestfew.accounts.models import Membership, Workspace
from bestfew.activities.actions import log
from bestfew.activities.models import Activity
from bestfew.funnel.models import Influence, Objective
from bestfew.imports.models import ImportRow
from bestfew.imports.tests.recipes import bring_in, make_file, undo
from bestfew.people.models import Person
from bestfew.prospecting.models import Campaign, Channel

HEAD = ["TASKID", "Call Start Time", "Call Duration (in seconds)", "Subject"]
HEAD += ["Call Type", "Result", "CONTACTID", "ACCOUNTID", "Deal ID", "Channel"]


def call(number: int, **cells: str) -> list[str]:
    usual = {"TASKID": f"T{number}", "Call Start Time": "2025-03-02 14:30"}
    return [{**usual, **cells}.get(head, "") for head in HEAD]


@pytest.fixture
def mai(in_workspace: Workspace, alice: Membership, tmp_path: Path) -> Person:
    people = [["CONTACTID", "Name", "Email"], ["1", "Mai", "mai@example.com"]]
    places = [["ACCOUNTID", "Account Name"], ["7", "An Phu"]]
    deals = [["Deal ID", "Deal", "CONTACTID"], ["D1", "Flat", "1"]]
    bring_in(alice, make_file(tmp_path, people, name="p.csv"))
    bring_in(alice, make_file(tmp_path, places, name="o.csv"), "organisations")
    bring_in(alice, make_file(tmp_path, deals, name="d.csv"), "objectives")
    found: Person = Person.objects.get()
    return found


def test_calls_find_people_organisations_and_objectives(
    alice: Membership, mai: Person, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        call(1, CONTACTID="1", **{"Call Duration (in seconds)": "420"}),
        call(2, ACCOUNTID="7", **{"Call Type": "Inbound"}),
        call(3, **{"Deal ID": "D1", "Subject": "Price", "Result": "no answer"}),
        call(4, CONTACTID="0", ACCOUNTID="7", **{"Deal ID": "0"}),
    ]

    answer = bring_in(alice, make_file(tmp_path, rows, name="calls.csv"), "activities")

    first, second, third, fourth = Activity.objects.order_by("external_id")
    assert answer.counts["created"] == 4
    assert (first.person, first.kind, first.minutes) == (mai, "call", 7)
    assert first.at == datetime(2025, 3, 2, 14, 30, tzinfo=UTC)
    assert first.work == "prospect"
    assert str(second.organisation) == "An Phu"
    assert second.is_incoming
    assert (third.person, third.outcome, third.note) == (mai, "no_answer", "Price")
    assert third.objective == Objective.objects.get()
    assert str(fourth.organisation) == "An Phu"


def test_the_last_contact_and_the_influence_follow_and_go_with_an_undo(
    alice: Membership, mai: Person, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        call(1, CONTACTID="1"),
        call(2, CONTACTID="1", **{"Call Start Time": "2025-03-05 09:00"}),
        call(3, CONTACTID="1", Result="missed", **{"Call Start Time": "2025-04-01"}),
        call(4, CONTACTID="1", **{"Call Start Time": "2098-01-01"}),
    ]

    answer = bring_in(alice, make_file(tmp_path, rows, name="calls.csv"), "activities")

    last = datetime(2025, 3, 5, 9, tzinfo=UTC)
    assert Person.objects.filter(pk=mai.pk, last_contact_at=last).exists()
    assert Influence.objects.get().contacted_on == date(2025, 3, 5)

    undo(answer.job)

    assert Person.objects.filter(pk=mai.pk, last_contact_at=None).exists()
    assert Influence.objects.get().contacted_on is None
    assert not Activity.objects.exists()


@pytest.mark.usefixtures("mai")
def test_what_cannot_be_placed_is_rejected(alice: Membership, tmp_path: Path) -> None:
    rows = [
        HEAD,
        call(1, CONTACTID="99"),
        call(2),
        call(3, CONTACTID="1", **{"Call Start Time": "31/02/2025"}),
        call(4, CONTACTID="1", **{"Call Duration (in seconds)": "ages"}),
        call(5, CONTACTID="1", Channel="Pigeon", **{"Deal ID": "D9"}),
    ]

    answer = bring_in(alice, make_file(tmp_path, rows, name="calls.csv"), "activities")

    assert [each["reason"] for each in answer.rejections] == [
        "Nobody with the id contactid 99 is here yet.",
        "The row does not say who it is about.",
        "There is no day that can be read: “31/02/2025”.",
    ]
    notes = [
        row.notes for row in ImportRow.objects.filter(job=answer.job, number__gt=3)
    ]
    assert [[note[0] for note in each or ()] for each in notes] == [
        ["not_a_duration"],
        ["unknown_channel", "unknown_objective"],
    ]
    assert Activity.objects.get(external_id="T5").traits == {"channel": "Pigeon"}


@pytest.mark.usefixtures("mai")
def test_kinds_channels_and_addresses_are_read_from_words(
    alice: Membership, tmp_path: Path
) -> None:
    Channel.objects.create(key="calls", name="Cold calls", medium="phone")
    rows = [
        ["Date", "Type", "Email", "Channel", "Notes", "Duration"],
        ["2025-03-02", "Cuộc họp", "mai@example.com", "cold CALLS", "Hello", "45"],
        ["2025-03-03", "Séance", "mai@example.com", "", "", ""],
    ]

    bring_in(alice, make_file(tmp_path, rows, name="log.csv"), "activities")

    first, second = Activity.objects.order_by("at")
    assert (first.kind, first.minutes, first.note) == ("meeting", 45, "Hello")
    assert str(first.channel) == "Cold calls"
    assert (second.kind, second.traits) == ("note", {"Type": "Séance"})


@pytest.mark.usefixtures("mai")
def test_the_same_calls_again_change_nothing(alice: Membership, tmp_path: Path) -> None:
    path = make_file(tmp_path, [HEAD, call(1, CONTACTID="1")], name="calls.csv")
    without_ids = [["Date", "Email"], ["2025-03-02", "mai@example.com"]]
    other = make_file(tmp_path, [*without_ids, without_ids[1]], name="log.csv")

    answers = [
        bring_in(alice, each, "activities") for each in (path, path, other, other)
    ]

    assert [answer.counts["created"] for answer in answers] == [1, 0, 1, 0]
    assert [answer.counts["unchanged"] for answer in answers] == [0, 1, 0, 1]
    assert [answer.counts["duplicate"] for answer in answers] == [0, 0, 1, 1]


BATCHES = [
    ["Date", "Email", "Channel", "Campaign"],
    ["2025-03-04", "mai@example.com", "Leaflets", "Crossroads"],
    ["2025-03-02", "mai@example.com", "Leaflets", "CROSSROADS"],
    ["2025-03-05", "mai@example.com", "", "Crossroads"],
    ["2025-03-06", "mai@example.com", "", "Banner"],
]


@pytest.mark.usefixtures("mai")
def test_a_campaign_is_found_by_its_name_or_begun_with_its_channel(
    alice: Membership, tmp_path: Path
) -> None:
    leaflets = Channel.objects.create(key="leaflets", name="Leaflets", medium="print")

    job = bring_in(alice, make_file(tmp_path, BATCHES, name="l.csv"), "activities").job

    crossroads = Campaign.objects.get()
    assert (crossroads.name, crossroads.channel) == ("Crossroads", leaflets)
    assert (crossroads.starts_on, crossroads.owner) == (date(2025, 3, 2), alice.user)
    assert crossroads.activities.count() == 3
    assert Activity.objects.get(campaign=None).traits == {"campaign": "Banner"}
    assert [["unknown_campaign", "", "Banner"]] in [
        row.notes for row in ImportRow.objects.filter(job=job)
    ]

    undo(job)

    assert not Campaign.objects.exists()


@pytest.mark.usefixtures("mai")
def test_an_undo_leaves_a_campaign_that_somebody_uses(
    alice: Membership, mai: Person, tmp_path: Path
) -> None:
    Channel.objects.create(key="leaflets", name="Leaflets", medium="print")
    job = bring_in(alice, make_file(tmp_path, BATCHES, name="l.csv"), "activities").job
    campaign = Campaign.objects.get()
    log(alice, about=mai, kind="call", at=timezone.now(), campaign=campaign)

    undo(job)

    assert Campaign.objects.get() == campaign
    assert campaign.activities.count() == 1


@pytest.mark.usefixtures("mai")
def test_a_seller_begins_their_own_campaign_of_a_name_they_do_not_see(
    alice: Membership, carol: Membership, mai: Person, tmp_path: Path
) -> None:
    channel = Channel.objects.create(key="leaflets", name="Leaflets", medium="print")
    theirs = Campaign.objects.create(
        channel=channel, name="Crossroads", starts_on=date(2025, 1, 1),
        owner=alice.user, created_at=timezone.now(),
    )  # fmt: skip
    Person.objects.filter(pk=mai.pk).update(is_shared=True)

    bring_in(carol, make_file(tmp_path, BATCHES, name="l.csv"), "activities")

    assert not theirs.activities.exists()
    assert Campaign.objects.exclude(pk=theirs.pk).get().owner == carol.user
