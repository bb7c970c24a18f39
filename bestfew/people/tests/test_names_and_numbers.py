"""Folding, name order, E.164, search needles and links: plain rules."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.people import rules


@pytest.mark.parametrize(
    ("given_name", "family", "language", "whole"),
    [
        ("Đức", "Nguyễn Văn", "vi", "Nguyễn Văn Đức"),
        ("Somchai", "Jaidee", "th", "Somchai Jaidee"),
        ("สมชาย", "ใจดี", "th", "สมชาย ใจดี"),
        ("小明", "王", "en", "王小明"),
        ("Xiaoming", "Wang", "zh-hans", "Wang Xiaoming"),
        ("John", "Smith", "en", "John Smith"),
        ("", "Smith", "en", "Smith"),
    ],
)
def test_a_name_is_put_together_in_the_order_of_its_language(
    given_name: str, family: str, language: str, whole: str
) -> None:
    assert rules.full_name(given_name, family, language) == whole


def test_last_comma_first_becomes_first_last() -> None:
    assert rules.reorder("Smith, John") == "John Smith"
    assert rules.reorder("Smith,") == "Smith,"


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("0912 345 678", "VN", "+84912345678"),
        ("(+84) 912-345-678", "GB", "+84912345678"),
        ("081-234-5678", "TH", "+66812345678"),
        ("๐๘๑-๒๓๔-๕๖๗๘", "TH", "+66812345678"),
        ("138 0013 8000", "CN", "+8613800138000"),
        ("07911 123456", "GB", "+447911123456"),
        ("12", "VN", ""),
        ("hello", "VN", ""),
        ("0912 345 678", "", ""),
    ],
)
def test_a_number_becomes_e164(typed: str, country: str, number: str) -> None:
    assert rules.e164(typed, country) == number


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn ĐỨC", "nguyen van duc"),
        ("ＡＢＣ １２３", "abc 123"),
        ("สมชาย  ใจดี", "สมชาย ใจดี"),
        ("王小明", "王小明"),
        ("Zoë", "zoe"),
    ],
)
def test_text_is_folded_as_search_sees_it(text: str, folded: str) -> None:
    assert rules.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert rules.fold(rules.fold(text)) == rules.fold(text)


@pytest.mark.parametrize(
    "query",
    ["0912 345 678", "+84 912 345 678", "(84) 912-345-678", "0084912345678"],
)
def test_a_number_is_sought_however_it_is_parted(query: str) -> None:
    (needle,) = rules.needles(query)

    assert needle in "0912345678 84912345678"


def test_words_and_numbers_are_sought_side_by_side() -> None:
    assert rules.needles("Mai 0912 345 Hoa 7") == ["mai", "912345", "hoa", "7"]
    assert rules.needles("  ") == []


@given(st.text())
def test_every_query_can_be_sought(query: str) -> None:
    assert all(needle == needle.strip() for needle in rules.needles(query))


@pytest.mark.parametrize(
    ("kind", "value", "key", "link"),
    [
        ("phone", "0912 345 678", "+84912345678", "tel:+84912345678"),
        ("email", "Mai@Ex.vn", "mai@ex.vn", "mailto:mai@ex.vn"),
        ("zalo", "0912 345 678", "+84912345678", "https://zalo.me/84912345678"),
        ("whatsapp", "0912", "+84912", "https://wa.me/84912"),
        ("line", "somchai.j", "somchai.j", "https://line.me/ti/p/~somchai.j"),
        ("website", "example.vn", "example.vn", "https://example.vn"),
        ("website", "http://example.vn/a", "…", "http://example.vn/a"),
        ("website", "javascript:alert(1)", "", "https://javascript:alert%281%29"),
        (
            "facebook",
            "javascript:x",
            "javascript:x",
            "https://facebook.com/javascript%3Ax",
        ),
        ("address", "12 Lê Lợi", "12 le loi", ""),
        ("wechat", "xiaoming", "xiaoming", ""),
    ],
)
def test_a_contact_point_leads_somewhere_safe(
    kind: str, value: str, key: str, link: str
) -> None:
    assert rules.link(kind, value, key) == link


@given(st.sampled_from(["phone", "email", "line", "website", "facebook"]), st.text())
def test_no_link_runs_a_script(kind: str, value: str) -> None:
    link = rules.link(kind, value, rules.fold(value))

    assert link == "" or link.startswith(("tel:", "mailto:", "http://", "https://"))


@pytest.mark.parametrize(
    ("kind", "value", "can"),
    [
        ("phone", "12", False),
        ("phone", "191", True),
        ("email", "mai@", False),
        ("email", "mai@ex.vn", True),
        ("address", " ", False),
    ],
)
def test_only_what_can_reach_someone_is_a_contact(
    kind: str, value: str, can: bool
) -> None:
    assert rules.can_reach(kind, value) is can


def test_name_keys_are_the_words_in_any_order() -> None:
    assert rules.name_key("Mai Trần Thị") == rules.name_key("TRAN THI MAI")
    assert rules.name_key("Mai") != rules.name_key("Mai Trần")


def test_tags_differ_by_marks_not_by_capitals() -> None:
    assert rules.same_tag("Bán", "bán")
    assert not rules.same_tag("bán", "bạn")


@pytest.mark.parametrize(
    ("month", "day", "on", "next_one"),
    [
        (5, 21, date(2026, 5, 21), date(2026, 5, 21)),
        (5, 20, date(2026, 5, 21), date(2027, 5, 20)),
        (2, 29, date(2026, 1, 1), date(2026, 3, 1)),
        (2, 29, date(2027, 4, 1), date(2028, 2, 29)),
    ],
)
def test_a_birthday_comes_every_year(
    month: int, day: int, on: date, next_one: date
) -> None:
    assert rules.next_birthday(month, day, on=on) == next_one
