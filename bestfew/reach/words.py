"""Reach in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.reach import actions, rules
from bestfew.reach.queries import Reached
from bestfew.reach.watching import STREAK_FROM, Watched
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


def line(seen: Watched) -> str:
    """At most one sentence: what is missing first, what holds last; or nothing."""
    if seen.is_missing:
        return _("Nobody is counted since the last working day. Was it so?")
    if seen.single_on:
        return _("The last day went through one channel only.")
    if seen.streak >= STREAK_FROM:
        text = ngettext(
            "Target met %(n)s working day in a row.",
            "Target met %(n)s working days in a row.",
            seen.streak,
        )
        return text % {"n": n(seen.streak)}
    return ""


def counted(count: int, channel: object) -> str:
    """What a toast says of one count."""
    return _("%(n)s counted: %(channel)s.") % {"n": n(count), "channel": channel}


def sent(count: int) -> str:
    """What a toast says of several that had waited."""
    text = ngettext("%(n)s count has arrived.", "%(n)s counts have arrived.", count)
    return text % {"n": n(count)}
