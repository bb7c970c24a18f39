"""Reach in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.reach import actions, rules
from bestfew.reach.queries import Reached
from bestfew.web import formats


def n(value: int) -> str:
    """A number as the language in force writes it."""
    return formats.number(value, get_language() or "en")


def answer(found: Reached) -> str:
    """How many, of how many, and what is left."""
    reached = {"n": n(found.total), "target": n(found.target), "left": n(found.left)}
    if not found.target:
        text = ngettext("%(n)s person reached.", "%(n)s people reached.", found.total)
        return text % reached
    if not found.left:
        return _("%(n)s of %(target)s reached: the target is met.") % reached
    return _("%(n)s of %(target)s reached, %(left)s left.") % reached


def _out_of_bounds(fault: Exception) -> str:
    return _("Please give a number from 1 to %(most)s.") % {"most": n(rules.MOST)}


def _more_in_log(fault: Any) -> str:
    text = ngettext(
        "%(n)s comes from the log already: the total cannot be less.",
        "%(n)s come from the log already: the total cannot be less.",
        fault.from_log,
    )
    return text % {"n": n(fault.from_log)}


FAULTS: Mapping[type[Exception], Callable[[Any], str]] = {
    actions.CountOutOfBounds: _out_of_bounds,
    actions.ChannelClosed: lambda _fault: _("This channel is closed."),
    actions.CampaignClosed: lambda _fault: _("This campaign is closed."),
    actions.NotMoreThanLogged: _more_in_log,
}


def why_not(fault: Exception) -> str:
    """The sentence for a count that was refused."""
    return FAULTS[type(fault)](fault)
