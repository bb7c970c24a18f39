"""Two deeds on the same week at once: one of them waits (trust.md D6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.planning import actions
from bestfew.planning.models import CalendarFeed, TimeBlock
from bestfew.planning.rules import Shares
from bestfew.planning.rules.week import Slot, monday_of
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = pytest.mark.parametrize("turn", range(3))
NEXT = monday_of(NOON.date()) + timedelta(days=7)


@pytest.fixture
def scope(workspace: Workspace) -> Iterator[Workspace]:
    with workspace_scope(workspace):
        yield workspace


@TURNS
def test_two_blocks_never_stand_at_the_same_time(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    def put_in(start: int) -> str:
        try:
            actions.add_block(alice, Slot(NEXT, start, 60, "close"), at=NOON)
        except actions.Taken:
            return "taken"
        return "put in"

    came = at_once(scope, lambda: put_in(14 * 60), lambda: put_in(14 * 60 + 30))

    assert {*came} == {"put in", "taken"}
    assert TimeBlock.objects.count() == 1


@TURNS
def test_a_block_sent_twice_is_one(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    slot = Slot(NEXT, 14 * 60, 60, "close")

    came = at_once(scope, *[lambda: actions.add_block(alice, slot, at=NOON)] * 3)

    assert came == [TimeBlock.objects.get()] * 3


@TURNS
def test_a_week_filled_twice_is_filled_once(
    alice: Membership, scope: Workspace, turn: int
) -> None:
    shares = Shares(20, 40, 40)

    at_once(scope, *[lambda: actions.fill_week(alice, NEXT, shares, at=NOON)] * 2)

    blocks = TimeBlock.objects.all()
    assert sum(block.minutes for block in blocks) == 40 * 60
    assert blocks.filter(morning_of=NEXT).count() == 1


@TURNS
def test_one_address_works(alice: Membership, scope: Workspace, turn: int) -> None:
    at_once(
        scope,
        *[lambda: actions.open_feed(alice, with_next_steps=False, at=NOON)] * 2,
    )

    assert CalendarFeed.objects.count() == 2
    assert CalendarFeed.objects.filter(ended_at=None).count() == 1
