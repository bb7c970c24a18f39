"""Campaigns, forms and call lists for tests."""

from __future__ import annotations

from typing import Any

from bestfew.accounts.models import Membership
from bestfew.campaigns.actions import Answer, begin
from bestfew.conftest import NOON
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Campaign, Channel

PHONE = "07911 123456"
E164 = "+447911123456"
AGREED = "You may call me."


def make_channel(key: str = "leaflets") -> Channel:
    found, _made = Channel.objects.get_or_create(
        key=key, defaults={"name": key.capitalize(), "medium": "print"}
    )
    return found


def make_campaign(
    member: Membership, name: str = "Crossroads", **facts: Any
) -> Campaign:
    usual: dict[str, Any] = {"starts_on": NOON.date(), "planned": 500, "cost": 40}
    return begin(member, channel=make_channel(), name=name, at=NOON, **usual | facts)


def an_answer(**facts: str) -> Answer:
    return Answer(**{"name": "Mai Tran", "phone": PHONE} | facts)


def callable_people(member: Membership, count: int) -> list[Person]:
    return [
        make_person(member, f"Person {n}", phone=f"07911 1234{n:02}")
        for n in range(count)
    ]
