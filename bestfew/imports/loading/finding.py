"""Finds what rows are about: by external id, by contact point, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.funnel.models import Objective
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.rules.text import OURS, ROW
from bestfew.people.models import ContactPoint, ExternalId, Organisation, Person
from bestfew.people.rules import BY_PHONE, fold
from bestfew.people.search_index import without

Row = TypeVar("Row", Objective, Activity)

PointKey = tuple[str, str]
"""`email` or `phone`, and the key that two contact points are compared by."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an external id or a contact point belongs to."""

    person: int | None
    organisation: int | None
    is_visible: bool = True


def owners_of(refs: Iterable[Ref], member: Membership) -> dict[Ref, Owner]:
    """Whom external ids belong to, seen by the member or not."""
    wanted = set(refs)
    if not wanted:
        return {}
    rows = ExternalId.objects.filter(
        namespace__in={namespace for namespace, _value in wanted},
        value__listed={value for _namespace, value in wanted},
    ).values_list("namespace", "value", "person_id", "organisation_id")
    found = _by_our_ids(wanted)
    found |= {(ns, value): (p, o) for ns, value, p, o in rows if (ns, value) in wanted}
    people = visible_people({p for p, _o in found.values() if p}, member)
    places = visible_organisations({o for _p, o in found.values() if o}, member)
    return {
        ref: Owner(p, o, p in people if p else o in places)
        for ref, (p, o) in found.items()
    }


def ours_of(external_ids: Iterable[str]) -> set[int]:
    """The rows that external ids of our own exports (`bestfew:…`) may be."""
    tails = (
        each.removeprefix(f"{OURS}:") for each in external_ids if each.startswith(OURS)
    )
    return {int(tail) for tail in tails if tail.isdecimal() and len(tail) < 20}


def by_name(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by what an external id may call them: an id that one has comes first."""
    rows = list(rows)
    own = {f"{OURS}:{row.pk}": row for row in rows}
    return own | {row.external_id: row for row in rows if row.external_id}


def worth_keeping(
    refs: Iterable[Ref], pk: int, *, is_new: bool, known: Iterable[Ref] = ()
) -> set[Ref]:
    """The ids that a row adds to what it is about.

    Its own id here is none, unless exports will call it by another of Bestfew's from
    now on; the hash of a row only finds again what nothing else does.
    """
    own = (OURS, str(pk))
    kept = {ref for ref in refs if ref != own and (is_new or ref[0] != ROW)}
    if not is_new and _has_ours(kept) and not _has_ours(known):
        kept.add(own)
    return kept


def _has_ours(refs: Iterable[Ref]) -> bool:
    return any(namespace == OURS for namespace, _value in refs)


def _by_our_ids(wanted: set[Ref]) -> dict[Ref, tuple[int | None, int | None]]:
    """Rows of this workspace by the ids that it gave them itself."""
    ids = {int(v) for ns, v in wanted if ns == OURS and v.isdecimal() and len(v) < 20}
    if not ids:
        return {}
    people = Person.objects.filter(pk__in=ids).values_list("pk", flat=True)
    places = Organisation.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {
        **{(OURS, str(pk)): (pk, None) for pk in people},
        **{(OURS, str(pk)): (None, pk) for pk in places},
    }


def called(external_ids: Iterable[str]) -> Q:
    """Objectives or activities of these external ids."""
    wanted = set(external_ids)
    return Q(external_id__in=wanted) | Q(pk__in=ours_of(wanted))


def visible_people(ids: set[int], member: Membership) -> set[int]:
    if member.sees_workspace or not ids:
        return ids
    return set(
        Person.objects.visible_to(member)
        .filter(pk__in=ids)
        .values_list("pk", flat=True)
    )


def visible_organisations(ids: set[int], member: Membership) -> set[int]:
    if member.sees_workspace or not ids:
        return ids
    rows = Organisation.objects.visible_to(member).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def people_at(
    keys: Iterable[PointKey], member: Membership
) -> dict[PointKey, list[int]]:
    """The people whom the member sees under e-mail and phone keys, oldest first."""
    wanted = set(keys)
    if not wanted:
        return {}
    emails = {key for kind, key in wanted if kind == "email"}
    phones = {key for kind, key in wanted if kind == "phone"}
    hits = [(("email", key), person) for key, person in _points(("email",), emails)]
    hits += [(("phone", key), person) for key, person in _points(BY_PHONE, phones)]
    if not hits:
        return {}
    visible = visible_people({person for _point, person in hits}, member)
    found: dict[PointKey, list[int]] = defaultdict(list)
    for point, person in hits:
        if person in visible and person not in found[point]:
            found[point].append(person)
    return found


def _points(kinds: Sequence[str], keys: set[str]) -> list[tuple[str, int]]:
    """Keys of contact points and whose they are, oldest first."""
    if not keys:
        return []
    rows = ContactPoint.objects.filter(kind__in=kinds, key__listed=keys)
    rows = rows.exclude(person=None).order_by("id")
    return list(rows.values_list("key", "person_id"))


TRIGRAMS = "bitmapscan"
"""How PostgreSQL reads the index of trigrams, which it may choose while a table is new.

Whole names are there, too; in their own index they are found a thousand times faster.
"""


def organisations_named(names: Iterable[str], member: Membership) -> dict[str, int]:
    """Organisations whom the member sees, by folded name; the oldest of each name."""
    return organisations_known_as({fold(name) for name in names}, member)


def organisations_known_as(keys: set[str], member: Membership) -> dict[str, int]:
    """The same by names that are folded already."""
    if not keys:
        return {}
    rows = (
        Organisation.objects.visible_to(member)
        .filter(sort_name__listed=keys)
        .order_by("-id")
        .values_list("sort_name", "id")
    )
    with without(TRIGRAMS):
        return dict(rows)


def people_named(names: Iterable[str], member: Membership) -> dict[str, list[int]]:
    """People whom the member sees, by folded name."""
    folded = {fold(name) for name in names}
    found: dict[str, list[int]] = defaultdict(list)
    if folded:
        rows = Person.objects.visible_to(member)
        rows = rows.filter(sort_name__listed=folded)
        with without(TRIGRAMS):
            for name, pk in rows.order_by("id").values_list("sort_name", "id"):
                found[name].append(pk)
    return found
