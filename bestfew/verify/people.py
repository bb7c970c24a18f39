"""What is derived about people equals what their facts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import made_at
from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.activities.models import Activity, FollowUp
from bestfew.people import rules
from bestfew.people.actions import search_text
from bestfew.people.models import (
    ContactPoint,
    Organisation,
    Permission,
    Person,
    Role,
)
from bestfew.prospecting.models import QualificationProfile
from bestfew.prospecting.queries import default_profile, misplaced
from bestfew.verify.check import Check, Found

CHUNK = 5_000
LONGEST_NAME, LONGEST_KEY = 300, 500


def missorted() -> Found:
    return Found.among(_out_of_order(Person))


def missorted_organisations() -> Found:
    return Found.among(_out_of_order(Organisation))


def _out_of_order(model: Any) -> Iterator[int]:
    rows = model.objects.order_by().values_list("pk", "name", "sort_name")
    for pk, name, sort_name in rows.iterator(chunk_size=CHUNK):
        if rules.fold(name)[:LONGEST_NAME] != sort_name:
            yield pk


def unsearchable() -> Found:
    """What search looks through, made anew from name, contact points, jobs, note."""
    return Found.among(pk for rows in _chunks() for pk in _unlike_their_facts(rows))


def _chunks() -> Iterator[list[tuple[int, str, str, str]]]:
    """People with their name, note and search text, some thousands at a time."""
    last = 0
    rows = Person.objects.order_by("pk").values_list("pk", "name", "note", "search")
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield some
        last = some[-1][0]


def _unlike_their_facts(rows: Sequence[tuple[int, str, str, str]]) -> Iterator[int]:
    here = {"person__gte": rows[0][0], "person__lte": rows[-1][0]}
    points = _by_person(ContactPoint.objects.filter(**here), "kind", "value", "key")
    places = _by_person(Role.objects.filter(**here), "organisation__name")
    for pk, name, note, search in rows:
        employers = [place for (place,) in places[pk]]
        expected = search_text(name, employers, points[pk], note)
        if sorted(expected.split()) != sorted(search.split()):
            yield pk


def _by_person(rows: Any, *columns: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for person, *values in rows.order_by("pk").values_list("person_id", *columns):
        found[person].append(tuple(values))
    return found


def miskeyed() -> Found:
    country = Workspace.objects.get(pk=current_workspace_id()).country
    rows = ContactPoint.objects.order_by().values_list("pk", "kind", "value", "key")
    return Found.among(
        pk
        for pk, kind, value, key in rows.iterator(chunk_size=CHUNK)
        if rules.contact_key(kind, value, country)[:LONGEST_KEY] != key
    )


def against_their_word() -> Found:
    """B35: a "no" that stands beats every list; without a word there is none."""
    refused = set(
        Person.objects.filter(do_not_contact=True).values_list("pk", flat=True)
    )
    words = Permission.objects.order_by("person_id", "at", "id").iterator(CHUNK)
    said_no = {
        person
        for person, ledger in groupby(words, key=lambda word: word.person_id)
        if rules.refuses_contact(word.as_rule() for word in ledger)
    }
    return Found.among(sorted(refused ^ said_no))


def misjudged() -> Found:
    """Method 2.B.4, under the profile that decides."""
    if not QualificationProfile.objects.filter(is_default=True).exists():
        return Found()
    return Found.among(pk for pk, _state in misplaced(default_profile()))


def wrong_last_contact() -> Found:
    """The latest activity in which we spoke; one to come counts once it is told."""
    mine = Activity.objects.spoken().filter(person=OuterRef("pk")).values("person")
    last = Subquery(mine.annotate(last=Max("at")).values("last"))
    rows = Person.objects.annotate(should=last).filter(_is_not("last_contact_at"))
    wrong = rows.order_by().values_list("pk", "last_contact_at")
    return Found.among(pk for pk, known in wrong if not _was_foreseen(pk, known))


def _is_not(column: str) -> Q:
    """That a column differs from what it should be; null differs from all else."""
    other = Q(should__lt=F(column)) | Q(should__gt=F(column))
    missing = Q(**{f"{column}__isnull": True}, should__isnull=False)
    return other | missing | Q(**{f"{column}__isnull": False}, should__isnull=True)


def _was_foreseen(person: int, known: datetime | None) -> bool:
    """Whether all that is later was still to come when it was written down."""
    spoken = Activity.objects.spoken().filter(person=person).values_list("pk", "at")
    later = [(pk, at) for pk, at in spoken if known is None or at > known]
    is_one_of_them = known is None or any(at == known for _pk, at in spoken)
    return is_one_of_them and all(at > made_at(pk) for pk, at in later)


def wrong_next_step() -> Found:
    """The first day something is to be done; nothing is with who wants no contact."""
    open_ones = FollowUp.objects.open().filter(person=OuterRef("pk")).values("person")
    first = Subquery(open_ones.annotate(first=Min("due_on")).values("first"))
    people = Person.objects.annotate(should=first)
    late = people.filter(_is_not("next_on"), do_not_contact=False)
    never = people.filter(do_not_contact=True).exclude(next_on=None)
    return Found.among(
        [*late.values_list("pk", flat=True), *never.values_list("pk", flat=True)]
    )


CHECKS = [
    Check("people: order", _("A name is sorted under another."), missorted),
    Check(
        "people: organisations",
        _("An organisation is sorted under another."),
        missorted_organisations,
    ),
    Check(
        "people: search",
        _("Search does not look through all there is."),
        unsearchable,
    ),
    Check(
        "people: keys",
        _("A contact point is compared by something else than it says."),
        miskeyed,
    ),
    Check(
        "people: permission",
        _("Somebody may be contacted against their word, or may not for nothing."),
        against_their_word,
    ),
    Check(
        "people: state",
        _("Somebody's state is not what the answers make of it."),
        misjudged,
    ),
    Check(
        "people: last contact",
        _("The last contact is not that of the log."),
        wrong_last_contact,
    ),
    Check(
        "people: next step",
        _("The next step is not the first of the open follow-ups."),
        wrong_next_step,
    ),
]
