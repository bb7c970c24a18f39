"""What two rows come to that may not both stand with one person: say it per table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from bestfew.activities.models import FollowUp
from bestfew.campaigns.models import Letter
from bestfew.duplicates.merging.relations import AnyModel
from bestfew.duplicates.merging.rows import Values
from bestfew.duplicates.rules.merging import OTHER, is_blank
from bestfew.funnel.models import BuyingRole, Influence
from bestfew.people.models import Concern, ContactPoint, ImportantDate, Role

Combine = Callable[[Any, Any], Values]
"""The columns that the row which stays takes over: (stays, goes) -> values."""

WEIGHTIER = (
    BuyingRole.ECONOMIC,
    BuyingRole.TECHNICAL,
    BuyingRole.USER,
    BuyingRole.COACH,
)
"""Who says the final yes, who can say no, who lives with it, who helps."""


def combine(stays: Model, goes: Model, chosen: Mapping[str, str]) -> Values:
    """What the row that stays becomes; the other is kept whole in the snapshot."""
    if isinstance(goes, ImportantDate) and isinstance(stays, ImportantDate):
        return _important_date(stays, goes, chosen.get(stays.kind, ""))
    return COMBINES.get(type(stays), fill)(stays, goes)


def fill(stays: Model, goes: Model) -> Values:
    """What nothing is known of is taken from the other."""
    return {
        each.attname: getattr(goes, each.attname)
        for each in stays._meta.concrete_fields
        if not (each.primary_key or each.is_relation or each.generated)
        and is_blank(getattr(stays, each.attname))
        and not is_blank(getattr(goes, each.attname))
    }


def _nothing(_stays: ContactPoint, _goes: ContactPoint) -> Values:
    """The same number, typed in two ways."""
    return {}


def _role(stays: Role, goes: Role) -> Values:
    """It lasts if either lasts."""
    ends = [stays.ended_on, goes.ended_on]
    last = None if None in ends else max(each for each in ends if each)
    return {"title": stays.title or goes.title, "ended_on": last}


def _influence(stays: Influence, goes: Influence) -> Values:
    """The stronger fact of each: the weightier role, the first day of what is done.

    What the one that stays does not know is taken from the other. Who is there still
    by either of the two has not left.
    """
    facts = {
        name: _first(getattr(stays, name), getattr(goes, name))
        for name in ("contacted_on", "satisfied_on", "added_on")
    }
    accepted = stays if stays.accepted_on or not goes.accepted_on else goes
    roles = sorted({stays.role, goes.role}, key=lambda each: WEIGHTIER.index(each))
    return {
        **fill(stays, goes),
        **facts,
        "left_on": goes.left_on and stays.left_on,
        "role": roles[0],
        "name": stays.name or goes.name,
        "accepted_on": accepted.accepted_on,
        "accepted_because": accepted.accepted_because,
    }


def _important_date(stays: ImportantDate, goes: ImportantDate, choice: str) -> Values:
    """The day chosen; of the same day its year; another day is as good as mine."""
    if choice == OTHER:
        return {"month": goes.month, "day": goes.day, "year": goes.year}
    same = (stays.month, stays.day) == (goes.month, goes.day)
    return {"year": stays.year or goes.year} if same and not choice else {}


def _concern(stays: Concern, goes: Concern) -> Values:
    return {"raised_at": min(stays.raised_at, goes.raised_at)}


def _follow_up(stays: FollowUp, goes: FollowUp) -> Values:
    return {"created_at": min(stays.created_at, goes.created_at)}


def _letter(stays: Letter, goes: Letter) -> Values:
    """Of two at work, whichever went further; what both got stays with them."""
    if stays.state != Letter.State.WAITING or goes.state == Letter.State.WAITING:
        return {}
    taken = ("state", "reason", "answer", "run", "handed_at", "ended_at")
    return {name: getattr(goes, name) for name in taken}


def _first(*days: date | None) -> date | None:
    return min((each for each in days if each), default=None)


COMBINES: dict[AnyModel, Combine] = {
    ContactPoint: _nothing,
    Concern: _concern,
    FollowUp: _follow_up,
    Influence: _influence,
    Letter: _letter,
    Role: _role,
}
"""The tables where it means more than to fill what is blank."""
