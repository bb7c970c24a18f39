"""What happened to an objective, in words, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import DateField
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bestfew.funnel import words
from bestfew.funnel.models import BuyingRole, Influence, Objective, Outcome, Place
from bestfew.funnel.rules import RANKS
from bestfew.history.models import Event
from bestfew.web import formats

SHOWN = 40

PLAIN: Mapping[str, Promise] = {
    "opened": gettext_lazy("Opened"),
    "fit verified": gettext_lazy("The fit was verified"),
    "fit in doubt": gettext_lazy("The fit is in doubt again"),
    "judgement withdrawn": gettext_lazy("The rules decide again"),
    "reopened": gettext_lazy("Opened again"),
    "paused": gettext_lazy("Paused"),
    "taken up": gettext_lazy("Taken up again"),
    "reviewed": gettext_lazy("Reviewed: nothing changed"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event: what happened, when, by whom ('' for the calendar)."""

    at: datetime
    by: str
    text: str


def story_of(objective: Objective) -> list[Told]:
    """The latest events of an objective, in one query."""
    events = Event.objects.about(objective).select_related("by")[:SHOWN]
    return [
        Told(each.at, str(each.by or ""), tell(each.verb, each.facts))
        for each in events
    ]


def tell(verb: str, facts: Mapping[str, Any]) -> str:
    """One event as a clause; an unknown verb is told as it is."""
    if verb in PLAIN:
        return str(PLAIN[verb])
    teller = _TELLERS.get(verb)
    return teller(facts) if teller else verb


def _moved(facts: Mapping[str, Any]) -> str:
    """From where to where; for a fall, the reason that was given then."""
    before, after = Place(facts["before"]), Place(facts["after"])
    places = _("%(before)s → %(after)s") % {
        "before": before.label,
        "after": after.label,
    }
    missing = facts.get("missing")
    if RANKS[after] > RANKS[before] or not missing or facts.get("because"):
        return places
    colon = formats.mark(":", get_language() or "en")
    return f"{places}{colon}{words.lacks(missing)[0]}"


def _judged(facts: Mapping[str, Any]) -> str:
    return _("Judged: %(place)s, because %(reason)s") % {
        "place": Place(facts["place"]).label,
        "reason": facts["reason"],
    }


def _ended(facts: Mapping[str, Any]) -> str:
    return _("Ended: %(outcome)s") % {"outcome": Outcome(facts["outcome"]).label}


def _added(facts: Mapping[str, Any]) -> str:
    return _("%(who)s decides as well (%(role)s)") % {
        "who": facts["who"],
        "role": BuyingRole(facts["role"]).label,
    }


def _covered(facts: Mapping[str, Any]) -> str:
    who = {"who": facts["who"]}
    if facts["satisfied"]:
        return _("%(who)s is satisfied") % who
    if facts["contacted"]:
        return _("%(who)s was contacted") % who
    return _("%(who)s is still to be met") % who


def _described(facts: Mapping[str, Any]) -> str:
    """What we came to know of them: each column that changed, and to what."""
    columns = {each.attname: each for each in Influence._meta.concrete_fields}
    language = get_language() or "en"
    colon = formats.mark(":", language)
    told = [
        f"{columns[key].verbose_name}{colon}{_said(columns[key], value, language)}"
        for key, value in facts["after"].items()
        if key in columns
    ]
    found = formats.mark(";", language).join(told)
    return _("%(who)s: %(found)s") % {"who": facts["who"], "found": found}


def _said(column: Any, value: Any, language: str) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(column, DateField):
        return formats.day(date.fromisoformat(value), language)
    return str(dict(column.flatchoices).get(value, value))


def _removed(facts: Mapping[str, Any]) -> str:
    return _("%(who)s does not decide after all") % {"who": facts["who"]}


def _edited(facts: Mapping[str, Any]) -> str:
    """Which fields changed, and to what."""
    names = {
        each.attname: str(each.verbose_name).capitalize()
        for each in Objective._meta.concrete_fields
    }
    language = get_language() or "en"
    colon = formats.mark(":", language)
    changes = [
        f"{names.get(key, key)}{colon}{_written(key, value, language)}"
        for key, value in facts["after"].items()
        if key != "offering_id"
    ]
    return formats.mark(";", language).join(changes) or _("Another offering")


def _written(key: str, value: Any, language: str) -> str:
    """A fact as the history keeps it, as the reader writes it."""
    if value in (None, ""):
        return "–"
    if key == "value":
        return formats.number(Decimal(value), language)
    if key in ("expected_close_on", "reorganised_on"):
        return formats.day(date.fromisoformat(value), language)
    if key == "confidence":
        return formats.percent(Decimal(value) / 100, language)
    return str(value)


_TELLERS = {
    "moved": _moved,
    "judged": _judged,
    "ended": _ended,
    "influence added": _added,
    "influence covered": _covered,
    "influence described": _described,
    "influence removed": _removed,
    "edited": _edited,
}
