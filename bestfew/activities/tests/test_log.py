"""One log entry updates everything that follows from it (E06, B25, B33 to B35)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError

from bestfew.accounts.models import Membership
from bestfew.activities.actions import (
    FollowUpDateNeeded,
    KeepInTouchNeeded,
    NextStep,
    ObjectiveNeeded,
    log,
)
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.tests.cast import TODAY, TOMORROW, make_log, make_objective
from bestfew.conftest import NOON
from bestfew.funnel.actions import EndsBeforeFirstContact, ObjectiveEnded
from bestfew.people.actions import add_organisation, note_permission
from bestfew.people.models import MayNotContact, Permission, Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Mai")


def kept() -> Person:
    return Person.objects.get()


def test_a_talk_is_the_last_contact(alice: Membership, mai: Person) -> None:
    make_log(alice, mai, minutes=12, outcome="spoke")
    make_log(alice, mai, at=NOON - timedelta(days=3))

    assert kept().last_contact_at == NOON


@pytest.mark.parametrize("deed", [{"kind": "note"}, {"outcome": "no_answer"}])
def test_a_note_and_no_answer_are_no_contact(
    alice: Membership, mai: Person, deed: dict[str, str]
) -> None:
    make_log(alice, mai, **deed)

    assert kept().last_contact_at is None


def test_not_ready_needs_a_day_and_is_itself_a_permission(
    alice: Membership, mai: Person
) -> None:
    with pytest.raises(FollowUpDateNeeded):
        make_log(alice, mai, outcome="not_ready")
    assert not Activity.objects.exists()

    logged = make_log(
        alice, mai, outcome="not_ready", next_step=TOMORROW, note="In May"
    )

    assert logged.follow_up == FollowUp.objects.get()
    assert kept().next_on == TOMORROW.on
    word = Permission.objects.get()
    assert (word.state, word.how) == ("given", "In May")


def test_no_asks_whether_we_may_keep_in_touch(alice: Membership, mai: Person) -> None:
    with pytest.raises(KeepInTouchNeeded):
        make_log(alice, mai, outcome="no")

    make_log(alice, mai, outcome="no", keep_in_touch=True)

    assert Permission.objects.get().state == "given"
    assert not kept().do_not_contact


def test_a_no_for_ever_takes_them_off_every_list(
    alice: Membership, mai: Person
) -> None:
    make_log(alice, mai, outcome="spoke", next_step=TOMORROW)

    make_log(alice, mai, outcome="no", keep_in_touch=False)

    assert kept().do_not_contact
    assert kept().next_on is None
    assert not FollowUp.objects.due(TOMORROW.on).exists()
    with pytest.raises(MayNotContact):
        make_log(alice, mai, outcome="spoke", next_step=TOMORROW)
    assert Activity.objects.count() == 2


def test_their_new_word_brings_the_next_step_back(
    alice: Membership, mai: Person
) -> None:
    make_log(alice, mai, outcome="spoke", next_step=TOMORROW)
    note_permission(mai, state="refused", by=alice.user, at=NOON)
    note_permission(mai, state="given", by=alice.user, at=NOON + timedelta(hours=1))

    assert kept().next_on == TOMORROW.on


def test_nothing_is_planned_by_a_way_they_refused(
    alice: Membership, mai: Person
) -> None:
    note_permission(mai, state="refused", medium="phone", by=alice.user, at=NOON)

    with pytest.raises(MayNotContact):
        make_log(alice, mai, next_step=TOMORROW)

    make_log(alice, mai, next_step=NextStep(TOMORROW.on, kind="email"))
    assert FollowUp.objects.get().kind == "email"


def test_won_needs_an_objective_and_ends_it(alice: Membership, mai: Person) -> None:
    flat = make_objective(alice, mai)
    with pytest.raises(ObjectiveNeeded):
        make_log(alice, mai, outcome="won")

    make_log(alice, mai, outcome="won", objective=flat)

    flat.refresh_from_db()
    assert not flat.is_open
    assert (flat.ending.outcome, flat.ending.cycle_days) == ("won", 20)


def test_a_no_about_an_objective_loses_it(alice: Membership, mai: Person) -> None:
    flat = make_objective(alice, mai)

    make_log(
        alice, mai, outcome="no", keep_in_touch=True, objective=flat, note="Too dear"
    )

    assert (flat.ending.outcome, flat.ending.reason) == ("lost", "Too dear")


def test_an_objective_ends_once_and_not_before_it_began(
    alice: Membership, mai: Person
) -> None:
    flat = make_objective(alice, mai)
    with pytest.raises(EndsBeforeFirstContact):
        make_log(
            alice, mai, outcome="won", objective=flat, at=NOON - timedelta(days=60)
        )
    make_log(alice, mai, outcome="won", objective=flat)

    with pytest.raises(ObjectiveEnded):
        make_log(alice, mai, outcome="won", objective=flat)
    assert Activity.objects.count() == 1


def test_a_talk_covers_the_influence(alice: Membership, mai: Person) -> None:
    flat = make_objective(alice, mai)
    assert flat.influences.get().contacted_on is None

    make_log(alice, mai)

    assert flat.influences.get().contacted_on == TODAY


@pytest.mark.parametrize(
    ("state", "deed", "warnings"),
    [
        ("lead", {"kind": "visit"}, ("too_early",)),
        ("prospect", {"kind": "visit"}, ()),
        ("lead", {"kind": "presentation"}, ("too_early", "no_close")),
        (
            "prospect",
            {"kind": "presentation", "call_to_action": "Come", "close": "Sign?"},
            (),
        ),
        ("prospect", {"kind": "presentation", "call_to_action": "Come"}, ("no_close",)),
    ],
)
def test_what_wastes_time_is_warned_of(
    alice: Membership,
    mai: Person,
    state: str,
    deed: dict[str, str],
    warnings: tuple[str, ...],
) -> None:
    Person.objects.update(state=state)

    logged = make_log(alice, kept(), **deed)

    assert logged.warnings == warnings


def test_contacting_who_said_no_warns_but_their_own_call_does_not(
    alice: Membership, mai: Person
) -> None:
    note_permission(mai, state="refused", by=alice.user, at=NOON)

    assert make_log(alice, mai).warnings == ("do_not_contact",)
    assert make_log(alice, mai, is_incoming=True).warnings == ()
    assert make_log(alice, mai, kind="note").warnings == ()


def test_the_kind_of_work_is_kept(alice: Membership, mai: Person) -> None:
    flat = make_objective(alice, mai)

    assert make_log(alice, mai).activity.work == "prospect"
    assert make_log(alice, mai, objective=flat).activity.work == "prospect"
    assert make_log(alice, mai, kind="note").activity.work == "other"


def test_an_entry_can_be_about_an_organisation(alice: Membership) -> None:
    place = add_organisation(alice, name="Hoa Sen", at=NOON)

    logged = log(alice, about=place, kind="call", at=NOON, next_step=TOMORROW)

    assert logged.activity.organisation == logged.activity.about == place
    assert logged.follow_up
    assert logged.follow_up.about == place


def test_the_same_form_logs_once(alice: Membership, mai: Person) -> None:
    first = make_log(alice, mai, submit_id="one", next_step=TOMORROW)
    second = make_log(alice, mai, submit_id="one", next_step=TOMORROW)

    assert first.activity == second.activity
    assert first.follow_up == second.follow_up
    assert Activity.objects.count() == FollowUp.objects.count() == 1


def test_sent_at_once_the_second_gets_the_first(
    alice: Membership, mai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import import_module

    from bestfew.activities.actions import log as _log  # noqa: F401

    module = import_module("bestfew.activities.actions.log")
    first = make_log(alice, mai, submit_id="one")
    known = iter([None, first])
    monkeypatch.setattr(module, "_submitted", lambda _id: next(known))

    assert make_log(alice, mai, submit_id="one") is first
    monkeypatch.setattr(module, "_submitted", lambda _id: None)
    with pytest.raises(IntegrityError):
        make_log(alice, mai, submit_id="one")
    assert Activity.objects.count() == 1


def test_done_and_next_finishes_the_step_before(alice: Membership, mai: Person) -> None:
    first = make_log(alice, mai, next_step=TOMORROW).follow_up
    later = NextStep(TODAY + timedelta(days=9))

    make_log(alice, mai, finishing=first, next_step=later)

    assert first
    first.refresh_from_db()
    assert first.done_at == NOON
    assert kept().next_on == later.on
