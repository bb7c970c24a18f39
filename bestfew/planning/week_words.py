"""The week and the time spent in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bestfew.planning import actions
from bestfew.planning.models import TimeBlock
from bestfew.planning.queries import TEAM_WEEKS, Professional, Week
from bestfew.planning.rules import Shares
from bestfew.planning.rules.coaster import Lag
from bestfew.planning.rules.spent import Minutes
from bestfew.web import formats

LATELY = 4
"""Weeks that "lately" means."""


def hours(minutes: int) -> str:
    """So many hours, to a tenth, as the page's language writes them."""
    return _number(round(minutes / 60, 1))


def clock(block: TimeBlock) -> str:
    return f"{block.starts:%H:%M}–{block.ends}"


def week_answer(week: Week, *, week_hours: int) -> str:
    """What the week looks like, in one sentence."""
    morning = week.morning
    if morning and morning.is_dropped:
        return _("No prospecting morning this week: %(reason)s") % {
            "reason": morning.reason
        }
    if week.planned.total <= (morning.minutes if morning else 0):
        return _("The prospecting morning stands. Lay out the rest.")
    return _("%(planned)s of %(week)s hours are laid out.") % {
        "planned": hours(week.planned.total + week.planned.other),
        "week": _number(week_hours),
    }


def time_answer(weeks: Sequence[Week]) -> str:
    """Prospecting's share of the last weeks beside the one that was chosen."""
    spent = lately(weeks).shares()
    if spent is None:
        return _("No time is logged yet.")
    chosen = next((week.chosen for week in reversed(weeks) if week.chosen), None)
    said = {
        "spent": formats.percent(spent_above(lately(weeks)), _language()),
        "chosen": formats.percent((chosen.above if chosen else 0) / 100, _language()),
    }
    return _("Prospecting got %(spent)s of your time; %(chosen)s is the plan.") % said


def lately(weeks: Sequence[Week]) -> Minutes:
    """The time of the last four weeks together."""
    found = Minutes()
    for week in weeks[-LATELY:]:
        found = found.and_(week.spent)
    return found


def spent_above(found: Minutes) -> float:
    return found.prospect / found.total if found.total else 0.0


def coaster(weeks: Sequence[Week], lag: Lag | None) -> list[str]:
    """The roller coaster, where what was done shows it (D03, D43); else nothing."""
    said = []
    worked = [week for week in weeks[:-1] if week.spent.total]
    without = [week for week in worked if not week.spent.prospect]
    if without:
        text = ngettext(
            "In %(n)s of %(weeks)s weeks nobody new was looked for: that is where a"
            " dry time begins.",
            "In %(n)s of %(weeks)s weeks nobody new was looked for: that is where a"
            " dry time begins.",
            len(without),
        )
        said.append(text % {"n": len(without), "weeks": len(worked)})
    if lag:
        said.append(_lag(lag))
    return said


def _lag(lag: Lag) -> str:
    if not lag.months:
        text = _(
            "What you prospect is won within the same month, as %(pairs)s months show."
        )
        return text % {"pairs": lag.pairs}
    text = ngettext(
        "What you prospect is won about %(n)s month later, as %(pairs)s months show.",
        "What you prospect is won about %(n)s months later, as %(pairs)s months show.",
        lag.months,
    )
    return text % {"n": lag.months, "pairs": lag.pairs}


def team_answer(team: Sequence[Professional]) -> str:
    """Who let prospecting go, of those who worked."""
    dry = [each for each in team if each.spent.total and each.without]
    if not any(each.spent.total for each in team):
        return _("No time is logged yet.")
    if not dry:
        return _("Everybody prospects every week.")
    text = ngettext(
        "%(n)s of %(all)s had a week without prospecting.",
        "%(n)s of %(all)s had weeks without prospecting.",
        len(dry),
    )
    return text % {"n": len(dry), "all": len(team)}


def since_when() -> str:
    text = ngettext("of the last %(n)s week", "of the last %(n)s weeks", TEAM_WEEKS)
    return text % {"n": TEAM_WEEKS}


FAULTS = (
    actions.Taken,
    actions.ReasonNeeded,
    actions.MorningStays,
    actions.NotYet,
)


def why_not(fault: Exception) -> str:
    """What stands against a deed, and the way out."""
    if isinstance(fault, actions.Taken):
        return _taken(fault.by)
    return {
        actions.ReasonNeeded: _(
            "The prospecting morning is not dropped without saying why."
        ),
        actions.MorningStays: _("The morning stays in its week, and as long as it is."),
        actions.NotYet: _("It lies ahead: say so when it is over."),
    }[type(fault)]


def _taken(block: TimeBlock) -> str:
    if block.is_morning:
        return _(
            "The prospecting morning stands there: move it, or say why you drop it."
        )
    said = {"what": block.what or block.get_work_display(), "time": clock(block)}
    return _("Something stands there already: %(what)s, %(time)s.") % said


def shares(found: Shares | None) -> str:
    """Close / prospect / funnel, in percent."""
    if found is None:
        return ""
    return f"{found.best_few} / {found.above} / {found.in_}"


def spent_shares(found: Minutes) -> str:
    return shares(found.whole_shares())


def morning(block: TimeBlock | None) -> str:
    """What came of a week's morning; '' where nobody said."""
    if block and block.is_dropped:
        return _("dropped: %(reason)s") % {"reason": block.reason}
    return _("kept") if block and block.is_kept else ""


def week_title(monday: date) -> str:
    return _("Week of %(day)s") % {"day": formats.day(monday, _language())}


def _number(value: float) -> str:
    return formats.number(value, _language())


def _language() -> str:
    return get_language() or "en"
