"""Pages and deeds that one can go to by their name."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.people import rules
from bestfew.web.places import PLACES


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, or a page to go to; `in_sheet` opens over the present page."""

    label: str | Promise
    url: str
    icon: str
    query: str = ""
    for_writers: bool = False
    for_leaders: bool = False
    in_sheet: bool = False

    @property
    def href(self) -> str:
        return reverse(self.url) + self.query

    def is_for(self, member: Membership) -> bool:
        may_write = member.may_write or not self.for_writers
        return may_write and (member.leads or not self.for_leaders)


DEEDS = (
    Deed(_("Add someone"), "people:add", "plus", for_writers=True, in_sheet=True),
    Deed(
        _("Log a call"),
        "activities:log",
        "phone",
        query="?kind=call",
        for_writers=True,
        in_sheet=True,
    ),
    Deed(_("Open an objective"), "funnel:open", "funnel", for_writers=True),
    Deed(_("Write to many"), "mailings:write", "mail", for_writers=True),
    Deed(_("Bring in a file"), "imports:upload", "upload", for_writers=True),
    Deed(_("Export"), "imports:export", "download", for_writers=True),
    *(
        Deed(place.label, place.url, place.icon, for_writers=place.for_writers)
        for place in PLACES
    ),
    Deed(_("Week"), "planning:week", "calendar"),
    Deed(_("Time spent"), "planning:time", "clock"),
    Deed(_("Calendar"), "planning:calendar", "calendar"),
    Deed(_("Planner"), "levels:plan", "plan"),
    Deed(_("Reach"), "reach:reach", "leaflet"),
    Deed(_("Daily targets"), "reach:targets", "star"),
    Deed(_("Channels"), "reach:channels", "chat", for_leaders=True),
    Deed(_("Organisations"), "people:organisations", "building"),
    Deed(_("Next steps"), "activities:follow-ups", "clock"),
    Deed(_("Offerings"), "markets:offerings", "star"),
    Deed(_("Questions"), "prospecting:profiles", "qualify"),
    Deed(_("Mailings"), "mailings:list", "mail"),
    Deed(_("Settings"), "accounts:settings", "settings"),
    Deed(
        _("E-mail accounts for mailings"),
        "mailings:accounts",
        "mail",
        for_writers=True,
    ),
    Deed(_("Team"), "accounts:team", "users", for_leaders=True),
    Deed(_("Signing in"), "mfa_index", "key"),
)


def deeds_named(member: Membership, wanted: list[str]) -> list[Deed]:
    """What this member may do whose name, in their language, holds every needle."""
    mine = [deed for deed in DEEDS if deed.is_for(member)]
    pieces = [rules.piece(needle) for needle in wanted]
    return [deed for deed in mine if _holds(deed, pieces)]


def _holds(deed: Deed, pieces: list[str]) -> bool:
    text = rules.search_text(str(deed.label), (), (), "")
    return all(piece in text for piece in pieces)
