"""The day as it is planned: slots of time, channel and number (C54)."""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON, signed_in
from bestfew.prospecting.models import Channel
from bestfew.reach import rules
from bestfew.reach.actions import Slot, keep_day
from bestfew.reach.day_plan import planned, slots_of
from bestfew.reach.models import DaySlot
from bestfew.reach.queries import reached_on, targets_on
from bestfew.reach.tests.cast import TODAY, count, make_channels
from config.cli import app

TEXT_002 = ((6, "leaflets", 500), (9, "calls", 200), (13, "email", 500),
            (15, "sms", 500), (18, "leaflets", 500))  # fmt: skip


@pytest.fixture
def channels(alice: Membership) -> dict[str, Channel]:
    with workspace_scope(alice.workspace):
        return make_channels()


def slots(channels: dict[str, Channel], *, but: int = 0) -> list[Slot]:
    rows = TEXT_002[: len(TEXT_002) - but]
    return [Slot(time(hour), channels[key], n) for hour, key, n in rows]


def keep(member: Membership, rows: list[Slot], ago: int = 0) -> None:
    on = TODAY - timedelta(days=ago)
    keep_day(member.user, rows, since=on, at=NOON)


def test_what_a_channel_counts_fills_its_slots_in_order() -> None:
    wanted = [(1, 500), (2, 200), (1, 500)]

    assert rules.shared_out(wanted, {1: 620, 2: 0}) == [500, 0, 120]
    assert rules.shared_out(wanted, {1: 3_000}) == [500, 0, 500]


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 900))),
    st.dictionaries(st.integers(1, 3), st.integers(-50, 2_000)),
)
def test_no_slot_has_more_than_it_asks_for(
    wanted: list[tuple[int, int]], counts: dict[int, int]
) -> None:
    done = rules.shared_out(wanted, counts)

    assert all(0 <= n <= asked for n, (_c, asked) in zip(done, wanted, strict=True))
    for channel, reached in counts.items():
        here = [(n, w) for n, (c, w) in zip(done, wanted, strict=True) if c == channel]
        assert sum(n for n, _w in here) == min(
            max(reached, 0), sum(w for _n, w in here)
        )


@pytest.mark.usefixtures("in_workspace")
def test_a_channel_aims_at_the_sum_of_its_slots(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    keep(alice, slots(channels))
    count(alice, channels["leaflets"], 620)

    rows = planned(reached_on(alice.user_id, TODAY), alice.user_id)

    assert targets_on(alice.user_id, TODAY)[1, channels["leaflets"].pk] == 1_000
    assert [each.done for each in rows] == [500, 0, 0, 0, 120]
    assert reached_on(alice.user_id, TODAY).target == 2_200


@pytest.mark.usefixtures("in_workspace")
def test_a_day_planned_anew_leaves_the_days_before_as_they_were(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    keep(alice, slots(channels), ago=3)
    keep(alice, slots(channels, but=2))
    keep(alice, slots(channels, but=2))

    assert len(slots_of(alice.user_id, TODAY - timedelta(days=1))) == 5
    assert len(slots_of(alice.user_id, TODAY)) == 3
    assert DaySlot.objects.count() == 5
    assert targets_on(alice.user_id, TODAY).get((1, channels["sms"].pk)) is None
    assert targets_on(alice.user_id, TODAY)[1, channels["leaflets"].pk] == 500


@pytest.mark.usefixtures("in_workspace")
def test_a_channel_that_is_closed_has_no_slot(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    keep(alice, slots(channels))
    Channel.objects.filter(key="sms").update(is_open=False)

    assert len(slots_of(alice.user_id, TODAY)) == 4


def typed(channels: dict[str, Channel], **more: Any) -> dict[str, Any]:
    return {
        "slot-0-starts": "06:00", "slot-0-channel": channels["leaflets"].pk,
        "slot-0-count": "500", "slot-0-place": "Crossroads",
        "slot-1-starts": "09:00", "slot-1-channel": channels["calls"].pk,
        "slot-1-count": "200",
    } | more  # fmt: skip


def test_a_day_is_planned_and_seen(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    client, url = signed_in(alice), reverse("reach:day")

    example = client.get(url).content.decode()
    kept = client.post(url, typed(channels), follow=True).content.decode()
    mine = client.get(url).content.decode()

    assert "This is an example" in example
    assert 'value="06:00"' in example
    assert "Your day is kept." in kept
    assert "Crossroads" in kept
    assert "0 / 500" in kept
    assert "This is an example" not in mine


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slot-1-starts": ""}, "Say from when"),
        ({"slot-1-channel": ""}, "Say from when"),
        ({"slot-1-channel": "1"}, "Select a valid choice"),
        ({"slot-1-count": "-5"}, "greater than or equal to 0"),
        ({"slot-1-count": "5000000"}, "less than or equal to"),
        ({"slot-1-starts": "26:00"}, "valid time"),
    ],
)
def test_nonsense_is_no_day(
    alice: Membership, channels: dict[str, Channel], wrong: dict[str, str], says: str
) -> None:
    answer = signed_in(alice).post(reverse("reach:day"), typed(channels) | wrong)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    with workspace_scope(alice.workspace):
        assert not DaySlot.objects.exists()


def test_one_channel_at_one_time_stands_once(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    twice = {"slot-1-starts": "06:00", "slot-1-channel": channels["leaflets"].pk}

    answer = signed_in(alice).post(reverse("reach:day"), typed(channels) | twice)

    assert answer.status_code == 422
    assert "at one time twice" in answer.content.decode()


def test_who_only_looks_plans_nothing(
    dave: Membership, channels: dict[str, Channel]
) -> None:
    client, url = signed_in(dave), reverse("reach:day")

    assert client.get(url).status_code == 200
    assert client.post(url, typed(channels)).status_code == 403


def test_the_terminal_tells_the_day(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    today = timezone.localdate()
    with workspace_scope(alice.workspace):
        keep_day(alice.user, slots(channels), since=today, at=timezone.now())
    log = ["reach", "log", "--channel", "leaflets", "--count", "700", "--json"]

    told = json.loads(CliRunner().invoke(app, log).stdout)
    plain = CliRunner().invoke(app, ["reach", "today"]).stdout

    assert [each["reached"] for each in told["day"]] == [500, 0, 0, 0, 200]
    assert told["day"][0]["from"] == "06:00"
    assert "18:00" in plain
