"""Why a referral of one's own book could not go on, in one sentence."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from bestfew.network.actions.referrals import MayNotRefer
from bestfew.people.models import MayNotContact
from bestfew.teams.slip_saying import SLIP_FAULTS, say_slip
from bestfew.teams.views import form

FAULTS = (*SLIP_FAULTS, MayNotContact, MayNotRefer)


def sentence(refused: Exception) -> str:
    if isinstance(refused, MayNotContact):
        return _("They asked not to be contacted, so nobody is told about them.")
    if isinstance(refused, MayNotRefer):
        return _("They asked not to be introduced to others.")
    return say_slip(refused)


done = partial(form.done, faults=FAULTS, say=sentence)
tried = partial(form.tried, faults=FAULTS, say=sentence)
