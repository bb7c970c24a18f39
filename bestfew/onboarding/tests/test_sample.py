"""The sample year: believable, dated, and gone without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from bestfew.accounts.models import Membership, Origin, User
from bestfew.accounts.tenancy import TenantModel, workspace_scope
from bestfew.activities.models import FollowUp
from bestfew.funnel.actions import refresh_places
from bestfew.funnel.models import Ending, Objective, Place, Placement
from bestfew.funnel.queries import cycles_of, open_on, stood_on
from bestfew.funnel.rules import Source
from bestfew.history.models import Event
from bestfew.levels.models import SavedPlan, Standing
from bestfew.levels.planner.now import now_of
from bestfew.levels.planner.shown import outcome
from bestfew.onboarding.actions import open_workspace
from bestfew.onboarding.sample import HasSample, load_sample, remove_sample
from bestfew.onboarding.sample.loyalty import MOST
from bestfew.people.actions import add_person
from bestfew.people.models import ImportantDate, Organisation, Person, State, Tag
from bestfew.people.rules import next_birthday

NOW = datetime(2026, 5, 21, 2, tzinfo=UTC)  # nine in the morning in Saigon
TRADES = [("vi", "real_estate"), ("th", "coaching"), ("en", "events")]
MET = 220
"""So many an estate agent met; those whom partners referred come on top."""

pytestmark = pytest.mark.django_db


def make_desk(language: str = "vi", trade: str = "real_estate") -> Membership:
    user = User.objects.create_user(f"{language}-{trade}@example.org", name="Lan")
    return open_workspace(
        user,
        name="Lan",
        language=language,
        trade=trade,
        at=NOW - timedelta(days=1),
        origin=Origin.DEMO,
    )


@pytest.fixture(
    scope="module", params=TRADES, ids=[trade for _language, trade in TRADES]
)
def loaded(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Membership]:
    """Loaded once for all the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        member = make_desk(*request.param)
        load_sample(member, at=NOW)
        yield member
        transaction.set_rollback(True)


def test_some_come_back_some_are_close_and_bring_others(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        levels = Counter(Standing.objects.values_list("level", flat=True))

    assert levels[6] >= 1
    assert levels[7] >= 1
    assert levels[8] >= 1
    assert sum(levels[each] for each in (6, 7, 8)) <= MOST


def test_the_plan_that_is_kept_fits_the_day(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        plan = SavedPlan.objects.get()
        now = now_of(loaded, on=plan.made_on)

        assert not outcome(loaded, plan.question, now).day.short


def rows_of(member: Membership) -> dict[str, list[int]]:
    """The identifiers of every row of the workspace, by table."""
    return {
        model._meta.label: sorted(
            model.unscoped.filter(workspace=member.workspace_id).values_list(
                "pk", flat=True
            )
        )
        for model in apps.get_models()
        if issubclass(model, TenantModel)
    }


def test_three_are_best_few_and_places_follow_from_facts(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace), timezone.override(loaded.workspace.zone):
        open_ones = Objective.objects.filter(is_open=True)
        places = Counter(open_ones.values_list("place", flat=True))
        before = Placement.objects.count()
        stood = dict(open_ones.values_list("pk", "place"))
        refresh_places(list(stood), by=None, at=NOW)
        again = dict(open_ones.values_list("pk", "place"))

        assert places == {
            Place.BEST_FEW: 3,
            Place.IN: 9,
            Place.ABOVE: 6,
            Place.UNIVERSE: 3,
        }
        assert again == stood
        assert Placement.objects.count() == before
        assert not Event.objects.filter(verb="moved").exists()


def test_the_normal_cycle_is_a_mean_of_won_ones(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        won = Ending.objects.filter(outcome="won")
        keys = {each.objective.cycle_key for each in won.select_related("objective")}
        cycles = cycles_of(keys)

        assert won.count() >= 8
        assert any(cycle.source != Source.OWN for cycle in cycles.values())
        assert all(each.cycle_days > 0 for each in won)
        assert set(Ending.objects.values_list("outcome", flat=True)) == {
            "won",
            "lost",
            "declined",
        }


def test_three_months_ago_there_was_a_funnel(loaded: Membership) -> None:
    today = NOW.date()
    with workspace_scope(loaded.workspace), timezone.override(loaded.workspace.zone):
        for days in (60, 90, 120):
            on = today - timedelta(days=days)
            past = list(stood_on(open_on(loaded, on=on), on=on, today=today))
            assert len(past) >= 2
            placed = {
                each.objective_id: each.place
                for each in Placement.objects.order_by("at", "pk")
                if timezone.localdate(each.at) <= on
            }
            assert {
                each.objective.pk: each.place for each in past
            }.items() <= placed.items()


def test_there_is_something_to_do_today(loaded: Membership) -> None:
    today = NOW.date()
    with workspace_scope(loaded.workspace):
        overdue = FollowUp.objects.open().filter(due_on__lt=today).count()

        assert 1 <= overdue <= 2
        assert FollowUp.objects.due(today).count() - overdue >= 4
        assert FollowUp.objects.open().filter(due_on__gt=today).count() >= 8


def test_one_or_two_birthdays_come_within_a_week(loaded: Membership) -> None:
    today = NOW.date()
    with workspace_scope(loaded.workspace):
        days = ImportantDate.objects.values_list("month", "day")
        soon = [
            each
            for each in days
            if (next_birthday(*each, on=today) - today) < timedelta(days=7)
        ]

        assert 1 <= len(soon) <= 2


def test_everything_is_marked_and_nothing_lies_ahead(loaded: Membership) -> None:
    with workspace_scope(loaded.workspace):
        for model in (Person, Organisation, Objective):
            assert not model.objects.filter(is_sample=False).exists()
        assert not Person.objects.filter(created_at__gt=NOW).exists()
        assert not Person.objects.filter(last_contact_at__gt=NOW).exists()
        assert not Placement.objects.filter(at__gt=NOW).exists()
        assert set(Person.objects.values_list("state", flat=True)) == set(State.values)


def test_the_estate_agents_income_rides_a_roller_coaster() -> None:
    member = make_desk()
    load_sample(member, at=NOW)
    with workspace_scope(member.workspace):
        won = Ending.objects.filter(outcome="won")
        months = Counter(each.on.strftime("%Y-%m") for each in won)

    assert max(months.values()) >= 4
    assert len(months) <= 9  # three months or more without any income


def test_the_same_day_gives_the_same_year() -> None:
    def names(member: Membership) -> list[str]:
        load_sample(member, at=NOW)
        with workspace_scope(member.workspace):
            return list(Person.objects.order_by("pk").values_list("name", flat=True))

    one = names(make_desk())
    other = open_workspace(
        User.objects.create_user("hoa@example.org"),
        name="Hoa",
        language="vi",
        trade="real_estate",
        at=NOW,
        origin=Origin.WEB,
    )

    assert names(other) == one


def test_it_is_loaded_once() -> None:
    member = make_desk()
    load_sample(member, at=NOW)
    before = rows_of(member)

    with pytest.raises(HasSample):
        load_sample(member, at=NOW)

    assert rows_of(member) == before


def test_removing_leaves_exactly_what_was_there_before() -> None:
    member = make_desk()
    with workspace_scope(member.workspace):
        add_person(member, at=NOW, name="Nguyễn Thị Thật")
        Tag.objects.create(name="đầu tư")
    before = rows_of(member)
    loaded = load_sample(member, at=NOW)

    count = remove_sample(member)

    assert count == loaded > MET
    assert rows_of(member) == before
    assert remove_sample(member) == 0


def test_what_was_hung_on_the_sample_goes_and_what_was_not_stays() -> None:
    member = make_desk()
    load_sample(member, at=NOW)
    with workspace_scope(member.workspace):
        mine = add_person(member, at=NOW, name="Nguyễn Thị Thật")
        tag = Tag.objects.first()
        assert tag is not None
        mine.taggings.create(tag=tag)
        remove_sample(member)

        assert list(Person.objects.all()) == [mine]
        assert list(Tag.objects.all()) == [tag]


def test_a_neighbours_sample_stays(bob: Membership) -> None:
    member = make_desk()
    loaded = load_sample(member, at=NOW)

    assert remove_sample(bob) == 0
    with workspace_scope(member.workspace):
        assert Person.objects.count() == loaded
