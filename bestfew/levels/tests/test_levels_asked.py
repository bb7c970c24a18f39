"""The Levels page, narrowed by a way or a cohort; and what each person took."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.models import Kind
from bestfew.conftest import signed_in
from bestfew.levels import effort_words
from bestfew.levels.models import Axis
from bestfew.levels.queries.volume import Effort, Prices, Volumes
from bestfew.levels.queries.ways import Ways
from bestfew.levels.rules.cells import Count
from bestfew.levels.rules.pyramid import STEPS, Period, of_cohort
from bestfew.levels.tests.cast import make_channel
from bestfew.people.models import Source
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Campaign, Channel
from bestfew.reach.actions import tally

pytestmark = pytest.mark.usefixtures("in_workspace")


def show(member: Membership, **asked: Any) -> Any:
    return signed_in(member).get(reverse("levels:levels"), asked)


def campaign(member: Membership, channel: Channel, **facts: Any) -> Campaign:
    now = timezone.now()
    made: Campaign = Campaign.objects.create(
        owner=member.user,
        channel=channel,
        created_at=now,
        **{"name": "Crossroads", "starts_on": now.date(), **facts},
    )
    return made


def answers(member: Membership, many: int, **facts: Any) -> None:
    """So many people who contact us, a hundred days ago."""
    source = facts.pop("source", None)
    then = timezone.now() - timedelta(days=100)
    for n in range(many):
        person = make_person(member, f"Answer {n}", at=then, source=source)
        log(member, about=person, kind=Kind.CALL, is_incoming=True, at=then, **facts)


def test_a_campaign_and_a_source_narrow_the_page(alice: Membership) -> None:
    leaflets, fair = make_channel("leaflets"), Source.objects.create(key="f", name="F")
    batch = campaign(alice, leaflets)
    answers(alice, 3, channel=leaflets, campaign=batch)
    answers(alice, 2, source=fair)

    for way, count in ((f"campaign-{batch.pk}", 3), (f"source-{fair.pk}", 2)):
        found = show(alice, way=way).context["found"]
        assert found.pyramid.counts[:2] == (count, count), way
        assert found.asked.way.value == way


def test_a_seller_is_offered_their_own_campaigns(
    alice: Membership, carol: Membership
) -> None:
    batch = campaign(alice, make_channel("leaflets"))

    found = show(carol, way=f"campaign-{batch.pk}").context["found"]

    assert found.asked.way is None
    assert [way.name for way in Ways.read().all_for(carol)] == ["Leaflets"]


def test_an_old_campaign_is_still_chosen_by_its_address(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bestfew.levels.forms.SHOWN", 1)
    leaflets = make_channel("leaflets")
    old, new = campaign(alice, leaflets, name="Old"), campaign(alice, leaflets)

    page = show(alice, way=f"campaign-{old.pk}")

    assert page.context["found"].asked.way.name == "Old"
    plain = show(alice, period="12").content.decode()
    assert f"campaign-{new.pk}" in plain
    assert f"campaign-{old.pk}" not in plain


def effort(member: Membership, **where: Any) -> Effort:
    today = timezone.localdate()
    period = Period(today, today, today)
    ways = Ways.read()
    prices = Prices.of(ways.channels, ways.paid, period)
    return prices.effort(Volumes.read(period), **where)


def reached(member: Membership, channel: Channel, count: int, **facts: Any) -> None:
    today = timezone.localdate()
    told: dict[str, Any] = {
        "channel": channel,
        "count": count,
        "on": today,
        "today": today,
    }
    tally(member, at=timezone.now(), submit_id=str(new_id()), **told, **facts)


def test_contacts_cost_their_channel_or_their_campaign(alice: Membership) -> None:
    leaflets = make_channel("leaflets", medium="print", per_hour=250, cost=2)
    calls = make_channel("calls", per_hour=20, cost=1)
    batch = campaign(alice, leaflets, cost=700)
    reached(alice, leaflets, 500, campaign=batch, minutes=90)
    reached(alice, leaflets, 100)
    reached(alice, calls, 40)

    assert effort(alice, channel=calls.pk) == Effort(Decimal(40), 120)
    assert effort(alice, channel=leaflets.pk) == Effort(Decimal(900), 90 + 24)
    assert effort(alice, campaign=batch.pk) == Effort(Decimal(700), 90)
    assert effort(alice, seller=alice.user_id) == Effort(Decimal(940), 234)
    assert effort(alice, seller=0) == Effort()


def test_a_campaign_is_paid_in_the_period_of_its_first_day(alice: Membership) -> None:
    leaflets = make_channel("leaflets", cost=2)
    yesterday = timezone.localdate() - timedelta(days=1)
    batch = campaign(alice, leaflets, cost=700, starts_on=yesterday)
    reached(alice, leaflets, 500, campaign=batch)

    assert effort(alice).cost == 0


@pytest.mark.parametrize(
    ("found", "count", "said"),
    [
        (Effort(Decimal(900), 90), 3, "£300 · 30 min each"),
        (Effort(Decimal(900), 900), 3, "£300 · 5 h 00 each"),
        (Effort(Decimal(1), 1), 2, "£0.50 · 30 s each"),
        (Effort(Decimal(1), 0), 1_000, ""),
        (Effort(Decimal(9), 9), 0, ""),
        (Effort(), 9, ""),
    ],
)
def test_what_one_person_took(found: Effort, count: int, said: str) -> None:
    assert effort_words.each(found, count, "GBP").replace("\xa0", " ") == said


def test_every_level_tells_what_one_person_took(alice: Membership) -> None:
    calls = make_channel("calls", per_hour=20, cost=1)
    answers(alice, 2, channel=calls)
    reached(alice, calls, 40)

    rows = {row.level: row for row in show(alice).context["rows"]}

    currency = alice.workspace.currency
    assert rows[1].each == effort_words.each(Effort(Decimal(40), 120), 40, currency)
    assert rows[2].each == effort_words.each(Effort(Decimal(40), 120), 2, currency)
    assert rows[3].each == ""


def test_a_cohort_shows_how_far_those_of_a_month_came(alice: Membership) -> None:
    answers(alice, 3)
    month = timezone.localdate() - timedelta(days=100)

    page = show(alice, cohort=f"{month:%Y-%m}", period="3")

    found = page.context["found"]
    assert found.pyramid.counts[:3] == (3, 3, 0)
    assert found.lines == []
    assert "3 people first reached in" in page.content.decode()
    assert [row.is_asked for row in page.context["cohorts"]] == [True]
    empty = show(alice, cohort=f"{month.year - 1}-01").context["found"]
    assert empty.is_empty


@pytest.mark.parametrize("cohort", ["", "x", "2999-01", "0001-01", "2026-13"])
def test_nonsense_is_no_cohort(alice: Membership, cohort: str) -> None:
    answers(alice, 1)

    assert show(alice, cohort=cohort).context["found"].asked.cohort is None


def test_links_of_cohorts_keep_what_is_asked(alice: Membership) -> None:
    calls = make_channel("calls")
    answers(alice, 1, channel=calls)

    page = show(alice, way=f"channel-{calls.pk}", period="all")

    (row,) = page.context["cohorts"]
    assert f"way=channel-{calls.pk}" in row.url
    assert "period=all" in row.url


def test_a_step_of_a_cohort_counts_once_its_youngest_had_the_time() -> None:
    today = timezone.localdate()
    month = (today - timedelta(days=90)).replace(day=1)
    waits = {step: 10 if step < 3 else 365 for step in STEPS}
    pool = {1: Count(100, 50)}

    found = of_cohort((20, 10, 4, 2, 1, 0, 0, 0), month, today, waits, pool)

    assert [step.estimate.tried for step in found.steps] == [20, 10, *[0] * 5]
    assert found.counts[4] == 1
    assert of_cohort((), month, today, waits, None).counts == (0,) * 8


@pytest.mark.parametrize("axis", [Axis.CHANNEL, Axis.CAMPAIGN, Axis.SOURCE])
def test_each_question_is_answered_in_few_queries(
    alice: Membership,
    axis: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    leaflets = make_channel("leaflets")
    batch = campaign(alice, leaflets)
    fair = Source.objects.create(key="f", name="F")
    answers(alice, 2, channel=leaflets, campaign=batch, source=fair)
    keys = {"channel": leaflets.pk, "campaign": batch.pk, "source": fair.pk}
    asked = {"way": f"{axis}-{keys[axis]}", "seller": str(alice.user_id)}
    browser = signed_in(alice)
    browser.get("/")

    with django_assert_max_num_queries(15):
        browser.get(reverse("levels:levels"), asked)


def test_the_planner_stands_beside_the_levels(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser, url = signed_in(alice), reverse("levels:plan-card")
    assert url in browser.get(reverse("levels:levels")).content.decode()

    with django_assert_max_num_queries(15):
        card = browser.get(url, headers={"hx-request": "true"}).content.decode()
    question = {"start": "reach", "reach": "2000", "answer": "2"}
    part = browser.get(url, question, headers={"hx-request": "true"}).content.decode()
    wrong = browser.get(url, {**question, "answer": "0"})

    assert "Make this my daily target" in card
    assert "of these: saw a demonstration" in card
    assert "planner__out" in part
    assert "<form" not in part
    assert wrong.status_code == 200
    assert "One of the figures cannot be." in wrong.content.decode()
