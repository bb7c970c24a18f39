"""Ways to reach someone, roles, tags, birthdays and concerns; each change is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from bestfew.accounts.models import Membership, User
from bestfew.history.models import EditConflict, Event, record
from bestfew.people import rules
from bestfew.people.actions.person import (
    Contact,
    add_contact,
    contact_key,
    employ,
    refresh_search,
)
from bestfew.people.models import (
    Concern,
    ContactPoint,
    DateKind,
    ImportantDate,
    Organisation,
    Person,
    Role,
    Tag,
    Tagging,
)


class ContactKnown(Exception):
    """They have this number or address already."""


class NotAContact(ValueError):
    """The text is nothing by which one could be reached in this way."""


class EndsInTheFuture(ValueError):
    """A role ends today or ended before; it cannot have ended tomorrow."""


@transaction.atomic
def note_contact(
    member: Membership,
    someone: Person | Organisation,
    contact: Contact,
    *,
    at: datetime,
) -> ContactPoint:
    """Add a way to reach someone; raises `NotAContact`. Known ones stay as they are."""
    _check(contact)
    point = add_contact(someone, contact, country=member.workspace.country)
    _changed(someone, "contact added", by=member.user, at=at, value=point.value)
    return point


@transaction.atomic
def change_contact(
    member: Membership, point: ContactPoint, value: str, *, before: str, at: datetime
) -> None:
    """Correct it, from what the editor saw.

    Raises `EditConflict` when somebody else changed it meanwhile, `ContactKnown` when
    they have it already, `NotAContact`.
    """
    now = ContactPoint.objects.select_for_update().get(pk=point.pk)
    contact = Contact(now.kind, value)
    if now.value == value.strip():
        return
    if now.value != before:
        raise _conflict(now, yours=value, before=before)
    _check(contact)
    now.value = contact.value.strip()
    now.key = contact_key(contact, country=member.workspace.country)
    try:
        with transaction.atomic():
            now.save(update_fields=["value", "key"])
    except IntegrityError:
        raise ContactKnown from None
    record("changed", now, by=member.user, at=at, before=before, after=now.value)
    _changed(
        now.someone,
        "contact changed",
        by=member.user,
        at=at,
        before=before,
        value=now.value,
    )


@transaction.atomic
def drop_contact(point: ContactPoint, *, by: User, at: datetime) -> None:
    point.delete()
    _changed(point.someone, "contact removed", by=by, at=at, value=point.value)


def _check(contact: Contact) -> None:
    if not rules.can_reach(contact.kind, contact.value):
        raise NotAContact


def _conflict(point: ContactPoint, *, yours: str, before: str) -> EditConflict:
    last = Event.objects.about(point).select_related("by").first()
    return EditConflict(
        "value",
        yours=yours,
        theirs=point.value,
        before=before,
        by=str(last.by) if last else "",
        at=last.at if last else None,
    )


def _changed(
    someone: Person | Organisation, verb: str, *, by: User, at: datetime, **facts: str
) -> None:
    if isinstance(someone, Person):
        refresh_search(someone)
    record(verb, someone, by=by, at=at, **facts)


@transaction.atomic
def take_role(
    member: Membership, person: Person, organisation: str, *, title: str, at: datetime
) -> Role:
    """Give a person a role at the organisation of that name."""
    role = employ(person, organisation, title=title, owner=member.user, at=at)
    if role.ended_on:
        role.ended_on = None
        role.save(update_fields=["ended_on"])
    _changed(person, "role added", by=member.user, at=at, value=_words(role))
    return role


@transaction.atomic
def end_role(
    role: Role, *, on: date | None, by: User, at: datetime, today: date
) -> None:
    """They left on that day; None takes it back. Raises `EndsInTheFuture`."""
    if on and on > today:
        raise EndsInTheFuture
    role.ended_on = on
    role.save(update_fields=["ended_on"])
    verb = "role ended" if on else "role added"
    _changed(role.person, verb, by=by, at=at, value=_words(role))


@transaction.atomic
def drop_role(role: Role, *, by: User, at: datetime) -> None:
    """It was a mistake: they never had it."""
    role.delete()
    _changed(role.person, "role removed", by=by, at=at, value=_words(role))


def _words(role: Role) -> str:
    return " · ".join(part for part in (role.title, role.organisation.name) if part)


@transaction.atomic
def tag(person: Person, name: str, *, by: User, at: datetime) -> Tag:
    """Put a tag on a person; a tag in other capitals is the same tag."""
    name = " ".join(name.split())
    known = [each for each in Tag.objects.all() if rules.same_tag(each.name, name)]
    found: Tag = known[0] if known else Tag.objects.get_or_create(name=name)[0]
    _tagging, is_new = Tagging.objects.get_or_create(person=person, tag=found)
    if is_new:
        record("tagged", person, by=by, at=at, value=found.name)
    return found


@transaction.atomic
def untag(person: Person, tagged: Tag, *, by: User, at: datetime) -> None:
    """Take a tag off; a tag that nobody wears is gone."""
    removed, _rows = Tagging.objects.filter(person=person, tag=tagged).delete()
    if removed:
        record("untagged", person, by=by, at=at, value=tagged.name)
    if not tagged.taggings.exists():
        tagged.delete()


@transaction.atomic
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


@transaction.atomic
def forget_birthday(person: Person) -> ImportantDate | None:
    """What was known of it, so that it can be kept again."""
    kept = ImportantDate.objects.filter(person=person, kind=DateKind.BIRTHDAY)
    known: ImportantDate | None = kept.first()
    kept.delete()
    return known


@transaction.atomic
def raise_concern(
    person: Person, text: str, *, kind: str, by: User, at: datetime
) -> Concern:
    """Keep a question or an objection until it is answered (B42), each once."""
    concern, is_new = Concern.objects.get_or_create(
        person=person,
        kind=kind,
        text=text.strip(),
        resolved_at=None,
        defaults={"raised_at": at},
    )
    if is_new:
        record("concern raised", person, by=by, at=at, value=concern.text)
    return concern


@transaction.atomic
def resolve_concern(concern: Concern, answer: str, *, by: User, at: datetime) -> None:
    """Answer it; a second answer takes the place of the first."""
    concern.resolve(answer.strip(), at=at)
    record(
        "concern resolved",
        concern.person,
        by=by,
        at=at,
        value=concern.text,
        answer=concern.answer,
    )


@transaction.atomic
def reopen_concern(concern: Concern, *, by: User, at: datetime) -> None:
    concern.reopen()
    record("concern reopened", concern.person, by=by, at=at, value=concern.text)
