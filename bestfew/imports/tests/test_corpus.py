"""Every file of the corpus is loaded, or refused in a sentence; nothing in between.

trust.md B8: refused within five seconds (of processor time, whatever else runs), with
nothing half-written; what is loaded has a result for each row.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from bestfew.accounts.models import Membership
from bestfew.imports.models import Import
from bestfew.imports.reading import child
from bestfew.imports.reasons import REFUSALS
from bestfew.imports.terminal import Refused
from bestfew.imports.tests.files import books, hostile
from bestfew.imports.tests.recipes import PEOPLE, bring_in, in_cp1258, text_of
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

PATIENCE = 5.0
MAI = "Name,Phone\nMai Tran,0912345678\n"

Make = Callable[[Path], Path]


def written(content: bytes | str, name: str = "list.csv") -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def of(make: Callable[..., Path], *sheets: object, **told: object) -> Make:
    return lambda folder: make(folder, *sheets, **told)


def cut(part: int) -> Make:
    """An honest workbook, cut off after so many sixteenths."""

    def make(folder: Path) -> Path:
        path = books.make_book(folder, {"P": [["Name"], *[["Mai"]] * 50]})
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * part // 16])
        return path

    return make


REFUSED: dict[str, tuple[Make, str]] = {
    "empty": (written(b""), "empty"),
    "header only": (written("Name,Phone\n"), "no_rows"),
    "open quote": (written('Name,Note\nMai,"never\nAn,2\n'), "open_quote"),
    "a line of 100 MB": (written(b"Name\n" + b"x" * 100_000_000), "line"),
    "10,000 columns": (written(",".join(f"C{n}" for n in range(10_000))), "columns"),
    "a cell of 40 kB": (written("Name,Note\nMai," + "x" * 40_000), "cell"),
    "a picture": (written(b"\x89PNG\r\n\x1a\n" + bytes(99), "list.csv"), "not_text"),
    "a calendar": (
        written("BEGIN:VCALENDAR\nBEGIN:VEVENT\nRRULE:FREQ=SECONDLY\n", "a.ics"),
        "calendar",
    ),
    "a web page as xls": (written("<table><tr><td>Mai", "list.xls"), "page"),
    "locked xlsx": (of(books.make_locked_xlsx), "encrypted"),
    "locked xls": (of(books.make_locked_xls), "encrypted"),
    "locked zip": (hostile.locked, "encrypted"),
    "damaged zip": (hostile.damaged, "broken"),
    "zip that climbs": (hostile.climbing, "outside"),
    "zip with a drive": (hostile.rooted, "outside"),
    "zip with a link": (hostile.linked, "outside"),
    "zip of 100,000": (hostile.crowded, "members"),
    "zip that overlaps": (hostile.overlapping, "bomb"),
    "zip that lies": (hostile.lying_size, "bomb"),
    "zip of pictures": (
        of(hostile.bundle, {"a.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}),
        "no_table",
    ),
    "shared strings": (hostile.shared_string_bomb, "unpacked"),
    "ratio": (hostile.dense_bomb, "bomb"),
    "far corner": (hostile.far_corner, "too_much"),
    "rows without end": (hostile.repeated_rows, "broken"),
    "sectors in a circle": (hostile.circle, "empty"),
    "billion laughs": (hostile.laughs, "dtd"),
    "entity of a stranger": (hostile.stranger, "dtd"),
    "cards without people": (written("BEGIN:VCARD\nEND:VCARD\n", "a.vcf"), "empty"),
    **{f"xlsx cut at {n}/16": (cut(n), "broken") for n in range(1, 16)},
}

LOADED: dict[str, tuple[Make, int]] = {
    "with a mark": (written(MAI.encode("utf-8-sig")), 1),
    "utf-16": (written(MAI.encode("utf-16")), 1),
    "cp1258": (written(in_cp1258("Tên,Điện thoại\nNguyễn Ánh,0912345678\n")), 1),
    "tis-620": (written("ชื่อ,โทร\nสมชาย ใจดี,0812345678\n".encode("tis-620")), 1),
    "gb18030": (written("姓名,电话\n王伟,13800138000\n李娜,1\n".encode("gb18030")), 2),
    "semicolons": (written(MAI.replace(",", ";")), 1),
    "tabs": (written(MAI.replace(",", "\t"), "list.tsv"), 1),
    "zeros": (written(MAI.replace("Mai", "M\0ai")), 1),
    "csv named xlsx": (written(MAI, "list.xlsx"), 1),
    "xls": (of(books.make_xls, {"P": [["Name"], ["Mai"]]}), 1),
    "ods": (of(books.make_ods, {"P": [["Name"], ["Mai"]]}), 1),
    "xlsm": (of(books.make_book, {"P": [["Name"], ["Mai"]]}, name="a.xlsm"), 1),
    "a dimension that lies": (hostile.lying_dimension, 1),
    "links outward": (hostile.outward_links, 1),
    "zip of a list": (of(hostile.bundle, {"a/list.csv": MAI.encode()}), 1),
    "nested cards": (
        written(
            "BEGIN:VCARD\nFN:Mai\nAGENT:\nBEGIN:VCARD\nFN:An\nEND:VCARD\nEND:VCARD\n",
            "list.vcf",
        ),
        1,
    ),
}


def spent() -> float:
    here = time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return here + children.ru_utime + children.ru_stime


def left_over() -> list[Path]:
    return [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_a_sentence_and_leaves_nothing(
    alice: Membership, tmp_path: Path, make: Make, code: str
) -> None:
    path = make(tmp_path)
    began = spent()

    try:
        answer = bring_in(alice, path)
        said = answer.fault
    except Refused as fault:
        said = str(fault)

    assert spent() - began < PATIENCE
    assert said.startswith(str(REFUSALS[code]).split("%")[0])
    assert not Person.objects.exists()
    assert Import.objects.count() == len(left_over()) == (code == "no_rows")


@pytest.mark.parametrize(("make", "count"), LOADED.values(), ids=LOADED)
def test_it_is_loaded_with_a_result_for_each_row(
    alice: Membership, tmp_path: Path, make: Make, count: int
) -> None:
    answer = bring_in(alice, make(tmp_path))

    assert answer.counts["created"] == Person.objects.count() == count
    assert answer.counts["rows_read"] == count


def test_a_csv_cut_anywhere_is_loaded_or_refused(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [[f"Mai {n}", "0912345678", "", 'a "b"\nc,d'] for n in range(40)]
    whole = text_of([PEOPLE, *rows]).encode("utf-16")

    for part in range(1, 17):
        path = written(whole[: len(whole) * part // 16 - 1], f"{part}.csv")(tmp_path)
        before = Person.objects.count()
        try:
            answer = bring_in(alice, path)
            assert answer.counts["rows_read"] == sum(
                answer.counts[each] for each in answer.counts if each != "rows_read"
            )
            assert not answer.has_failed or Person.objects.count() == before
        except Refused:
            assert Person.objects.count() == before


def test_a_child_that_takes_too_long_is_ended(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its processor time grows with the file; a small one has little of it."""
    monkeypatch.setattr("bestfew.imports.reading.capped.PATIENCE", 0.001)

    with pytest.raises(Refused) as why:
        bring_in(alice, books.make_book(tmp_path, {"P": [["Name"], ["Mai"]]}))

    assert str(why.value) == str(REFUSALS["too_much"])
    assert not left_over()
    assert child.FIRST_SECONDS < PATIENCE


def test_only_what_a_zip_names_first_by_size_is_read(
    alice: Membership, tmp_path: Path
) -> None:
    """Lists of the same kind and headers are one; others are named."""
    members = {
        "b/north.csv": MAI.encode(),
        "a/south.csv": MAI.replace("Mai", "An").replace("78", "79").encode(),
        "other.csv": b"Company\nAn Phu\n",
        "readme.png": b"\x89PNG\r\n\x1a\n" + bytes(99),
        "__MACOSX/._north.csv": b"\0\0",
    }

    answer = bring_in(alice, hostile.bundle(tmp_path, members))

    names = Person.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["An Tran", "Mai Tran"]
    assert "These hold other lists and are left out: other.csv." in answer.remarks
    assert "These hold no list and are left out: readme.png." in answer.remarks
    assert "2 files of the archive are read one after another." in answer.remarks


def test_a_zip_of_cards_is_one_list_whatever_each_card_holds(
    alice: Membership, tmp_path: Path
) -> None:
    members = {
        "Mai.vcf": b"BEGIN:VCARD\nFN:Mai\nTEL:0912345678\nEND:VCARD\n",
        "An.vcf": b"BEGIN:VCARD\nFN:An\nEMAIL:an@example.com\nEND:VCARD\n",
    }

    answer = bring_in(alice, hostile.bundle(tmp_path, members))

    assert answer.counts["created"] == 2
    assert "2 files of the archive are read one after another." in answer.remarks


def test_what_a_kill_left_half_done_is_swept_a_day_later(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, written(MAI)(tmp_path))
    (folder,) = {each.parent for each in left_over()}
    for name, age in (("tmpold", 90_000), ("reading-old", 90_000), ("tmpnew", 60)):
        half = folder / name
        half.mkdir() if "reading" in name else half.touch()
        os.utime(half, (time.time() - age,) * 2)

    bring_in(alice, written(MAI + "An,0912345679\n")(tmp_path))

    names = {each.name[:7] for each in folder.iterdir()}
    assert "tmpnew" in names
    assert not names & {"tmpold", "reading"}
