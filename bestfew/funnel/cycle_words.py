"""How long it takes, in words: other ones for each kind of objective (B32)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.funnel.models import Kind
from bestfew.funnel.queries import Faults, Lasting
from bestfew.funnel.rules import LONGEST, Cycle, Source
from bestfew.web import formats

SHARES = (30, 60, 90)
"""Days by which the share of the won ones is told."""

TAKES: dict[str, Promise] = {
    "": gettext_lazy("From first contact to yes: %(days)s."),
    Kind.SELL: gettext_lazy("From first contact to the sale: %(days)s."),
    Kind.RECRUIT: gettext_lazy("From the first talk until they join: %(days)s."),
    Kind.ALLIANCE: gettext_lazy("From first contact to the alliance: %(days)s."),
}
WON: dict[str, Promise] = {
    "": gettext_lazy("Won"),
    Kind.SELL: gettext_lazy("Sold"),
    Kind.RECRUIT: gettext_lazy("Joined"),
    Kind.ALLIANCE: gettext_lazy("Alliance made"),
}
LOST: dict[str, Promise] = {
    "": gettext_lazy("Not won"),
    Kind.SELL: gettext_lazy("Not sold"),
    Kind.RECRUIT: gettext_lazy("Did not join"),
    Kind.ALLIANCE: gettext_lazy("No alliance"),
}
WITHIN: dict[str, Promise] = {
    "": gettext_lazy("Won within %(days)s"),
    Kind.SELL: gettext_lazy("Sold within %(days)s"),
    Kind.RECRUIT: gettext_lazy("Joined within %(days)s"),
    Kind.ALLIANCE: gettext_lazy("Alliance within %(days)s"),
}


def answer(found: Lasting, kind: str = "") -> str:
    """The normal cycle, in one sentence."""
    return str(TAKES[kind]) % {"days": days(found.cycle.days)}


def basis(cycle: Cycle) -> str:
    """What the normal cycle rests on (OQ-11)."""
    text = {
        Source.WON: ngettext("mean of %(n)s won", "mean of %(n)s won", cycle.won),
        Source.BLENDED: ngettext(
            "mean of %(n)s won, blended with your own figure",
            "mean of %(n)s won, blended with your own figure",
            cycle.won,
        ),
        Source.OWN: ngettext(
            "your own figure; %(n)s won so far",
            "your own figure; %(n)s won so far",
            cycle.won,
        ),
    }
    return text[cycle.source] % {"n": number(cycle.won)}


def facts_of(found: Lasting, kind: str = "") -> list[tuple[str, str]]:
    """Every figure with its name, for people."""
    return [
        (_("Normal cycle"), days(found.cycle.days)),
        (_("It rests on"), basis(found.cycle)),
        (_("Looked at"), number(found.n)),
        (str(WON[kind]), number(found.won)),
        (str(LOST[kind]), number(found.lost)),
        (_("Still open"), number(found.open)),
        (_("Mean of the won"), _maybe(found.cycle.mean)),
        (_("Median of the won"), _maybe(found.cycle.median)),
        (_("Half have ended after"), half(found)),
        *[
            (str(WITHIN[kind]) % {"days": days(by)}, share(found.won_by(by)))
            for by in SHARES
        ],
        (_("19 of 20 ended within"), _maybe(found.nearly_every)),
        (_("Stalled"), number(found.stalled.count)),
    ]


def half(found: Lasting) -> str:
    """The median with what is open counted in, and its range."""
    if found.curve.median is None:
        return _("too early to say")
    low, high = found.curve.median_range
    if low is None or high is None:
        return days(found.curve.median)
    return _("%(days)s (most likely %(low)s to %(high)s)") % {
        "days": days(found.curve.median),
        "low": number(low),
        "high": number(high),
    }


def stalled(found: Lasting) -> str:
    """How many are stalled, with their money, and what of it is to be counted on."""
    count = found.stalled.count
    if not count:
        return _("Nothing is stalled.")
    told = ngettext(
        "%(n)s objective is older than nearly every one that ended.",
        "%(n)s objectives are older than nearly every one that ended.",
        count,
    ) % {"n": number(count)}
    if not found.stalled.values:
        return told
    return told + " " + _weight(found)


def _weight(found: Lasting) -> str:
    said = _("Of their %(value)s, count on %(weighted)s.")
    return said % {
        "value": sums(found.stalled.values),
        "weighted": sums(found.stalled.weighted),
    }


def driven(mean: float, won: int) -> str:
    """`34 days on average of 12 won`."""
    text = ngettext("%(days)s, mean of %(n)s won", "%(days)s, mean of %(n)s won", won)
    return text % {"days": days(mean), "n": number(won)}


def faults(found: Faults) -> list[str]:
    """What is wrong or strange in the dates, each as a sentence."""
    told = [
        (found.negative, _negative(found.negative)),
        (found.too_long, _too_long(found.too_long)),
        (found.zero_days, _zero_days(found.zero_days)),
        (found.reopened, _reopened(found.reopened)),
    ]
    years = number(LONGEST // 365)
    return [text % {"n": number(n), "years": years} for n, text in told if n]


def _negative(n: int) -> str:
    return ngettext(
        "%(n)s ended before its first contact: left out. Check its dates.",
        "%(n)s ended before their first contact: left out. Check their dates.",
        n,
    )


def _too_long(n: int) -> str:
    return ngettext(
        "%(n)s takes more than %(years)s years: left out. Check its dates.",
        "%(n)s take more than %(years)s years: left out. Check their dates.",
        n,
    )


def _zero_days(n: int) -> str:
    return ngettext(
        "%(n)s ended on the day of the first contact: it counts.",
        "%(n)s ended on the day of the first contact: they count.",
        n,
    )


def _reopened(n: int) -> str:
    return ngettext(
        "%(n)s was opened again: its first ending does not count.",
        "%(n)s were opened again: their first endings do not count.",
        n,
    )


def days(value: float) -> str:
    """`47 days`: whole ones."""
    whole = round(value)
    text = ngettext("%(count)s day", "%(count)s days", whole)
    return text % {"count": number(whole)}


def share(value: float | None) -> str:
    if value is None:
        return _("too early to say")
    return formats.percent(value, get_language() or "en")


def sums(values: Mapping[str, Decimal]) -> str:
    """Money, each currency by itself."""
    language = get_language() or "en"
    told = [
        formats.money_short(value, code, language) for code, value in values.items()
    ]
    return formats.mark(",", language).join(told)


def number(value: float) -> str:
    return formats.number(value, get_language() or "en")


def _maybe(value: float | None) -> str:
    return _("none yet") if value is None else days(value)
