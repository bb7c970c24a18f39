"""How wide labels are, and where they are broken or cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.web.lettering import cut, fitted, width


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Thợ chụp ảnh", "Tho chup anh"), ("ผู้รับ", "ผรบ"), ("ที่ดิน", "ทดน")],
)
def test_marks_above_and_below_take_no_room(text: str, bare: str) -> None:
    assert width(text, 14) == pytest.approx(width(bare, 14))


def test_a_chinese_sign_is_as_wide_as_it_is_high() -> None:
    assert width("摄影师", 10) == pytest.approx(30 * 1.05)


def test_a_short_label_stands_in_one_line() -> None:
    assert fitted("Florist", size=14, room=100) == ["Florist"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Mortgage adviser", ["Mortgage", "adviser"]),
        ("Chuyên viên tín dụng", ["Chuyên viên", "tín dụng"]),
        ("企业培训师和人力资源顾问", ["企业培训师和", "人力资源顾问"]),
        ("เจ้าหน้าที่สินเชื่อบ้าน", ["เจ้าหน้าที่สิน", "เชื่อบ้าน"]),
    ],
)
def test_a_long_label_is_broken_where_its_language_allows(
    text: str, lines: list[str]
) -> None:
    assert fitted(text, size=14, room=100) == lines


def test_a_thai_word_is_cut_rather_than_broken() -> None:
    (line,) = fitted("ผู้ประเมินราคาทรัพย์สิน", size=14, room=90)

    assert line.startswith("ผู้ประเมิน")
    assert line.endswith("…")


@given(st.text(min_size=1, max_size=60), st.floats(40, 200))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    lines = fitted(text, size=14, room=room)

    assert 1 <= len(lines) <= 2
    assert all(width(line, 14) <= room * 1.2 for line in lines)


@given(st.text(max_size=60))
def test_what_is_cut_begins_as_it_did(text: str) -> None:
    found = cut(text, size=10, room=60)

    assert text.startswith(found.removesuffix("…"))
