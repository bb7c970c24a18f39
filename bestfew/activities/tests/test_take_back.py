"""Undo of a log entry takes everything back that followed from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.activities.actions import take_back
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.tests.cast import TOMORROW, make_log, make_objective
from bestfew.conftest import NOON, signed_in
from bestfew.history.models import Event
from bestfew.people.actions import add_organisation
from bestfew.people.models import Permission, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Mai")


def as_it_is() -> list[Any]:
    columns = ("last_contact_at", "next_on", "do_not_contact", "state")
    return [
        *Person.objects.values_list(*columns),
        *FollowUp.objects.values_list("pk", "done_at").order_by("pk"),
        *Permission.objects.values_list("pk"),
        *Activity.objects.values_list("pk").order_by("pk"),
    ]


@pytest.mark.parametrize(
    "deed",
    [
        {"outcome": "spoke"},
        {"outcome": "not_ready", "next_step": TOMORROW},
        {"outcome": "no", "keep_in_touch": False},
        {"outcome": "no", "keep_in_touch": True},
        {"kind": "note"},
    ],
)
def test_everything_is_as_it_was(
    alice: Membership, mai: Person, deed: dict[str, Any]
) -> None:
    make_log(alice, mai, at=NOON - timedelta(days=3), next_step=TOMORROW)
    before = as_it_is()
    logged = make_log(alice, mai, **deed)

    take_back(logged.activity, by=alice.user, at=NOON)

    assert as_it_is() == before
    assert Event.objects.about(mai).filter(verb="taken back").exists()


def test_an_objective_that_was_won_is_open_again(
    alice: Membership, mai: Person
) -> None:
    flat = make_objective(alice, mai)
    logged = make_log(alice, mai, outcome="won", objective=flat)

    take_back(logged.activity, by=alice.user, at=NOON)

    flat.refresh_from_db()
    assert flat.is_open
    assert flat.influences.get().contacted_on is None


def test_the_step_that_was_finished_is_open_again(
    alice: Membership, mai: Person
) -> None:
    step = make_log(alice, mai, next_step=TOMORROW).follow_up
    logged = make_log(alice, mai, finishing=step)

    take_back(logged.activity, by=alice.user, at=NOON)

    assert FollowUp.objects.get().done_at is None
    assert Person.objects.get().next_on == TOMORROW.on


def test_an_entry_about_an_organisation_is_taken_back_too(alice: Membership) -> None:
    place = add_organisation(alice, name="Hoa Sen", at=NOON)
    logged = make_log(alice, place)  # type: ignore[arg-type]

    take_back(logged.activity, by=alice.user, at=NOON)

    assert not Activity.objects.exists()


def test_the_undo_of_the_toast(
    alice: Membership, bob: Membership, carol: Membership, dave: Membership
) -> None:
    mai = make_person(alice, "Mai", is_shared=True)
    url = reverse("activities:take-back", args=[make_log(alice, mai).activity.pk])

    assert signed_in(bob).post(url).status_code == 404
    assert signed_in(dave).post(url).status_code == 403
    assert signed_in(carol).post(url).status_code == 403
    assert signed_in(alice).get(url).status_code == 405
    assert Activity.objects.exists()

    answer = signed_in(alice).post(url)

    assert answer["Location"] == mai.get_absolute_url()
    assert signed_in(alice).post(url).status_code == 404
    assert not Activity.objects.exists()
