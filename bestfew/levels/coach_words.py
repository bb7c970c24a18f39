"""What to coach, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bestfew.levels.rules.coaching import Problem
from bestfew.levels.words import TOO_FEW, language, number, share, spread
from bestfew.reach.watching import Watched
from bestfew.web import formats

ASK = gettext_lazy("Whom to coach, and in what?")
HOW = gettext_lazy(
    "Too few people is one problem, too few of them coming up is another. A step is"
    " named only where its whole range lies below the middle of the others."
)


def problem(found: Problem) -> str:
    """Volume, skill, both, or neither; with the figures."""
    if found.is_alone:
        return _("There is nobody to compare with yet.")
    told = [_skill_of(found)] if found.weak else []
    if found.is_volume:
        told.insert(0, _volume_of(found))
    return formats.sentences(told, language()) or _(
        "Neither volume nor a step is clearly behind the others."
    )


def _volume_of(found: Problem) -> str:
    told = _("Volume: %(n)s reached; the others %(usual)s.")
    return told % {"n": number(found.reached), "usual": number(round(found.usual or 0))}


def _skill_of(found: Problem) -> str:
    weak = found.weak
    if weak is None or weak.usual is None:
        return ""
    told = _("Skill: %(what)s %(mine)s (%(range)s); the others %(usual)s.")
    return told % {
        "what": TOO_FEW[weak.level],
        "mine": share(weak.estimate.mean),
        "range": spread(weak.estimate),
        "usual": share(weak.usual),
    }


def habits(seen: Watched | None) -> str:
    """How they reached people in the last weeks: what a coach asks about (C22, C51)."""
    if seen is None:
        return _("Nobody was reached in the last eight weeks.")
    told = []
    if seen.is_missing:
        told.append(_("Nothing is counted since the last working day."))
    if seen.single_on:
        told.append(_("The last day went through one channel only."))
    if seen.given:
        text = _("The company gave %(share)s of the contacts.")
        told.append(text % {"share": share(seen.given)})
    if seen.steady is not None:
        text = _("The weakest of %(weeks)s weeks reached %(share)s of their mean.")
        told.append(text % {"weeks": seen.weeks, "share": share(seen.steady)})
    return formats.sentences(told, language())


def of_team(count: int) -> str:
    if not count:
        return _("Nobody is on a level yet.")
    return ngettext(
        "%(n)s seller, beside the team.", "%(n)s sellers, each beside the team.", count
    ) % {"n": count}
