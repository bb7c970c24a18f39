"""What columns mean is guessed from headers in five languages, and from content."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.rules.headers import guess, has_headers, kind_of_activity
from bestfew.imports.rules.text import (
    namespace,
    plain,
    several,
    tags,
)
from bestfew.imports.rules.words import meaning, percent
from bestfew.web.cells import for_spreadsheet, unguarded


def guessed(noun: str, *headers: str) -> list[str]:
    return guess(noun, headers, [[] for _header in headers])


@pytest.mark.parametrize(
    "headers",
    [
        ("Full name", "Phone", "E-mail", "Company", "Notes"),
        ("Họ và tên", "Số điện thoại", "Thư điện tử", "Công ty", "Ghi chú"),
        ("Tên danh bạ", "SĐT", "E-mail", "Công ty", "Ghi chú"),
        ("ชื่อ-นามสกุล", "เบอร์โทร", "อีเมล", "บริษัท", "หมายเหตุ"),
        ("姓名", "手机", "邮箱", "公司", "备注"),
        ("Nombre completo", "Teléfono", "Correo electrónico", "Empresa", "Notas"),
    ],
)
def test_headers_are_known_in_five_languages(headers: tuple[str, ...]) -> None:
    expected = ["name", "phone", "email", "organisation", "note"]

    assert guessed("people", *headers) == expected


def test_what_nobody_knows_is_kept_as_it_is() -> None:
    assert guessed("people", "Name", "Shoe size", "Lead Owner") == ["name", "", ""]


def test_several_phones_are_several_and_a_second_name_is_kept() -> None:
    headers = ("Name", "Phone 1", "Phone 2", "Work phone", "Display name")

    assert guessed("people", *headers) == ["name", "phone", "phone", "phone", ""]


def test_ids_link_files_whatever_noun_they_are_loaded_as() -> None:
    assert guessed("people", "LEADID", "Account Id") == [
        "external_id",
        "organisation_id",
    ]
    assert guessed("objectives", "LEADID", "Stage") == ["customer_id", "stage"]
    assert guessed("activities", "CONTACTID", "POTENTIALID", "TASKID") == [
        "person_id",
        "objective_id",
        "external_id",
    ]


def test_a_known_namespace_is_an_id() -> None:
    known = {"kundennr": "people", "firmennr": "organisations"}
    headers = ("Kunden-Nr", "Firmen-Nr")
    samples: list[list[str]] = [[], []]

    assert guess("people", headers, samples, known=known) == [
        "external_id",
        "organisation_id",
    ]
    assert guess("objectives", headers, samples, known=known) == ["customer_id"] * 2


def test_content_tells_what_a_header_does_not() -> None:
    samples = [["a@example.com", "b@example.org"], ["0912 345 678", "+84 98 765 43 21"]]

    assert guess("people", ("Kontakt", "Nummer"), samples) == ["email", "phone"]


def test_dates_and_serial_numbers_are_no_phones() -> None:
    samples = [["2021-04-15", "2021-05-16"], ["123456789", "987654321"]]

    assert guess("people", ("Seen", "Serial"), samples) == ["", ""]


def test_a_column_of_last_first_names_is_turned_round() -> None:
    assert guess("people", ("Name",), [["Tran, Mai", "Lewis, James"]]) == ["last_first"]
    assert guess("people", ("Name",), [["Mai Tran", "Lewis, James"]]) == ["name"]


def test_a_first_row_of_data_is_no_header() -> None:
    assert has_headers(["Name", "Phone", ""])
    assert not has_headers(["Mai Tran", "0912345678"])
    assert not has_headers(["mai@example.com"])
    assert not has_headers(["", ""])


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("LEADID", "leadid"),
        ("Account Id", "accountid"),
        ("ACCOUNTID", "accountid"),
        ("Mã KH", "makh"),
        ("ID", "peopleid"),
        ("", "peopleid"),
    ],
)
def test_the_namespace_of_an_id_is_its_header(header: str, found: str) -> None:
    assert namespace(header, "people") == found


def test_files_of_one_kind_of_activity_are_known_by_their_words() -> None:
    assert kind_of_activity(["Call Start Time"], "Calls.csv") == "call"
    assert kind_of_activity(["Start"], "Events.csv") == "meeting"
    assert kind_of_activity(["Start"], "list.csv") == "note"


@pytest.mark.parametrize(
    ("stage", "ending"),
    [
        ("Closed Won", "won"),
        ("Closed-Lost to Competition", "lost"),
        ("won", "won"),
        ("Thắng", "won"),
        ("thua", "lost"),
        ("ชนะ", "won"),
        ("แพ้", "lost"),
        ("赢单", "won"),
        ("输单", "lost"),
        ("Ganado", "won"),
        ("Negotiation/Review", ""),
        ("Closed", ""),
        ("", ""),
    ],
)
def test_stages_that_mean_an_ending_are_one(stage: str, ending: str) -> None:
    assert meaning("ending", stage) == ending


@pytest.mark.parametrize(
    ("text", "found"),
    [("80", 80), ("80%", 80), ("0.8", 80), ("0,8", 80), ("1.0", 100), ("1", 1),
     ("100", 100), ("0", 0), ("101", None), ("-5", None), ("high", None)],
)  # fmt: skip
def test_confidence_is_read_in_three_hands(text: str, found: int | None) -> None:
    assert percent(text) == found


def test_tags_are_split_and_each_is_there_once() -> None:
    assert tags("a, b; a |  c d ") == ["a", "b", "c d"]


def test_a_cell_of_several_numbers_is_parted_but_no_other() -> None:
    assert several("0912345678; 0987654321", shortest=7) == ["0912345678", "0987654321"]
    assert several("020 7946 0018/9", shortest=7) == ["020 7946 0018/9"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        "＝1",
        "＠x",
        "＋x",
        "  =1",
        "-5",
        "+84 9",
    ],
)
def test_spreadsheets_find_no_formula(cell: str) -> None:
    assert for_spreadsheet(cell).startswith(f"'{cell[0]}")


@pytest.mark.parametrize("cell", ["Mai", "1=1", "a; b - c", "", "o'-5"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert for_spreadsheet(cell) == cell


@pytest.mark.parametrize("cell", ["a;=cmd()", 'a\n"@x', "a|＝1", "a\t+84 9"])
def test_nor_behind_a_delimiter_that_is_not_the_files(cell: str) -> None:
    assert for_spreadsheet(cell) == re.sub("[=@＝+]", r"'\g<0>", cell)


@given(st.text(alphabet="=+-@＝;|\t\r\n'\" a1", max_size=12).map(plain))
def test_the_guard_comes_off_again(cell: str) -> None:
    assert unguarded(for_spreadsheet(cell), inside=True) == cell
