"""Red flags, strengths and the alarm of reviews in words, each flag with its deed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from bestfew.funnel import queries
from bestfew.funnel.models import Influence, Objective
from bestfew.funnel.queries import Bases
from bestfew.funnel.rules import Alarm, Flag, Raised, Strength, Unknown, is_stuck
from bestfew.web import formats

SHOWN = 3
SURE = (10, 25, 50, 75, 90, 95)
"""How sure one may be with one tap, in percent."""

GRAVE = {
    Flag.TWO_ECONOMIC,
    Flag.NO_ECONOMIC,
    Flag.LEFT,
    Flag.REORGANISED,
    Flag.AGAINST,
}

SAYS: dict[Flag, Promise] = {
    Flag.TWO_ECONOMIC: gettext_lazy(
        "Two or more say the final yes: %(who)s. Find out who has the last word."
    ),
    Flag.NO_ECONOMIC: gettext_lazy("Nobody is known who says the final yes."),
    Flag.LEFT: gettext_lazy("%(who)s has left, and nobody took over."),
    Flag.REORGANISED: gettext_lazy(
        "Their organisation is changing. Ask whether everything still stands."
    ),
    Flag.UNCONTACTED: gettext_lazy("%(who)s was not met yet."),
    Flag.NEW: gettext_lazy("%(who)s is new in the job."),
    Flag.AGAINST: gettext_lazy("%(who)s is against it."),
    Flag.CONTENT: gettext_lazy("%(who)s sees no need to change anything."),
    Flag.UNKNOWN: gettext_lazy("Not known yet of %(who)s: %(what)s."),
    Flag.UNCERTAIN: gettext_lazy("Nothing shows yet how %(who)s stands to it."),
    Flag.ROLE_OPEN: gettext_lazy("Nobody is known in these roles: %(roles)s."),
}

DEEDS: dict[Flag, Promise] = {
    Flag.TWO_ECONOMIC: gettext_lazy("Say who decides"),
    Flag.NO_ECONOMIC: gettext_lazy("Say who decides"),
    Flag.LEFT: gettext_lazy("Say who took over"),
    Flag.REORGANISED: gettext_lazy("It still stands"),
    Flag.UNCONTACTED: gettext_lazy("We spoke with %(who)s"),
    Flag.NEW: gettext_lazy("%(who)s is satisfied"),
    Flag.AGAINST: gettext_lazy("Look at it"),
    Flag.CONTENT: gettext_lazy("Look at it"),
    Flag.UNKNOWN: gettext_lazy("Fill it in"),
    Flag.UNCERTAIN: gettext_lazy("Say how you know"),
    Flag.ROLE_OPEN: gettext_lazy("Add somebody"),
}

WAYS: dict[Flag, str] = {
    Flag.UNCONTACTED: "contacted",
    Flag.NEW: "satisfied",
    Flag.REORGANISED: "stands",
    Flag.NO_ECONOMIC: "add",
    Flag.LEFT: "add",
    Flag.ROLE_OPEN: "add",
}
"""How a flag is taken down; the others by describing the one whom it is about."""

ROLES = {
    "economic": pgettext_lazy("role of somebody who decides", "economic"),
    "user": pgettext_lazy("role of somebody who decides", "user"),
    "technical": pgettext_lazy("role of somebody who decides", "technical"),
    "coach": pgettext_lazy("role of somebody who decides", "coach"),
}

UNKNOWNS = {
    Unknown.NEED: gettext_lazy("what they need"),
    Unknown.WIN: gettext_lazy("what they gain themselves"),
    Unknown.MODE: gettext_lazy("how they see it"),
    Unknown.RATING: gettext_lazy("how they stand to it"),
    Unknown.DEGREE: gettext_lazy("how much their word weighs"),
}

HELPS = {
    Strength.SPEAKS_FOR_US: gettext_lazy("%(who)s speaks for you"),
    Strength.GUIDES_US: gettext_lazy("%(who)s guides you"),
    Strength.WANTS_IT: gettext_lazy("%(who)s wants what you offer"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A red flag as the page shows it: what is wrong, who helps, and its deed."""

    flag: str
    says: str
    help: str
    deed: str
    way: str
    influence: Influence | None
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands in the way: the most pressing lines, the rest, and what helps."""

    first: list[Line]
    rest: list[Line]
    helps: list[str]


def signs_of(objective: Objective, *, on: date) -> Signs:
    """Of an open objective read `for_card`: no query."""
    bases = queries.bases_of(objective, on=on)
    lines: list[Line] = []
    for flag in bases.flags:
        is_new = flag.helper not in {each.helper for each in bases.flags[: len(lines)]}
        lines.append(_line(flag, bases, names_helper=is_new))
    helps = [
        str(HELPS[each.strength]) % {"who": bases.people[each.who]}
        for each in bases.strengths
    ]
    return Signs(lines[:SHOWN], lines[SHOWN:], helps)


def _line(raised: Raised, bases: Bases, *, names_helper: bool) -> Line:
    """Who can help is named once, beside the first flag that needs them."""
    who = bases.who(raised)
    helper = bases.helper(raised) if names_helper else None
    return Line(
        flag=raised.flag.value,
        says=told(raised, bases),
        help=_("%(who)s may help.") % {"who": helper} if helper else "",
        deed=str(DEEDS[raised.flag]) % {"who": _listed(map(str, who))},
        way=WAYS.get(raised.flag, "describe"),
        influence=who[0] if who else None,
        is_grave=raised.flag in GRAVE,
    )


def told(raised: Raised, bases: Bases) -> str:
    """A red flag as a sentence."""
    return str(SAYS[raised.flag]) % {
        "who": _listed(str(each) for each in bases.who(raised)),
        "what": _listed(str(UNKNOWNS[each]) for each in raised.unknown),
        "roles": _listed(str(ROLES[each]) for each in raised.roles),
    }


def alarm(found: tuple[Alarm, ...]) -> str:
    """What does not fall, as a sentence; '' when both do (D23)."""
    if is_stuck(found):
        return _("Over two reviews it came no nearer, and you are no surer of it.")
    if Alarm.TIME in found:
        return _("Over two reviews the close came no nearer.")
    if Alarm.UNCERTAINTY in found:
        return _("Over two reviews you became no surer.")
    return ""


def reviews_shown(objective: Objective) -> dict[str, Any]:
    """The last reviews, what does not fall, and how sure one may say to be."""
    reviews = queries.reviews_of(objective, limit=queries.LOOKED_AT)
    return {
        "reviews": reviews[:3],
        "alarm": alarm(queries.alarms_in(reviews)),
        "sure": sorted({*SURE, objective.confidence}),
    }


def waiting(count: int) -> str:
    """How many objectives wait for this week's review."""
    if not count:
        return _("Everything is reviewed this week.")
    text = ngettext(
        "%(n)s objective to review this week",
        "%(n)s objectives to review this week",
        count,
    )
    return text % {"n": formats.counted(count, get_language() or "en")}


def _listed(words: Iterable[str]) -> str:
    return formats.mark(",", get_language() or "en").join(words)
