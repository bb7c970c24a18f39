"""Why something could not be done at the table, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bestfew.accounts.models import LinkUsedOrExpired
from bestfew.teams.actions.leaving import LastLeaderStays
from bestfew.teams.actions.links import HasAnAccount
from bestfew.teams.actions.seats import SeatTaken, SitsAlready
from bestfew.teams.actions.telling import BothSit
from bestfew.teams.letters import AskedNotTo, CannotSend
from bestfew.teams.meeting_words import FAULTS as AT_A_MEETING
from bestfew.teams.meeting_words import fault_words
from bestfew.teams.rivalry import Competes
from bestfew.teams.sharing import ChangedMeanwhile
from bestfew.teams.slip_saying import SLIP_FAULTS, say_slip

FAULTS = (
    AskedNotTo,
    BothSit,
    CannotSend,
    ChangedMeanwhile,
    Competes,
    HasAnAccount,
    LastLeaderStays,
    LinkUsedOrExpired,
    SeatTaken,
    *AT_A_MEETING,
    *SLIP_FAULTS,
)
"""What a deed at the table may raise, and a view tells."""


def sentence(fault: Exception) -> str:
    """One clear sentence; it names professions, and never what is private."""
    if isinstance(fault, Competes):
        return _(
            "%(one)s and %(other)s take work from each other, so only one of them can"
            " sit here."
        ) % {"one": fault.seat.title, "other": fault.other.title}
    if isinstance(fault, SitsAlready):
        return _("They have a seat in this team already.")
    return say_slip(fault) if isinstance(fault, SLIP_FAULTS) else _plain(fault)


def _plain(fault: Exception) -> str:
    said = {
        SeatTaken: _("This seat is not free any more."),
        LastLeaderStays: _("A team needs a leader. Hand over to somebody first."),
        AskedNotTo: _("They asked you not to be contacted: nothing was sent."),
        CannotSend: _(
            "Your e-mail account can send nothing now. Please make a link, or try"
            " again later."
        ),
        BothSit: _("Both sit here already. Please talk about it with them."),
        HasAnAccount: _("They sign in with their account and need no link."),
        ChangedMeanwhile: _(
            "Somebody changed this meanwhile. Please look at it again; nothing was"
            " saved."
        ),
        LinkUsedOrExpired: _("This invitation has ended already."),
    }
    return (said | fault_words())[type(fault)]
