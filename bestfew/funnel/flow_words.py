"""What moved through the funnel, and what is wrong with it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.funnel.models import Place
from bestfew.funnel.queries.flow import Between, Passing
from bestfew.funnel.rules import flow
from bestfew.funnel.rules.alarms import Light
from bestfew.web import formats


@dataclass(frozen=True, slots=True)
class Alarm:
    """A fault of the funnel: its name, its numbers, and the deed that cures it."""

    key: str
    name: str
    text: str
    deed: str
    url: str
    is_urgent: bool


def alarms(faults: Iterable[flow.Fault]) -> list[Alarm]:
    return [_alarm(each) for each in faults]


def _alarm(fault: flow.Fault) -> Alarm:
    match fault:
        case flow.PrematureBestFew():
            return _premature(fault)
        case flow.DryTop():
            return _dry(fault)
        case flow.FewerComing():
            return _fewer(fault)
        case flow.JammedMiddle():
            return _jammed(fault)
        case flow.StalledSome():
            return _stalled(fault)


def _premature(fault: flow.PrematureBestFew) -> Alarm:
    if fault.early:
        text = ngettext(
            "%(n)s of %(all)s best few is there by your judgement and still lacks"
            " something.",
            "%(n)s of %(all)s best few are there by your judgement and still lack"
            " something.",
            fault.early,
        ) % {"n": _number(fault.early), "all": _number(fault.best_few)}
    else:
        text = _(
            "%(fell)s of the %(left)s that left the best few in a year fell back."
        ) % {"fell": _number(fault.fell), "left": _number(fault.left)}
    deed = _("Look at the best few")
    url = _part(Place.BEST_FEW)
    return Alarm("premature", _("Best few too early"), text, deed, url, False)


def _dry(fault: flow.DryTop) -> Alarm:
    if fault.needed is None:
        text = _("Nothing stands above the funnel to follow what you work on now.")
    else:
        text = ngettext(
            "%(above)s stands above the funnel; to win as usual, %(needed)s are"
            " needed.",
            "%(above)s stand above the funnel; to win as usual, %(needed)s are needed.",
            fault.above,
        ) % {"above": _number(fault.above), "needed": _number(fault.needed)}
    url = reverse("prospecting:qualify")
    return Alarm("dry", _("Dry top"), text, _("Qualify someone"), url, True)


def _fewer(fault: flow.FewerComing) -> Alarm:
    text = ngettext(
        "%(came)s came above the funnel in %(weeks)s week; %(usual)s a week are usual.",
        "%(came)s came above the funnel in %(weeks)s weeks; %(usual)s a week are"
        " usual.",
        fault.weeks,
    ) % {
        "came": _number(fault.came),
        "weeks": _number(fault.weeks),
        "usual": _number(round(fault.usual, 1)),
    }
    url = reverse("prospecting:qualify")
    is_urgent = fault.light is Light.RED
    name = _("Fewer are coming")
    return Alarm("fewer", name, text, _("Qualify someone"), url, is_urgent)


def _jammed(fault: flow.JammedMiddle) -> Alarm:
    inside = _number(fault.inside)
    if fault.days is None:
        text = _(
            "None of the %(inside)s in the funnel has left it in %(weeks)s weeks."
        ) % {"inside": inside, "weeks": _number(fault.weeks)}
    else:
        text = _(
            "%(inside)s in the funnel, %(pace)s leave it a week: that takes"
            " %(days)s days, and the normal cycle is %(cycle)s."
        ) % {
            "inside": inside,
            "pace": _number(round(fault.leaving_a_week, 1)),
            "days": _number(round(fault.days)),
            "cycle": _number(round(fault.cycle)),
        }
    name, deed = _("Jammed middle"), _("Cover those who decide")
    return Alarm("jammed", name, text, deed, _part(Place.IN), False)


def _stalled(fault: flow.StalledSome) -> Alarm:
    text = ngettext(
        "%(n)s of %(all)s open ones is older than nearly every one that ended.",
        "%(n)s of %(all)s open ones are older than nearly every one that ended.",
        fault.count,
    ) % {"n": _number(fault.count), "all": _number(fault.all_)}
    url = f"{reverse('funnel:funnel')}?stalled=on"
    return Alarm("stalled", _("Stalled"), text, _("Look at them"), url, False)


def _part(place: str) -> str:
    return f"{reverse('funnel:funnel')}?part={place}"


def answer(rows: Sequence[Between], *, since: date, until: date) -> str:
    """What changed most between two days, in one sentence.

    Of equal changes, the one nearest to the close.
    """
    most = max(
        reversed(rows), key=lambda each: abs(each.after.count - each.before.count)
    )
    change = most.after.count - most.before.count
    told = {
        "place": str(Place(most.place).label),
        "day": formats.day(since, _language(), today=until),
        "before": _number(most.before.count),
        "after": _number(most.after.count),
    }
    if change > 0:
        return _("%(place)s grew from %(before)s to %(after)s since %(day)s.") % told
    if change < 0:
        return _("%(place)s fell from %(before)s to %(after)s since %(day)s.") % told
    return _("Each part is as large as on %(day)s.") % told


def passing(found: Passing) -> str:
    """The share that went on, or that too few came to say."""
    share = found.went_on
    if not share.tried:
        return _("nobody yet")
    counts = {"n": _number(share.came), "all": _number(share.tried)}
    if not share.is_enough:
        return _("%(n)s of %(all)s: too few to say") % counts
    return _("%(n)s of %(all)s, %(low)s to %(high)s") % {
        **counts,
        "low": formats.percent(share.low, _language()),
        "high": formats.percent(share.high, _language()),
    }


def trend(counts: Sequence[int]) -> str:
    """What a small drawing of the last weeks shows."""
    between = formats.mark(",", _language())
    return _("Week by week: %(counts)s") % {
        "counts": between.join(_number(each) for each in counts)
    }


def covered(told: flow.Coverage, *, target: float, currency: str) -> list[str]:
    """Whether what is open covers what is still to be won (4.6)."""
    language = _language()
    has = _(
        "What is open and qualified is %(has)s times that; at your share of wins,"
        " %(needs)s times are needed."
    ) % {"has": _times(told.has), "needs": _times(told.needs)}
    likely = _("Likely to be won of it: %(expected)s, %(share)s of the target.") % {
        "expected": formats.money_short(told.expected, currency, language),
        "share": formats.percent(told.expected / target, language),
    }
    return [has, likely]


def too_few() -> str:
    return _("Fewer than ten have ended: too few to say how fast.")


def _times(value: float) -> str:
    return _number(round(value, 1))


def _language() -> str:
    return get_language() or "en"


def _number(value: float) -> str:
    return formats.number(value, _language())
