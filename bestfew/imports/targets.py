"""What columns can be mapped to, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.imports.models import Noun

Labels = Mapping[str, Promise | str]

_KEEP: Labels = {
    "": _("Keep beside it, as it is"),
    "skip": _("Leave out"),
}
_CONTACT: Labels = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "address": _("Address"),
}
TARGETS: Mapping[str, Labels] = {
    Noun.PEOPLE: {
        **_KEEP,
        "name": pgettext_lazy("of a person", "Name"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "last_first": _("Name written “Last, First”"),
        **_CONTACT,
        "zalo": "Zalo",
        "line": "LINE",
        "wechat": _("WeChat"),
        "whatsapp": "WhatsApp",
        "facebook": "Facebook",
        "organisation": _("Organisation"),
        "organisation_id": _("The organisation's id in another program"),
        "job_title": _("Job title"),
        "source": _("Source"),
        "basis": _("Lawful basis"),
        "birthday": _("Birthday"),
        "tags": _("Tags"),
        "note": _("Note"),
        "first_contact": _("Created, or first contact"),
        "external_id": _("Their id in another program"),
        "external_ids": _("All their ids, from an export of Bestfew"),
        "traits": _("What Bestfew kept beside it"),
    },
    Noun.ORGANISATIONS: {
        **_KEEP,
        "name": _("Name"),
        **_CONTACT,
        "note": _("Note"),
        "external_id": _("Its id in another program"),
        "external_ids": _("All its ids, from an export of Bestfew"),
        "traits": _("What Bestfew kept beside it"),
    },
    Noun.OBJECTIVES: {
        **_KEEP,
        "name": _("What is to be agreed"),
        "customer_id": _("The customer's id in another program"),
        "customer_ids": _("All the customer's ids, from an export of Bestfew"),
        "customer_name": _("The customer's name"),
        "customer_email": _("The customer's e-mail"),
        "customer_phone": _("The customer's phone"),
        "offering": _("Offering"),
        "kind": _("Kind: sell, recruit, alliance"),
        "value": _("Value"),
        "currency": _("Currency"),
        "first_contact": _("First contact"),
        "expected_close": _("Expected close"),
        "closed_on": _("Closing day"),
        "confidence": _("How sure, %"),
        "stage": _("Stage, or how it ended"),
        "lost_reason": _("Why it was lost"),
        "fit": _("What indicates a fit"),
        "external_id": _("Its id in another program"),
        "traits": _("What Bestfew kept beside it"),
    },
    Noun.ACTIVITIES: {
        **_KEEP,
        "person_id": _("The person's id in another program"),
        "organisation_id": _("The organisation's id in another program"),
        "person_ids": _("All the person's ids, from an export of Bestfew"),
        "organisation_ids": _("All the organisation's ids, from an export of Bestfew"),
        "objective_id": _("The objective's id in another program"),
        "email": _("The person's e-mail"),
        "phone": _("The person's phone"),
        "kind": _("Kind: call, message, meeting…"),
        "at": _("When"),
        "minutes": _("Minutes"),
        "seconds": _("Seconds"),
        "note": _("What happened"),
        "direction": _("Incoming or outgoing"),
        "outcome": _("What came of it"),
        "channel": _("Channel"),
        "external_id": _("Its id in another program"),
        "traits": _("What Bestfew kept beside it"),
    },
}


def targets_of(noun: str) -> Labels:
    """The targets that columns of such a file can have, each with its label."""
    return TARGETS[noun]
