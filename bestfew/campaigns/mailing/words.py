"""What went wrong, and why somebody was left out, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.campaigns.mailing import deeds
from bestfew.campaigns.mailing.audience import MOST
from bestfew.campaigns.mailing.fields import UnknownField

REASONS: Mapping[str, str | Promise] = {
    "no_permission": _("not asked yet, or no answer"),
    "said_no": _("said no to news by e-mail"),
    "do_not_contact": _("wants no contact"),
    "no_address": _("no e-mail address"),
    "bad_address": _("the address does not exist"),
    "same_address": _("shares an address with somebody who gets it"),
    "same_person": _("has it already, at another address"),
    "address_gone": _("the address was changed or removed"),
    "quiet_hours": _("quiet hours in your country"),
    "too_often": _("has had as many letters today as the law allows"),
    "cancelled": _("the mailing was cancelled"),
    "unknown_mailbox": _("nobody is at that address"),
    "refused": _("their mail server refused it"),
    "tried_in_vain": _("their mail server put it off five times"),
    "no_answer": _("the mail server hung up before it answered"),
    "bounced": _("it came back"),
}

ACCOUNT_FAULTS: Mapping[str, str | Promise] = {
    "trying": _("Trying it out…"),
    "unknown_host": _("There is no mail server of that name."),
    "unreachable": _("The mail server does not answer on that port."),
    "timeout": _("The mail server did not answer in time."),
    "dropped": _("The mail server hung up."),
    "tls": _("The encrypted connection failed: is the encryption the right one?"),
    "no_tls": _("The mail server offers no encryption on that port."),
    "password": _("The mail server refused the user name or the password."),
    "no_sign_in": _("The mail server takes no password there."),
    "sender": _("The mail server does not let this account send from that address."),
    "refused": _("The mail server refused the connection."),
    "busy": _("The mail server asked to try again later."),
    "limit": _("The mail server says that it has sent as much as it may for now."),
    "not_allowed": _("It is in a private network, or not on a port of mail servers."),
    "sealed": _("The password cannot be read any more. Type it again."),
}

PAUSED_BECAUSE: Mapping[str, str | Promise] = {
    "fault": _("It stopped by a fault of ours. Go on with it, or look at the log."),
    "unwelcome": _(
        "Ten letters in a row were refused. Read why below, change what is wrong, and "
        "go on."
    ),
    "left": _("Who sent it may not send any more. Somebody else can go on with it."),
}


def reason(code: str) -> str:
    return str(REASONS.get(code, code))


_SENTENCES: Mapping[type[Exception], str | Promise] = {
    deeds.NotNow: _("Somebody was faster: it stands as you see it now."),
    deeds.ChangedMeanwhile: _("Somebody changed it meanwhile: look at it again."),
    deeds.NoAccount: _("Add an account to send it through first."),
    deeds.NobodyToWriteTo: _("Nobody of these people may be written to."),
    deeds.TooMany: _(
        "%(count)s people are too many for one mailing: it takes %(most)s. "
        "Choose fewer."
    ),
    UnknownField: _("There is no field {%(count)s}."),
}
REFUSALS = tuple(_SENTENCES)
"""Why a mailing is not sent off."""


def sentence(refusal: Exception) -> str:
    facts = {"count": str(refusal), "most": MOST}
    return str(_SENTENCES[type(refusal)]) % facts


def sentence_of_site(site: str) -> str:
    return str(_("%(site)s is no address of a site: https://…")) % {"site": site}
