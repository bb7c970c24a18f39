"""Why a referral could not go on, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bestfew.teams.actions import slips
from bestfew.teams.actions.stories import PermissionNeeded

SLIP_FAULTS = (
    slips.DetailsNeeded,
    slips.GivenAlready,
    slips.NotInTheTeam,
    slips.NotYours,
    slips.ReferralToOneself,
    slips.SaysNo,
    slips.SummaryNotBlind,
    slips.ThankedFor,
    slips.WrongStep,
    PermissionNeeded,
)


def say_slip(fault: Exception) -> str:
    """One clear sentence, without a word about whom it is."""
    said = {
        slips.DetailsNeeded: _("A name and a phone number or an e-mail are needed."),
        slips.GivenAlready: _("You gave this referral already, and it is still open."),
        slips.NotInTheTeam: _("They do not sit in this team any more."),
        slips.NotYours: _("That is for the other side to say."),
        slips.ReferralToOneself: _("A referral goes to somebody else."),
        slips.SaysNo: _("They asked not to be contacted: nothing is passed on."),
        slips.SummaryNotBlind: _(
            "Please say what is needed, without a name, a number or an address. These"
            " pass once the person agreed."
        ),
        slips.ThankedFor: _(
            "You said thank you for it. First correct the amount to 0, then this."
        ),
        slips.WrongStep: _("It stands elsewhere by now. Please look at it again."),
        PermissionNeeded: _("First the people in the story must agree."),
    }
    return said[type(fault)]
