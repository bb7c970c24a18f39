"""SQLite is told that a workspace is many rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bestfew.accounts.models import Membership
from bestfew.accounts.planner import tell_planner
from bestfew.people.models import ContactPoint, Person
from bestfew.people.queries import for_rows
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.queries import to_qualify

pytestmark = pytest.mark.usefixtures("in_workspace")


def plans(sql: str) -> str:
    with connection.cursor() as cursor:
        how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(how + sql, None)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_thirty_people_are_looked_up_by_their_ids(alice: Membership) -> None:
    for i in range(30):
        make_person(alice, f"Mai {i}", phone=f"07911 1234{i:02}")
    tell_planner()

    with CaptureQueriesContext(connection) as asked:
        assert len(for_rows(Person.objects.order_by("sort_name", "id"))) == 30

    if connection.vendor == "sqlite":
        told = "\n".join(plans(each["sql"]) for each in asked)
        assert "people_contactpoint USING INDEX people_contactpoint_person_id" in told
        assert "people_person USING INDEX person_by_name (workspace_id=?)" in told
        assert told.count("TEMP B-TREE") == 3  # of the thirty people's own rows only


def test_those_to_qualify_are_not_sorted(alice: Membership) -> None:
    tell_planner()

    with CaptureQueriesContext(connection) as asked:
        assert list(to_qualify(alice)[:3]) == []

    if connection.vendor == "sqlite":
        assert "B-TREE" not in plans(asked[0]["sql"])


def test_it_is_told_once(alice: Membership) -> None:
    tell_planner()

    with CaptureQueriesContext(connection) as asked:
        tell_planner()

    assert [each for each in asked if "sqlite_stat1 VALUES" in each["sql"]] == []
    assert ContactPoint.objects.count() == 0


def test_it_is_told_of_every_index_of_a_workspaces_rows(alice: Membership) -> None:
    tell_planner()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT idx, stat FROM sqlite_stat1")
            told = dict(cursor.fetchall())
        assert told["person_by_name"] == "1000000 200000 4 1"
        assert told["person_by_state"] == "1000000 200000 50000 1"
        assert told["sqlite_autoindex_people_contactpoint_1"].endswith(" 1")
