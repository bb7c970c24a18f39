"""Next steps: overdue, today, coming; done, later, handed over, planned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.activities.actions import CannotSee, NextStep, assign, plan
from bestfew.activities.models import FollowUp
from bestfew.activities.queries import follow_ups
from bestfew.activities.tests.cast import TODAY
from bestfew.conftest import NOON, signed_in
from bestfew.people.actions import note_permission
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace", "_at_noon")
URL = "/log/follow-ups/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def _at_noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Mai", organisation="Hoa Sen")


def make_step(
    member: Membership, person: Person, *, days: int = 0, what: str = "Call"
) -> FollowUp:
    step = NextStep(TODAY + timedelta(days=days), what=what)
    return plan(member, person, step, at=NOON)


def of(step: FollowUp, view: str) -> str:
    return reverse(f"activities:{view}", args=[step.pk])


def test_the_oldest_day_stands_first(alice: Membership, mai: Person) -> None:
    for days, what in ((3, "coming"), (-2, "overdue"), (0, "today")):
        make_step(alice, mai, days=days, what=what)

    page = follow_ups(alice)

    assert [str(each) for each in page.rows] == ["overdue", "today", "coming"]


def test_those_who_said_no_are_not_on_it(alice: Membership, mai: Person) -> None:
    make_step(alice, mai)
    note_permission(mai, state="refused", by=alice.user, at=NOON)

    assert follow_ups(alice).rows == []


def test_a_leader_sees_everybodys(alice: Membership, carol: Membership) -> None:
    make_step(carol, make_person(carol, "Hers"), what="Carols")
    client = signed_in(alice)

    assert "Carols" not in client.get(URL).content.decode()
    assert "Carols" in client.get(URL, {"whose": "all"}).content.decode()
    seller = signed_in(carol).get(URL, {"whose": "all"})
    assert not seller.context["everybody"]


def test_done_can_be_undone(alice: Membership, mai: Person) -> None:
    step = make_step(alice, mai)
    client = signed_in(alice)

    for _ in range(2):
        answer = client.post(of(step, "done"), headers=HTMX)
    step.refresh_from_db()
    assert step.done_at == NOON
    assert "Done: Call." in answer.content.decode()
    assert Person.objects.get().next_on is None

    assert (
        client.post(of(step, "reopen"), {"next": "/people/"})["Location"] == "/people/"
    )
    assert Person.objects.get().next_on == TODAY


@pytest.mark.parametrize("days", [1, 3, 7])
def test_later_moves_it_and_can_be_undone(
    alice: Membership, mai: Person, days: int
) -> None:
    step = make_step(alice, mai, days=-1)
    client = signed_in(alice)
    to = TODAY + timedelta(days=days)

    client.post(of(step, "snooze"), {"on": str(to)})
    assert Person.objects.get().next_on == to

    client.post(of(step, "move-back"), {"on": str(TODAY - timedelta(days=1))})
    assert Person.objects.get().next_on == TODAY - timedelta(days=1)


def test_later_takes_a_day_of_the_calendar(alice: Membership, mai: Person) -> None:
    step = make_step(alice, mai)

    signed_in(alice).post(of(step, "snooze"), {"on": "pick", "on_day": "2026-07-01"})

    step.refresh_from_db()
    assert step.due_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    "data", [{}, {"on": "2020-01-01"}, {"on": "x"}, {"on": "pick"}, {"on": "none"}]
)
def test_later_is_ahead(alice: Membership, mai: Person, data: dict[str, str]) -> None:
    step = make_step(alice, mai)

    signed_in(alice).post(of(step, "snooze"), data)

    step.refresh_from_db()
    assert step.due_on == TODAY


def test_a_leader_hands_it_over(
    alice: Membership, carol: Membership, dave: Membership
) -> None:
    step = make_step(alice, make_person(alice, "Mai", is_shared=True))
    client = signed_in(alice)

    client.post(of(step, "assign"), {"to": str(carol.pk)})
    step.refresh_from_db()
    assert step.assignee == carol.user

    client.post(of(step, "assign"), {"to": str(dave.pk)})
    client.post(of(step, "assign"), {"to": "x"})
    step.refresh_from_db()
    assert step.assignee == carol.user


def test_it_is_not_handed_to_who_does_not_see_whom(
    alice: Membership, carol: Membership, mai: Person
) -> None:
    step = make_step(alice, mai)

    with pytest.raises(CannotSee):
        assign(step, to=carol, by=alice, at=NOON)
    client = signed_in(alice)
    client.post(of(step, "assign"), {"to": str(carol.pk)})

    assert "does not see this person" in client.get(URL).content.decode()
    step.refresh_from_db()
    assert step.assignee == alice.user


def test_a_step_is_planned_without_a_talk(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    url = URL + "plan/"
    data = {"person": mai.pk, "kind": "email", "what": "Send the plan"}

    assert client.get(url, {"person": mai.pk}).status_code == 200
    for _ in range(2):
        client.post(url, data | {"on": str(TODAY)})
    client.post(url, data | {"on_day": "2026-06-01"})

    assert [str(each.due_on) for each in FollowUp.objects.order_by("due_on")] == [
        str(TODAY),
        "2026-06-01",
    ]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"on": "2020-01-01"}, {"on": "none"}, {"kind": "x", "on": "2026-06-01"}],
)
def test_a_step_needs_a_day_ahead(
    alice: Membership, mai: Person, wrong: dict[str, str]
) -> None:
    data = {"person": mai.pk, "kind": "call"} | wrong

    assert signed_in(alice).post(URL + "plan/", data).status_code == 422
    assert not FollowUp.objects.exists()


def test_nothing_is_planned_with_who_said_no(alice: Membership, mai: Person) -> None:
    note_permission(mai, state="refused", by=alice.user, at=NOON)
    data = {"person": mai.pk, "kind": "call", "on": "2026-06-01"}

    answer = signed_in(alice).post(URL + "plan/", data)

    assert answer.status_code == 422
    assert "They asked not to be contacted" in answer.content.decode()


def test_planning_with_nobody_is_not_found(alice: Membership) -> None:
    assert signed_in(alice).get(URL + "plan/").status_code == 404


def test_the_list_pages_with_few_queries(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(40):
        person = make_person(alice, f"P {n}", organisation=f"O {n % 7}")
        make_step(alice, person, days=n % 9)
    client = signed_in(alice)

    with django_assert_max_num_queries(10):
        page = client.get(URL, {"whose": "all"})
    more = client.get(
        URL,
        {"whose": "all", "after": page.context["page"].next},
        headers=HTMX | {"HX-Target": "more"},
    )

    assert more.content.decode().count('class="todo card"') == 10


def test_strangers_and_viewers_change_nothing(
    alice: Membership, bob: Membership, dave: Membership, mai: Person
) -> None:
    step = make_step(alice, mai)

    for view in ("done", "reopen", "snooze", "move-back", "assign"):
        assert signed_in(bob).post(of(step, view)).status_code == 404
        assert signed_in(dave).post(of(step, view)).status_code == 403
        assert signed_in(alice).get(of(step, view)).status_code == 405
    assert signed_in(dave).get(URL).status_code == 200
    assert signed_in(bob).get(URL + "plan/", {"person": mai.pk}).status_code == 404
    assert FollowUp.objects.get().due_on == TODAY


def test_an_empty_list_invites(alice: Membership) -> None:
    assert reverse("activities:log") in signed_in(alice).get(URL).content.decode()
