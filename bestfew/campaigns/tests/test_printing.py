"""What is printed leads to the form: the QR is read again, module by module."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.campaigns import printing
from bestfew.campaigns.printing import POINTS, SIZES, FontsMissing, Leaflet, qr_svg
from bestfew.campaigns.rules.lines import clusters, lines_of, size_that_fits
from bestfew.campaigns.tests.cast import make_campaign
from bestfew.campaigns.tests.reading_qr import Matrix, text_of
from bestfew.conftest import signed_in

LINK = "https://desk.example.org/f/0D1KQ4ZT8X2M7"
WORDS = {
    "en": "Looking for a flat near the school?",
    "vi": "Bạn đang tìm căn hộ gần trường học?",
    "th": "กำลังมองหาห้องชุดใกล้โรงเรียน",
    "zh-hans": "正在找学校附近的公寓吗？",
}


def make_leaflet(language: str = "en", **facts: object) -> Leaflet:
    usual: dict[str, object] = {
        "size": "a6", "language": language, "headline": WORDS[language],
        "call_to_action": WORDS[language], "who": "Acme", "link": LINK,
        "short": LINK.removeprefix("https://"),
    }  # fmt: skip
    return Leaflet(**usual | facts)  # type: ignore[arg-type]


def drawn(pdf: bytes) -> str:
    """The page's drawing operators."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return zlib.decompress(streams[0]).decode("latin-1")


def page_of(pdf: bytes) -> list[float]:
    """Width and height in millimetres."""
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    return [float(each) / POINTS for each in box.groups()]


def matrix_of_svg(svg: bytes) -> Matrix:
    """Where the dark strokes run; each is one module high."""
    paths = re.findall(r"<path[^>]*>", svg.decode())
    lines = next(each for each in paths if "stroke" in each)
    dark = lines.partition(' d="')[2]
    x = y = 0.0
    spots = set()
    for sign, numbers in re.findall(r"([MmhH])([-\d. ]+)", dark):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if sign == "M":
            x, y = values
        elif sign == "m":
            x, y = x + values[0], y + values[1]
        else:
            spots |= {(int(y), int(x) + step) for step in range(int(values[0]))}
            x += values[0]
    return _matrix(spots)


def matrix_of_pdf(pdf: bytes, side: float) -> Matrix:
    """Where the black rectangles lie."""
    black = drawn(pdf).split("0 g", 1)[-1]
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (-?[\d.]+) re f", black)
    rects = [[float(each) for each in row] for row in found]
    tall = min(abs(height) for *_rest, height in rects) / 1.01
    left, top = min(row[0] for row in rects), max(row[1] for row in rects)
    spots = set()
    for x, y, width, _height in rects:
        column, row = round((x - left) / tall), round((top - y) / tall)
        spots |= {(row, column + step) for step in range(round(width / tall))}
    matrix = _matrix(spots)
    assert len(matrix) * tall / POINTS == pytest.approx(side, abs=0.1)
    return matrix


def _matrix(spots: set[tuple[int, int]]) -> Matrix:
    first = min(spots)
    size = max(y for y, _x in spots) - first[0] + 1
    return [
        [int((first[0] + y, first[1] + x) in spots) for x in range(size)]
        for y in range(size)
    ]


@pytest.mark.parametrize(
    "link", [LINK, f"{LINK}?lang=vi&more={'x' * 50}", "http://a.b/f/0"]
)
def test_the_drawing_says_the_link(link: str) -> None:
    assert text_of(matrix_of_svg(qr_svg(link))) == link


@pytest.mark.parametrize("size", SIZES)
def test_the_printed_qr_says_the_link(size: str) -> None:
    leaflet = make_leaflet(size=size)

    assert text_of(matrix_of_pdf(leaflet.pdf(), leaflet.qr_side)) == LINK
    assert leaflet.qr_side >= 25


@pytest.mark.parametrize("language", WORDS)
def test_a_page_has_its_fonts_inside_and_little_else(language: str) -> None:
    pdf = make_leaflet(language).pdf()

    assert len(pdf) < 100_000
    assert pdf.count(b"/FontFile2") >= 1
    assert b".notdef missing" not in pdf


def test_bleed_makes_the_page_larger_on_every_side() -> None:
    plain, larger = (make_leaflet(bleed=each).pdf() for each in (0, 3))

    assert page_of(plain) == pytest.approx([105, 148], abs=0.01)
    assert page_of(larger) == pytest.approx([111, 154], abs=0.01)


def test_missing_fonts_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "FONTS", tmp_path)

    with pytest.raises(FontsMissing, match="make setup"):
        make_leaflet().pdf()


def test_marks_and_leading_vowels_stay_with_their_letter() -> None:
    assert clusters("เก็บน้ำ") == ["เก็", "บ", "น้ำ"]
    assert clusters("好，吗？") == ["好，", "吗？"]
    assert lines_of("正在找公寓吗？", 3, len) == ["正在找", "公寓", "吗？"]


def test_a_text_is_as_large_as_it_fits_and_cut_at_last() -> None:
    def measure(text: str, size: int) -> float:
        return len(text) * size

    assert size_that_fits(
        "one two three", range(4, 1, -1), width=20, most=2, measure=measure
    ) == (2, ["one two", "three"])
    size, lines = size_that_fits(
        "a b c d e f", range(4, 1, -1), width=2, most=2, measure=measure
    )
    assert (size, lines) == (2, ["a", "b…"])


@pytest.mark.usefixtures("in_workspace")
def test_the_files_are_handed_out(alice: Membership) -> None:
    campaign = make_campaign(alice, "Crossroads")
    browser, page = signed_in(alice), f"/campaigns/{campaign.pk}/"

    svg = browser.get(f"{page}qr/")
    kept = browser.get(f"{page}qr/?download=1")
    pdf = browser.get(f"{page}leaflet/?size=a4&language=th&headline=Hi&bleed=on")
    refused = browser.get(f"{page}leaflet/?size=a5&language=th")

    link = f"http://testserver/f/{campaign.code}"
    assert text_of(matrix_of_svg(svg.content)) == link
    assert kept["Content-Disposition"] == 'attachment; filename="crossroads.svg"'
    assert page_of(pdf.content) == pytest.approx([216, 303], abs=0.01)
    assert refused.status_code == 422
