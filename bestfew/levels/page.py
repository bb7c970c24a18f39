"""The Levels page: one question from its address, answered in words and drawings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.levels import words
from bestfew.levels.drawing import cohort_heads, cohort_rows, rows_of
from bestfew.levels.forms import AskForm
from bestfew.levels.queries.ways import Ways
from bestfew.levels.screen import shown


def page(member: Membership, form: AskForm, ways: Ways) -> dict[str, Any]:
    """The template's context."""
    found = shown(member, form.asked(), ways)
    return {
        "form": form,
        "found": found,
        "ask": _("Enough people? Good enough?"),
        "answer": words.answer(found),
        "why": words.reason(found),
        "channels_said": words.channels(found),
        "rows": rows_of(found, member.workspace),
        "cohorts": cohort_rows(found, form.address),
        "cohort_heads": cohort_heads(member.workspace),
        "without_cohort": form.address(cohort=""),
    }
