"""The places of the rail and of the bar on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """A screen one tap away; `key` is the letter that opens it."""

    url: str
    icon: str
    label: str | Promise
    key: str
    on_phone: bool = False

    @property
    def app(self) -> str:
        return self.url.partition(":")[0]


PLACES = (
    Place("desk:today", "today", _("Today"), "t", on_phone=True),
    Place("people:list", "people", _("People"), "p", on_phone=True),
    Place("prospecting:qualify", "qualify", _("Qualify"), "q"),
    Place("funnel:funnel", "funnel", _("Funnel"), "f", on_phone=True),
    Place("planning:plan", "plan", _("Plan"), "w"),
    Place("imports:list", "upload", _("Import"), "i"),
)
