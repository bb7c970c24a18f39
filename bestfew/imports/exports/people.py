"""What is said of people: all that a seller would miss."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef

from bestfew.imports.exports.brought import Brought
from bestfew.imports.exports.sides import (
    Ids,
    between,
    facts_of,
    grouped,
    here,
    ids_between,
    ids_of_some,
    points_of,
)
from bestfew.imports.exports.source import Record, Source, text_or_none, traits_of, yes
from bestfew.imports.facts import OF_PERSON
from bestfew.imports.models import AwaitedLink, Noun
from bestfew.imports.rules.cells import OVERFLOW
from bestfew.imports.rules.text import plain
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    DateKind,
    ExternalId,
    ImportantDate,
    Person,
    Role,
    Tagging,
)
from bestfew.people.models import Source as Origin

KINDS = tuple(ContactKind.values)
PERSON = "person_id"

Posts = dict[int, list[Record]]


class People(Source):
    noun = Noun.PEOPLE
    model = Person
    names = (
        *("name", "given_name", "family_name", "source_id", "lawful_basis"),
        *("obtained_on", "do_not_contact", "created_at", "owner_id", "is_shared"),
        *("note", "traits", "updated_at", "referred_by_id"),
    )
    columns = (
        *("name", "given_name", "family_name", "organisation", "job_title", *KINDS),
        *("birthday", "tags", "note", "source", "referred_by", "basis", "obtained_on"),
        *("do_not_contact", "first_contact", "owner", "shared", "external_ids"),
        *(
            "organisation_ids",
            "referred_ids",
            "roles",
            *(table.target for table in OF_PERSON),
        ),
        *(OVERFLOW, "traits"),
    )
    numbered = frozenset(KINDS)
    tables = OF_PERSON

    def most(self) -> dict[str, int]:
        return most_points(ContactPoint.objects.visible_to(self.member), PERSON)

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        ids = [row[0] for row in batch]
        referrer = self.names.index("referred_by_id") + 1
        brought_by = {row[referrer] for row in batch if row[referrer]}
        return _Batch(self, ids, brought_by).records(batch)


class _Batch:
    """People whose ids are in order, with what hangs on them."""

    def __init__(
        self, people: People, ids: Sequence[int], referrers: Collection[int]
    ) -> None:
        self.whose = people.whose
        self.points = points_of(PERSON, ids)
        self.refs = ids_between(PERSON, ids)
        self.posts = posts_of(ids)
        self.tags = grouped(between(here(Tagging), PERSON, ids), PERSON, "tag__name")
        self.birthdays = _birthdays(ids)
        self.facts = facts_of(OF_PERSON, ids)
        self.brought = Brought(people.member, ids, referrers)
        self.sources = dict(Origin.objects.values_list("pk", "name"))

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        return [self._record(*row) for row in batch]

    def _record(self, pk: int, *values: Any) -> Record:
        row = dict(zip(People.names, values, strict=True))
        traits = traits_of(row["traits"])
        owner = self.whose.name(row["owner_id"], "owner", traits)
        return {
            "name": plain(row["name"]),
            "given_name": plain(row["given_name"]),
            "family_name": plain(row["family_name"]),
            **points_in(self.points.get(pk, ())),
            "birthday": self.birthdays.get(pk, ""),
            "tags": sorted(filter(None, (plain(t) for (t,) in self.tags.get(pk, ())))),
            "note": plain(row["note"]),
            "source": plain(self.sources.get(row["source_id"], "")),
            **self.brought.told(pk, row["referred_by_id"]),
            "basis": row["lawful_basis"],
            "obtained_on": text_or_none(row["obtained_on"]),
            "do_not_contact": yes(row["do_not_contact"]),
            "first_contact": row["created_at"].isoformat(),
            "owner": owner,
            "shared": yes(row["is_shared"]),
            "external_ids": self.refs[pk],
            **_first(self.posts.get(pk, [])),
            **self.facts.get(pk, {}),
            "traits": traits,
            "updated_at": row["updated_at"],
        }


def points_in(points: Sequence[tuple[Any, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, value in points:
        if said := plain(value):
            found.setdefault(kind, []).append(said)
    return found


def _first(posts: list[Record]) -> Record:
    """The first role that lasts in columns of its own, the others in a list."""
    for index, post in enumerate(posts):
        if "organisation" in post and "ended_on" not in post:
            return {
                "organisation": post["organisation"],
                "job_title": post.get("title", ""),
                "organisation_ids": post["organisation_ids"],
                "roles": [*posts[:index], *posts[index + 1 :]],
            }
    return {"roles": posts}


def posts_of(ids: Sequence[int]) -> Posts:
    """Roles; then those at organisations that no file has brought yet."""
    roles = grouped(
        between(here(Role), PERSON, ids),
        PERSON,
        *("organisation_id", "organisation__name", "title", "ended_on"),
    )
    places = ids_of_some(
        "organisation_id", {role[0] for found in roles.values() for role in found}
    )
    found = {
        person: [_post(places[place], *role) for place, *role in some]
        for person, some in roles.items()
    }
    waiting = grouped(
        between(_awaited(), PERSON, ids), PERSON, "namespace", "value", "title"
    )
    for person, links in waiting.items():
        found.setdefault(person, []).extend(
            _post({plain(namespace): plain(value)}, "", title, None)
            for namespace, value, title in links
        )
    return found


def _awaited() -> Any:
    """Links to organisations that are not here; the others have become roles."""
    places = ExternalId.objects.filter(
        namespace=OuterRef("namespace"), value=OuterRef("value")
    )
    return here(AwaitedLink).exclude(Exists(places))


def _post(ids: Ids, name: str, title: str, ended_on: Any) -> Record:
    post = {
        "organisation": plain(name),
        "organisation_ids": ids,
        "title": plain(title),
        "ended_on": text_or_none(ended_on),
    }
    return {name: value for name, value in post.items() if value}


def _birthdays(ids: Sequence[int]) -> dict[int, str]:
    rows = here(ImportantDate).filter(kind=DateKind.BIRTHDAY, label="")
    days = grouped(between(rows, PERSON, ids), PERSON, "year", "month", "day")
    return {person: birthday_of(*found[0]) for person, found in days.items()}


def birthday_of(year: int | None, month: int, day: int) -> str:
    """`1985-04-12`, or `--04-12` where no year is known."""
    return f"{f'{year:04d}' if year else '-'}-{month:02d}-{day:02d}"


def most_points(rows: Any, parent: str) -> dict[str, int]:
    """How many contact points of a kind somebody has at most."""
    counted = (
        rows.exclude(**{parent.removesuffix("_id"): None})
        .values(parent, "kind")
        .annotate(count=Count("id"))
        .order_by()
    )
    most: dict[str, int] = {}
    for kind, count in counted.values_list("kind", "count").distinct():
        most[kind] = max(count, most.get(kind, 0))
    return most
