"""What a referral goes through, and what a blind summary may not hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.teams.rules import slips as rules
from bestfew.teams.rules.slips import Step, is_blind, may_follow, net_of_tax, status_of

NOON = datetime(2026, 5, 21, 12, tzinfo=UTC)
EVERY = (*rules.CHAIN, "lost", "declined")


def _steps(*statuses: str) -> list[Step]:
    return [
        Step(n, status, NOON + timedelta(hours=n)) for n, status in enumerate(statuses)
    ]


def test_an_invoice_of_11000_with_10_percent_tax_is_10000() -> None:
    assert net_of_tax(Decimal(11_000), tax_percent=Decimal(10)) == 10_000
    assert net_of_tax(Decimal(10_000)) == 10_000


def test_net_is_rounded_as_the_currency_is() -> None:
    seven = Decimal(7)

    assert net_of_tax(Decimal(100), tax_percent=seven) == Decimal("93.46")
    assert net_of_tax(Decimal(100), tax_percent=seven, places=0) == 93


def test_the_last_standing_entry_counts() -> None:
    steps = _steps("identified", "permission", "won")
    steps.append(Step(3, "contacted", NOON + timedelta(hours=3), corrects=2))

    assert status_of(steps) == "contacted"
    assert [each.key for each in rules.standing(steps)] == [0, 1, 3]


def test_nobody_is_called_before_they_agreed() -> None:
    """OQ-18."""
    assert [each for each in EVERY if may_follow("identified", each)] == [
        "permission",
        "lost",
        "declined",
    ]


def test_steps_may_be_left_out_and_none_goes_back() -> None:
    assert may_follow("permission", "meeting")
    assert not may_follow("meeting", "contacted")
    assert not may_follow("meeting", "meeting")


def test_a_mistake_leads_back_to_what_is_less_far() -> None:
    steps = _steps("identified", "permission", "contacted", "meeting")

    assert rules.corrected(steps) == "contacted"
    assert rules.corrected(steps, "permission") == "permission"
    assert rules.corrected(steps, "proposal") == "proposal"
    assert rules.corrected(_steps("identified", "lost"), "won") == ""
    assert rules.corrected(_steps("identified")) == ""


@given(st.sampled_from(rules.ENDS), st.sampled_from(EVERY))
def test_nothing_follows_an_end(end: str, after: str) -> None:
    assert not may_follow(end, after)


@given(st.lists(st.sampled_from(EVERY), min_size=1, max_size=12))
def test_a_ledger_of_allowed_steps_only_goes_on(wanted: list[str]) -> None:
    taken = ["identified"]
    for each in wanted:
        if may_follow(status_of(_steps(*taken)), each):
            taken.append(each)

    ranks = [rules.rank(each) for each in taken]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "text",
    [
        "A couple who marries on 14/06/2026 and needs flowers for 200 guests",
        "Ngân sách 20.000.000 đồng, cưới ngày 2026-06-14",
        "งานแต่งงานวันที่ 14/06/2569 แขก 200 คน",
        "预算20000元,婚礼在6月",
    ],
)
def test_a_need_may_be_told(text: str) -> None:
    assert is_blind(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call 0903 123 456",
        "a wedding, +44 20 7946 0001",
        "她的手机13812345678",
        "write to mai@example.org",
        "โทร 081-234-5678",
        "see https://example.org/mai",
        "www.example.org",
    ],
)
def test_how_to_reach_somebody_may_not(text: str) -> None:
    assert not is_blind(text)
