"""The order of work in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext_lazy,
    pgettext,
    pgettext_lazy,
)
from django.utils.translation import gettext as _

from bestfew.planning.queries import Counts, Plan
from bestfew.planning.rules import UNITS, Work
from bestfew.web import formats
from bestfew.web.pages import MOST_COUNTED

TITLES: dict[Work, Promise] = {
    Work.CLOSE: gettext_lazy("Close"),
    Work.PROSPECT: pgettext_lazy("kind of work", "Prospect"),
    Work.COVER: gettext_lazy("Work the funnel"),
}

CODES: dict[Work, str] = {
    Work.CLOSE: "close",
    Work.PROSPECT: "prospect",
    Work.COVER: "funnel",
}
"""How the terminal and the log of activities name the kinds of work."""


def answer(*, close: int, waiting: int, above: int, cover: int) -> str:
    """Who now? The first two kinds of work that there are, in their order."""
    said = {
        "close": spelled(close),
        "waiting": spelled(waiting) if waiting < MOST_COUNTED else _counted(waiting),
        "above": spelled(above),
        "cover": spelled(cover),
    }
    return _capital(_sentence(close, waiting, above, cover) % said)


def _sentence(close: int, waiting: int, above: int, cover: int) -> str:
    if close:
        return _after_closing(waiting, above, cover)
    if waiting:
        return (
            _("%(waiting)s to qualify first, then %(cover)s to cover.")
            if cover
            else _("%(waiting)s to qualify.")
        )
    if above:
        return (
            _("%(above)s above the funnel first, then %(cover)s to cover.")
            if cover
            else _("%(above)s above the funnel: verify the fit.")
        )
    if cover:
        return _("%(cover)s to cover; then find somebody new.")
    return _("Nobody waits: find somebody new.")


def _after_closing(waiting: int, above: int, cover: int) -> str:
    if waiting:
        return _("%(close)s to close first, then %(waiting)s to qualify.")
    if above:
        return _("%(close)s to close first, then %(above)s above the funnel.")
    if cover:
        return _("%(close)s to close first, then %(cover)s to cover.")
    return _("%(close)s to close; then find somebody new.")


def plan_answer(plan: Plan) -> str:
    """How many hours each kind of work gets this week, in their order."""
    said = {
        "close": _number(plan.hours(Work.CLOSE)),
        "prospect": _number(plan.hours(Work.PROSPECT)),
        "cover": _number(plan.hours(Work.COVER)),
    }
    return (
        _(
            "This week: %(close)s hours to close, %(prospect)s to prospect,"
            " %(cover)s for the funnel."
        )
        % said
    )


def counts(found: Counts) -> str:
    """What the proposal rests on."""
    said = {
        "close": _number(found.best_few),
        "above": _number(found.above + found.universe),
        "cover": _number(found.in_),
    }
    return (
        _(
            "Open now: %(close)s among the best few, %(above)s above the funnel,"
            " %(cover)s in it."
        )
        % said
    )


def morning(plan: Plan) -> str:
    """The protected morning: one unit of the week (D40)."""
    kept = plan.week_hours / UNITS
    said = {"hours": _number(kept), "week": _number(plan.week_hours)}
    if plan.chosen.above:
        return (
            _(
                "One morning a week, %(hours)s of your %(week)s hours, belongs to"
                " prospecting, however much there is to close."
            )
            % said
        )
    return (
        _(
            "You keep no time for prospecting. One morning, %(hours)s of your"
            " %(week)s hours, is the only way not to run dry."
        )
        % said
    )


def _counted(count: int) -> str:
    return formats.counted(count, get_language() or "en")


def _number(value: float) -> str:
    return formats.number(value, get_language() or "en")


def spelled(count: int) -> str:
    """Small numbers as words, as one says them; larger ones as figures."""
    words = pgettext(
        "numbers from 0 to 20, parted by spaces",
        "no one two three four five six seven eight nine ten eleven twelve thirteen"
        " fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    ).split()
    if count < len(words):
        return words[count]
    return _number(count)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
