"""The demo: one user with three desks, each with a year behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from bestfew.accounts.models import Membership, Origin, Role, User
from bestfew.onboarding.actions import open_workspace
from bestfew.onboarding.links import DEMO_EMAIL, demo_user
from bestfew.onboarding.rules import HOMES
from bestfew.onboarding.sample import load_sample

MORNING = time(8, 0)


@dataclass(frozen=True, slots=True)
class Desk:
    """One of the demo's workspaces. Its name is a person's, in their language.

    A `colleague` sells there, too: a name, which nobody signs in with.
    """

    name: str
    language: str
    trade: str
    colleague: str = ""


DESKS = (
    Desk("Lan · Bất động sản Sài Gòn", "vi", "real_estate", "Trần Quốc Minh"),
    Desk("โค้ชมะลิ กรุงเทพฯ", "th", "coaching"),
    Desk("Ellis Photography, Manchester", "en", "events"),
)


@transaction.atomic
def make_demo(*, on: date | None, at: datetime) -> list[Membership]:
    """Three more workspaces of the demo user, the estate agent's first.

    Their year ends `on` that day at eight in the morning where they are, or now.
    """
    user = demo_user() or User.objects.create_user(DEMO_EMAIL, name="Demo")
    members = []
    for desk in DESKS:
        zone = ZoneInfo(HOMES[desk.language].zone)
        moment = datetime.combine(on, MORNING, zone) if on else at
        member = open_workspace(
            user,
            name=desk.name,
            language=desk.language,
            trade=desk.trade,
            at=at,
            origin=Origin.DEMO,
        )
        load_sample(member, at=moment, colleague=_colleague(member, desk))
        members.append(member)
    return members


def _colleague(member: Membership, desk: Desk) -> User | None:
    if not desk.colleague:
        return None
    email = f"colleague-{member.workspace_id}@localhost"
    user = User.objects.create_user(email, name=desk.colleague, language=desk.language)
    Membership.objects.create(workspace=member.workspace, user=user, role=Role.SELLER)
    return user
