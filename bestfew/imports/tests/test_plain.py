"""Plain rows are read a column at a time, and just as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.people_rows import person_row
from bestfew.imports.loading.plain import Plan, plain_rows
from bestfew.imports.loading.sheet import Cells, Sheet
from bestfew.imports.rules import text

HEADERS = ("Id", "Name", "First", "Last", "Phone", "Mobile", "Mail", "Mail 2")
MORE = ("Company", "Title", "Born", "Note", "City", "Left out")
TARGETS = (
    *("external_id", "name", "given_name", "family_name", "phone", "phone"),
    *("email", "email", "organisation", "job_title", "birthday", "note", "", "skip"),
)
PHONES = st.sampled_from(
    [
        *("", "0912 345 678", "+84 912-345-678", "0084 912345678", "(028) 3823 4567"),
        *("+44 (0)7911 123456", "12", "none", "0912345678; 0987654321", "p:+849123456"),
        *("'+84912345678", "０９１２３４５６７８", "+6681234567"),
    ]
)
MAILS = st.sampled_from(
    [
        *("", "mai@example.com", "Mai.Tran+x@Example.COM", "no", "a@b", "a@b.c, d@e.f"),
        *("mailto:mai@example.com", "ｍai@example.com", "mai@example.com ::: an@x.org"),
        *("a'b@example.com", "mai@exa_mple.com", "mai @example.com", "@example.com"),
    ]
)
ANY = st.one_of(st.text(max_size=12), st.sampled_from(["", " An Phú ", "x" * 301]))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "N/A", "0", "x" * 201]),
        *(ANY, ANY, ANY, PHONES, PHONES, MAILS, MAILS, ANY, ANY),
        st.sampled_from(["", "15/4/1990", "--04-15", "31/02/2020", "soon"]),
        *(ANY, ANY, ANY),
    ).map(list),
    min_size=1,
    max_size=5,
)


def sheet(country: str = "VN", language: str = "vi") -> Sheet:
    headers = (*HEADERS, *MORE)
    return Sheet(
        noun="people",
        headers=headers,
        targets=TARGETS,
        namespaces=tuple(text.namespace(each, "people") for each in headers),
        orders={-1: "dmy"},
        mark=".",
        country=country,
        language=language,
        currency="VND",
        zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        today=date(2026, 5, 21),
    )


@given(rows=ROWS, country=st.sampled_from(["VN", "TH", "GB", "US", ""]))
def test_a_plain_row_is_what_it_would_be_alone(
    rows: Sequence[list[str]], country: str
) -> None:
    of_file = sheet(country)
    numbered = list(enumerate(rows, 1))

    plain = plain_rows(of_file, Plan.of(of_file), numbered)

    for number, cells in numbered:
        if number in plain:
            alone = person_row(Cells(of_file, number, cells), facts={}, owner=None)
            assert plain[number] == alone


def test_what_one_expects_is_plain_and_odd_rows_are_not() -> None:
    of_file = sheet()
    mai = ["1", "Mai Trần", "", "", "0912 345 678", "", "mai@example.com", ""]
    end = ["An Phú", "", "15/4", "", "Huế", "x"]
    odd = [*mai[:4], "0912345678; 0987654321", *mai[5:], *end]

    plain = plain_rows(of_file, Plan.of(of_file), [(1, [*mai, *end]), (2, odd)])

    assert list(plain) == [1]
    assert plain[1].points[0].key == "+84912345678"
    assert plain[1].traits == {"City": "Huế"}


def test_nobody_is_plain_in_a_row_without_a_way_to_reach_them() -> None:
    of_file = sheet()
    nobody = ["", *[""] * 11, "Huế", ""]

    assert plain_rows(of_file, Plan.of(of_file), [(1, nobody)]) == {}
    with pytest.raises(Rejected):
        person_row(Cells(of_file, 1, nobody), facts={}, owner=None)
