"""Kinds of work in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from bestfew.planning import words
from bestfew.planning.rules import Work

register = template.Library()

SHARES = {Work.CLOSE: "few", Work.PROSPECT: "above", Work.COVER: "in"}


@register.filter
def work_title(work: Work) -> str:
    return str(words.TITLES[work])


@register.filter
def share_of(work: Work) -> str:
    """The modifier of its colour, for `share__…`."""
    return SHARES[work]


@register.filter
def nothing_to(work: Work) -> str:
    """What to say where there is nothing of a kind of work."""
    return {
        Work.CLOSE: _("Nothing to close yet: it comes from what you cover."),
        Work.PROSPECT: _("Nobody waits. Everything begins with somebody new."),
        Work.COVER: _("Nothing in the funnel yet: verify what stands above it."),
    }[work]


@register.filter
def fives(share: int) -> int:
    """A share as a width that there is: in steps of five percent, five at least."""
    return max(5, round(share / 5) * 5) if share else 0
