"""A way to reach people that the trade pack did not think of."""

from __future__ import annotations

import pytest

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.prospecting.models import Channel
from bestfew.reach import actions
from bestfew.reach.actions.channels import MOST
from bestfew.reach.tests.cast import make_channels

pytestmark = pytest.mark.usefixtures("in_workspace")


def add(member: Membership, name: str) -> Channel:
    channel = Channel(name=name, medium="web")
    return actions.add_channel(channel, by=member.user, at=NOON)


def test_names_of_any_script_get_a_key_of_their_own(alice: Membership) -> None:
    make_channels()

    keys = [add(alice, name).key for name in ("Calls!", "เสียงตามสาย", "大喇叭")]

    assert keys == ["calls_2", "channel", "channel_2"]


def test_there_is_an_end_of_channels(alice: Membership) -> None:
    for number in range(MOST):
        add(alice, f"Way {number}")

    with pytest.raises(actions.TooManyChannels):
        add(alice, "One more")


def test_two_at_once_add_one(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second did not see the first yet: the key is the database's to keep."""
    add(alice, "Radio")
    monkeypatch.setattr("bestfew.reach.actions.channels._key_of", lambda *_a: "radio")

    with pytest.raises(actions.ChannelThere):
        add(alice, "Radio 2")

    assert Channel.objects.count() == 1
