"""Every page and deed that the palette offers is open to whom it is offered."""

from __future__ import annotations

import re

import pytest

from bestfew.desk.deeds import DEEDS
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["alice", "carol", "dave"])
def test_what_is_offered_opens(world: World, who: str) -> None:
    member, browser = world.members[who], world.browser(who)
    offered = [deed.href for deed in DEEDS if deed.is_for(member)]

    shut = [href for href in offered if browser.get(href).status_code != 200]

    assert offered
    assert shut == []


@pytest.mark.parametrize("who", ["carol", "dave"])
def test_what_is_not_offered_does_not_open(world: World, who: str) -> None:
    member, browser = world.members[who], world.browser(who)
    others = [deed.href for deed in DEEDS if not deed.is_for(member)]

    opened = [href for href in others if browser.get(href).status_code == 200]

    assert others
    assert opened == []


@pytest.mark.parametrize("who", ["alice", "carol", "dave"])
def test_the_places_of_the_rail_open(world: World, who: str) -> None:
    browser = world.browser(who)
    rail = re.findall(r'class="rail__item"\s+href="([^"]+)"', browser.get("/").text)

    assert len(rail) > 3
    assert [href for href in rail if browser.get(href).status_code != 200] == []
