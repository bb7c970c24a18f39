"""Addresses of a team's pages, by the door through which somebody came."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

from bestfew.teams.door import Door
from bestfew.teams.pages import PAGES, Page

register = template.Library()


@register.simple_tag
def door_url(door: Door, name: str, *args: int | str) -> str:
    """The address of a page of this team, for whoever came through this door."""
    return door.url(name, *args)


@register.filter
def minutes(count: int) -> str:
    """`10 min`, in the page's language."""
    return ngettext("%(count)s min", "%(count)s min", count) % {"count": count}


@register.simple_tag
def team_pages() -> tuple[Page, ...]:
    """The pages one goes to from every page of a team, in their order."""
    return tuple(PAGES)
