"""The few pages of a team that are one tap away from each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is its address behind a door; `also` are those of what belongs to it."""

    name: str
    label: str | Promise
    also: tuple[str, ...] = ()

    @property
    def around(self) -> tuple[str, ...]:
        return (self.name, *self.also)


PAGES: tuple[Page, ...] = (
    Page(
        "team",
        pgettext_lazy("of a Power Team", "Team"),
        also=("seat", "invite", "member", "me", "add-seat"),
    ),
    Page("meetings", _("Meetings"), also=("meeting", "agenda", "minutes")),
    Page("referrals", _("Referrals"), also=("slip", "give-slip")),
    Page("stories", _("Stories")),
    Page("health", _("Accountability"), also=("graph",)),
)
