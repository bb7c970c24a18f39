"""What columns can be mapped to, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.imports.models import Noun
from bestfew.markets.models import TargetMarket
from bestfew.network.models import Referral, SphereMember

Labels = Mapping[str, Promise | str]

_KEEP: Labels = {
    "": _("Keep beside it, as it is"),
    "skip": _("Leave out"),
}
_CONTACT: Labels = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "zalo": "Zalo",
    "line": "LINE",
    "wechat": _("WeChat"),
    "whatsapp": "WhatsApp",
    "facebook": "Facebook",
    "website": _("Website"),
    "address": _("Address"),
    "address_part": _("Part of the address: town, postcode, country…"),
}
_WHOSE: Labels = {
    "owner": _("Whose: a member's e-mail or name"),
    "shared": _("Seen by all: yes"),
}
_FROM_EXPORT: Labels = {
    "traits": _("What Bestfew kept beside it"),
    "exact": _("The mark of an exact export of Bestfew"),
}
_NETWORK: Labels = {
    "": _("Leave out"),
    "external_id": _("Its id in another program"),
    "exact": _("The mark of an exact export of Bestfew"),
}


def _named(model: type[Model], *names: str) -> dict[str, Promise | str]:
    """Columns of a model, as its forms call them."""
    fields: dict[str, Any] = {name: model._meta.get_field(name) for name in names}
    return {name: field.verbose_name for name, field in fields.items()}


TARGETS: Mapping[str, Labels] = {
    Noun.MARKETS: {
        **_NETWORK,
        **_named(TargetMarket, "name", "who", "needs", "desires", "picture"),
        **_named(TargetMarket, "listen_for", "introduce", "potential"),
        "created_at": _("When it was opened here"),
        "retired_at": _("When its ending was written down"),
        "offerings": _("Offering"),
        "professions": _("professions"),
    },
    Noun.PROFESSIONS: {
        **_NETWORK,
        "key": _("The profession as every business knows it"),
        "name": _("Name"),
        "mine": _("This is you: yes"),
        "position": _("Its place in the list"),
        "rivals": _("Who competes with whom, from an export of Bestfew"),
    },
    Noun.SPHERE: {
        **_NETWORK,
        "name": _("Name"),
        "person_ids": _("All the person's ids, from an export of Bestfew"),
        "organisation_ids": _("All the organisation's ids, from an export of Bestfew"),
        "team": _("Their team"),
        "profession": _("profession"),
        **_named(SphereMember, "wanted", "overlap", "note"),
        "common": _("Clients in common, as both counted"),
        "common_at": _("When they were counted"),
        "created_at": _("When it was opened here"),
        "ended_at": _("When its ending was written down"),
        "learned": _("What they answered, from an export of Bestfew"),
        **_WHOSE,
    },
    Noun.REFERRALS: {
        **_NETWORK,
        "direction": _("Given or got"),
        "other": _("Who is at the other end"),
        "team": _("Their team"),
        "partner_id": _("The partner's id, from an export of Bestfew"),
        "person": _("The person's name"),
        "person_ids": _("All the person's ids, from an export of Bestfew"),
        **_named(Referral, "summary", "kind", "level", "agreed_how"),
        "origin_id": _("The id of the referral it came from"),
        "given_at": _("When it was given"),
        "agreed_at": _("When they agreed"),
        "status": _("Where it stands"),
        "status_at": _("Since when it stands there"),
        "steps": _("Every step, from an export of Bestfew"),
        "closed": _("What was closed, from an export of Bestfew"),
        **_WHOSE,
    },
    Noun.PEOPLE: {
        **_KEEP,
        "name": pgettext_lazy("of a person", "Name"),
        "given_name": _("Given name"),
        "middle_name": _("Middle name"),
        "family_name": _("Family name"),
        "last_first": _("Name written “Last, First”"),
        **_CONTACT,
        "organisation": _("Organisation"),
        "organisation_id": _("The organisation's id in another program"),
        "organisation_ids": _("All the organisation's ids, from an export of Bestfew"),
        "job_title": _("Job title"),
        "source": _("Source"),
        "referred_by": _("Who brought them: a name, an e-mail or a number"),
        "referred_id": _("The id of who brought them, in another program"),
        "referred_ids": _("All the ids of who brought them, from an export of Bestfew"),
        "basis": _("Lawful basis"),
        "obtained_on": _("The day from which we know them"),
        "do_not_contact": _("They want no contact: yes"),
        "birthday": _("Birthday"),
        "tags": _("Tags"),
        "note": _("Note"),
        "first_contact": _("Created, or first contact"),
        "external_id": _("Their id in another program"),
        "external_ids": _("All their ids, from an export of Bestfew"),
        "roles": _("Further roles, from an export of Bestfew"),
        "dates": _("Further dates, from an export of Bestfew"),
        "permissions": _("The permission ledger, from an export of Bestfew"),
        "concerns": _("Concerns, from an export of Bestfew"),
        "answers": _("Answers to questions, from an export of Bestfew"),
        "answered_on": _("The day on which they answered, or wrote to us first"),
        "level_marks": _("Words about levels, from an export of Bestfew"),
        "work_again": _(
            "Whether you would work with them again, from an export of Bestfew"
        ),
        "follow_ups": _("Follow-ups, from an export of Bestfew"),
        "contacts": _("Further ways to reach them, from an export of Bestfew"),
        **_WHOSE,
        **_FROM_EXPORT,
    },
    Noun.ORGANISATIONS: {
        **_KEEP,
        "name": _("Name"),
        **_CONTACT,
        "note": _("Note"),
        "first_contact": _("Created, or first contact"),
        "external_id": _("Its id in another program"),
        "external_ids": _("All its ids, from an export of Bestfew"),
        "follow_ups": _("Follow-ups, from an export of Bestfew"),
        "contacts": _("Further ways to reach them, from an export of Bestfew"),
        **_WHOSE,
        **_FROM_EXPORT,
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
        "won_on": _("The day on which it was won"),
        "confidence": _("How sure, %"),
        "stage": _("Stage, or how it ended"),
        "lost_reason": _("Why it was lost"),
        "fit": _("What indicates a fit"),
        "fit_on": _("The day from which a fit is known"),
        "fit_verified_on": _("The day on which the fit was verified"),
        "agreement": _("Agreement: contract, verbal"),
        "next_deed": _("Next deed"),
        "strength": _("What speaks for us"),
        "competition": _("What they may choose instead of us"),
        "reorganised_on": _("The day from which their organisation changes"),
        "paused": _("Paused: yes"),
        "opened_at": _("When it was opened here"),
        "ended_at": _("When its ending was written down"),
        "external_id": _("Its id in another program"),
        "influences": _("Who decides, from an export of Bestfew"),
        "reviews": _("Reviews, from an export of Bestfew"),
        "judgements": _("Judgements, from an export of Bestfew"),
        "follow_ups": _("Follow-ups, from an export of Bestfew"),
        **_WHOSE,
        **_FROM_EXPORT,
    },
    Noun.ACTIVITIES: {
        **_KEEP,
        "person_id": _("The person's id in another program"),
        "organisation_id": _("The organisation's id in another program"),
        "person_ids": _("All the person's ids, from an export of Bestfew"),
        "organisation_ids": _("All the organisation's ids, from an export of Bestfew"),
        "objective_id": _("The objective's id in another program"),
        "person_name": _("The person's name"),
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
        "campaign": _("Campaign"),
        "call_to_action": _("Call to action"),
        "close": _("How the close was asked for"),
        "work": _("Kind of work: close, prospect, funnel, other"),
        "by": _("Who did it: a member's e-mail or name"),
        "external_id": _("Its id in another program"),
        **_FROM_EXPORT,
    },
}


def targets_of(noun: str) -> Labels:
    """The targets that columns of such a file can have, each with its label."""
    return TARGETS[noun]
