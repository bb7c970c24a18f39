"""Text that was encoded twice is put right; all other text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.imports.readers import layout_of, rows_of
from bestfew.imports.reading.twice import CODECS, codec_of, repairer
from bestfew.imports.reasons import remarks_on
from bestfew.imports.tests.recipes import PEOPLE, bring_in, text_of
from bestfew.people.models import Person

NAMES = {
    "vi": "Nguyễn Văn An, Đặng Thị Ánh, Trần Thị Bích Ngọc",
    "th": "สมชาย ใจดี, วิภา แซ่ตั้ง",
    "zh": "王伟，李娜，陳怡君",
    "es": "José Muñoz, María Ibáñez, Zürich",
    "ru": "Анна Ковалёва",
}
SCRIPTS = {
    "vi": "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợ"
    "ùúủũụừứửữựỳýỷỹỵĐÁÀÂÊÔƠƯ",
    "th": "กขคงจชซญดตถทธนบปผฝพฟมยรลวศสหอะาิีึืุูเแโใไ่้๊๋์",
    "zh": "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑伟芳娜敏静丽强磊军洋勇艳杰娟涛明",
    "west": "abcdefghijklmnopqrstuvwxyzäöüßéèêëàâçñíóúôîïåøæÄÖÜÉÇÑ",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
}
words = st.one_of(
    *(st.text(letters, min_size=1, max_size=9) for letters in SCRIPTS.values())
)
texts = st.lists(words, min_size=1, max_size=20).map(" ".join)


def garbled(text: str, codec: str) -> str:
    """UTF-8 read as an old encoding, as Windows does it."""
    return "".join(
        letter if letter != "\ufffd" else chr(byte)
        for byte in text.encode()
        for letter in bytes([byte]).decode(codec, "replace")
    )


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_names_of_every_script_come_back(text: str, codec: str) -> None:
    broken = garbled(text, codec)

    found = codec_of(broken)

    assert broken != text
    assert repairer(found)(broken) == text


@given(texts)
def test_good_text_is_never_taken_for_broken(text: str) -> None:
    assert codec_of(text) == ""


@example(text="ă ạ ăaă Ä", codec="cp1258")
@given(text=texts, codec=st.sampled_from(CODECS))
def test_what_was_garbled_is_put_right_or_left_alone(text: str, codec: str) -> None:
    broken = garbled(text, codec)

    found = codec_of(broken)

    assert not found or repairer(found)(broken) == text


@given(good=texts, other=texts)
def test_good_cells_among_broken_ones_stay(good: str, other: str) -> None:
    line = f"{garbled(other, 'cp1252')},{good}"

    assert repairer("cp1252")(line).endswith(f",{good}")


@pytest.mark.parametrize(
    "text", ["CAFÉ–BAR", "“São” AÇÃO", "Ã£o", "€ 5 – 10 …", "ÄÖÜ", "เธอ เธนศ"]
)
def test_odd_but_honest_text_stays(text: str) -> None:
    assert codec_of(text) == ""


@pytest.mark.usefixtures("in_workspace")
def test_a_broken_list_is_loaded_with_its_names_put_right(
    alice: Membership, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = [PEOPLE, ["Nguyễn Văn An", "0912345678", "", "Công ty Ánh Dương"]]
    path.write_bytes(garbled(text_of(rows), "cp1252").encode("utf-8-sig"))

    answer = bring_in(alice, path)

    said = "Its text was encoded twice; we put the letters right."
    assert Person.objects.get().name == "Nguyễn Văn An"
    assert said in answer.remarks
    assert remarks_on(layout_of(path)) == [said]


def test_a_mark_that_was_encoded_twice_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("ï»¿Name,Phone\nMai,1\n".encode())

    layout = layout_of(path)

    assert layout.headers == ("Name", "Phone")
    assert list(rows_of(path, layout)) == [["Mai", "1"]]
