"""States and verdicts in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bestfew.prospecting.rules import StateName, Verdict

TITLES: Mapping[StateName, Promise] = {
    "lead": gettext_lazy("Lead"),
    "possible": gettext_lazy("Possible prospect"),
    "prospect": gettext_lazy("Prospect"),
    "disqualified": gettext_lazy("Not for us, for now"),
}

SIGNS: Mapping[str, str] = {
    "lead": "unknown",
    "possible": "watch",
    "prospect": "good",
    "disqualified": "act",
}
"""The shape and colour that stand beside each word."""


def known(met: int, asked: int) -> str:
    """How much of what is asked is known to be met."""
    if met == asked:
        text = ngettext("It is known.", "All %(asked)s are known.", asked)
        return text % {"asked": asked}
    return _("%(met)s of %(asked)s known.") % {"met": met, "asked": asked}


def failed(count: int) -> str:
    """How many required answers are no."""
    text = ngettext("One answer is no.", "%(count)s answers are no.", count)
    return text % {"count": count}


def why(verdict: Verdict) -> str:
    """A sentence that says what the state rests on."""
    asked = len(verdict.met) + len(verdict.unknown) + len(verdict.not_met)
    if verdict.state == "disqualified":
        return failed(len(verdict.not_met))
    return known(len(verdict.met), asked)
