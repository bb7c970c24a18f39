"""The main job: from a real contact list to a won objective, in one sitting."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, OpenPage
from tests.e2e.seller import Seller

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = {
    "vi": """Họ tên,Điện thoại,E-mail,Ghi chú
Trần Thị Mai,0912 345 678,mai@example.com,hỏi căn 2 phòng ngủ
Đặng Hoàng Long,0903 111 222,,gặp ở cổng trường
Ngô Gia Bảo,0987 654 321,bao@example.com,
,0911 000 999,,chỉ có số điện thoại
""",
    "th": """ชื่อ,โทรศัพท์,อีเมล,หมายเหตุ
สมชาย ใจดี,081 234 5678,somchai@example.com,ถามคอร์สหัวหน้างาน
อรทัย ศรีสุข,089 111 2222,,เจอที่งานสัมมนา
ธนา วงศ์ใหญ่,086 555 4444,thana@example.com,
,085 000 9999,,มีแต่เบอร์
""",
}


def _day(seller: Seller, file: Path, *, by_keyboard: bool, trade: str) -> None:
    seller.sign_up()
    seller.answer_two_questions(trade)
    seller.import_people(file, rows=4)
    seller.page.goto("/qualify/")
    seller.looks_good()
    person = seller.page.locator(".qcard__name").inner_text()
    for _ in range(3):
        seller.qualify(by_keyboard=by_keyboard)
    seller.open_objective(person, "50 m²")
    seller.meet_prerequisites()
    seller.sees_first_today(person)
    seller.win()


@pytest.fixture
def list_of(tmp_path: Path) -> dict[str, Path]:
    files = {}
    for language, text in LISTS.items():
        files[language] = tmp_path / f"{language}.csv"
        files[language].write_text(text, encoding="utf-8")
    return files


def test_a_day_in_vietnamese_at_the_desk_by_keyboard(
    open_page: OpenPage, list_of: dict[str, Path]
) -> None:
    seller = Seller(open_page(locale="vi-VN", viewport=DESK), language="vi")

    _day(seller, list_of["vi"], by_keyboard=True, trade="real_estate")

    expect(seller.page.locator("html")).to_have_attribute("lang", "vi")


def test_a_day_in_thai_on_the_phone_by_thumb(
    open_page: OpenPage, list_of: dict[str, Path]
) -> None:
    page = open_page(locale="th-TH", viewport=PHONE, has_touch=True)
    seller = Seller(page, language="th")

    _day(seller, list_of["th"], by_keyboard=False, trade="coaching")

    expect(page.locator("html")).to_have_attribute("lang", "th")
