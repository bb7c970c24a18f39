"""What programs write above, between and instead of the cells of a CSV file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.imports.readers import layout_of, rows_of
from bestfew.imports.reasons import remarks_on
from bestfew.imports.tests.recipes import bring_in, in_cp1258, text_of
from bestfew.people.models import ContactPoint, Person

DAMAGED = "Some of its letters are damaged; they stand as �."


def rows_in(folder: Path, content: bytes, **told: str) -> list[list[str]]:
    path = folder / "file.csv"
    path.write_bytes(content)
    return list(rows_of(path, layout_of(path, **told)))


@pytest.mark.parametrize("mark", [";", ",", "\t", "|", ":", "^"])
def test_excel_says_its_delimiter_in_a_first_line(tmp_path: Path, mark: str) -> None:
    content = f"sep={mark}\r\nName{mark}Note\r\nMai{mark}a,b;c\r\n"
    if mark in ",;":
        content = content.replace("a,b;c", '"a,b;c"')

    assert rows_in(tmp_path, content.encode("utf-8-sig")) == [["Mai", "a,b;c"]]


@pytest.mark.parametrize("mark", ["^", "~"])
def test_rare_delimiters_are_found_where_no_usual_one_is(
    tmp_path: Path, mark: str
) -> None:
    content = f"Name{mark}Phone\nMai{mark}1\nAn{mark}2\n"

    assert rows_in(tmp_path, content.encode()) == [["Mai", "1"], ["An", "2"]]


@pytest.mark.parametrize(
    "above",
    [
        "Our customers\n",
        "Our customers\n\nas of 6 May 2024\n",
        '"Notes:"\n"Some, it seems; are missing"\n\n',
        "\n\n\n",
    ],
)
def test_lines_above_the_headers_are_skipped(tmp_path: Path, above: str) -> None:
    content = above + "Name,Phone,Town\nMai,0912345678,Hue\nAn,0912345679,\n"

    found = rows_in(tmp_path, content.encode())

    assert found == [["Mai", "0912345678", "Hue"], ["An", "0912345679", ""]]


def test_a_list_of_one_column_has_nothing_above_it(tmp_path: Path) -> None:
    assert rows_in(tmp_path, b"Name\nMai\nAn\n") == [["Mai"], ["An"]]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("姓名,电话\n一一,1\n丁一,2\n", "utf-16-le"),
        ("姓名,电话\n一一,1\n丁一,2\n", "utf-16-be"),
        ("氏名,電話\nさとう はなこ,1\nたなか じろう,2\n", "shift_jis"),
        ("ชื่อ;โทร\nสมหญิง รักดี;1\nประเสริฐ ทองคำ;2\n", "tis-620"),
        ("Nombre\nJosé Muñoz\nMaría Ibáñez\n", "latin-1"),
    ],
)
def test_encodings_that_are_hard_to_tell(tmp_path: Path, text: str, codec: str) -> None:
    first = text.splitlines()[1].replace(";", ",").split(",")[0]

    assert rows_in(tmp_path, text.encode(codec))[0][0] == first


def test_the_language_decides_a_close_call(tmp_path: Path) -> None:
    content = in_cp1258("Tên,SĐT\nLê Bá,1\n")

    assert rows_in(tmp_path, content, language="vi") == [["Lê Bá", "1"]]


def test_utf_8_that_was_cut_or_pasted_into_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    whole = text_of([["Name", "Note"], *[["Nguyễn Thị Ánh", "được"]] * 40]).encode()
    pasted = whole + "Bà José\n".encode("latin-1")

    found = rows_in(tmp_path, pasted)

    assert found[:40] == [["Nguyễn Thị Ánh", "được"]] * 40
    assert found[40] == ["B\ufffd Jos\ufffd"]
    assert DAMAGED in remarks_on(layout_of(tmp_path / "file.csv"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_half_a_letter_is_no_reason_to_refuse_a_list(
    tmp_path: Path, codec: str
) -> None:
    text = text_of([["Name", "Phone"], *[["Trần Văn Đức", "1"]] * 30])
    half = {"utf-8": b"\xed\xa0\x80", "utf-16": b"\x00\xd8"}[codec]

    found = rows_in(tmp_path, text.encode(codec) + half)

    assert found[:30] == [["Trần Văn Đức", "1"]] * 30


def test_a_million_commas_do_not_take_long(tmp_path: Path) -> None:
    """Widths that change from line to line are no reason to try forever."""
    chance = random.Random(1)
    lines = [",".join("x" * chance.randrange(1, 150)) for _line in range(2_000)]

    assert len(rows_in(tmp_path, "\n".join(lines).encode())) <= 2_000


@pytest.mark.usefixtures("in_workspace")
def test_breaks_and_zeros_in_a_name_do_not_break_its_line(
    alice: Membership, tmp_path: Path
) -> None:
    names = ["Mai\nTran", "An\r\nLe", "Ho\x00a Vo", "Lan\u2028Bui", "Bao\u0085Ngo"]
    path = tmp_path / "list.csv"
    path.write_bytes(text_of([["Name", "Company"], *[[n, n] for n in names]]).encode())

    answer = bring_in(alice, path)

    found = Person.objects.order_by("id").values_list("name", flat=True)
    assert answer.counts["created"] == 5
    assert list(found) == ["Mai Tran", "An Le", "Hoa Vo", "Lan Bui", "Bao Ngo"]


@pytest.mark.usefixtures("in_workspace")
def test_twins_in_other_letters_are_one_person(
    alice: Membership, tmp_path: Path
) -> None:
    """The same name, decomposed; the same number, in full width."""
    path = tmp_path / "list.csv"
    rows = [
        ["Name", "Phone"],
        ["Nguyễn Thị Ánh", "+84 912 345 678"],
        ["Nguyễn Thị Ánh", "＋８４ ９１２ ３４５ ６７８"],
    ]
    path.write_bytes(text_of(rows).encode())

    bring_in(alice, path)

    person = Person.objects.get()
    assert person.name == "Nguyễn Thị Ánh"
    assert ContactPoint.objects.values_list("key", flat=True).distinct().count() == 1
