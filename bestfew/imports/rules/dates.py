"""Days and moments as people write them, in five languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal

Order = Literal["dmy", "mdy"]
"""Whether the day or the month stands first in `03/04/2026`."""

BUDDHIST = 543
_MONTH_FIRST_COUNTRIES = {"US", "PH", "FM", "MH", "PW"}
_SERIALS = (10_000, 80_000)  # 1927 to 2119
_SERIAL_ZERO = date(1899, 12, 30)
_MONTHS: Mapping[str, int] = {
    word: month
    for words, month in (
        ("jan january enero ene มกราคม ม.ค. มค", 1),
        ("feb february febrero กุมภาพันธ์ ก.พ. กพ", 2),
        ("mar march marzo มีนาคม มี.ค. มีค", 3),
        ("apr april abril abr เมษายน เม.ย. เมย", 4),
        ("may mayo พฤษภาคม พ.ค. พค", 5),
        ("jun june junio มิถุนายน มิ.ย. มิย", 6),
        ("jul july julio กรกฎาคม ก.ค. กค", 7),
        ("aug august agosto ago สิงหาคม ส.ค. สค", 8),
        ("sep sept september septiembre กันยายน ก.ย. กย", 9),
        ("oct october octubre ตุลาคม ต.ค. ตค", 10),
        ("nov november noviembre พฤศจิกายน พ.ย. พย", 11),
        ("dec december diciembre dic ธันวาคม ธ.ค. ธค", 12),
    )
    for word in words.split()
}
_CLOCK = (
    r"(?:[\sT,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:\.(?P<fraction>\d+))?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    + _CLOCK,
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?P<one>\d{1,2})[-/. ](?P<two>\d{1,2})(?:[-/. ](?P<year>\d{4}|\d{2}))?" + _CLOCK,
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s\-/,.]*(?:de\s+)?"
    r"(?P<word>tháng\s*\d{1,2}|[^\W\d]+\.?(?:[^\W\d]+\.)?)"
    r"(?:[\s\-/,.]*(?:de\s+|năm\s+|del\s+|พ\.ศ\.\s*)?(?P<year>\d{4}|\d{2}))?" + _CLOCK,
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    r"(?P<word>[^\W\d]+\.?)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"(?:[\s,]+(?P<year>\d{4}))?" + _CLOCK,
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    r"(?:--)?(?P<month>\d{1,2})(?:-|\s*月\s*)(?P<day>\d{1,2})\s*日?()" + _CLOCK
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _CLOCK)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SINCE_1970 = re.compile(r"1\d{9}(?:\d{3})?")

NONE = frozenset(("0/0/00", "0/0/0000", "00/00/00", "00/00/0000", "0000-00-00"))
"""How programs write that there is no day."""


class NotADate(ValueError):
    """The text is no day that exists."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day; its clock time and zone only where they were written."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None

    def at(self, zone: tzinfo) -> datetime:
        """The moment, in `zone` unless it was written; midnight without a clock."""
        return datetime.combine(self.day, self.clock or time.min, self.zone or zone)


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A birthday, with its year if it was written."""

    month: int
    day: int
    year: int | None = None


@lru_cache(maxsize=20_000)
def parse(text: str, *, order: Order) -> Moment:
    """Read a day, with or without a clock time; raises `NotADate`."""
    plain = _plain(text)
    if _SERIAL.fullmatch(plain):
        return _from_serial(float(plain), text)
    if _SINCE_1970.fullmatch(plain):
        return _since_1970(int(plain[:10]))
    found = _match(plain)
    if found is None or not found.groupdict().get("year"):
        raise NotADate(text)
    month, day = _month_and_day(found, order)
    try:
        written = date(_year(found["year"]), month, day)
    except ValueError as fault:
        raise NotADate(text) from fault
    return Moment(written, *_clock(found))


def parse_exact(text: str) -> Moment:
    """Read ISO 8601 as our own exports write it, whatever the year."""
    try:
        if len(text) == len("2026-05-21"):
            return Moment(date.fromisoformat(text))
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise NotADate(text) from fault
    return Moment(found.date(), found.time(), found.tzinfo)


def parse_birthday(text: str, *, order: Order) -> DayOfYear:
    """Read a day of the year, with or without its year; raises `NotADate`."""
    plain = _plain(text)
    found = _YEARLESS.fullmatch(plain) if plain.startswith("--") else None
    found = found or _match(plain) or _YEARLESS.fullmatch(plain)
    if found and not found.groupdict().get("year"):
        month, day = _month_and_day(found, order)
        try:
            date(2000, month, day)
        except ValueError as fault:
            raise NotADate(text) from fault
        return DayOfYear(month, day)
    whole = parse(text, order=order).day
    return DayOfYear(whole.month, whole.day, whole.year)


def proves(text: str) -> Order | None:
    """The order that a date leaves no doubt about: a number over 12 is the day."""
    found = _NUMBERS.fullmatch(_plain(text))
    if not found:
        return None
    one, two = int(found["one"]), int(found["two"])
    if one > 12 >= two:
        return "dmy"
    return "mdy" if two > 12 >= one else None


def majority(day_first: int, month_first: int, *, country: str) -> Order:
    """The order most dates of a column prove; without proof, the country's."""
    if day_first == month_first:
        return "mdy" if country.upper() in _MONTH_FIRST_COUNTRIES else "dmy"
    return "dmy" if day_first > month_first else "mdy"


def _plain(text: str) -> str:
    """Full-width and Thai digits as ASCII, single spaces."""
    if not text.isascii():
        values = ((c, unicodedata.decimal(c, None)) for c in text)
        text = "".join(c if value is None else str(value) for c, value in values)
    return " ".join(text.split())


def _match(plain: str) -> re.Match[str] | None:
    for pattern in (_YEAR_FIRST, _COMPACT, _NUMBERS):
        if found := pattern.fullmatch(plain):
            return found
    for pattern in (_DAY_WORD, _WORD_DAY):
        found = pattern.fullmatch(plain)
        if found and _month(found["word"]):
            return found
    return None


def _month(word: str) -> int:
    word = word.lower()
    if word.startswith("tháng"):
        return int(word.removeprefix("tháng"))
    return _MONTHS.get(word) or _MONTHS.get(word.rstrip("."), 0)


def _month_and_day(found: re.Match[str], order: Order) -> tuple[int, int]:
    parts = found.groupdict()
    if parts.get("one"):
        one, two = int(parts["one"]), int(parts["two"])
        return (one, two) if order == "mdy" and one <= 12 else _day_first(one, two)
    month = _month(parts["word"]) if parts.get("word") else int(parts["month"])
    return month, int(parts["day"])


def _day_first(one: int, two: int) -> tuple[int, int]:
    """Month and day of `one/two`; `04/25` proves itself against the file's order."""
    return (one, two) if two > 12 >= one else (two, one)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 70 else 1900)
    if 2400 <= year <= 2700:
        return year - BUDDHIST
    if not 1800 <= year <= 2399:
        raise ValueError(text)
    return year


def _clock(found: re.Match[str]) -> tuple[time | None, tzinfo | None]:
    if not found["hour"]:
        return None, None
    hour = int(found["hour"])
    half = (found["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        clock = time(
            hour,
            int(found["minute"]),
            int(found["second"] or 0),
            int((found["fraction"] or "")[:6].ljust(6, "0")),
        )
    except ValueError as fault:
        raise NotADate(found.group()) from fault
    return clock, _zone(found["zone"])


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in ("Z", "z"):
        return timezone.utc  # noqa: UP017
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _from_serial(serial: float, text: str) -> Moment:
    """A day as Excel counts them, since 1900."""
    if not _SERIALS[0] <= serial <= _SERIALS[1]:
        raise NotADate(text)
    seconds = round((serial % 1) * 86_400)
    clock = time(seconds // 3_600 % 24, seconds // 60 % 60, seconds % 60)
    day = _SERIAL_ZERO + timedelta(days=int(serial))
    return Moment(day, clock if seconds else None)


def _since_1970(seconds: int) -> Moment:
    """A moment as phones count it, in seconds or in thousandths of them."""
    found = datetime.fromtimestamp(seconds, timezone.utc)  # noqa: UP017
    return Moment(found.date(), found.time(), found.tzinfo)
