"""Levels, steps and what is weak about them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.accounts.models import Workspace
from bestfew.levels.actions import InTheFuture, WordNeeded
from bestfew.levels.models import LevelName
from bestfew.levels.rules.estimates import Estimate
from bestfew.levels.rules.ladder import Level
from bestfew.levels.rules.pyramid import FEW, Step
from bestfew.levels.rules.reasons import Lack, Why
from bestfew.levels.screen import Shown
from bestfew.packs.loader import UnknownTrade, load, say
from bestfew.web import formats

TOO_FEW: Mapping[int, Promise] = {
    1: gettext_lazy("Too few of those you reach answer."),
    2: gettext_lazy("Too few answers become prospects."),
    3: gettext_lazy("Too few prospects come to view."),
    4: gettext_lazy("Too few viewings become sales."),
    5: gettext_lazy("Too few buyers come back."),
    6: gettext_lazy("Too few regulars become close."),
    7: gettext_lazy("Too few bring others."),
}
OF_100: Mapping[int, Promise] = {
    1: gettext_lazy("%(mine)s of those reached answer"),
    2: gettext_lazy("%(mine)s of the answers become prospects"),
    3: gettext_lazy("%(mine)s of the prospects come to view"),
    4: gettext_lazy("%(mine)s of the viewings end in a sale"),
    5: gettext_lazy("%(mine)s of the buyers come back"),
    6: gettext_lazy("%(mine)s of the regulars become close"),
    7: gettext_lazy("%(mine)s of those who are close bring others"),
}
TRENDS: Mapping[str, Promise | str] = {
    "up": gettext_lazy("better than the period before"),
    "down": gettext_lazy("worse than the period before"),
    "same": "",
    "few": "",
    "": "",
}
WHY: Mapping[str, Promise] = {
    "reached": gettext_lazy("We first reached out."),
    "spoke": gettext_lazy("We first spoke."),
    "answered": gettext_lazy("They contacted us."),
    "outbound": gettext_lazy("We spoke with them, and they turned out a prospect."),
    "qualified": gettext_lazy("Need, authority and money are there."),
    "viewed": gettext_lazy("They came to view, as a prospect."),
    "bought": gettext_lazy("They bought."),
    "bought_again": gettext_lazy("They bought again."),
    "word": gettext_lazy("Somebody here said that we are close."),
    "purchases": gettext_lazy("They bought often enough."),
    "loyal_word": gettext_lazy("Somebody here said that they bring others."),
    "brought": gettext_lazy("They brought somebody."),
    "passed": gettext_lazy("They stand higher, and passed it by then."),
}
LACKS: Mapping[str, Promise] = {
    "reach": gettext_lazy("Nobody has reached them yet."),
    "answer": gettext_lazy("They have not answered yet."),
    "talk": gettext_lazy("All is known, but nobody has spoken with them yet."),
    "out": gettext_lazy("They were disqualified, and are back among the answers."),
    "need": gettext_lazy("Do they need it?"),
    "authority": gettext_lazy("Do they decide?"),
    "money": gettext_lazy("Can they pay?"),
    "no_need": gettext_lazy("They do not need it now."),
    "no_authority": gettext_lazy("Somebody else decides."),
    "no_money": gettext_lazy("They cannot pay now."),
    "viewed_too_early": gettext_lazy("They came to view, but are not qualified yet."),
    "view": gettext_lazy("They have not come to view yet."),
    "buy": gettext_lazy("They have not bought yet."),
    "word": gettext_lazy("Is there trust? Say so, and how you know."),
    "word_waits": gettext_lazy("A word is kept: it counts once they are regular."),
}


FAULTS: Mapping[type[Exception], Promise] = {
    WordNeeded: gettext_lazy("Say how you know: it helps whoever reads it."),
    InTheFuture: gettext_lazy("This day has not come yet."),
}


THRESHOLDS: Mapping[str, Promise] = {
    "ask": gettext_lazy("When is somebody regular, close, loyal?"),
    "answer": gettext_lazy("You say it once, for everybody."),
    "why": gettext_lazy(
        "The text leaves the levels above a purchase open. These numbers decide them;"
        " everybody’s level follows in a moment, with their history."
    ),
}
"""The head of the page of thresholds."""


def lack(found: Lack) -> str:
    """What the next level lacks, as a sentence."""
    if found.code in LACKS:
        return str(LACKS[found.code])
    return _counted_lack(found.code, found.count) % {"n": found.count}


def _counted_lack(code: str, n: int) -> str:
    if code == "buy_again":
        return ngettext(
            "%(n)s more purchase makes them regular.",
            "%(n)s more purchases make them regular.",
            n,
        )
    if code == "or_buy":
        return ngettext("Or %(n)s more purchase.", "Or %(n)s more purchases.", n)
    if code == "bring":
        return ngettext(
            "%(n)s person who comes by them makes them loyal.",
            "%(n)s people who come by them make them loyal.",
            n,
        )
    return ngettext(
        "They brought %(n)s person: it counts once they are regular.",
        "They brought %(n)s people: it counts once they are regular.",
        n,
    )


def why(found: Why) -> str:
    return str(WHY[found.code])


def name_of(level: int, workspace: Workspace) -> str:
    """A level's name; the fourth by the trade's word (C07)."""
    if level == Level.VIEWED:
        try:
            return say(load(workspace.trade).words.viewed, language())
        except UnknownTrade:
            pass
    return str(LevelName(level).label)


def share(value: float) -> str:
    """A share of one as a percentage: two digits that tell, however small it is."""
    percent = 100 * value
    form = "#,##0%" if percent >= 10 else "#,##0.#%" if percent >= 1 else "#,##0.##%"
    locale = formats.locale_of(language())
    return format_percent(value, format=form, locale=locale)


def number(value: float) -> str:
    return formats.number(value, language())


def spread(found: Estimate) -> str:
    """`10–17%`: the range."""
    low, high = share(found.low), share(found.high)
    return f"{low.rstrip('%').rstrip()}–{high}"


def of_step(step: Step) -> str:
    """Range, cases, and whether they say anything."""
    found = step.estimate
    if not found.tried:
        return _("too early to say")
    told = _("%(range)s · %(came)s of %(of)s") % {
        "range": spread(found),
        "came": number(found.came),
        "of": number(found.tried),
    }
    return told + " · " + _("too few to say") if found.is_vague or step.is_few else told


def before(step: Step) -> str:
    """The rate of the period before, where enough people tell it (C23, C55)."""
    earlier = step.before
    if earlier is None or earlier.tried < FEW or not step.estimate.tried:
        return ""
    return _("%(share)s before") % {"share": share(earlier.mean)}


def answer(found: Shown) -> str:
    """Enough people? Good enough? In one line."""
    if found.is_empty:
        return _("Nobody is on a level yet.")
    if found.asked.cohort:
        return _cohort(found)
    weak = found.pyramid.weakest
    return formats.sentences((_volume(found), _skill(weak)), language())


def _cohort(found: Shown) -> str:
    reached, sales = found.pyramid.counts[0], found.pyramid.counts[Level.BOUGHT - 1]
    told = ngettext(
        "Of %(n)s person first reached in %(month)s, %(sales)s bought so far.",
        "Of %(n)s people first reached in %(month)s, %(sales)s bought so far.",
        reached,
    )
    month = formats.month(found.asked.cohort or found.asked.period.on, language())
    return told % {"n": number(reached), "month": month, "sales": number(sales)}


def language() -> str:
    return get_language() or "en"


def _volume(found: Shown) -> str:
    enough = found.is_enough
    if enough is None:
        return ""
    if enough:
        return _("Enough people.")
    return _("Too few people.")


def _skill(weak: Step | None) -> str:
    if weak is None:
        return _("No step is clearly weak.")
    return str(TOO_FEW[weak.level])


def reason(found: Shown) -> str:
    """The figures behind the answer."""
    if found.is_empty:
        return _("Log the first contact: everything here is counted from the log.")
    weak = found.pyramid.weakest
    told = (_reach(found), _weakness(weak), _gain(found, weak))
    return formats.sentences(told, language())


def _reach(found: Shown) -> str:
    if found.is_enough is False and found.target and found.a_day is not None:
        told = _("You reach %(n)s a working day; your target is %(target)s.")
        return told % {"n": number(round(found.a_day)), "target": number(found.target)}
    if found.is_enough is False and found.reached_before:
        told = _("%(now)s were reached, after %(before)s in the period before.")
        return told % {
            "now": number(found.pyramid.counts[0]),
            "before": number(found.reached_before),
        }
    return ""


def _weakness(weak: Step | None) -> str:
    if weak is None or weak.usual is None:
        return ""
    mine = str(OF_100[weak.level]) % {"mine": share(weak.estimate.mean)}
    told = _("%(mine)s; in the middle of the team it is %(usual)s.")
    return told % {"mine": mine, "usual": share(weak.usual)}


def _gain(found: Shown, weak: Step | None) -> str:
    """What the usual rate would bring, other things equal."""
    sales = found.pyramid.counts[Level.BOUGHT - 1]
    if weak is None or not weak.usual or weak.level >= Level.BOUGHT or not sales:
        return ""
    more = round(sales * weak.usual / weak.estimate.mean)
    told = _("The same people at %(usual)s would make %(more)s sales, not %(sales)s.")
    return told % {
        "usual": share(weak.usual),
        "more": number(more),
        "sales": number(sales),
    }


def lowest(found: Shown) -> str:
    """What stands beside the lowest level."""
    if found.a_day is None:
        return ""
    told = {"n": number(round(found.a_day)), "target": number(found.target)}
    if found.target:
        return _("%(n)s a working day; your target is %(target)s") % told
    return _("%(n)s a working day") % told


def channels(found: Shown) -> str:
    """Which channel brings most, as the title of its table."""
    lines = [line for line in found.lines if line.channel and line.answered]
    if not lines:
        return _("By channel")
    most = lines[0]
    hourly = max(lines, key=lambda line: line.per_hour or 0)
    if hourly.channel == most.channel or not hourly.per_hour:
        return _("%(channel)s: most answers") % {"channel": most.channel}
    told = _("%(channel)s: most answers; %(hourly)s: most an hour")
    return told % {"channel": most.channel, "hourly": hourly.channel}


def spoken(step: Step) -> str:
    """The range for those who do not see it."""
    found = step.estimate
    told = _("between %(low)s and %(high)s") % {
        "low": share(found.low),
        "high": share(found.high),
    }
    if step.usual is None:
        return told
    usual = _("middle of the team %(usual)s") % {"usual": share(step.usual)}
    return told + formats.mark(";", language()) + usual
