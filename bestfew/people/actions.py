"""Deeds on people that touch more than one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bestfew.accounts.models import Membership, User
from bestfew.history.models import Event, record
from bestfew.people import rules
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    DateKind,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    Purpose,
    Role,
    Source,
)

CHAT_KINDS = (ContactKind.ZALO, ContactKind.LINE, ContactKind.WECHAT)
BY_PHONE = (ContactKind.PHONE, ContactKind.ZALO, ContactKind.WHATSAPP)


class NobodyThere(Exception):
    """A person needs a name or a way to reach them."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point as it was typed."""

    kind: str
    value: str


@transaction.atomic
def add_person(
    member: Membership,
    *,
    at: datetime,
    name: str = "",
    contacts: Iterable[Contact] = (),
    organisation: str = "",
    job_title: str = "",
    source: Source | None = None,
    **facts: Any,
) -> Person:
    """A new person of this member, with ways to reach them.

    A phone number alone is a full person (field.md 3). Raises `NobodyThere` when
    there is neither a name nor a contact.
    """
    contacts = [each for each in contacts if each.value.strip()]
    if not name.strip() and not contacts:
        raise NobodyThere
    person = Person.objects.create(
        owner=member.user,
        name=name.strip(),
        source=source,
        created_at=at,
        obtained_on=at.date(),
        **facts,
    )
    for each in contacts:
        add_contact(person, each, country=member.workspace.country)
    if organisation.strip():
        employ(person, organisation, title=job_title, owner=member.user, at=at)
    refresh_search(person)
    record("added", person, by=member.user, at=at)
    return person


def add_contact(person: Person, contact: Contact, *, country: str) -> ContactPoint:
    """A way to reach them, once: the same number typed otherwise is no second one."""
    point, _created = ContactPoint.objects.get_or_create(
        person=person,
        kind=contact.kind,
        key=contact_key(contact, country=country),
        defaults={"value": contact.value.strip()},
    )
    return point


def contact_key(contact: Contact, *, country: str) -> str:
    """The form in which two contact points are compared."""
    value = contact.value.strip()
    if contact.kind == ContactKind.EMAIL:
        return rules.email_key(value) or rules.fold(value)
    if contact.kind in BY_PHONE:
        return rules.e164(value, country) or rules.digits(value) or rules.fold(value)
    return rules.fold(value)


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


def refresh_search(person: Person) -> None:
    """Bring the columns that lists sort and search by up to date."""
    points = person.contact_points.values_list("kind", "value", "key")
    places = person.roles.values_list("organisation__name", flat=True)
    person.sort_name = rules.fold(person.name)[:300]
    person.search = search_text(person.name, places, points, person.note)
    person.save(update_fields=["sort_name", "search"])


def search_text(
    name: str, places: Iterable[str], points: Iterable[tuple[str, str, str]], note: str
) -> str:
    """What search looks through: all folded, phone numbers as digits beside it."""
    parts = [name, *places]
    for kind, value, key in points:
        is_number = kind in BY_PHONE
        parts.append(
            f"{rules.digits(value)} {rules.digits(key)}" if is_number else value
        )
    return rules.fold("\n".join([*parts, note]))


@transaction.atomic
def edit_person(
    person: Person,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields of a person; raises `EditConflict` (history)."""
    event = person.edit(before=before, after=after, by=by, at=at)
    if event:
        refresh_search(person)
    return event


@transaction.atomic
def note_permission(
    person: Person,
    *,
    state: str,
    by: User,
    at: datetime,
    purpose: str = Purpose.FOLLOW_UP,
    medium: str = Permission.ANY_MEDIUM,
    how: str = "",
) -> Permission:
    """Write a word into the ledger; a "no" to anything ends all contact (B35)."""
    word = Permission.objects.create(
        person=person,
        purpose=purpose,
        medium=medium,
        state=state,
        at=at,
        how=how,
        by=by,
    )
    covers_all = medium == Permission.ANY_MEDIUM and purpose in (
        Purpose.ANY,
        Purpose.FOLLOW_UP,
    )
    if covers_all and state != Permission.State.ASKED:
        person.do_not_contact = state != Permission.State.GIVEN
        person.save(update_fields=["do_not_contact"])
    return word


def remember_birthday(
    person: Person, *, month: int, day: int, year: int | None = None
) -> ImportantDate:
    """Keep a birthday, with or without its year; raises ValueError for no such day."""
    date(year or 2000, month, day)
    found, _created = ImportantDate.objects.update_or_create(
        person=person,
        kind=DateKind.BIRTHDAY,
        label="",
        defaults={"month": month, "day": day, "year": year},
    )
    return found
