"""vCards of phones and address books, old and new, honest and odd."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.imports.readers import layout_of, rows_of
from bestfew.imports.reading.vcards import Cards
from bestfew.imports.reasons import remarks_on
from bestfew.imports.tests.recipes import bring_in
from bestfew.imports.tests.test_presets import place_of, points_of, tags_of
from bestfew.people.models import Person

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nguy=E1=BB=85n;=
V=C4=83n An;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nguy=E1=BB=85n V=C4=83n An
TEL;CELL;PREF:0912345678
TEL;WORK;FAX:02812345678
TEL;HOME:02812345679
EMAIL;INTERNET:an@example.com
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ
 SkZJRgABAQ
AAAQ==

AGENT:
BEGIN:VCARD
VERSION:2.1
FN:His Secretary
TEL:0999999999
END:VCARD
NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond
X-WECHAT:wx_an
END:VCARD
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.5//EN
N:Tran;Mai;Thi;Ms.;
FN:Mai Thi Tran
ORG:An Phu;Sales
TITLE:Head of\\, Sales
TEL;type=WORK;type=VOICE:+84 28 3822 2222
TEL;type=CELL;type=VOICE;type=pref:+84 912 345 678
item1.EMAIL;type=INTERNET:mai@exam
 ple.com
item1.X-ABLabel:Zalo
ADR;type=HOME:;;12 Le Loi;Hue;;530000;Vietnam
BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03
item2.X-ABRELATEDNAMES:Nam Tran
item2.X-ABLabel:_$!<Spouse>!$_
CATEGORIES:VIP,Fair 2024
NOTE:a\\nb\\;c
IMPP;X-SERVICE-TYPE=WeChat;type=HOME:x-apple:maiwx
X-SOCIALPROFILE;type=facebook:https://facebook.com/mai
UID:4D5C-77
END:VCARD
"""
NEW = """BEGIN:VCARD
VERSION:4.0
FN:王伟
N:王;伟;;;
KIND:individual
TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+86-138-0013-8000
EMAIL:wang@example.com
BDAY:--0412
RELATED;TYPE=spouse;VALUE=text:Li Na
UID:urn:uuid:f81d4fae
END:VCARD
"""


def cards(folder: Path, text: str | bytes, name: str = "list.vcf") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def table(path: Path) -> list[Mapping[str, str]]:
    layout = layout_of(path)
    return [
        dict(zip(layout.headers, row, strict=True)) for row in rows_of(path, layout)
    ]


def test_a_card_of_an_old_phone(tmp_path: Path) -> None:
    (row,) = table(cards(tmp_path, OLD.replace("\n", "\r\n")))

    assert row["name"] == "Nguyễn Văn An"
    assert (row["family_name"], row["given_name"]) == ("Nguyễn", "Văn An")
    assert (row["phone"], row["phone 2"]) == ("0912345678", "02812345679")
    assert row["email"] == "an@example.com"
    assert row["wechat"] == "wx_an"
    assert row["note"] == "first\nsecond"
    assert row["Other"] == "Fax: 02812345678"
    assert row["Agent"] == "His Secretary"


@pytest.mark.usefixtures("in_workspace")
def test_people_of_a_phone_are_loaded(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, cards(tmp_path, APPLE + NEW))

    mai, wang = Person.objects.order_by("id")
    birthday = mai.dates.get()
    assert answer.remarks[0] == "Looks like an export of Apple Contacts."
    assert mai.name == "Mai Thi Tran"
    assert points_of(mai) == [
        ("address", "12 Le Loi, Hue, 530000, Vietnam"),
        ("email", "mai@example.com"),
        ("facebook", "https://facebook.com/mai"),
        ("phone", "+84 28 3822 2222"),
        ("phone", "+84 912 345 678"),
        ("wechat", "maiwx"),
    ]
    assert mai.contact_points.filter(kind="phone").order_by("id").first().value == (  # type: ignore[union-attr]
        "+84 912 345 678"
    )
    assert place_of(mai) == ("An Phu", "Head of, Sales")
    assert tags_of(mai) == {"VIP", "Fair 2024"}
    assert (birthday.year, birthday.month, birthday.day) == (None, 5, 3)
    assert mai.note == "a\nb;c"
    assert mai.traits["Related"] == "Nam Tran (Spouse)"
    assert set(mai.external_ids.values_list("value", flat=True)) == {"4D5C-77"}
    assert wang.name == "王伟"
    assert points_of(wang) == [
        ("email", "wang@example.com"),
        ("phone", "+86-138-0013-8000"),
    ]
    assert wang.dates.get().month == 4
    assert wang.traits["Related"] == "Li Na (spouse)"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_cards_are_read_in_whatever_they_are_written(
    tmp_path: Path, codec: str
) -> None:
    text = NEW.replace("VERSION:4.0", "VERSION:3.0").replace("tel:", "") * 3

    path = cards(tmp_path, text.encode(codec))
    layout = layout_of(path, language="zh-hans")

    assert [row[0] for row in rows_of(path, layout)] == ["王伟"] * 3


def test_a_charset_of_its_own_holds_for_a_property(tmp_path: Path) -> None:
    text = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=TIS-620:" + "สมชาย".encode("cp874")
    text += b"\nTITLE;CHARSET=NO-SUCH;ENCODING=QUOTED-PRINTABLE:=E1=BB=85\nEND:VCARD\n"

    (row,) = table(cards(tmp_path, text))

    assert (row["name"], row["job_title"]) == ("สมชาย", "ễ")


def test_a_picture_of_twenty_megabytes_never_stands_in_memory(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\nFN:Mai\nPHOTO;ENCODING=b:{}\nEMAIL:mai@example.com\nEND:VCARD\n"
    )
    one_line, folded = "A" * 20_000_000, "\n ".join(["A" * 74] * 270_000)
    path = cards(tmp_path, text.format(one_line) + text.format(folded))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    rows = list(Cards([(path, "utf-8")]).rows())

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert [row["email"] for row in rows] == [["mai@example.com"]] * 2
    assert grown < 10_000  # kB


@pytest.mark.parametrize(
    ("text", "names", "says"),
    [
        ("BEGIN:VCARD\nFN:Mai\nTEL:0912345678\n", ["Mai"], "The last card was cut off"),
        ("BEGIN:VCARD\nFN:Mai\nBEGIN:VCARD\nFN:An\nEND:VCARD\n", ["Mai", "An"], ""),
        ("BEGIN:VCARD\nnonsense\n\n;:\nFN:Mai\nEND:VCARD\n", ["Mai"], ""),
        ("begin:vcard\nfn:Mai\nend:vcard\n", ["Mai"], ""),
        ("BEGIN:VCARD\rFN:Mai\rEND:VCARD\r", ["Mai"], ""),
        (
            "BEGIN:VCARD\nKIND:group\nFN:Family\nEND:VCARD\n" + NEW,
            ["王伟"],
            "Groups are no people and are left out: 1.",
        ),
        (OLD, ["Nguyễn Văn An"], "Cards inside other cards are left out: 1."),
        (OLD, ["Nguyễn Văn An"], "Pictures are left out: 1."),
        (
            "BEGIN:VCARD\nFN:Mai\n"
            + "AGENT:\nBEGIN:VCARD\n" * 5_000
            + "END:VCARD\n" * 5_001,
            ["Mai"],
            "Cards inside other cards are left out: 1.",
        ),
    ],
)
def test_odd_cards_give_what_they_have(
    tmp_path: Path, text: str, names: list[str], says: str
) -> None:
    path = cards(tmp_path, text)

    assert [row["name"] for row in table(path)] == names
    assert says in " ".join(remarks_on(layout_of(path)))


def test_what_is_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    text = f"BEGIN:VCARD\nFN:Mai\nNOTE:{'ă' * 100_000}\nEND:VCARD\n"

    (row,) = table(cards(tmp_path, text))

    assert row["note"] == "ă" * 32_768


def test_somebody_with_thirty_numbers_keeps_them(tmp_path: Path) -> None:
    numbers = "".join(f"TEL:+8491234{n:04d}\n" for n in range(30))

    (row,) = table(cards(tmp_path, f"BEGIN:VCARD\nFN:Mai\n{numbers}END:VCARD\n"))

    assert row["phone 19"] == "+84912340018"
    assert row["phone 20"].count(" ::: ") == 10


letters = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))


@given(name=letters, family=letters, note=letters)
def test_what_vobject_writes_is_read_as_vobject_reads_it(
    tmp_path_factory: pytest.TempPathFactory, name: str, family: str, note: str
) -> None:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family=family, given=name)
    card.add("fn").value = name
    card.add("note").value = note
    path = cards(tmp_path_factory.mktemp("cards"), card.serialize())
    other = vobject.readOne(path.read_text(encoding="utf-8"))

    (row,) = list(Cards([(path, "utf-8")]).rows())

    assert row["name"] == [other.fn.value.strip()]
    assert row["family_name"] == [other.n.value.family.strip()]
    assert row["note"] == [other.note.value.strip()]
