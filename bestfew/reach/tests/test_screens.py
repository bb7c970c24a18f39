"""The card, the queue of a phone, targets and channels, on the screen."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import signed_in
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import set_total
from bestfew.reach.models import DailyTarget, ReachDay, Tally
from bestfew.reach.tests.cast import DAY_OF_TEXT_002, count, make_channels

pytestmark = pytest.mark.django_db


@pytest.fixture
def channels(alice: Membership) -> dict[str, Channel]:
    with workspace_scope(alice.workspace):
        return make_channels()


def entry(through: Channel, count: object = 50, **facts: Any) -> dict[str, Any]:
    usual = {"submit_id": "a-1", "channel": str(through.pk), "count": count}
    return usual | {"at": timezone.now().isoformat()} | facts


def send(client: Client, *entries: object) -> Any:
    return client.post(
        reverse("reach:queue"),
        json.dumps({"entries": entries}),
        content_type="application/json",
    )


def tallies(member: Membership) -> list[Tally]:
    with workspace_scope(member.workspace):
        return list(Tally.objects.order_by("pk"))


def test_the_day_of_text_002_on_the_card(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client = signed_in(alice)
    client.post(reverse("reach:targets"), {"level-1": "2000"})
    for key, many in DAY_OF_TEXT_002:
        data = {"channel": channels[key].pk, "count": many}
        assert client.post(reverse("reach:count"), data).status_code == 302

    page = client.get(reverse("desk:today")).content.decode()

    assert "2,200" in page
    assert "2,000" in page
    assert "£40" in page  # 1,000 leaflets at 0.04


def test_what_waited_arrives_once_on_its_own_day(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client = signed_in(alice)
    yesterday = timezone.now() - timedelta(days=1)
    waited = entry(channels["calls"], at=yesterday.isoformat())

    for _twice in range(2):
        answer = json.loads(send(client, waited).content)
        assert answer["results"]["a-1"]["state"] == "counted"

    (row,) = tallies(alice)
    assert (row.count, row.on) == (50, timezone.localdate(yesterday))


def test_a_phone_whose_clock_is_wrong_counts_today(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    wrong = timezone.now() + timedelta(days=700)

    send(signed_in(alice), entry(channels["calls"], at=wrong.isoformat()))

    (row,) = tallies(alice)
    assert row.on == timezone.localdate()
    assert row.told_on == timezone.localdate(wrong)


def test_what_is_refused_is_said_and_the_rest_arrives(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    with workspace_scope(alice.workspace):
        Channel.objects.filter(key="sms").update(is_open=False)
    entries = [
        entry(channels["calls"]),
        entry(channels["sms"], submit_id="closed"),
        entry(channels["calls"], submit_id="gone", channel="1"),
        entry(channels["calls"], -5, submit_id="below"),
        entry(channels["calls"], 5_000_000, submit_id="above"),
    ]

    results = json.loads(send(signed_in(alice), *entries).content)["results"]

    assert results["a-1"]["state"] == "counted"
    assert results["closed"]["says"] == "This channel is closed."
    assert results["gone"]["says"] == "This channel is not here any more."
    for key in ("below", "above"):
        assert results[key]["says"] == "Please give a number from 1 to 100,000."
    assert len(tallies(alice)) == 1


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '"x"', '{"entries": 5}', '{"entries": [5]}', "[" * 100_000,
     json.dumps({"entries": [{}] * 201})],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(alice: Membership, body: str) -> None:
    answer = signed_in(alice).post(
        reverse("reach:queue"), body, content_type="application/json"
    )

    assert answer.status_code == 400


def test_nonsense_in_an_entry_is_refused_alone(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    odd: list[Any] = [{}, {"submit_id": "x" * 99}, {"submit_id": "b", "count": None}]
    odd += [entry(channels["calls"], submit_id="ok", at="0001-01-01T00:00:00")]

    answer = send(signed_in(alice), *odd)

    assert answer.status_code == 200
    assert [row.count for row in tallies(alice)] == [50]


def test_a_viewer_counts_nothing(
    alice: Membership, dave: Membership, channels: dict[str, Channel]
) -> None:
    assert send(signed_in(dave), entry(channels["calls"])).status_code == 403
    assert not tallies(alice)


def test_a_count_is_undone_from_its_toast(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client = signed_in(alice)
    answer = json.loads(send(client, entry(channels["calls"])).content)
    (row,) = tallies(alice)
    undo = reverse("reach:take-back", args=[row.pk])
    assert undo in answer["toasts"]

    client.post(undo)

    with workspace_scope(alice.workspace):
        assert not ReachDay.objects.exists()
    assert [each.count for each in tallies(alice)] == [50, -50]


def test_the_total_of_a_day_writes_the_difference(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client = signed_in(alice)
    data = {"channel": channels["calls"].pk, "count": 30, "how": "total"}
    send(client, entry(channels["calls"]))

    client.post(reverse("reach:count"), data)

    assert [row.count for row in tallies(alice)] == [50, -20]


def test_targets_are_kept_with_their_day(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client, calls = signed_in(alice), channels["calls"]
    data = {"level-1": "2000", "level-2": "20", f"channel-{calls.pk}": "200"}

    for _twice in range(2):
        client.post(reverse("reach:targets"), data)

    with workspace_scope(alice.workspace):
        kept = DailyTarget.objects.values_list("level", "channel", "count", "since")
        assert set(kept) == {
            (1, None, 2_000, timezone.localdate()),
            (2, None, 20, timezone.localdate()),
            (1, calls.pk, 200, timezone.localdate()),
        }
        assert len(kept) == 3


def test_a_channel_is_closed_and_no_longer_offered(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client, sms = signed_in(alice), channels["sms"]
    data = {"name": "Texts", "per_hour": 200, "cost": "0.02", "step": 50}

    client.post(reverse("reach:channel", args=[sms.pk]), data)

    sms.refresh_from_db()
    assert (sms.name, sms.is_open) == ("Texts", False)
    assert str(sms.pk) not in client.get(reverse("reach:count")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"step": 0}, {"per_hour": 5_000_000}, {"cost": "-1"}, {"cost": "NaN"}]
)
def test_nonsense_about_a_channel_is_refused(
    alice: Membership, channels: dict[str, Channel], wrong: dict[str, Any]
) -> None:
    calls = channels["calls"]
    data = {"name": "Calls", "per_hour": 25, "cost": "0", "step": 1, "is_open": "on"}

    url = reverse("reach:channel", args=[calls.pk])
    answer = signed_in(alice).post(url, data | wrong)

    assert answer.status_code == 422


def test_what_is_kept_on_the_phone_says_nothing_of_anybody(
    alice: Membership, client: Client
) -> None:
    for name in ("reach:offline", "reach:worker", "reach:manifest"):
        shown = signed_in(alice).get(reverse(name)).content.decode()

        assert shown == client.get(reverse(name)).content.decode()
        assert "csrf" not in shown.lower()
        assert "Alice" not in shown


def test_one_more_channel_is_added_once(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client, url = signed_in(alice), reverse("reach:add-channel")
    data = {"name": "Loa phường", "medium": "web", "per_hour": 400, "cost": "0",
            "step": 200}  # fmt: skip

    added, again = client.post(url, data), client.post(url, data)

    assert (added.status_code, again.status_code) == (302, 422)
    assert "there already" in again.content.decode()
    with workspace_scope(alice.workspace):
        found = Channel.objects.get(name="Loa phường")
        assert (found.key, found.medium, found.step) == ("loa_phuong", "web", 200)
        assert (found.is_counted, found.is_open) == (False, True)
        assert found.position > max(each.position for each in channels.values())
    assert "Loa phường" in client.get(reverse("reach:count")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"medium": "pigeon"}, {"name": ""}, {"step": -1}, {"name": "cALLS"}]
)
def test_nonsense_is_no_channel(
    alice: Membership, channels: dict[str, Channel], wrong: dict[str, Any]
) -> None:
    data = {"name": "Posters", "medium": "print", "per_hour": 9, "cost": "0", "step": 1}

    answer = signed_in(alice).post(reverse("reach:add-channel"), data | wrong)

    assert answer.status_code == 422
    with workspace_scope(alice.workspace):
        assert Channel.objects.count() == len(channels)


def test_the_card_says_how_many_are_estimated(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    with workspace_scope(alice.workspace):
        Channel.objects.filter(key="sms").update(is_counted=False)
    client = signed_in(alice)
    client.post(reverse("reach:count"), {"channel": channels["calls"].pk, "count": 7})

    before = client.get(reverse("reach:reach")).content.decode()
    client.post(reverse("reach:count"), {"channel": channels["sms"].pk, "count": 90})
    after = client.get(reverse("reach:reach")).content.decode()

    assert "estimated" not in before
    assert "90 estimated" in after


def test_a_correction_is_not_taken_back(alice: Membership) -> None:
    client = signed_in(alice)
    with workspace_scope(alice.workspace):
        entry = count(alice, make_channels()["leaflets"], 10)
        client.post(reverse("reach:take-back", args=[entry.pk]))
        correction = entry.corrections.get()

    undo = reverse("reach:take-back", args=[correction.pk])
    assert client.post(undo).status_code == 404


def test_what_a_total_took_off_is_said_in_a_sentence(alice: Membership) -> None:
    today, now = timezone.localdate(), timezone.now()
    with workspace_scope(alice.workspace):
        leaflets = make_channels()["leaflets"]
        entry = count(alice, leaflets, 100, on=today, today=today)
        set_total(alice, channel=leaflets, total=40, on=today, at=now)

    url = reverse("reach:take-back", args=[entry.pk])
    page = signed_in(alice).post(url, follow=True).content.decode()

    assert "total was said after that" in page
    with workspace_scope(alice.workspace):
        assert Tally.objects.count() == 2
