"""Each check finds what it is there for: every one is broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import Membership, Workspace
from bestfew.activities.models import Activity, FollowUp
from bestfew.funnel.actions import keep_days
from bestfew.funnel.models import FunnelDay, Objective, Place, Placement
from bestfew.imports.models import Import, ImportRow, State
from bestfew.levels.models import LevelDay, Standing
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    Role,
    Tagging,
)
from bestfew.planning.models import TimeBlock
from bestfew.prospecting.models import Answer, Value
from bestfew.reach.models import ReachDay
from bestfew.verify import tenancy
from bestfew.verify.check import FIRST, Check, Found
from bestfew.verify.every import of_workspaces
from bestfew.verify.tests import breaking_mailings, breaking_network


def check_named(name: str) -> Check:
    return next(check for check in of_workspaces() if check.name == name)


def a(rows: Any) -> Any:
    """One of the rows, always the same."""
    return rows.order_by("pk")[0]


def twice(row: Any) -> None:
    """Write a row a second time, in a table of the same name that has no rules.

    A temporary table hides the real one from every query of this connection.
    """
    table = connection.ops.quote_name(row._meta.db_table)
    home = "main" if connection.vendor == "sqlite" else "public"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {table} AS SELECT * FROM {home}.{table}"  # noqa: S608
        )
    row.pk = new_id()
    row.save(force_insert=True)


# --- how to break each; the answer is what is wrong then


def imports_every_row() -> object:
    job = a(Import.objects.all())
    Import.objects.update(rows_read=job.rows_read + 1)
    return job.pk


def imports_results() -> object:
    job = a(Import.objects.all())
    ImportRow.objects.filter(outcome="rejected").delete()
    return f"{job.pk} rejected"


def imports_once() -> object:
    row = a(ImportRow.objects.all())
    twice(row)
    return f"{row.job_id} row {row.number}"


def imports_created_once() -> object:
    first, second = ImportRow.objects.filter(outcome="created").order_by("number")
    ImportRow.objects.filter(pk=second.pk).update(target=first.target)
    return f"{first.job_id} {first.target}"


def imports_cursor() -> object:
    Import.objects.update(cursor=2)
    return a(Import.objects.all()).pk


def imports_at_work() -> object:
    beat = timezone.now() - timedelta(hours=1)
    Import.objects.update(state=State.LOADING, beat_at=beat)
    return a(Import.objects.all()).pk


def keys_external_ids() -> object:
    row = a(ExternalId.objects.all())
    twice(row)
    return f"{row.namespace} {row.value}"


def keys_contact_points() -> object:
    row = a(ContactPoint.objects.exclude(person=None))
    twice(row)
    return f"{row.key} {row.kind} {row.person_id}"


def keys_roles() -> object:
    row = a(Role.objects.all())
    twice(row)
    return f"{row.person_id} {row.organisation_id}"


def keys_tags() -> object:
    row = a(Tagging.objects.all())
    twice(row)
    return f"{row.person_id} {row.tag_id}"


def keys_dates() -> object:
    row = a(ImportantDate.objects.all())
    twice(row)
    return f"{row.person_id} {row.kind} {row.label}"


def changed(rows: Any, **columns: object) -> object:
    row = a(rows)
    rows.filter(pk=row.pk).update(**columns)
    return row.pk


def people_order() -> object:
    return changed(Person.objects.all(), sort_name="Ngọc")


def people_organisations() -> object:
    return changed(Organisation.objects.all(), sort_name="")


def people_search() -> object:
    return changed(Person.objects.all(), note="They love the sea.")


def people_keys() -> object:
    return changed(ContactPoint.objects.filter(kind="phone"), key="+84912345678")


def people_permission() -> object:
    refused = Permission.objects.filter(state="refused", medium="any")
    person = a(refused).person_id
    Person.objects.filter(pk=person).update(do_not_contact=False)
    return person


def people_state() -> object:
    answer = a(Answer.objects.filter(value=Value.MET, person__state="prospect"))
    Answer.objects.filter(person=answer.person_id).delete()
    return answer.person_id


def people_last_contact() -> object:
    spoken = Person.objects.exclude(last_contact_at=None)
    return changed(spoken, last_contact_at=timezone.now())


def people_next_step() -> object:
    step = a(FollowUp.objects.open().exclude(person=None).allowed())
    FollowUp.objects.filter(person=step.person_id).delete()
    return step.person_id


def objectives_open() -> object:
    return changed(Objective.objects.filter(is_open=False), is_open=True)


def objectives_place() -> object:
    best = Objective.objects.filter(place=Place.BEST_FEW, is_open=True)
    return changed(best, confidence=10)


def objectives_moves() -> object:
    row = a(Objective.objects.filter(is_open=True, place=Place.BEST_FEW))
    Placement.objects.filter(objective=row, place=Place.BEST_FEW).delete()
    return row.pk


def levels_standing() -> object:
    row = Standing.objects.order_by("pk")[0]
    Standing.objects.filter(pk=row.pk).update(is_outbound=not row.is_outbound)
    return row.pk


def levels_lists() -> object:
    row = Standing.objects.order_by("pk")[0]
    Person.objects.filter(pk=row.pk).update(level=row.level + 1)
    return row.pk


def levels_counts() -> object:
    row = LevelDay.objects.order_by("pk")[0]
    LevelDay.objects.filter(pk=row.pk).update(came=row.came + 1)
    return row.pk


def funnel_days() -> object:
    keep_days(at=timezone.now())
    return changed(FunnelDay.objects.all(), count=99)


def blocks_of_a_week() -> object:
    block = a(TimeBlock.objects.all())
    block.pk, block.morning_of = new_id(), None
    block.save(force_insert=True)
    return block.pk


def reach_days() -> object:
    return changed(ReachDay.objects.all(), by_hand=-1)


def people_index() -> object:
    """Gone, but not from the index: as if a trigger had been lost."""
    pk = a(Person.objects.all()).pk
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER people_search_deleted")
    Person.objects.filter(pk=pk).delete()
    return pk


def organisations_index() -> object:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER people_place_search_added")
    return copied(a(Organisation.objects.all())).pk


def copied(row: Any) -> Any:
    row.pk = new_id()
    row.save(force_insert=True)
    return row


BREAKS: dict[str, Callable[[], object]] = {
    "imports: every row": imports_every_row,
    "imports: results": imports_results,
    "imports: once": imports_once,
    "imports: created once": imports_created_once,
    "imports: cursor": imports_cursor,
    "imports: at work": imports_at_work,
    "keys: external ids": keys_external_ids,
    "keys: contact points": keys_contact_points,
    "keys: roles": keys_roles,
    "keys: tags": keys_tags,
    "keys: dates": keys_dates,
    "people: order": people_order,
    "people: organisations": people_organisations,
    "people: search": people_search,
    "people: keys": people_keys,
    "people: permission": people_permission,
    "people: state": people_state,
    "people: last contact": people_last_contact,
    "people: next step": people_next_step,
    "objectives: open": objectives_open,
    "objectives: place": objectives_place,
    "objectives: moves": objectives_moves,
    "funnel: days": funnel_days,
    "reach: days": reach_days,
    "weeks: blocks": blocks_of_a_week,
    "levels: standing": levels_standing,
    "levels: lists": levels_lists,
    "levels: counts": levels_counts,
    **breaking_mailings.BREAKS,
    **breaking_network.BREAKS,
}


if connection.vendor == "sqlite":  # PostgreSQL keeps its indexes in step itself
    BREAKS["people: index"] = people_index
    BREAKS["organisations: index"] = organisations_index


def test_a_sound_desk_has_no_findings(desk: Membership) -> None:
    found = {check.name: check.find() for check in of_workspaces()}

    assert {name: each for name, each in found.items() if each.rows} == {}


@pytest.mark.parametrize("name", BREAKS)
def test_it_is_found(desk: Membership, name: str) -> None:
    wrong = BREAKS[name]()

    found = check_named(name).find()

    assert found.rows >= 1
    assert str(wrong) in found.first


def test_every_check_is_broken_here() -> None:
    names = {check.name for check in of_workspaces()}

    assert {name for name in names if not name.startswith("tenancy")} == set(BREAKS)


def test_every_arrow_into_another_workspace_is_found(desk: Membership) -> None:
    other = _another(desk.workspace)
    broken = 0
    for model, name in tenancy.arrows():
        if row := model.objects.filter(**{f"{name}__isnull": False}).first():
            copy = _elsewhere(getattr(row, name), other)
            model.objects.filter(pk=row.pk).update(**{name: copy})
            assert tenancy.astray(model, name) == Found(1, [str(row.pk)])
            model.objects.filter(pk=row.pk).update(**{name: getattr(row, name)})
            type(copy)._base_manager.filter(pk=copy.pk).delete()
            broken += 1

    assert broken > 25


def _another(workspace: Workspace) -> Workspace:
    workspace = Workspace.objects.get(pk=workspace.pk)
    workspace.pk = new_id()
    workspace.save(force_insert=True)
    return workspace


def _elsewhere(row: Any, workspace: Workspace) -> Any:
    """The same row in another workspace."""
    copy = type(row).objects.get(pk=row.pk)
    copy.pk, copy.workspace = new_id(), workspace
    copy.save(force_insert=True)
    return copy


def test_a_last_contact_without_any_is_found(desk: Membership) -> None:
    quiet = a(Person.objects.filter(last_contact_at=None, activities=None))
    Person.objects.filter(pk=quiet.pk).update(last_contact_at=timezone.now())

    assert check_named("people: last contact").find() == Found(1, [str(quiet.pk)])


def test_a_last_contact_that_is_missing_is_found(desk: Membership) -> None:
    person = a(Person.objects.exclude(last_contact_at=None))
    Person.objects.filter(pk=person.pk).update(last_contact_at=None)

    assert check_named("people: last contact").find() == Found(1, [str(person.pk)])


def test_what_is_still_to_come_is_no_last_contact(desk: Membership) -> None:
    """A file may bring meetings of next week: they count once somebody tells them."""
    activity = a(Activity.objects.filter(person__isnull=False))
    activity.pk, activity.external_id = new_id(), ""
    activity.at = timezone.now() + timedelta(days=7)
    activity.save(force_insert=True)

    assert check_named("people: last contact").find() == Found()


def test_what_waits_for_the_days_change_is_not_misplaced(desk: Membership) -> None:
    best = a(Objective.objects.filter(place=Place.BEST_FEW, is_open=True))
    Objective.objects.filter(pk=best.pk).update(
        recheck_on=timezone.localdate(), place=Place.IN
    )

    assert check_named("objectives: place").find() == Found()


def test_only_the_first_few_are_named(desk: Membership) -> None:
    Person.objects.update(sort_name="x")

    found = check_named("people: order").find()

    assert found.rows == Person.objects.count() > FIRST
    assert len(found.first) == FIRST
