"""A count may be for a campaign; and what comes behind the total of a day."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach.actions import CampaignClosed, set_targets, set_total
from bestfew.reach.models import ReachDay, Tally
from bestfew.reach.tests.cast import TODAY, count, make_channels

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def channels() -> dict[str, Channel]:
    return make_channels()


def make_campaign(member: Membership, channel: Channel, **facts: Any) -> Campaign:
    usual: dict[str, Any] = {"name": "Crossroads", "starts_on": TODAY}
    campaign: Campaign = Campaign.objects.create(
        owner=member.user, channel=channel, created_at=NOON, **usual | facts
    )
    return campaign


def says(answer: Any) -> str:
    return " ".join(str(each) for each in get_messages(answer.wsgi_request))


def send(member: Membership, **data: Any) -> Any:
    return signed_in(member).post(reverse("reach:count"), data)


def test_a_campaigns_count_goes_through_its_own_channel(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    campaign = make_campaign(alice, channels["leaflets"])

    answer = send(alice, channel=channels["calls"].pk, campaign=campaign.pk, count=500)

    row = Tally.objects.get()
    assert (row.channel.key, row.campaign, row.count) == ("leaflets", campaign, 500)
    assert says(answer) == "500 counted: Leaflets · Crossroads."


def test_one_that_a_phone_kept_arrives_for_its_campaign_once(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    campaign = make_campaign(alice, channels["leaflets"])
    entry = {"submit_id": "a", "channel": str(channels["leaflets"].pk), "count": 5}
    entry |= {"campaign": str(campaign.pk), "at": timezone.now().isoformat()}

    for _twice in range(2):
        answer = signed_in(alice).post(
            reverse("reach:queue"),
            json.dumps({"entries": [entry]}),
            content_type="application/json",
        )
        assert json.loads(answer.content)["results"]["a"]["state"] == "counted"

    assert Tally.objects.get().campaign == campaign


def test_nothing_is_counted_for_one_that_is_closed_gone_or_not_theirs(
    alice: Membership, carol: Membership, channels: dict[str, Channel]
) -> None:
    leaflets = channels["leaflets"]
    closed = make_campaign(alice, leaflets, closed_at=NOON)
    hidden = make_campaign(alice, leaflets)
    told = {"channel": leaflets.pk, "count": 5}

    for member, pk in (
        (alice, closed.pk),
        (alice, 1),
        (alice, "x"),
        (carol, hidden.pk),
    ):
        assert send(member, campaign=pk, **told).status_code == 422

    assert not Tally.objects.exists()


def test_open_ones_that_one_sees_are_offered_the_newest_first(
    alice: Membership, carol: Membership, channels: dict[str, Channel]
) -> None:
    leaflets = channels["leaflets"]
    make_campaign(alice, leaflets, name="Old", closed_at=NOON)
    shared = make_campaign(alice, leaflets, name="Shared", is_shared=True)
    mine = make_campaign(alice, leaflets, name="Mine")

    def offered(member: Membership) -> list[str]:
        answer = signed_in(member).get(reverse("reach:campaigns"))
        return [each["name"] for each in json.loads(answer.content)["campaigns"]]

    assert offered(alice) == ["Mine", "Shared"]
    assert offered(carol) == ["Shared"]
    page = signed_in(alice).get(reverse("reach:count"), {"campaign": shared.pk})
    assert page.context["campaign"] == shared
    assert mine.name in page.content.decode()


def test_the_total_of_a_campaign_leaves_the_rest_of_its_channel_alone(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    leaflets = channels["leaflets"]
    campaign = make_campaign(alice, leaflets)
    count(alice, leaflets, 100)
    count(alice, leaflets, 30, campaign=campaign)
    told: dict[str, Any] = {"channel": leaflets, "on": TODAY, "at": NOON}

    entry = set_total(alice, total=50, campaign=campaign, **told)

    assert entry
    assert (entry.count, entry.campaign) == (20, campaign)
    sums = dict(ReachDay.objects.values_list("campaign", "by_hand"))
    assert sums == {None: 100, campaign.pk: 50}
    assert set_total(alice, total=50, campaign=campaign, **told) is None


def test_a_closed_campaign_takes_no_total(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    campaign = make_campaign(alice, channels["leaflets"], closed_at=NOON)

    with pytest.raises(CampaignClosed):
        set_total(
            alice,
            channel=campaign.channel,
            campaign=campaign,
            total=5,
            on=TODAY,
            at=NOON,
        )


def test_behind_a_total_the_next_channel_is_named(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    aim(alice, 200, channels["calls"])
    total = {"channel": channels["leaflets"].pk, "count": 500, "how": "total"}

    first = send(alice, **total)
    again = send(alice, **total)

    assert says(first) == "500 counted: Leaflets. Next: Calls, 200 left."
    assert says(again) == "It is so already. Next: Calls, 200 left."


def test_behind_the_last_one_the_day_is_summed_up(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    aim(alice, 600)
    total = {"channel": channels["leaflets"].pk, "how": "total"}

    assert says(send(alice, count=500, **total)).endswith(
        "500 of 600 reached, 100 left."
    )
    assert says(send(alice, count=600, **total)).endswith("the target is met.")


def test_of_another_day_nothing_is_next(
    alice: Membership, channels: dict[str, Channel]
) -> None:
    aim(alice, 200, channels["calls"])
    day = timezone.localdate() - timedelta(days=1)

    answer = send(
        alice, channel=channels["leaflets"].pk, count=500, how="total", on=day
    )

    assert says(answer) == "500 counted: Leaflets."


def aim(member: Membership, many: int, channel: Channel | None = None) -> None:
    now = timezone.now()
    since = timezone.localdate(now)
    set_targets(member.user, [(1, channel, many)], since=since, at=now)
