"""The places of the rail and of the bar on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.web.addresses import address


@dataclass(frozen=True, slots=True)
class Place:
    """A screen one tap away; `key` is the letter that opens it."""

    url: str
    icon: str
    label: str | Promise
    key: str
    on_phone: bool = False
    for_writers: bool = False
    also: str = ""  # another address that belongs here

    @property
    def href(self) -> str:
        return address(self.url)

    def is_for(self, member: Membership | None) -> bool:
        """Whether its page opens to this member."""
        return not self.for_writers or bool(member and member.may_write)

    def is_around(self, path: str) -> bool:
        """Whether a page belongs here: by the beginning of its address."""
        around = [self.href, *([address(self.also)] if self.also else [])]
        return any(_is_around(href, path) for href in around)


PLACES = (
    Place("desk:today", "today", _("Today"), "t", on_phone=True),
    Place(
        *("people:list", "people", _("People"), "p"),
        on_phone=True,
        also="duplicates:review",
    ),
    Place("prospecting:qualify", "qualify", _("Qualify"), "q"),
    Place("funnel:funnel", "funnel", _("Funnel"), "f", on_phone=True),
    Place("levels:levels", "levels", _("Levels"), "v"),
    Place("network:home", "network", _("Network"), "n", also="teams:list"),
    Place("planning:plan", "plan", _("Plan"), "w"),
    Place(
        *("campaigns:list", "leaflet", _("Campaigns"), "b"),
        also="mailings:list",
    ),
    Place("imports:list", "upload", _("Import"), "i", for_writers=True),
)


def place_of(path: str) -> Place | None:
    """The place that a page belongs to: the one whose address its own begins with."""
    return next((place for place in PLACES if place.is_around(path)), None)


def _is_around(href: str, path: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
