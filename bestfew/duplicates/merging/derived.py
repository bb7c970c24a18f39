"""Brings what others derive in step, by their own deeds, and notes what they wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Q

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import User
from bestfew.activities.actions import refresh_last_contact
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.merging.recorder import Recorder, Row, Watch
from bestfew.duplicates.merging.rows import rows, table_of, values_of
from bestfew.funnel.actions import refresh_people
from bestfew.funnel.actions.places import DERIVED
from bestfew.funnel.models import Objective, Placement
from bestfew.history.models import Event
from bestfew.imports.loading.awaited import refresh_search as refresh_search_of
from bestfew.levels.actions import stepping_aside
from bestfew.levels.models import LevelChange
from bestfew.people import rules
from bestfew.people.actions import refresh_do_not_contact, refresh_search
from bestfew.people.models import Organisation, Person
from bestfew.prospecting.actions import refresh_state
from bestfew.prospecting.models import QualificationProfile


def bring_in_step(someone: Someone, *, by: User, at: datetime) -> None:
    """Everything that is derived from what is known of somebody."""
    if isinstance(someone, Organisation):
        _organisation(someone)
        return
    refresh_search(someone)
    refresh_last_contact(someone, at=at)
    refresh_do_not_contact(someone)  # and by that, the next step
    if QualificationProfile.objects.filter(is_default=True).exists():
        refresh_state(someone, by=by, at=at)
    refresh_people([someone.pk], by=by, at=at)


def _organisation(organisation: Organisation) -> None:
    organisation.sort_name = rules.fold(organisation.name)[:300]
    organisation.save(update_fields=["sort_name"])
    refresh_search_of(_staff([organisation.pk]))


def _staff(organisations: Sequence[int]) -> set[int]:
    people = Person.objects.filter(roles__organisation__in=organisations)
    return set(people.values_list("pk", flat=True))


@contextmanager
def climbing_again(
    someone: Someone, other: int, *, by: User, at: datetime
) -> Iterator[None]:
    """While rows move between two people, neither stands on a level; then each again.

    An organisation stands on none.
    """
    if isinstance(someone, Organisation):
        yield
        return
    with stepping_aside([someone.pk, other], by=by, at=at):
        yield


@contextmanager
def noting(recorder: Recorder, *someone: Someone) -> Iterator[None]:
    """Note what the enclosed work does to these, and to what is derived from them."""
    model, ids = type(someone[0]), [each.pk for each in someone]
    objectives = _objectives(ids) if model is Person else []
    staff = _staff(ids) if model is Organisation else set()
    watched = (
        Watch(model, ids),
        Watch(Objective, objectives, tuple(DERIVED)),
        Watch(Person, staff, ("search",)),
    )
    mark = new_id()
    yield
    for each in watched:
        each.end(recorder)
    _note_made(recorder, [*ids, *objectives], objectives, mark=mark)


def _objectives(people: Sequence[int]) -> list[int]:
    theirs = Q(person__in=people) | Q(influences__person__in=people)
    found = Objective.objects.filter(theirs, is_open=True).distinct()
    return list(found.values_list("pk", flat=True))


def _note_made(
    recorder: Recorder, about: Sequence[int], objectives: Sequence[int], *, mark: int
) -> None:
    """What followed by itself, and goes with its cause: moves, and their events."""
    placed = rows(Placement).filter(objective__in=objectives, pk__gt=mark)
    told = rows(Event).filter(
        noun__in=("person", "objective"), row_id__in=about, pk__gt=mark
    )
    followed = told.filter(verb__in=("moved", "qualified"))
    climbed = rows(LevelChange).filter(person__in=about, pk__gt=mark)
    for each in (*placed, *followed, *climbed):
        recorder.made.append(Row(table_of(type(each)), values_of(each)))
