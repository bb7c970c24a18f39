"""Places, reasons, what is missing and the next deed, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.funnel.models import Objective, Place
from bestfew.funnel.queries import Part, Stood
from bestfew.funnel.rules import Missing
from bestfew.web import formats

LACKS: dict[Missing, Promise] = {
    Missing.FIT_DATA: gettext_lazy("nothing yet indicates a fit"),
    Missing.FIT_VERIFIED: gettext_lazy("the fit is not verified"),
    Missing.INFLUENCE_CONTACTED: gettext_lazy("nobody who decides was contacted"),
    Missing.INFLUENCES_COVERED: gettext_lazy("not everyone who decides is satisfied"),
    # xgettext:no-python-format
    Missing.CONFIDENCE: gettext_lazy("you are less than 90% sure"),
    Missing.EXPECTED_CLOSE: gettext_lazy("no day to close that lies ahead"),
    Missing.HALF_CYCLE: gettext_lazy("closing is more than half a cycle away"),
}

HAS: dict[Missing, Promise] = {
    Missing.FIT_DATA: gettext_lazy("something indicates a fit"),
    Missing.FIT_VERIFIED: gettext_lazy("the fit is verified"),
    Missing.INFLUENCE_CONTACTED: gettext_lazy("someone who decides was contacted"),
    Missing.INFLUENCES_COVERED: gettext_lazy("everyone who decides is satisfied"),
    # xgettext:no-python-format
    Missing.CONFIDENCE: gettext_lazy("you are at least 90% sure"),
    Missing.EXPECTED_CLOSE: gettext_lazy("the day to close lies ahead"),
    Missing.HALF_CYCLE: gettext_lazy("closing is less than half a cycle away"),
}

WORK: dict[str, Promise] = {
    Place.UNIVERSE: gettext_lazy("Work: find out who may fit, and invite them"),
    Place.ABOVE: gettext_lazy("Work: qualify; verify the fit, meet one who decides"),
    Place.IN: gettext_lazy("Work: cover everyone who decides"),
    Place.BEST_FEW: gettext_lazy("Work: close; nothing else is left to do"),
}
"""The kind of work that each part of the funnel needs (2.C.2)."""

DEEDS: dict[Missing, Promise] = {
    Missing.FIT_DATA: gettext_lazy("Find out if it fits"),
    Missing.FIT_VERIFIED: gettext_lazy("Verify the fit"),
    Missing.CONFIDENCE: gettext_lazy("Remove the last doubt"),
    Missing.EXPECTED_CLOSE: gettext_lazy("Agree a day to close"),
    Missing.HALF_CYCLE: gettext_lazy("Keep in touch"),
}


def lacks(missing: Sequence[str]) -> list[str]:
    """What an objective lacks for its next place, each as a short clause."""
    return [str(LACKS[Missing(each)]) for each in missing]


def next_deed(objective: Objective, *, stood: Stood | None = None) -> str:
    """What to do next, short enough for a button: the user's own words first.

    `stood` is how it stands on another day than today.
    """
    if objective.next_deed:
        return objective.next_deed
    place = stood.place if stood else objective.place
    lacking = stood.missing if stood else objective.missing
    missing = lacking[0] if lacking else ""
    if missing in (Missing.INFLUENCES_COVERED, Missing.INFLUENCE_CONTACTED):
        return _("Meet %(who)s") % {"who": _first_uncovered(objective)}
    if missing:
        return str(DEEDS[Missing(missing)])
    return _("Close it") if place == Place.BEST_FEW else _("Work on it")


def _first_uncovered(objective: Objective) -> str:
    """Who is to be met: read with the row, or else found among those who decide."""
    if meet := getattr(objective, "meet", ""):
        return str(meet)
    for each in objective.influences.all():
        if each.is_uncovered:
            return str(each)
    return str(objective.customer)


def reasons(missing: Sequence[str]) -> str:
    """All that an objective lacks, as one sentence."""
    between = formats.mark(";", get_language() or "en")
    return sentence(between.join(lacks(missing)))


def why(stood: Stood, *, on: date) -> str:
    """One sentence: why it stands where it stands."""
    if stood.reason:
        return _("Judged by you: %(reason)s") % {"reason": stood.reason}
    if stood.missing:
        return reasons(stood.missing)
    return _("Everyone who decides is satisfied; %(left)s") % {
        "left": days_left(stood, on=on)
    }


def short_why(stood: Stood, *, on: date) -> str:
    """The same for a row: the first thing that is missing, else the days left."""
    if stood.reason:
        return why(stood, on=on)
    if stood.missing:
        return sentence(lacks(stood.missing[:1])[0])
    return sentence(days_left(stood, on=on))


def days_left(stood: Stood, *, on: date) -> str:
    """How long until it should close, against the normal cycle."""
    left = stood.days_left_on(on)
    if left is None:
        return _("no day to close yet")
    if left < 0:
        text = ngettext("%(n)s day late", "%(n)s days late", -left)
        return text % {"n": _number(-left)}
    said = {"n": _number(left), "cycle": _number(round(stood.cycle))}
    if left > stood.cycle:
        return _("%(n)s days left, more than a cycle of %(cycle)s") % said
    text = ngettext(
        "%(n)s day left of %(cycle)s",
        "%(n)s days left of %(cycle)s",
        left,
    )
    return text % said


def chance(stood: Stood) -> str:
    """How sure, and how much work is left: with the value, what orders the work."""
    said = {"n": _number(stood.work), "sure": _number(stood.confidence)}
    if not stood.confidence:
        text = ngettext(
            "chance not said, %(n)s step left",
            "chance not said, %(n)s steps left",
            stood.work,
        )
        return text % said
    text = ngettext(
        "%(sure)s%% sure, %(n)s step left",
        "%(sure)s%% sure, %(n)s steps left",
        stood.work,
    )
    return text % said


def ends_too_early(objective: Objective) -> str:
    """What to do about an end before the first contact, or ahead."""
    first = formats.day(objective.first_contact_on, get_language() or "en")
    return _(
        "Please choose a day from the first contact, %(first)s, to today. "
        "If you spoke before, correct “First contact” first."
    ) % {"first": first}


def age(stood: Stood, *, on: date) -> str:
    """How old it is against the normal cycle: what the ring shows."""
    days = stood.age_on(on)
    text = ngettext(
        "%(n)s day old; the normal cycle is %(cycle)s days",
        "%(n)s days old; the normal cycle is %(cycle)s days",
        days,
    )
    return text % {"n": _number(days), "cycle": _number(round(stood.cycle))}


def answer(parts: Mapping[str, Part]) -> str:
    """What is really there, in one sentence (the head of the Funnel)."""
    close = parts[Place.BEST_FEW].count
    cover = parts[Place.IN].count
    above = parts[Place.ABOVE].count + parts[Place.UNIVERSE].count
    counts = {
        "close": _number(close),
        "cover": _number(cover),
        "above": _number(above),
    }
    if not close + cover + above:
        return _("The funnel is empty: find someone to qualify.")
    if not above:
        return _("Nothing stands above the funnel: find someone to qualify.")
    if not close + cover:
        return _("%(above)s to qualify, nothing in the funnel yet.") % counts
    if not close:
        return _("Nothing to close; %(cover)s to cover, %(above)s to qualify.") % counts
    if not cover:
        return _("%(close)s to close, nothing to cover, %(above)s to qualify.") % counts
    return _("%(close)s to close, %(cover)s to cover, %(above)s to qualify.") % counts


def line(place: str, part: Part, *, fitting: int, waiting: int) -> str:
    """What is there in a part of the funnel, in a few words."""
    if place == Place.UNIVERSE and waiting:
        text = ngettext(
            "%(n)s person waits for your questions",
            "%(n)s people wait for your questions",
            waiting,
        )
        return text % {"n": _counted(waiting)}
    if place == Place.UNIVERSE and fitting:
        return fits(fitting)
    if not part.count:
        return _("Nothing here")
    text = ngettext("%(n)s objective", "%(n)s objectives", part.count)
    return text % {"n": _number(part.count)}


def fits(count: int) -> str:
    text = ngettext(
        "%(n)s person fits, with nothing open for them yet",
        "%(n)s people fit, with nothing open for them yet",
        count,
    )
    return text % {"n": _counted(count)}


def sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:]


def _counted(value: int) -> str:
    return formats.counted(value, get_language() or "en")


def _number(value: int) -> str:
    return formats.number(value, get_language() or "en")
