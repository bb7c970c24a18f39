"""The searched text and what is looked for in it: plain rules."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bestfew.people.rules import needles, piece, search_text

MAI = ("phone", "0912 345 678", "+84912345678")
SMITH = ("phone", "+44 (0)7911 123456", "+447911123456")


def finds(query: str, text: str) -> bool:
    wanted = needles(query)
    return bool(wanted) and all(piece(needle) in text for needle in wanted)


def of_name(name: str) -> str:
    return search_text(name, (), (), "")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Nguyễn Văn Đức", "ĐỨC nguyễn"),
        ("Nguyễn Văn Đức", "guy"),
        ("Nguyễn Văn Đức", "va"),
        ("Nguyễn Văn Đức", "nguyen v"),
        ("Nguyễn Văn Đức", "NGUYỄN"),
        ("Nguyễn Văn Đức", unicodedata.normalize("NFD", "Nguyễn")),
        ("Tôn-Nữ (Bé) Hà", "nu be"),
        ("Conor O’Brien", "obrien"),
        ("Conor OBrien", "o'brien"),
        ("Anne-Marie", "anne marie"),
        ("Zero\u200bWidth", "zerowidth"),
        ("ＡＢＣ １２３", "abc 123"),
        ("Lê ๑๒๓", "123"),
        ("Lê 123", "๑๒๓"),
        ("สมชาย ใจดี", "สมชาย"),
        ("สมชาย ใจดี", "ชาย"),
        ("สมชาย ใจดี", "ชา"),
        ("สมชาย ใจดี", "ดี"),
        ("ABCบริษัท", "บร"),
        ("王伟", "王伟"),
        ("王小明", "小明"),
        ("王 伟", "王伟"),
        ("王伟", "王 伟"),
        ("Peter 陈大文", "大文"),
        ("김철수", "철수"),
        ("山田たろう", "ろう"),
    ],
)
def test_a_name_is_found_as_it_is_typed(name: str, query: str) -> None:
    assert finds(query, of_name(name))


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Nguyễn Văn Đức", "uy"),
        ("Nguyễn Văn Đức", "nguyenvan"),
        ("Nguyễn Văn Đức", "nguyen thi"),
        ("Nguyễn Văn Đức", "guyx"),
        ("สมชาย", "สาย"),
        ("王小明", "王明"),
        ("王伟", "weiwang"),
        ("50% off", "50_"),
        ("a_b", "a%b"),
    ],
)
def test_a_name_near_by_is_not_found(name: str, query: str) -> None:
    assert not finds(query, of_name(name))


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("王伟", ["wang wei", "wangwei", "wei wang", "ww", "wan", "we"]),
        ("李娜", ["li na", "lina"]),
        ("单田芳", ["shan tianfang"]),
        ("曾志伟", ["zeng zhi wei", "zzw"]),
        ("解晓东", ["xie xiaodong"]),
        ("仇英", ["qiu"]),
        ("查良镛", ["zha"]),
        ("区志航", ["ou zhi"]),
        ("翟天临", ["zhai"]),
        ("乐嘉", ["yue jia", "le jia"]),
        ("欧阳娜娜", ["ouyang nana"]),
        ("尉迟恭", ["yuchi gong"]),
        ("吕布", ["lv bu", "lu bu", "lü bu"]),
        ("Peter 陈大文", ["chen dawen"]),
        ("陳大文", ["chen dawen"]),
        ("王 伟", ["wangwei"]),
    ],
)
def test_a_chinese_name_is_found_as_it_is_read(name: str, queries: list[str]) -> None:
    assert [query for query in queries if not finds(query, of_name(name))] == []


@pytest.mark.parametrize(
    "query",
    [
        "0912 345 678", "+84 912 345 678", "(84) 912-345-678", "0084912345678",
        "(+84) (0)912.345.678", "912345", "0912 345", "345 678", "34-56", "091", "84",
        "09", "０９１２", "๐๙๑๒ ๓๔๕",
    ],
)  # fmt: skip
def test_a_number_is_found_by_its_parts(query: str) -> None:
    assert finds(query, search_text("", (), [MAI], ""))
    assert not finds(query + "9", search_text("", (), [SMITH], ""))


def test_a_number_is_listed_once() -> None:
    zalo = ("zalo", *MAI[1:])

    assert search_text("", (), [MAI, zalo], "") == " 84912345678 091"
    assert search_text("", (), [SMITH], "") == " 447911123456 079"
    assert search_text("", (), [("phone", "191", "191")], "") == " 191"
    assert search_text("", (), [("phone", "1-800 22", "+84180022")], "") == (
        " 84180022 018"
    )


@pytest.mark.parametrize(
    "query",
    [
        "call 0987 654",
        "0987654321",
        "12/5",
        "12-5",
        "hoa sen",
        "mai.tran@",
        "example.vn/mai",
    ],
)
def test_everything_that_is_known_is_looked_through(query: str) -> None:
    text = search_text(
        "Mai",
        ["Hoa Sen"],
        [
            ("email", "Mai.Tran@Example.com", "mai.tran@example.com"),
            ("website", "https://example.vn/mai", ""),
            ("address", "12/5 Lê Lợi", ""),
        ],
        "Call\n0987 654 321 at noon",
    )

    assert finds(query, text)


def test_the_text_is_words_after_spaces() -> None:
    assert search_text("", (), (), "") == ""
    assert search_text(" \0 ", ["-"], (), " ") == ""
    assert search_text("Mai  Mai\0Hoa", ["Hoa"], (), "x\ny") == " mai hoa x y"
    assert of_name("สมชาย") == " สมชาย มช ชา าย"


def test_a_search_is_cut_after_two_hundred_letters() -> None:
    assert needles("a" * 300) == ["a" * 200]
    assert needles("mai" + " " * 200 + "hoa") == ["mai"]


LETTERS = st.text(
    st.sampled_from("aăâđêôơưễọắ NVÁ王伟小明陈สมชายใจดีก้่ ß0１๒'-.@_%\\é\u0301ÅİΣ")
)


@given(LETTERS, st.data())
def test_what_begins_a_word_or_stands_inside_one_is_found(
    name: str, data: st.DataObject
) -> None:
    words = [word for word in of_name(name).split() if len(word) > 1]
    assume(words)
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    least = 2 if start == 0 else 3
    assume(len(word) - start >= least)
    end = data.draw(st.integers(start + least, len(word)))
    query = word[start:end]
    assume(not query.startswith("0") and needles(query) == [query])

    assert finds(query, of_name(name))


@given(LETTERS, LETTERS, LETTERS)
def test_marks_and_capitals_change_nothing(one: str, two: str, query: str) -> None:
    text = search_text(one, [two], (), "")

    assert finds(query, text) == finds(query.upper().lower(), text)
    assert finds(query, text) == finds(unicodedata.normalize("NFD", query), text)
    assert search_text(unicodedata.normalize("NFD", one), [two], (), "") == text


@given(st.text(), st.text(), st.text())
def test_words_are_never_empty(name: str, place: str, note: str) -> None:
    text = search_text(name, [place], (), note)

    assert "  " not in text
    assert not text or (text[0] == " " and text[-1] != " ")
    assert "\0" not in text


@given(st.text())
def test_a_whole_name_finds_itself(name: str) -> None:
    assume(needles(name) and len(name) <= 200)

    assert finds(name, of_name(name))
