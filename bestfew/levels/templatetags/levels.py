"""Rates and figures in templates, and why somebody stands on a level."""

from __future__ import annotations

from django import template

from bestfew.levels import words

register = template.Library()
register.filter("share", words.share)
register.filter("why", words.why)
register.filter("lack", words.lack)
register.filter("level_name", words.name_of)


@register.filter
def figure(value: float) -> str:
    """With one decimal below ten, two below one."""
    if value < 1:
        return words.number(round(value, 2))
    return words.number(round(value, 1) if value < 10 else round(value))
