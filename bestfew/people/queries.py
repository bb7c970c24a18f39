"""Lists of people, search, possible duplicates, and the permission table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import (
    Count,
    Exists,
    F,
    Model,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat, JSONObject

from bestfew.accounts.models import Membership
from bestfew.people import rules
from bestfew.people.alike import alike
from bestfew.people.finding import closest, found_page, in_order, nearest
from bestfew.people.models import (
    Concern,
    ContactPoint,
    DateKind,
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

CONTACTS_READ = 20
FEW = 3_000
"""So many rows are sorted sooner than found among all the others."""
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
    level: int | None = None


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
    """One page of the people that are wanted and visible; in search the nearest first.

    Those without a next step, or never contacted, come behind the others, by name.
    """
    people, words = _wanted(member, wanted, on=on), wanted.words
    if words.strip() and wanted.order == "name":
        shown = for_rows(Person.objects.all())
        return found_page(people, member, words, shown=shown, after=after)
    if words.strip():
        people = Person.objects.filter(pk__in=closest(people, member, words).ids)
    people = for_rows(people)
    if wanted.order == "name":
        people = people.annotate(by_name=_sort_name(wanted))
        return page_of(people, order=("by_name", "id"), after=after)
    empty = _MAY_BE_EMPTY.get(wanted.order)
    if not empty:
        return page_of(people, order=ORDERS[wanted.order], after=after)
    return _with_the_rest(people, ORDERS[wanted.order], empty, after)


def _sort_name(wanted: Wanted) -> Combinable:
    """The sort name; of a state that few are in as an expression, to find those first.

    SQLite would walk everybody in the order of their names until a page is full.
    """
    same = Person.objects.filter(state=wanted.state).order_by("id")
    is_rare = wanted.state and not same.values("id")[FEW : FEW + 1]
    return Concat("sort_name", Value("")) if is_rare else F("sort_name")


def _with_the_rest(
    people: PersonQuerySet, order: Sequence[str], empty: str, after: str
) -> Page[Person]:
    rest = people.filter(**{empty: None})
    if after.startswith(_REST):
        return _rest(rest, after.removeprefix(_REST))
    known = people.filter(**{f"{empty}__isnull": False})
    page = page_of(known, order=order, after=after)
    if page.next or len(page.rows) == PAGE_SIZE:
        return Page(page.rows, page.next or _REST)
    behind = _rest(rest, "", size=PAGE_SIZE - len(page.rows))
    return Page([*page.rows, *behind.rows], behind.next)


def _rest(people: PersonQuerySet, after: str, size: int = PAGE_SIZE) -> Page[Person]:
    page = page_of(people, order=ORDERS["name"], after=after, size=size)
    return Page(page.rows, _REST + page.next if page.next else "")


def _wanted(member: Membership, wanted: Wanted, *, on: date) -> PersonQuerySet:
    people = Person.objects.visible_to(member)
    narrow = {
        "owner": member.user_id if wanted.mine else None,
        "state": wanted.state or None,
        "level": wanted.level,
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
    """Everything that is kept about one person, in six queries.

    `born` is their birthday (day, month, year), `brings` whether they brought anybody.
    """
    brought = Person.objects.filter(referred_by=OuterRef("pk"))
    whole = people.annotate(born=_born(), brings=Exists(brought))
    return whole.select_related("source", "owner", "referred_by").prefetch_related(
        _by_id(ContactPoint, "contact_points"),
        Prefetch("roles", _roles()),
        Prefetch("taggings", _taggings()),
        _by_id(Concern, "concerns"),
        Prefetch("permissions", Permission.objects.select_related("by").order_by("id")),
    )


def _born() -> Subquery:
    """A row in one column: no query of its own on a page that makes many."""
    dates = ImportantDate.objects.filter(person=OuterRef("pk"), kind=DateKind.BIRTHDAY)
    known = dates.order_by("id").annotate(
        known=JSONObject(day="day", month="month", year="year")
    )
    return Subquery(known.values("known")[:1])


def _by_id(model: type[M], lookup: str) -> Prefetch[str]:
    return Prefetch(lookup, model._default_manager.order_by("id"))


def _roles() -> QuerySet[Role]:
    return Role.objects.select_related("organisation").order_by("id")


def _taggings() -> QuerySet[Tagging]:
    return Tagging.objects.select_related("tag").order_by("tag__name")


def found(
    member: Membership,
    words: str,
    *,
    among: PersonQuerySet | None = None,
    limit: int = 50,
) -> list[Person]:
    """The nearest to the words: the whole name, its beginning, words of it, the rest.

    What matches in a number, an organisation or a note comes behind the names.
    """
    people = (Person.objects.all() if among is None else among).visible_to(member)
    shown = for_rows(Person.objects.all())
    return nearest(people, member, words, limit=limit, shown=shown)


def possible_duplicates(
    member: Membership,
    *,
    name: str = "",
    reach: str = "",
    but: int = 0,
    limit: int = 5,
) -> list[Person]:
    """People one sees with exactly this number or address, then those with a name that
    can be this one's; `but` is somebody who is meant anyhow."""
    by_contact = _with_contact(member, reach) if reach.strip() else []
    by_name = alike(member, name, limit=limit + 1) if name.strip() else []
    ids = [pk for pk in dict.fromkeys([*by_contact, *by_name]) if pk != but]
    return in_order(for_rows(Person.objects.visible_to(member)), ids[:limit])


def _with_contact(member: Membership, reach: str) -> list[int]:
    kind = rules.kind_of_contact(reach)
    key = rules.contact_key(kind, reach, member.workspace.country)
    kinds = rules.BY_PHONE if kind == "phone" else (kind,)
    points = ContactPoint.objects.filter(kind__in=kinds, key=key).exclude(person=None)
    found = points.visible_to(member).order_by("person")
    return list(found.values_list("person_id", flat=True)[:CONTACTS_READ])


def used_tags() -> list[Tag]:
    """Tags that somebody wears, the most worn first, at most twenty."""
    worn = Tag.objects.annotate(people=Count("taggings")).filter(people__gt=0)
    return list(worn.order_by("-people", "name")[:20])


def organisations(
    member: Membership, *, words: str = "", after: str = ""
) -> Page[Organisation]:
    """One page of the organisations one sees, by name; in search the nearest first."""
    seen = Organisation.objects.visible_to(member)
    there = Role.objects.filter(organisation=OuterRef("pk"), ended_on=None).order_by()
    counted = there.values("organisation").annotate(n=Count("pk")).values("n")
    shown = seen.annotate(staff=Coalesce(Subquery(counted), 0))
    if words.strip():
        return found_page(seen, member, words, shown=shown, after=after)
    return page_of(shown, order=("sort_name", "id"), after=after)


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
