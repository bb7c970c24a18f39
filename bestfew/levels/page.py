"""The Levels page: one question from its address, answered in words and drawings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.levels import words
from bestfew.levels.drawing import cohort_heads, cohort_rows, rows_of
from bestfew.levels.forms import AskForm
from bestfew.levels.queries.outbound import is_mislabelling, outbound_of
from bestfew.levels.queries.ways import Ways
from bestfew.levels.screen import Shown, shown


def page(member: Membership, form: AskForm, ways: Ways) -> dict[str, Any]:
    """The template's context."""
    found = shown(member, form.asked(), ways)
    return {
        "form": form,
        "found": found,
        "is_mislabelling": _is_mislabelling(found),
        "ask": _("Enough people? Good enough?"),
        "answer": words.answer(found),
        "why": words.reason(found),
        "channels_said": words.channels(found),
        "rows": rows_of(found, member.workspace),
        "cohorts": cohort_rows(found, form.address),
        "cohort_heads": cohort_heads(member.workspace),
        "without_cohort": form.address(cohort=""),
    }


def _is_mislabelling(found: Shown) -> bool:
    """C56, of all who came to a level, whichever way."""
    asked = found.asked
    if asked.way or asked.cohort:
        return False
    by_seller = outbound_of(asked.period)
    whose = by_seller if asked.seller is None else [asked.seller]
    return is_mislabelling(found.pyramid, sum(by_seller.get(pk, 0) for pk in whose))
