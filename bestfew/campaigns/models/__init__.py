"""What campaigns keep: forms, call lists, mailings and their letters."""

from __future__ import annotations

from bestfew.campaigns.models.calls import Call
from bestfew.campaigns.models.dispatches import Dispatch
from bestfew.campaigns.models.forms import Form, Knock
from bestfew.campaigns.models.letters import BadAddress, Letter
from bestfew.campaigns.models.mail import MailAccount, Mailing, Security

__all__ = [
    "BadAddress",
    "Call",
    "Dispatch",
    "Form",
    "Knock",
    "Letter",
    "MailAccount",
    "Mailing",
    "Security",
]
