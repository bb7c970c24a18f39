"""The words of a meeting: its points, its questions, why the rhythm is at fault."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from bestfew.teams.actions import attendance, promises, series
from bestfew.teams.rules import agenda
from bestfew.teams.rules.rhythm import A_MONTH, LONGEST_GAP, Reason, Why
from bestfew.web import formats

POINTS: dict[str, str | Promise] = {
    agenda.ATTENDANCE: gettext_lazy("Who is here"),
    agenda.PROMISES: gettext_lazy("Last promises"),
    agenda.ACCOUNTS: gettext_lazy("Customers we share"),
    agenda.REFERRALS: gettext_lazy("Referrals since last time"),
    agenda.WISHES: gettext_lazy("Whom each wants to meet"),
    agenda.PLACES: gettext_lazy("Where to find them"),
    agenda.SEATS: gettext_lazy("Empty seats"),
    agenda.COMMITMENTS: gettext_lazy("New promises"),
    agenda.TESTIMONIALS: gettext_lazy("Good words"),
    agenda.NEXT: gettext_lazy("Next date"),
}
QUESTIONS: dict[str, str | Promise] = {
    agenda.ATTENDANCE: gettext_lazy("Who is here?"),
    agenda.PROMISES: gettext_lazy("First: did we keep what we promised?"),
    agenda.ACCOUNTS: gettext_lazy("How is it going with the customers we share?"),
    agenda.REFERRALS: gettext_lazy("What became of our referrals?"),
    agenda.WISHES: gettext_lazy("Whom does each of us want to meet, and why?"),
    agenda.PLACES: gettext_lazy("Who of us knows somebody like that?"),
    agenda.SEATS: gettext_lazy("Who is missing at this table?"),
    agenda.COMMITMENTS: gettext_lazy("Who does what by when?"),
    agenda.TESTIMONIALS: gettext_lazy("Who did good work?"),
    agenda.NEXT: gettext_lazy("When do we meet again?"),
}


TAPS: tuple[tuple[str, str | Promise], ...] = (
    ("here", pgettext_lazy("attendance, one word", "Here")),
    ("late", pgettext_lazy("attendance, one word", "Late")),
    ("substitute", pgettext_lazy("attendance, one word", "Sub")),
    ("medical", pgettext_lazy("attendance, one word", "Ill")),
    ("absent", pgettext_lazy("attendance, one word", "Out")),
)
"""What is tapped for each: a word that fits under a thumb."""


def point_title(key: str, title: str) -> str:
    """A point's name in the reader's language, or in the team's own words."""
    return str(POINTS.get(key, title))


def question_of(key: str, title: str) -> str:
    """What the meeting asks now."""
    return str(QUESTIONS.get(key, title)) or _("All points are done.")


def reason_words(reason: Reason) -> str:
    """Why the rhythm is at fault, in one sentence (A27, OQ-15)."""
    language = get_language() or "en"
    if reason.why == Why.NOTHING:
        return _("No meeting is planned.")
    if reason.why == Why.GAP:
        facts: dict[str, object] = {"days": reason.gap, "most": LONGEST_GAP}
        if reason.day:
            facts |= {"day": formats.weekday_day(reason.day, language)}
        return _("After %(day)s you do not meet for %(days)s days.") % facts
    month = formats.month(reason.month, language) if reason.month else ""
    said = _short if reason.why == Why.SHORT else _missed
    return said(reason.count) % {"month": month, "count": reason.count}


def _short(count: int) -> str:
    if not count:
        return _("No meeting in %(month)s yet: two make a Power Team.")
    return ngettext(
        "Only %(count)s meeting in %(month)s: two make a Power Team.",
        "Only %(count)s meetings in %(month)s: two make a Power Team.",
        count,
    )


def _missed(count: int) -> str:
    if not count:
        return _("You did not meet in %(month)s.")
    return ngettext(
        "You met only %(count)s time in %(month)s.",
        "You met only %(count)s times in %(month)s.",
        count,
    )


def came_and_kept(here: int, expected: int, kept: int, asked: int) -> str:
    """A meeting that was held, in one or two sentences."""
    came = _("%(here)s of %(all)s came.") % {"here": here, "all": expected}
    if not asked:
        return came
    counts = {"kept": kept, "asked": asked}
    said = ngettext(
        "%(kept)s of %(asked)s promises was kept.",
        "%(kept)s of %(asked)s promises were kept.",
        kept,
    )
    return formats.sentences((came, said % counts), get_language() or "en")


def rhythm_words(held: int, planned: int) -> str:
    """The answer to "Do you meet twice a month?": what this month has."""
    if held + planned >= A_MONTH:
        return ngettext(
            "Yes: %(count)s meeting this month.",
            "Yes: %(count)s meetings this month.",
            held + planned,
        ) % {"count": held + planned}
    if not held + planned:
        return _("Not this month yet.")
    return _("Only once this month.")


FAULTS = (
    attendance.LeftMeanwhile,
    attendance.NotOpen,
    attendance.TooEarly,
    promises.AboutOneself,
    series.NoSuchDay,
    series.NotPlanned,
)
"""What a deed at a meeting may raise, and a view tells."""


def fault_words() -> dict[type[Exception], str]:
    """One clear sentence for each."""
    return {
        attendance.LeftMeanwhile: _("They have left the team meanwhile."),
        attendance.NotOpen: _("This meeting is over or called off."),
        attendance.TooEarly: _("This meeting is not today. Nothing was recorded."),
        promises.AboutOneself: _("Please say it of somebody else."),
        series.NoSuchDay: _("By this rule there is no meeting at all."),
        series.NotPlanned: _("This meeting cannot be changed any more."),
    }
