"""Referrals between alice and the guest of her team, for the world of the suites.

The guest reads them, so that nothing in them is secret to the guest.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.network.actions.ledger import last_step
from bestfew.network.actions.moving import Bill, thank
from bestfew.network.models import Referral
from bestfew.teams.actions import asking, slips, stories
from bestfew.teams.actions.slips import Details
from bestfew.teams.models import Status, TeamMember


def make_referrals(member: Membership, nouns: dict[str, Any]) -> dict[str, Any]:
    """One that the guest gave, agreed to and won, with its story."""
    at, name = timezone.now() - timedelta(days=15), member.user.name
    mine, guest = nouns["my_seat"], nouns["team_member"]
    slip = slips.give(guest, mine, at=at, summary=f"A wedding for {name}", level=3)
    slips.agree(
        slip, how="On the phone", at=at, by=guest,
        details=Details(f"Bride of {name}", phone="+44 20 7946 0077"),
    )  # fmt: skip
    referral = Referral.objects.get(slip=slip)
    bill = Bill(Decimal(1_100), "GBP", at.date(), Decimal(10))
    closed = thank(referral, member, bill, at=at, submit_id=f"thanks-{member.pk}")
    story = stories.tell_story(
        slip, by=mine, title=f"How {name} won", text="All were glad.", at=at,
        agreed_how="By letter",
    )  # fmt: skip
    slip.refresh_from_db()
    found = {"slip": slip, "referral": referral, "closed": closed, "story": story}
    found["referral_step"] = last_step(referral)
    return found | _under_way(mine, guest, at=at)


def _under_way(mine: TeamMember, guest: TeamMember, *, at: datetime) -> dict[str, Any]:
    """One given and one offered, to which nobody agreed yet; one the guest won."""
    given = slips.give(mine, guest, at=at, summary="A garden", level=2)
    offered = slips.give(guest, mine, at=at, summary="A feast", level=2)
    passed = slips.give(mine, guest, at=at, summary="A ball", level=4)
    slips.agree(
        passed, how="By letter", at=at, by=mine,
        details=Details("Host", email="host@example.org"),
    )  # fmt: skip
    return {
        "given": given,
        "given_referral": Referral.objects.get(slip=given),
        "offered": offered,
        "asked_secret": asking.ask_person(offered, by=guest, at=timezone.now()),
        "passed": slips.move(passed, Status.WON, by=guest, at=at),
    }
