"""Plans that a member keeps, and what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.levels.actions import plans
from bestfew.levels.models import SavedPlan
from bestfew.levels.planner.forms import PlannerForm
from bestfew.levels.queries.plans import compared, plans_of
from bestfew.levels.rules.planning import Inputs
from bestfew.levels.tests.cast import QUESTION, come, make_channel, reach

pytestmark = pytest.mark.usefixtures("in_workspace")
SAVE = reverse("levels:save-plan")
TODAY = NOON.date()


def question() -> Inputs:
    form = PlannerForm(QUESTION)
    assert form.is_valid()
    return form.inputs()


def keep(member: Membership, name: str = "Spring") -> SavedPlan:
    return plans.save_plan(member, question(), name=name, at=NOON)


def url(plan: SavedPlan, name: str = "saved") -> str:
    return reverse(f"levels:{name}-plan", args=[plan.pk])


def test_a_plan_is_kept_once_and_listed(alice: Membership) -> None:
    client = signed_in(alice)

    for _twice in range(2):
        response = client.post(SAVE, {"name": "Spring", **QUESTION})

    plan = SavedPlan.objects.get()
    assert response["Location"] == url(plan)
    assert plan.question == question()
    assert "Spring" in client.get(reverse("levels:plan")).content.decode()


def test_it_stands_beside_what_happened_since(
    alice: Membership, carol: Membership
) -> None:
    plan = keep(alice)
    on = TODAY + timedelta(days=13)  # two weeks: ten working days
    for day in (TODAY - timedelta(days=1), TODAY, on, on + timedelta(days=1)):
        reach(alice, make_channel(f"calls-{day}"), 700, on=day)
        come(alice, 2, 10, on=day)
        come(carol, 2, 99, on=day)

    found = compared(plan, on=on)

    assert found.working_days == 10
    assert [each.planned for each in found.levels] == [2000, 40, 10, 5, 1]
    assert [each.came for each in found.levels] == [1400, 20, 0, 0, 0]


def test_a_week_of_five_days_is_counted_from_the_plans_own_day(
    alice: Membership,
) -> None:
    plan = keep(alice)  # on a Thursday

    counted = [compared(plan, on=TODAY + timedelta(days=n)) for n in range(-1, 8)]

    assert [each.working_days for each in counted] == [0, 1, 2, 2, 2, 3, 4, 5, 6]


def test_the_page_says_it_in_words(alice: Membership) -> None:
    client = signed_in(alice)
    client.post(SAVE, {"name": "Spring", **QUESTION})
    plan = SavedPlan.objects.get()
    reach(alice, make_channel(), 120, on=timezone.localdate())
    SavedPlan.objects.update(made_on=timezone.localdate() - timedelta(days=6))

    page = client.get(url(plan)).content.decode()

    assert "What became of “Spring”?" in page
    assert "120 of 1,000 reached, 0 of 0.5 sales made." in page
    assert "5 working days since; 200 people a day were planned." in page


def test_it_is_put_away_and_brought_back(alice: Membership) -> None:
    plan, client = keep(alice), signed_in(alice)

    for _twice in range(2):
        assert client.post(url(plan, "put-away")).status_code == 302
    assert plans_of(alice) == []
    assert "Bring it back" in client.get(url(plan)).content.decode()

    for _twice in range(2):
        assert client.post(url(plan, "bring-back")).status_code == 302
    assert plans_of(alice) == [plan]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 151}, {"reach": "-5"}])
def test_a_plan_that_cannot_be_is_not_kept(
    alice: Membership, wrong: dict[str, str]
) -> None:
    client = signed_in(alice)

    client.post(SAVE, {"name": "Spring", **QUESTION, **wrong})

    assert not SavedPlan.objects.exists()
    assert "no name" in client.get(reverse("levels:plan")).content.decode()


def test_nobody_keeps_more_than_can_be_looked_through(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MOST_PLANS", 1)
    keep(alice)
    client = signed_in(alice)

    client.post(SAVE, {"name": "Another", **QUESTION})

    assert SavedPlan.objects.count() == 1
    assert "put one away" in client.get(reverse("levels:plan")).content.decode()


def test_a_plan_is_its_owners_and_the_leaders(
    alice: Membership, bob: Membership, carol: Membership, dave: Membership
) -> None:
    hers, carols = keep(alice), keep(carol)

    assert signed_in(carol).get(url(hers)).status_code == 404
    assert signed_in(carol).post(url(hers, "put-away")).status_code == 404
    assert signed_in(bob).get(url(hers)).status_code == 404
    assert signed_in(alice).get(url(carols)).status_code == 200
    assert signed_in(dave).get(url(hers)).status_code == 200
    assert signed_in(dave).post(url(hers, "put-away")).status_code == 403
    assert signed_in(dave).post(SAVE, QUESTION).status_code == 403
    assert plans_of(carol) == [carols]


def test_other_methods_are_refused(alice: Membership) -> None:
    plan, client = keep(alice), signed_in(alice)

    assert client.get(SAVE).status_code == 405
    assert client.post(url(plan)).status_code == 405
    assert client.get(url(plan, "put-away")).status_code == 405
    assert client.get(url(plan, "bring-back")).status_code == 405
