"""Links people to organisations whose ids came in a later file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from bestfew.accounts.ids import new_ids
from bestfew.imports import bulk
from bestfew.imports.loading.loader import Context
from bestfew.imports.loading.sheet import Ref
from bestfew.imports.loading.someone import load_people
from bestfew.imports.models import AwaitedLink, Import
from bestfew.people.actions import search_text
from bestfew.people.models import ExternalId, Person, Role


@transaction.atomic
def link_awaited(context: Context, organisations: Sequence[int]) -> None:
    """Give people the roles that waited for these organisations; twice is once."""
    wanted = _wanted(_places_by_ref(organisations))
    have = Role.objects.filter(person__in={person for person, _place in wanted})
    for pair in have.values_list("person_id", "organisation_id"):
        wanted.pop(pair, None)
    if not wanted:
        return
    ids = list(new_ids(len(wanted)))
    bulk.insert(
        Role,
        ("id", "person_id", "organisation_id", "title"),
        [
            (pk, *pair, title)
            for pk, (pair, title) in zip(ids, wanted.items(), strict=True)
        ],
    )
    _note_made(context.job, ids)
    refresh_search({person for person, _place in wanted})


def _wanted(places: dict[Ref, int]) -> dict[tuple[int, int], str]:
    """The roles that people wait for: person and organisation, with the title."""
    waiting = AwaitedLink.objects.filter(
        namespace__in={namespace for namespace, _value in places},
        value__in={value for _namespace, value in places},
    )
    return {
        (person, places[namespace, value]): title
        for person, namespace, value, title in waiting.values_list(
            "person_id", "namespace", "value", "title"
        )
        if (namespace, value) in places
    }


def _places_by_ref(organisations: Sequence[int]) -> dict[Ref, int]:
    rows = ExternalId.objects.filter(organisation__in=organisations)
    return {
        (namespace, value): place
        for namespace, value, place in rows.values_list(
            "namespace", "value", "organisation_id"
        )
    }


def _note_made(job: Import, roles: list[int]) -> None:
    """Roles that an undo takes back, kept with the import."""
    made = {**job.made, "role": [*job.made.get("role", []), *roles]}
    Import.objects.filter(pk=job.pk).update(made=made)
    job.made = made


def refresh_search(people: Iterable[int]) -> None:
    """Bring the search text of people up to date, in six queries."""
    found = load_people(people)
    rows = []
    for each in found.values():
        points = ((kind, value, key) for (kind, key), value in each.points.items())
        places = [job.place for job in each.jobs.values()]
        text = search_text(each.fields["name"], places, points, each.fields["note"])
        rows.append((text, each.id))
    bulk.update(Person, ("search",), rows)
