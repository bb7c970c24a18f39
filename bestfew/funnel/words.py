"""What is missing, and the next deed, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bestfew.funnel.models import Objective, Place
from bestfew.funnel.rules import Missing

LACKS: dict[Missing, Promise] = {
    Missing.FIT_DATA: gettext_lazy("nothing yet indicates a fit"),
    Missing.FIT_VERIFIED: gettext_lazy("the fit is not verified"),
    Missing.INFLUENCE_CONTACTED: gettext_lazy("nobody who decides was contacted"),
    Missing.INFLUENCES_COVERED: gettext_lazy("not everyone who decides is satisfied"),
    Missing.CONFIDENCE: gettext_lazy("you are less than 90% sure"),
    Missing.EXPECTED_CLOSE: gettext_lazy("no day to close that lies ahead"),
    Missing.HALF_CYCLE: gettext_lazy("closing is more than half a cycle away"),
}


def lacks(missing: list[str]) -> list[str]:
    """What an objective lacks for its next place, each as a short clause."""
    return [str(LACKS[Missing(each)]) for each in missing]


def next_deed(objective: Objective) -> str:
    """What to do next, short enough for a button: the user's own words first."""
    if objective.next_deed:
        return objective.next_deed
    missing = objective.missing[0] if objective.missing else ""
    if missing in (Missing.INFLUENCES_COVERED, Missing.INFLUENCE_CONTACTED):
        return _("Meet %(who)s") % {"who": _first_uncovered(objective)}
    deeds = {
        Missing.FIT_DATA: _("Find out if it fits"),
        Missing.FIT_VERIFIED: _("Verify the fit"),
        Missing.CONFIDENCE: _("Remove the last doubt"),
        Missing.EXPECTED_CLOSE: _("Agree a day to close"),
        Missing.HALF_CYCLE: _("Keep in touch"),
    }
    closing = _("Close it") if objective.place == Place.BEST_FEW else _("Work on it")
    return deeds.get(Missing(missing), closing) if missing else closing


def _first_uncovered(objective: Objective) -> str:
    for each in objective.influences.all():
        if not each.accepted_on and not (each.contacted_on and each.satisfied_on):
            return str(each)
    return str(objective.customer)
