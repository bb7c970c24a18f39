"""Files are read whatever wrote them, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.readers import Layout, Unreadable, layout_of, rows_of, sample_of
from bestfew.imports.reading import layouts
from bestfew.imports.reasons import refusal
from bestfew.imports.tests.recipes import in_cp1258, text_of

VIETNAMESE = "Tên;Điện thoại\nNguyễn Văn An;0912\nTrần Thị Bích Ngọc;0987\nLê Đức;1\n"
THAI = "ชื่อ,โทรศัพท์\nสมชาย ใจดี,081\nวิภา แซ่ตั้ง,089\n"
CHINESE = "姓名\t电话\n王伟\t138\n李娜\t139\n张敏\t1\n"
TAIWANESE = "姓名,電話\n陳怡君,0912\n林志豪,0987\n"
NO_LIST = "This is no list we can read: save it as CSV, XLSX or vCard."
SPANISH = "Nombre,Teléfono\nJosé Muñoz,1\nMaría Ibáñez,2\n"


def write(folder: Path, content: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "encoding", "first"),
    [
        (VIETNAMESE.encode(), "utf-8", "Nguyễn Văn An"),
        (VIETNAMESE.encode("utf-8-sig"), "utf-8-sig", "Nguyễn Văn An"),
        (VIETNAMESE.encode("utf-16"), "utf-16", "Nguyễn Văn An"),
        (in_cp1258(VIETNAMESE), "cp1258", "Nguyễn Văn An"),
        (THAI.encode("cp874"), "cp874", "สมชาย ใจดี"),
        (THAI.encode("utf-16-le"), "utf-16-le", "สมชาย ใจดี"),
        (CHINESE.encode("gb18030"), "gb18030", "王伟"),
        (CHINESE.encode("utf-16-be"), "utf-16-be", "王伟"),
        (TAIWANESE.encode("big5"), "big5", "陳怡君"),
        (SPANISH.encode("latin-1"), "cp1252", "José Muñoz"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_old_and_new_encodings_are_told_by_their_bytes(
    tmp_path: Path, content: bytes, encoding: str, first: str
) -> None:
    path = write(tmp_path, content)

    layout = layout_of(path)

    assert layout.encoding == encoding
    assert next(rows_of(path, layout))[0] == first


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["Name", "Note"], ["Mai", "one, two; three"], ["An", 'says "yes"\nand no']]
    path = write(tmp_path, text_of(rows, delimiter=delimiter).encode())

    layout = layout_of(path)

    assert layout.delimiter == delimiter
    assert list(rows_of(path, layout)) == rows[1:]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(tmp_path: Path, end: str) -> None:
    path = write(tmp_path, end.join(["Name,Phone", "Mai,1", "", "An,2"]).encode())

    assert list(rows_of(path, layout_of(path))) == [["Mai", "1"], ["An", "2"]]


def test_a_file_without_headers_gets_some(tmp_path: Path) -> None:
    path = write(tmp_path, b"Mai,0912345678\nAn,0987654321\n")

    layout = layout_of(path)

    assert layout.headers == ("Column 1", "Column 2")
    assert len(list(rows_of(path, layout))) == 2


def test_headers_are_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path, b"Phone,Phone,,Phone\n1,2,3,4\n")

    assert layout_of(path).headers == ("Phone", "Phone (2)", "Column 3", "Phone (3)")


def test_stray_zero_bytes_fall_away(tmp_path: Path) -> None:
    path = write(tmp_path, b"Name,Phone\nM\x00ai,0912\n")

    assert list(rows_of(path, layout_of(path))) == [["Mai", "0912"]]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"PK\x03\x04rest", "The file is damaged: save it again, or save it as CSV."),
        (
            b"\xd0\xcf\x11\xe0rest",
            "The file is damaged: save it again, or save it as CSV.",
        ),
        (b"%PDF-1.7 rest", NO_LIST),
        (bytes(range(256)) * 8, NO_LIST),
        (
            b"<html><table><tr><td>Name",
            "This is a web page, not a table: open it and save the list as "
            "XLSX or CSV.",
        ),
        (
            b"BEGIN:VCALENDAR\nRRULE:FREQ=SECONDLY\nEND:VCALENDAR\n",
            "This is a calendar: save your contacts as CSV, XLSX or vCard.",
        ),
        (b"x" * 2_500_000, "Line 1 is too long for a table: is this a CSV file?"),
        (b",".join([b"a"] * 201), "The file has more than 200 columns."),
        (
            b'Name,Note\nMai,"never closed\nAn,2\n',
            "A quotation mark opened in line 2 is never closed.",
        ),
        (
            b"Name,Note\nMai," + b"x" * 40_000,
            "Line 2 has a cell of more than 32768 characters.",
        ),
    ],
    ids=range(12),
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = write(tmp_path, content)

    with pytest.raises(Unreadable) as why:
        list(rows_of(path, layout_of(path)))

    assert refusal({"code": why.value.code, **why.value.facts}) == says


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "folder"), (tmp_path / "none.csv", "missing")):
        with pytest.raises(Unreadable) as why:
            layout_of(path)
        assert why.value.code == code


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [("MOST_BYTES", 20, "bytes"), ("MOST_ROWS", 2, "rows")],
)
def test_what_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str
) -> None:
    path = write(tmp_path, b"Name,Phone\nMai,1\nAn,2\nHoa,3\nLan,4\n")
    monkeypatch.setattr(layouts, limit, value)

    with pytest.raises(Unreadable) as why:
        list(rows_of(path, layout_of(path)))

    assert why.value.code == code


def test_a_wrong_encoding_is_refused_and_not_mangled(tmp_path: Path) -> None:
    path = write(tmp_path, "Name\nJosé\n".encode("latin-1"))

    with pytest.raises(Unreadable) as why:
        list(rows_of(path, Layout("utf-8", ",", ("Name",))))

    assert why.value.code == "encoding"


def test_a_file_cut_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    whole = text_of([["Name", "Note"], *[["Mai", 'a "b"\nc,d']] * 20]).encode()

    for part in range(1, 17):
        path = write(tmp_path, whole[: len(whole) * part // 16])
        codes, rows = set(), []
        try:
            rows = list(rows_of(path, layout_of(path)))
        except Unreadable as why:
            codes.add(why.code)
        assert codes <= {"open_quote"}
        assert len(rows) <= 20


def test_samples_are_the_first_values_of_each_column(tmp_path: Path) -> None:
    path = write(tmp_path, b"Name,Phone\nMai,\n,2\n")

    assert sample_of(path, layout_of(path)) == [["Mai"], ["2"]]


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()))


@given(
    rows=st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=20),
    encode=st.sampled_from([str.encode, lambda text: text.encode("utf-16")]),
)
def test_every_row_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    encode: Callable[[str], bytes],
) -> None:
    folder = tmp_path_factory.mktemp("files")
    path = write(folder, encode(text_of([["Name", "Phone"], *rows])))
    encoding = "utf-8" if encode is str.encode else "utf-16"

    found = list(rows_of(path, Layout(encoding, ",", ("Name", "Phone"))))

    assert found == rows
