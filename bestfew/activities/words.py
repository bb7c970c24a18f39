"""The log's words: kinds in the language of the trade, warnings as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.accounts.models import Workspace
from bestfew.activities.models import ICONS, Activity, Kind, Outcome
from bestfew.packs.loader import UnknownTrade, load, say


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of activity as a chip shows it."""

    code: str
    label: str
    icon: str


def kinds(workspace: Workspace) -> list[KindWords]:
    """Every kind; a viewing has the name that the trade gives it."""
    return [KindWords(kind, kind_label(kind, workspace), ICONS[kind]) for kind in Kind]


def kind_label(kind: str, workspace: Workspace) -> str:
    if kind == Kind.VISIT:
        return viewing(workspace)
    return str(Kind(kind).label)


def viewing(workspace: Workspace) -> str:
    """The act of level 4 in this trade: a viewing, a trial session…"""
    try:
        words = load(workspace.trade).words
    except UnknownTrade:
        return str(Kind.VISIT.label)
    return say(words.viewing, get_language() or "en")


def heading(activity: Activity, workspace: Workspace) -> str:
    """What was done, as the story of a person tells it: `Called: no answer`."""
    return {
        Kind.CALL: _("They called") if activity.is_incoming else _("Called"),
        Kind.MESSAGE: _("They wrote") if activity.is_incoming else _("Message sent"),
        Kind.EMAIL: _("E-mail came") if activity.is_incoming else _("E-mail sent"),
        Kind.MEETING: _("Meeting"),
        Kind.PRESENTATION: _("Presentation"),
        Kind.CARE: _("Cared for"),
        Kind.INFORMATION: _("Information given"),
        Kind.ADVICE: _("Advice given"),
        Kind.NOTE: _("Note"),
    }.get(Kind(activity.kind)) or viewing(workspace).capitalize()


def outcome_label(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome else ""


def warnings(codes: Iterable[str]) -> list[str]:
    """A log entry's warnings as sentences, none of them a reproach."""
    known = {
        "too_early": _("They are no prospect yet: qualifying first saves your time."),
        "no_close": _("Every presentation needs a call to action and a close."),
        "do_not_contact": _("They asked not to be contacted."),
    }
    return [known[code] for code in codes]
