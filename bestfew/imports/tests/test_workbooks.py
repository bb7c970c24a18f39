"""XLSX, XLS and ODS as every spreadsheet writes them; one sheet of several."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from xlsxwriter import Workbook

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.imports.models import Import
from bestfew.imports.readers import Unreadable, forget, layout_of, rows_of
from bestfew.imports.terminal import Asked, load
from bestfew.imports.tests.files.books import Sheets, make_book, make_ods, make_xls
from bestfew.imports.tests.recipes import bring_in, upload
from bestfew.people.models import ContactPoint, Person

pytestmark = pytest.mark.usefixtures("in_workspace")

moment = datetime.fromisoformat


def rows_in(path: Path, part: str = "") -> list[list[str]]:
    return list(rows_of(path, layout_of(path, part=part)))


@pytest.mark.parametrize("make", [make_book, make_ods, make_xls])
def test_every_spreadsheet_gives_the_same_rows(tmp_path: Path, make: Any) -> None:
    rows = [["Name", "Phone", "Born"], ["Mai Trần", 84912345678, moment("1990-05-03")]]

    path = make(tmp_path, {"People": rows})

    assert layout_of(path).headers == ("Name", "Phone", "Born")
    assert rows_in(path) == [["Mai Trần", "84912345678", "1990-05-03"]]


def test_cells_are_text_as_the_sheet_shows_it(tmp_path: Path) -> None:
    shown = {
        "2024-05-06": moment("2024-05-06"),
        "2024-05-06 07:08:00": moment("2024-05-06T07:08"),
        "09:30:00": time(9, 30),
        "36:00:00": timedelta(hours=36),
        "0.3": 0.1 + 0.2,
        "0.0000001": 1e-7,
        "1200000": 1_200_000.0,
        "TRUE": True,
        "  as it is": "  as it is",
    }

    path = make_book(
        tmp_path, {"P": [[f"C{n}" for n in range(len(shown))], [*shown.values()]]}
    )

    assert rows_in(path) == [list(shown)]


@pytest.mark.parametrize(
    ("is_1904", "serial", "day"),
    [
        (False, 45_418, "2024-05-06"),
        (True, 45_418 - 1_462, "2024-05-06"),
        (False, 61, "1900-03-01"),
        (False, 60, "1900-02-28"),  # the day that Excel made up
    ],
)
def test_days_are_right_since_1900_and_since_1904(
    tmp_path: Path, is_1904: bool, serial: int, day: str
) -> None:
    path = tmp_path / "days.xlsx"
    with Workbook(path, {"date_1904": is_1904}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Day"])
        sheet.write_string(1, 0, "Mai")
        as_day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_number(1, 1, serial, as_day)

    assert rows_in(path) == [["Mai", day]]


def test_the_first_sheet_with_a_table_is_read_unless_another_is_chosen(
    tmp_path: Path,
) -> None:
    path = make_book(
        tmp_path,
        {
            "Cover": [["Our customers"]],
            "North": [["Name"], ["Mai"]],
            "South": [["Name"], ["An"], ["Hoa"]],
        },
    )

    assert layout_of(path).form.part == "North"
    assert layout_of(path).form.parts == ("Cover", "North", "South")
    assert rows_in(path) == [["Mai"]]
    assert rows_in(path, "South") == [["An"], ["Hoa"]]
    with pytest.raises(Unreadable) as why:
        layout_of(path, part="East")
    assert why.value.code == "no_part"


def test_a_title_above_the_headers_and_empty_rows_are_no_rows(tmp_path: Path) -> None:
    rows = [["Customers 2024"], [], ["Name", "Phone", "Town"], [], ["Mai", "1", "Hue"]]

    path = make_book(tmp_path, {"P": rows})

    assert layout_of(path).headers == ("Name", "Phone", "Town")
    assert rows_in(path) == [["Mai", "1", "Hue"]]


def test_what_was_read_is_kept_beside_the_file_until_it_is_forgotten(
    tmp_path: Path,
) -> None:
    path = make_book(tmp_path, {"P": [["Name"], ["Mai"], ["An"]]})
    layout = layout_of(path)
    beside = [each for each in tmp_path.iterdir() if each != path]

    forget(path)

    assert len(beside) == 1
    assert not beside[0].exists()
    assert list(rows_of(path, layout, after=1)) == [["An"]]


def test_macros_are_carried_in_as_data_only(tmp_path: Path) -> None:
    path = make_book(tmp_path, {"P": [["Name"], ["=1+1"]]}, name="list.xlsm")

    assert rows_in(path) == [["=1+1"]]


def test_people_come_out_of_a_workbook(alice: Membership, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Full name", "Phone", "Born"],
        ["Mai Tran", 447911123456, moment("1990-05-03")],
    ]

    bring_in(alice, make_book(tmp_path, {"P": rows}))

    point = ContactPoint.objects.get()
    assert point.person == Person.objects.get(name="Mai Tran")
    assert point.value == "447911123456"


def test_the_sheet_is_chosen_in_the_terminal(alice: Membership, tmp_path: Path) -> None:
    sheets: Sheets = {"North": [["Name"], ["Mai"]], "South": [["Name"], ["An"]]}
    asked = Asked(make_book(tmp_path, sheets), "people", part="South", basis="interest")

    load(alice, asked, say=lambda _line: None)

    assert Person.objects.get().name == "An"


def test_the_sheet_is_chosen_on_the_page_of_the_columns(
    alice: Membership, tmp_path: Path
) -> None:
    client: Client = signed_in(alice)
    sheets: Sheets = {"North": [["Name"], ["Mai"]], "South": [["Name"], ["An"]]}
    job = upload(alice, make_book(tmp_path, sheets))

    page = client.get(reverse("imports:map", args=[job.pk])).content.decode()
    sent = client.post(reverse("imports:read-again", args=[job.pk]), {"part": "South"})
    wrong = client.post(reverse("imports:read-again", args=[job.pk]), {"part": "East"})
    after = client.get(reverse("imports:map", args=[job.pk])).content.decode()

    assert "Which list in the file?" in page
    assert "Letters look wrong?" not in page
    assert sent.status_code == wrong.status_code == 302
    assert Import.objects.get().layout.form.part == "South"
    assert "There is no “East” in the file." in after
    assert ">An<" in after.replace(" ", "").replace("\n", "")
