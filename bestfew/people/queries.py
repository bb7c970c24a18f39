"""Lists of people, search, possible duplicates, and the permission table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Model,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat

from bestfew.accounts.models import Membership
from bestfew.people import rules
from bestfew.people.models import (
    Concern,
    ContactPoint,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    PersonQuerySet,
    Purpose,
    Role,
    Tag,
    Tagging,
)
from bestfew.web.pages import PAGE_SIZE, Page, page_of

NEAR_NAMES_READ = 200
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people a list shows, and in which order. Empty means all of them."""

    words: str = ""
    mine: bool = False
    state: str = ""
    tag: Tag | None = None
    source: int | None = None
    due: bool = False
    no_contact: bool = False
    order: str = "name"


ORDERS = {
    "name": ("sort_name", "id"),
    "added": ("-id",),
    "next": ("next_on", "id"),
    "last": ("-last_contact_at", "id"),
}
_MAY_BE_EMPTY = {"next": "next_on", "last": "last_contact_at"}
_REST = "rest"


def listed(
    member: Membership, wanted: Wanted, *, on: date, after: str = ""
) -> Page[Person]:
    """One page of the people that are wanted and visible.

    Those without a next step, or never contacted, come behind the others, by name.
    """
    people = _sorted(for_rows(_wanted(member, wanted, on=on)), wanted)
    empty = _MAY_BE_EMPTY.get(wanted.order)
    if wanted.order == "name":
        return _by_name(people, after)
    if not empty:
        return page_of(people, order=ORDERS[wanted.order], after=after)
    rest = people.filter(**{empty: None})
    if after.startswith(_REST):
        return _rest(rest, after.removeprefix(_REST))
    known = people.filter(**{f"{empty}__isnull": False})
    page = page_of(known, order=ORDERS[wanted.order], after=after)
    if page.next or len(page.rows) == PAGE_SIZE:
        return Page(page.rows, page.next or _REST)
    behind = _rest(rest, "", size=PAGE_SIZE - len(page.rows))
    return Page([*page.rows, *behind.rows], behind.next)


def _rest(people: PersonQuerySet, after: str, size: int = PAGE_SIZE) -> Page[Person]:
    page = _by_name(people, after, size=size)
    return Page(page.rows, _REST + page.next if page.next else "")


def _by_name(people: PersonQuerySet, after: str, size: int = PAGE_SIZE) -> Page[Person]:
    return page_of(people, order=("by_name", "id"), after=after, size=size)


def _sorted(people: PersonQuerySet, wanted: Wanted) -> PersonQuerySet:
    """With `by_name`, the sort name.

    While somebody searches it is an expression, for which no index is walked: to read
    all rows in their own order is many times faster than in the order of names.
    """
    name = Concat("sort_name", Value("")) if wanted.words else F("sort_name")
    return people.annotate(by_name=name)


def _wanted(member: Membership, wanted: Wanted, *, on: date) -> PersonQuerySet:
    people = Person.objects.visible_to(member).matching(wanted.words)
    narrow = {
        "owner": member.user_id if wanted.mine else None,
        "state": wanted.state or None,
        "taggings__tag": wanted.tag,
        "source": wanted.source,
        "next_on__lte": on if wanted.due else None,
        "do_not_contact": wanted.no_contact,
    }
    return people.filter(**{key: value for key, value in narrow.items() if value})


def for_rows(people: PersonQuerySet) -> PersonQuerySet:
    """What a row of a list shows, in four queries, as plain lists on each person.

    `row_points`, `row_roles` (those that last) and `row_tags`: a list costs nothing,
    where a prefetched manager makes a query set for every row.
    """
    points = ContactPoint.objects.order_by("id")
    return people.prefetch_related(
        Prefetch("contact_points", points, to_attr="row_points"),
        Prefetch("roles", _roles().filter(ended_on=None), to_attr="row_roles"),
        Prefetch("taggings", _taggings(), to_attr="row_tags"),
    )


def for_page(people: PersonQuerySet) -> PersonQuerySet:
    """Everything that is kept about one person, in seven queries."""
    return people.select_related("source", "owner").prefetch_related(
        _by_id(ContactPoint, "contact_points"),
        Prefetch("roles", _roles()),
        Prefetch("taggings", _taggings()),
        _by_id(ImportantDate, "dates"),
        _by_id(Concern, "concerns"),
        Prefetch("permissions", Permission.objects.select_related("by").order_by("id")),
    )


def _by_id(model: type[M], lookup: str) -> Prefetch[str]:
    return Prefetch(lookup, model._default_manager.order_by("id"))


def _roles() -> QuerySet[Role]:
    return Role.objects.select_related("organisation").order_by("id")


def _taggings() -> QuerySet[Tagging]:
    return Tagging.objects.select_related("tag").order_by("tag__name")


def found(member: Membership, words: str, *, limit: int = 50) -> list[Person]:
    """Who matches, best first: the whole name, its beginning, a word's, inside, rest.

    What matches in a number, an organisation or a note comes behind the names.
    """
    if not rules.needles(words):
        return []
    folded = rules.fold(words[: rules.LONGEST_SEARCH])
    rank = Case(
        When(sort_name=folded, then=Value(0)),
        When(sort_name__startswith=folded, then=Value(1)),
        When(sort_name__contains=f" {folded}", then=Value(2)),
        When(sort_name__contains=folded, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    people = Person.objects.visible_to(member).matching(words).annotate(rank=rank)
    return list(for_rows(people.order_by("rank", "sort_name", "id"))[:limit])


def possible_duplicates(
    member: Membership, *, name: str = "", reach: str = "", limit: int = 5
) -> list[Person]:
    """People one sees with exactly this number or address, or with the same words
    for a name, in whatever order and however they are marked."""
    by_contact = _with_contact(member, reach) if reach.strip() else []
    by_name = _with_name(member, name) if rules.name_key(name) else []
    both = {person.pk: person for person in (*by_contact, *by_name)}
    return list(both.values())[:limit]


def _with_contact(member: Membership, reach: str) -> list[Person]:
    kind = rules.kind_of_contact(reach)
    key = rules.contact_key(kind, reach, member.workspace.country)
    kinds = rules.BY_PHONE if kind == "phone" else (kind,)
    points = ContactPoint.objects.filter(kind__in=kinds, key=key)
    people = Person.objects.visible_to(member).filter(
        pk__in=points.values("person").order_by()
    )
    return list(for_rows(people.order_by("id"))[:5])


def _with_name(member: Membership, name: str) -> list[Person]:
    alike = Person.objects.visible_to(member).order_by("id")
    for word in rules.fold(name[: rules.LONGEST_SEARCH]).split():
        alike = alike.filter(sort_name__contains=word)
    key = rules.name_key(name)
    rows = for_rows(alike)[:NEAR_NAMES_READ]
    return [person for person in rows if rules.name_key(person.name) == key]


def used_tags() -> list[Tag]:
    """Tags that somebody wears, the most worn first, at most twenty."""
    worn = Tag.objects.annotate(people=Count("taggings")).filter(people__gt=0)
    return list(worn.order_by("-people", "name")[:20])


def organisations(
    member: Membership, *, words: str = "", after: str = ""
) -> Page[Organisation]:
    """One page of the organisations one sees, by name."""
    rows = Organisation.objects.visible_to(member)
    for word in rules.fold(words[: rules.LONGEST_SEARCH]).split():
        rows = rows.filter(sort_name__contains=word)
    staff = Count("roles", filter=Q(roles__ended_on=None))
    return page_of(rows.annotate(staff=staff), order=("sort_name", "id"), after=after)


def staff_of(organisation: Organisation, member: Membership) -> list[Role]:
    """Roles there, of people one sees: the present ones first."""
    rows = Role.objects.visible_to(member).filter(organisation=organisation)
    return list(
        rows.select_related("person").order_by("ended_on", "person__sort_name", "id")
    )


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """One purpose with the state in force for each medium of the table."""

    purpose: Purpose
    states: Sequence[str]


TABLE_MEDIA = ("phone", "chat", "email")
TABLE_PURPOSES = (Purpose.FOLLOW_UP, Purpose.NEWS, Purpose.REFERRAL)


def permission_table(person: Person) -> list[PermissionRow]:
    """The states in force, purposes by media; a "no" to all contact fills it all."""
    ledger = person.ledger()
    return [
        PermissionRow(
            purpose,
            [rules.permission(ledger, purpose, medium) for medium in TABLE_MEDIA],
        )
        for purpose in TABLE_PURPOSES
    ]
