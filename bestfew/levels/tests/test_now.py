"""Where a plan starts from: the member's own measured figures (method.md 4.5)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, make_member, make_user
from bestfew.funnel.actions import end
from bestfew.funnel.tests.cast import make_objective
from bestfew.levels.planner.now import channels_of, now_of
from bestfew.levels.tests.cast import come, make_channel, reach
from bestfew.people.actions import note_permission
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
TODAY = NOON.date()


def test_nothing_is_known_of_somebody_new(alice: Membership) -> None:
    found = now_of(alice, on=TODAY)

    assert (found.per_day, found.sales, found.each) == (None, None, None)
    assert found.rates == found.possible == (None,) * 4
    assert found.mix == {}


def test_reach_is_counted_by_working_day_with_its_mix(alice: Membership) -> None:
    calls, leaflets = make_channel(), make_channel("leaflets")
    for ago in range(1, 29):
        reach(alice, calls, 25, on=TODAY - timedelta(days=ago))
        reach(alice, leaflets, 75, on=TODAY - timedelta(days=ago))
    reach(alice, calls, 9999, on=TODAY - timedelta(days=29))
    reach(alice, calls, 7, on=TODAY)

    found = now_of(alice, on=TODAY)

    assert found.per_day == Fraction(28 * 100, 20)
    assert found.mix == {"calls": Fraction(1, 4), "leaflets": Fraction(3, 4)}


def test_each_step_has_its_rate_of_cohorts_old_enough(alice: Membership) -> None:
    old, young = TODAY - timedelta(days=60), TODAY - timedelta(days=5)
    reach(alice, make_channel(), 2000, on=old)
    come(alice, 2, 40, 10, on=old, days=10)
    come(alice, 2, 500, on=young)
    come(alice, 3, 10, 5, on=old, days=2)

    answered, prospect, viewed, bought = now_of(alice, on=TODAY).rates

    assert answered == pytest.approx((540 + 0.5) / 2001)
    young_may_yet_come = pytest.approx(10.5 / 41)
    assert prospect == young_may_yet_come
    assert viewed == pytest.approx(5.5 / 11)
    assert bought is None


def test_a_team_draws_small_numbers_and_tells_what_is_possible(
    alice: Membership, carol: Membership
) -> None:
    long_ago = TODAY - timedelta(days=100)
    come(carol, 2, 100, 30, on=long_ago)
    come(alice, 2, 4, 0, on=long_ago)

    found = now_of(alice, on=TODAY)

    assert found.rates[1] == pytest.approx(30 / 104 * 25 / 29)
    carols = found.possible[1]
    assert carols is not None
    assert float(carols) == pytest.approx((30 + 30 / 104 * 25) / 125, abs=1e-5)
    assert [found.possible[step] for step in (0, 2, 3)] == [None] * 3


def test_who_answers_more_than_were_reached_was_reached_without_a_count(
    alice: Membership,
) -> None:
    long_ago = TODAY - timedelta(days=100)
    come(alice, 1, 200, 20, on=long_ago)
    come(alice, 2, 20, on=long_ago)

    assert now_of(alice, on=TODAY).rates[0] == pytest.approx(20.5 / 201)


def test_sales_are_the_members_own_of_a_year(
    alice: Membership, carol: Membership
) -> None:
    for member, value in ((alice, 100), (alice, 300), (carol, 9000)):
        long_ago = NOON - timedelta(days=80)
        deal = make_objective(member, f"{value}", value=value, at=long_ago)
        end(deal, "won", on=TODAY - timedelta(days=73), by=member.user, at=NOON)

    found = now_of(alice, on=TODAY)

    assert found.sales == 2 / Fraction(73 * 12, 365), "of the months since the first"
    assert found.each == 200


def test_days_before_the_first_that_was_counted_tell_nothing(alice: Membership) -> None:
    calls = make_channel()
    reach(alice, calls, 700, on=TODAY)
    assert now_of(alice, on=TODAY).per_day == 700

    tomorrow = TODAY + timedelta(days=1)  # a Friday
    reach(alice, calls, 10, on=tomorrow)
    assert now_of(alice, on=tomorrow).per_day == 700
    assert now_of(alice, on=TODAY + timedelta(days=4)).per_day == 355


def test_the_figures_cost_a_fixed_number_of_queries(
    alice: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(5):
        seller = make_member(make_user(f"Seller{n}"), alice.workspace)
        reach(seller, make_channel(f"c{n}"), 10, on=TODAY)
        come(seller, 2, 10, 5, on=TODAY)

    with django_assert_num_queries(5):
        now_of(alice, on=TODAY)


def test_a_channel_that_needs_permission_reaches_only_who_allowed_offers(
    alice: Membership, carol: Membership
) -> None:
    make_channel("email", medium="email", needs_permission=True)
    make_channel("closed", is_open=False)
    make_channel()
    make_channel("chat", medium="chat", needs_permission=True)
    for n, (owner, purpose, medium) in enumerate([
        (alice, "news", "email"),
        (alice, "any", "any"),
        (alice, "follow_up", "email"),
        (alice, "follow_up", "chat"),
        (alice, "news", "sms"),
        (carol, "news", "email"),
    ]):  # fmt: skip
        person = make_person(owner, f"Person {n}")
        for _twice in range(2):
            note_permission(
                person, state="given", by=owner.user, at=NOON, purpose=purpose,
                medium=medium,
            )  # fmt: skip
    taken_back = make_person(alice, "No")
    for state in ("given", "withdrawn"):
        note_permission(taken_back, state=state, by=alice.user, at=NOON, purpose="news")

    def most(member: Membership) -> dict[str, int | None]:
        return {rule.key: rule.most for _row, rule in channels_of(member)}

    assert most(alice) == {"email": 3, "calls": None, "chat": 2}
    assert most(carol) == {"email": 1, "calls": None, "chat": 0}
