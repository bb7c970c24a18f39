"""Deeds on campaigns, on the answers to them, and on their call lists."""

from __future__ import annotations

from bestfew.campaigns.actions.answers import Answer, FormClosed, respond
from bestfew.campaigns.actions.calling import (
    CalledByAnother,
    QuietHours,
    called,
    held_by,
    pass_over,
    put_on_list,
    take_call_back,
    take_next,
)
from bestfew.campaigns.actions.campaign import (
    begin,
    close,
    edit_campaign,
    edit_form,
    form_of,
    reopen,
)
from bestfew.campaigns.actions.knocks import TooMany, knock

__all__ = [
    "Answer",
    "CalledByAnother",
    "FormClosed",
    "QuietHours",
    "TooMany",
    "begin",
    "called",
    "close",
    "edit_campaign",
    "edit_form",
    "form_of",
    "held_by",
    "knock",
    "pass_over",
    "put_on_list",
    "reopen",
    "respond",
    "take_call_back",
    "take_next",
]
