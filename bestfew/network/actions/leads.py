"""A referral that was agreed to becomes a lead, qualified like any other (OQ-18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.network.models import Referral
from bestfew.people import rules as people_rules
from bestfew.people.actions import Contact, add_person, contact_key, note_permission
from bestfew.people.models import (
    ContactPoint,
    LawfulBasis,
    Permission,
    Person,
    Purpose,
    Source,
)
from bestfew.teams.actions.slips import Details

SOURCE = "referral"


def lead_of(
    referral: Referral, details: Details, member: Membership, *, at: datetime
) -> Person:
    """Somebody to call: known already by their number or address, or new.

    That they agreed is in their ledger, unless they told us "no" before: only they
    take that back (OQ-17).
    """
    contacts = contacts_of(details)
    person = _known(contacts, member) or _new(
        referral, details, contacts, member, at=at
    )
    if not person.do_not_contact:
        note_permission(
            person, state=Permission.State.GIVEN, by=member.user, at=at,
            purpose=Purpose.FOLLOW_UP, how=_how(referral),
        )  # fmt: skip
    return person


def contacts_of(details: Details) -> list[Contact]:
    ways = (Contact("phone", details.phone), Contact("email", details.email))
    return [way for way in ways if people_rules.can_reach(way.kind, way.value)]


def _known(contacts: Iterable[Contact], member: Membership) -> Person | None:
    """Who has that number, else that address: whoever has been known the longest."""
    for contact in contacts:
        is_phone = contact.kind == "phone"
        kinds = people_rules.BY_PHONE if is_phone else (contact.kind,)
        key = contact_key(contact, country=member.workspace.country)
        points = ContactPoint.objects.filter(key=key, kind__in=kinds)
        found = points.exclude(person=None).select_related("person")
        if point := found.order_by("person_id").first():
            person: Person = point.person
            return person
    return None


def _new(
    referral: Referral,
    details: Details,
    contacts: list[Contact],
    member: Membership,
    *,
    at: datetime,
) -> Person:
    source, _made = Source.objects.get_or_create(
        key=SOURCE, defaults={"name": _("Referral")}
    )
    return add_person(
        member, at=at, name=details.name, contacts=contacts, source=source,
        lawful_basis=LawfulBasis.REFERRAL, referred_by=_who_brought(referral),
        is_sample=referral.is_sample,
    )  # fmt: skip


def _who_brought(referral: Referral) -> Person | None:
    """The giver, where this book knows them as a partner."""
    return referral.partner.person if referral.partner else None


def _how(referral: Referral) -> str:
    """How we know. What somebody else wrote stays in the slip, and goes with them."""
    if referral.slip:
        return _("They agreed to be called: through a referral of our Power Team.")
    text = _("Referral from %(who)s: %(how)s")
    return (text % {"who": referral.partner or "", "how": referral.agreed_how})[:300]


def withdraw_of(referral: Referral, member: Membership, *, at: datetime) -> None:
    """They want no call after all: it is in their ledger here, too."""
    person = referral.person
    if person and not person.do_not_contact:
        note_permission(
            person, state=Permission.State.WITHDRAWN, by=member.user, at=at,
            purpose=Purpose.FOLLOW_UP, how=_("Through who referred them"),
        )  # fmt: skip
