"""Take people up, change them, and keep what lists sort and search by in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import Membership, User
from bestfew.history.models import Event, record
from bestfew.history.once import once
from bestfew.people import rules
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    Organisation,
    Person,
    Role,
    Source,
)

FORM = "form"
"""The namespace of the one-time submit ids that forms carry (trust.md D6)."""

TOLD = {"owner_id", "source_id", "referred_by_id"}
person_changed: Consequence[[Sequence[int], User | None, datetime]] = Consequence()
"""Follows when somebody else owns people (their ids), or they came another way; and for
those who brought somebody, or did not after all."""


class NobodyThere(Exception):
    """A person needs a name or a way to reach them."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point as it was typed."""

    kind: str
    value: str


def add_person(
    member: Membership, *, at: datetime, submit_id: str = "", **facts: Any
) -> Person:
    """A new person of this member, with ways to reach them; `facts` as `_add` has them.

    A phone number alone is a full person (field.md 3). The same `submit_id` a second
    time, or at once, gives the person of the first. Raises `NobodyThere` when there is
    neither a name nor a contact.
    """
    return once(
        lambda: submitted(submit_id),
        lambda: _add(member, at=at, submit_id=submit_id, **facts),
    )


def submitted(submit_id: str) -> Person | None:
    """The person whom a form of this one-time id made, if it was sent before."""
    found = ExternalId.objects.filter(namespace=FORM, value=submit_id)
    earlier = found.select_related("person").first() if submit_id else None
    return earlier.person if earlier else None


@transaction.atomic
def _add(
    member: Membership,
    *,
    at: datetime,
    submit_id: str,
    name: str = "",
    contacts: Iterable[Contact] = (),
    organisation: str = "",
    job_title: str = "",
    source: Source | None = None,
    **facts: Any,
) -> Person:
    contacts = [each for each in contacts if each.value.strip()]
    if not name.strip() and not contacts:
        raise NobodyThere
    person: Person = Person.objects.create(
        owner=member.user,
        name=name.strip(),
        source=source,
        created_at=at,
        obtained_on=timezone.localdate(at),
        **facts,
    )
    if submit_id:
        ExternalId.objects.create(namespace=FORM, value=submit_id, person=person)
    for each in contacts:
        add_contact(person, each, country=member.workspace.country)
    if organisation.strip():
        employ(person, organisation, title=job_title, owner=member.user, at=at)
    refresh_search(person)
    record("added", person, by=member.user, at=at)
    if person.referred_by_id:
        person_changed([person.referred_by_id], member.user, at)
    return person


def add_contact(
    someone: Person | Organisation, contact: Contact, *, country: str
) -> ContactPoint:
    """A way to reach them, once: the same number typed otherwise is no second one."""
    point, _created = ContactPoint.objects.get_or_create(
        person=someone if isinstance(someone, Person) else None,
        organisation=someone if isinstance(someone, Organisation) else None,
        kind=contact.kind,
        key=contact_key(contact, country=country),
        defaults={"value": contact.value.strip()},
    )
    return point


def contact_key(contact: Contact, *, country: str) -> str:
    """The form in which two contact points are compared."""
    return rules.contact_key(contact.kind, contact.value.strip(), country)


def employ(
    person: Person, organisation: str, *, title: str, owner: User, at: datetime
) -> Role:
    """Give the person a role at the organisation of that name, made when missing."""
    found = Organisation.objects.filter(sort_name=rules.fold(organisation)).first()
    employer = found or Organisation.objects.create(
        owner=owner,
        name=organisation.strip(),
        sort_name=rules.fold(organisation),
        created_at=at,
        is_shared=person.is_shared,
        is_sample=person.is_sample,
    )
    role, _created = Role.objects.update_or_create(
        person=person, organisation=employer, defaults={"title": title.strip()}
    )
    return role


@transaction.atomic
def refresh_search(person: Person) -> None:
    """Bring the columns that lists sort and search by up to date."""
    now = person.held()
    points = person.contact_points.values_list("kind", "value", "key")
    places = person.roles.values_list("organisation__name", flat=True)
    person.sort_name = rules.fold(now.name)[:300]
    person.search = rules.search_text(now.name, places, points, now.note)
    person.save(update_fields=["sort_name", "search"])


@transaction.atomic
def edit_person(
    person: Person,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields of a person; raises `EditConflict` (history).

    The whole name follows its parts in the order of the workspace's language, unless
    it was written otherwise.
    """
    parts = {"given_name", "family_name"} & after.keys()
    if parts and "name" not in after:
        before, after = _with_whole_name(person, before, after)
    event = person.edit(before=before, after=after, by=by, at=at)
    if event:
        refresh_search(person)
        _tell(person, event, by=by, at=at)
    return event


def _tell(person: Person, event: Event, *, by: User, at: datetime) -> None:
    was, now = event.facts["before"], event.facts["after"]
    if not TOLD.isdisjoint(now):
        brought_by = (was.get("referred_by_id"), now.get("referred_by_id"))
        person_changed([person.pk, *filter(None, brought_by)], by, at)


def _with_whole_name(
    person: Person, before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    language = person.workspace.language
    was = {"given_name": person.given_name, "family_name": person.family_name}
    will_be = was | after
    derived = rules.full_name(was["given_name"], was["family_name"], language)
    if person.name not in ("", derived):
        return before, after
    name = rules.full_name(will_be["given_name"], will_be["family_name"], language)
    return {**before, "name": person.name}, {**after, "name": name}


@transaction.atomic
def edit_organisation(
    organisation: Organisation,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields of an organisation; raises `EditConflict` (history)."""
    event = organisation.edit(before=before, after=after, by=by, at=at)
    if event:
        organisation.sort_name = rules.fold(organisation.name)[:300]
        organisation.save(update_fields=["sort_name"])
        for person in Person.objects.filter(roles__organisation=organisation):
            refresh_search(person)
    return event


@transaction.atomic
def add_organisation(member: Membership, *, name: str, at: datetime) -> Organisation:
    """The organisation of that name; a new one of this member's when there is none."""
    found = Organisation.objects.visible_to(member).filter(sort_name=rules.fold(name))
    if known := found.first():
        return known
    organisation = Organisation.objects.create(
        owner=member.user,
        name=name.strip(),
        sort_name=rules.fold(name)[:300],
        created_at=at,
    )
    record("added", organisation, by=member.user, at=at)
    return organisation
