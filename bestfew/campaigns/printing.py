"""A campaign's QR as a drawing, and its page to print: A6 or A4, four languages."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import segno
from django.utils.translation import gettext as _

from bestfew.campaigns.rules.lines import size_that_fits

FONTS = Path(__file__).parent / "fonts"
LATIN, THAI, CHINESE = "BeVietnamPro", "NotoSansThai", "NotoSansSC"
NEEDS = {THAI: re.compile("[\u0e00-\u0e7f]"), CHINESE: re.compile("[\u2e80-\uffef]")}
SIZES = {"a6": (105.0, 148.0), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""
QUIET = 4
"""Modules left blank around a QR, as its standard asks."""
SMALLEST_QR = 25.0
PETROL, INK, GREY = (10, 90, 104), (18, 36, 42), (75, 93, 98)
POINTS = 72 / 25.4


class FontsMissing(RuntimeError):
    """The fonts that a page is set in are not on this machine."""


def qr_of(link: str) -> segno.QRCode:
    """The QR of a link: survives 15 % of dirt."""
    return segno.make_qr(link, error="m", boost_error=False)


def qr_svg(link: str) -> bytes:
    out = io.BytesIO()
    qr_of(link).save(out, kind="svg", border=QUIET, scale=8, light="#fff")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A page with a headline, what to do, the QR and the link. Lengths in mm."""

    size: str
    language: str
    headline: str
    call_to_action: str
    who: str
    link: str
    short: str
    bleed: float = 0

    @property
    def qr_side(self) -> float:
        """Its quiet zone left out."""
        return max(SMALLEST_QR, SIZES[self.size][0] * 0.42)

    def pdf(self) -> bytes:
        """The page as PDF, its fonts inside; raises `FontsMissing`."""
        return _Page(self).drawn()


class _Page:
    """Draws a leaflet. `unit` is what a millimetre on A6 is on this size."""

    def __init__(self, leaflet: Leaflet) -> None:
        from fpdf import FPDF  # 20 MB, for those processes only that print

        self.leaflet = leaflet
        self.width, self.height = SIZES[leaflet.size]
        self.unit = self.width / SIZES["a6"][0]
        around = 2 * leaflet.bleed
        whole = (self.width + around, self.height + around)
        self.pdf = FPDF(unit="mm", format=whole)
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.set_title(leaflet.headline)
        self.pdf.set_lang(leaflet.language)
        self._add_fonts()
        self.pdf.add_page()

    def _add_fonts(self) -> None:
        text = self.leaflet.headline + self.leaflet.call_to_action + self.leaflet.who
        others = [name for name, signs in NEEDS.items() if signs.search(text)]
        for name in (LATIN, *others):
            for style, weight in (("", "400Regular"), ("B", "700Bold")):
                path = FONTS / f"{name}_{weight}.ttf"
                if not path.exists():
                    raise FontsMissing(_("Fonts are missing: run “make setup” once."))
                self.pdf.add_font(name, style, path)
        self.pdf.set_fallback_fonts(others, exact_match=True)
        self.pdf.set_text_shaping(True)

    def drawn(self) -> bytes:
        pdf, unit, bleed = self.pdf, self.unit, self.leaflet.bleed
        band = 52 * unit
        pdf.set_fill_color(*PETROL)
        pdf.rect(0, 0, self.width + 2 * bleed, band + bleed, style="F")
        self._text(
            self.leaflet.headline, top=8, room=40, most=3, largest=30, white=True
        )
        side = self.leaflet.qr_side
        self._qr(top=band + 7 * unit, side=side)
        below = (band + 7 * unit + side) / unit + 5
        self._text(self.leaflet.call_to_action, top=below, room=17, most=2, largest=14)
        self._line(self.leaflet.short, 9, top=below + 19, style="B", colour=PETROL)
        self._line(self.leaflet.who, 8, top=below + 26, colour=GREY)
        return bytes(pdf.output())

    def _text(
        self,
        text: str,
        *,
        top: float,
        room: float,
        most: int,
        largest: int,
        white: bool = False,
    ) -> None:
        """Bold lines in the middle of a room, as large as they fit."""
        size, lines = size_that_fits(
            text, range(largest, 7, -1), width=89 * self.unit, most=most,
            measure=lambda part, at: self._width(part, at, "B"),
        )  # fmt: skip
        step = size * 1.32 / POINTS
        top += (room - step * len(lines)) / 2
        colour = (255, 255, 255) if white else INK
        for number, line in enumerate(lines):
            self._line(line, size, top=top + step * number, style="B", colour=colour)

    def _width(self, text: str, size: float, style: str) -> float:
        self.pdf.set_font(LATIN, style, size * self.unit)
        return self.pdf.get_string_width(text)

    def _line(
        self,
        text: str,
        size: float,
        *,
        top: float,
        style: str = "",
        colour: tuple[int, int, int],
    ) -> None:
        """A line in the middle of the page, as small as it must be to fit."""
        while size > 5 and self._width(text, size, style) > 95 * self.unit:
            size -= 0.5
        self._width(text, size, style)
        bleed = self.leaflet.bleed
        self.pdf.set_text_color(*colour)
        self.pdf.set_xy(bleed, bleed + top * self.unit)
        height = size * 1.32 / POINTS * self.unit
        self.pdf.cell(self.width, height, text, align="C")

    def _qr(self, *, top: float, side: float) -> None:
        """Black on white, as runs of modules; white paper is its quiet zone."""
        rows = list(qr_of(self.leaflet.link).matrix)
        module = side / len(rows)
        left = self.leaflet.bleed + (self.width - side) / 2
        self.pdf.set_fill_color(0, 0, 0)
        for y, row in enumerate(rows):
            dark = "".join("1" if each else "0" for each in row)
            for run in re.finditer("1+", dark):
                x = left + run.start() * module
                length = len(run[0]) * module
                at = self.leaflet.bleed + top + y * module
                self.pdf.rect(x, at, length, module * 1.01, style="F")
