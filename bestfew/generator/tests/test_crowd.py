"""A crowd is the same for a seed, like a market, and its truth can be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import pairwise

import phonenumbers
import pytest

from bestfew.generator.crowd import Crowd
from bestfew.generator.people import Record, person
from bestfew.generator.pools import MARKETS, plain, pools
from bestfew.generator.reach import company, landline, mobile
from bestfew.people.rules import e164, email_key, fold, name_key

CROWD = Crowd(20_000, duplicates=0.1, seed=3)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(CROWD.records())


@pytest.fixture(scope="module")
def pairs(records: list[Record]) -> list[tuple[Record, Record]]:
    """Each first record with every later one of the same person."""
    clusters = defaultdict(list)
    for record in records:
        clusters[record.cluster].append(record)
    return [(rows[0], row) for rows in clusters.values() for row in rows[1:]]


def test_the_same_seed_makes_the_same_crowd(records: list[Record]) -> None:
    assert list(Crowd(20_000, seed=3).records()) == records


def test_another_seed_makes_another_crowd() -> None:
    one, other = (next(Crowd(10, seed=seed).records()) for seed in (1, 2))

    assert one[2:] != other[2:]


@pytest.mark.parametrize("duplicates", [0, 0.1, 0.5])
def test_so_many_rows_tell_of_somebody_again(duplicates: float) -> None:
    rows = list(Crowd(1_000, duplicates).records())

    assert len(rows) == 1_000
    assert sum(row.copy > 0 for row in rows) == 1_000 * duplicates


def test_a_copy_comes_after_its_first(records: list[Record]) -> None:
    seen = Counter[int]()
    for record in records:
        assert record.copy == seen[record.cluster]
        seen[record.cluster] += 1

    assert set(seen.values()) == {1, 2, 3}


def test_everybody_has_a_name_and_a_way_to_reach_them(records: list[Record]) -> None:
    assert all(row.name for row in records)
    assert all(row.phone or row.email for row in records if not row.copy)


def test_a_copy_agrees_in_two_things_with_its_first(
    pairs: list[tuple[Record, Record]],
) -> None:
    assert pairs
    assert [pair for pair in pairs if _agreeing(*pair) < 2] == []


def _agreeing(one: Record, other: Record) -> int:
    """Things that a careful reader would call the same."""
    return sum(
        (
            _alike(name_key(one.name), name_key(other.name))
            or _alike(_close(one.name), _close(other.name)),
            e164(one.phone, "VN") == e164(other.phone, "VN") != "",
            email_key(one.email) == email_key(other.email) != "",
            _alike(fold(one.company), fold(other.company), least=0.5),
            one.birthday == other.birthday != "",
        )
    )


def _close(name: str) -> str:
    return fold(name).replace(" ", "")


def _alike(one: str, other: str, *, least: float = 0.66) -> bool:
    return bool(one and other) and SequenceMatcher(None, one, other).ratio() >= least


def test_most_copies_differ_from_their_first(
    pairs: list[tuple[Record, Record]],
) -> None:
    same = [first for first, copy in pairs if first[2:] == copy[2:]]

    assert len(same) < len(pairs) / 50


def test_every_kind_of_difference_comes(pairs: list[tuple[Record, Record]]) -> None:
    names = [(first.name, copy.name) for first, copy in pairs]

    assert any(plain(one) == other != one for one, other in names)
    assert any(one.upper() == other != one for one, other in names)
    assert any(
        name_key(one) == name_key(other) and one != other for one, other in names
    )
    assert any(not one.isascii() and other.isascii() for one, other in names)
    assert any(copy.phone and not first.phone for first, copy in pairs)
    assert any(first.email and not copy.email for first, copy in pairs)
    assert any(first.company and not copy.company for first, copy in pairs)


def test_some_share_a_number_and_are_not_the_same(records: list[Record]) -> None:
    sharing = defaultdict(set)
    for record in records:
        if record.phone:
            sharing[e164(record.phone, "VN")].add(record.cluster)

    assert sum(len(clusters) > 1 for clusters in sharing.values()) > 100


def test_some_are_called_the_same_and_are_not(records: list[Record]) -> None:
    called = defaultdict(set)
    for record in records:
        called[fold(record.name)].add(record.cluster)

    assert sum(len(clusters) > 1 for clusters in called.values()) > 100


def test_markets_come_by_their_shares() -> None:
    countries = Counter(person(CROWD, number).pools.country for number in range(4_000))

    for market in MARKETS:
        share = countries[pools(market).country] / 40
        assert share == pytest.approx(pools(market).share, abs=3)


@pytest.mark.parametrize("market", MARKETS)
def test_numbers_are_valid_where_they_are_from(market: str) -> None:
    words = pools(market)
    for number in range(3_000):
        for phone in (mobile(words, number), landline(words, number)):
            digits = f"+{words.calling_code}{phone.digits}"
            assert phonenumbers.is_valid_number(phonenumbers.parse(digits)), digits


@pytest.mark.parametrize("market", MARKETS)
def test_every_way_to_write_a_number_is_read_back(market: str) -> None:
    words = pools(market)
    phone = mobile(words, 12_345)
    expected = f"+{words.calling_code}{phone.digits}"
    for home in (words.country, "US"):
        chance = CROWD.chance(1)
        ways = {phone.written(home, chance) for _ in range(200)}
        country = "VN" if home == "US" else home
        assert {e164(way, country) for way in ways} == {expected}


@pytest.mark.parametrize("market", MARKETS)
def test_companies_and_numbers_do_not_come_twice(market: str) -> None:
    words = pools(market)

    assert len({company(words, n).name for n in range(20_000)}) == 20_000
    assert len({mobile(words, n).digits for n in range(20_000)}) == 20_000


def test_surnames_are_rare_in_thailand_and_common_in_vietnam() -> None:
    people = [person(CROWD, number) for number in range(8_000)]
    thai = [p.name.family.text for p in people if p.name.country == "TH"]
    vietnamese = Counter(p.name.family.text for p in people if p.name.country == "VN")

    assert len(set(thai)) > 0.85 * len(thai)
    assert vietnamese["Nguyễn"] / vietnamese.total() == pytest.approx(0.31, abs=0.03)


def test_ids_follow_each_other_in_a_crowd_of_one() -> None:
    rows = list(Crowd(3, duplicates=0).records())

    assert [row.external_id for row in rows] == ["0-0", "1-0", "2-0"]
    assert all(one.name != other.name for one, other in pairwise(rows))
