"""Reach in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.prospecting.models import Channel
from bestfew.reach import actions, rules
from bestfew.reach.forms import NoSuchCampaign
from bestfew.reach.models import Tally
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


def estimated(found: Reached) -> str:
    """How many of the day nobody could count (C48, OQ-16); or nothing."""
    if not found.estimated:
        return ""
    text = ngettext(
        "%(n)s of them is estimated.", "%(n)s of them are estimated.", found.estimated
    )
    return text % {"n": n(found.estimated)}


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
    actions.CountedAnew: lambda _fault: _(
        "The day's total was said after that: say it anew instead."
    ),
    actions.ChannelThere: lambda _fault: _("A channel of that name is there already."),
    actions.TooManyChannels: lambda _fault: _("There are channels enough: close some."),
    NoSuchCampaign: lambda _fault: _("This campaign is not here any more."),
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


def counted(entry: Tally) -> str:
    """What a toast says of one count."""
    what = f"{entry.channel} · {entry.campaign}" if entry.campaign else entry.channel
    return _("%(n)s counted: %(channel)s.") % {"n": n(entry.count), "channel": what}


def then(found: Reached, done: Channel) -> str:
    """What to count next, where the total of a channel is said; or nothing."""
    open_ones = (each for each in found.channels if each.channel != done)
    behind = next((each for each in open_ones if each.left), None)
    if behind:
        told = {"channel": behind.channel, "left": n(behind.left)}
        return _("Next: %(channel)s, %(left)s left.") % told
    if found.target:
        return answer(found)
    return ""


def sent(count: int) -> str:
    """What a toast says of several that had waited."""
    text = ngettext("%(n)s count has arrived.", "%(n)s counts have arrived.", count)
    return text % {"n": n(count)}
