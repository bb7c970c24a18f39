"""What the properties of a vCard say of a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bestfew.imports.reading.card_lines import Property
from bestfew.imports.reading.layouts import MOST_IN_CELL
from bestfew.imports.rules.vcards import OWN

Row = dict[str, list[str]]
"""Values by the column they stand in."""

LISTS = frozenset(
    (
        *("phone", "email", "wechat", "line", "zalo", "whatsapp", "facebook"),
        *("website", "address"),
    )
)
"""Columns that a person may have several of."""

NO_YEAR = "1604"
"""The year that Apple writes for a birthday without one."""

_SCHEME = re.compile(r"^(?:tel|mailto|sms|xmpp|x-apple):", re.IGNORECASE)
_DAY = re.compile(r"(?:(\d{4})|--)-?(\d{2})-?(\d{2})(?:T.*)?")
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_SERVICES = ("wechat", "line", "zalo", "whatsapp", "facebook")
_SERVICE = re.compile(rf"\b(?:{'|'.join(_SERVICES)})\b")
_OF_THE_FILE = frozenset(
    (
        *("BEGIN", "END", "PRODID", "REV", "PHOTO", "LOGO", "SOUND", "KEY"),
        *("AGENT", "LABEL", "N", "SORT-STRING", "X-ABADR", "SOURCE", "PROFILE"),
        *("CLASS", "MAILER", "TZ", "X-ABUID", "CLIENTPIDMAP", "X-IMAGETYPE"),
        *("X-IMAGEHASH", "X-SHARED-PHOTO-DISPLAY-PREF"),
    )
)
"""What says something of the card, not of the person, or says it a second time."""


def add(row: Row, each: Property) -> None:
    """Take a property into a row; what no column is for stands in `Other`."""
    if each.name.startswith(OWN):
        row.setdefault(each.name, []).append(each.text())
    elif take := _TAKES.get(each.name):
        take(row, each)
    elif each.name not in _OF_THE_FILE and (text := each.text()):
        service = _service(each)
        if service:
            _put(row, service, _bare(text))
        else:
            _put(row, "Other", f"{each.name.title()}: {text}" if each.name else text)


def _put(row: Row, column: str, value: str) -> None:
    if value and value not in row.get(column, ()):
        row.setdefault(column, []).append(value[:MOST_IN_CELL])


def _plain(column: str) -> Callable[[Row, Property], None]:
    return lambda row, each: _put(row, column, each.text())


def _point(column: str) -> Callable[[Row, Property], None]:
    """A number or an address; what is preferred comes first, a fax is no phone."""

    def take(row: Row, each: Property) -> None:
        value = _bare(each.text())
        machine = next(iter(each.types & {"fax", "pager"}), "")
        if machine:
            _put(row, "Other", f"{machine.title()}: {value}")
            return
        _put(row, _service(each) or column, value)
        is_first = "pref" in each.types or "1" in each.params.get("PREF", ())
        if is_first and (found := row.get(column)) and value in found:
            found.remove(value)
            found.insert(0, value)

    return take


def _bare(text: str) -> str:
    """A value without the scheme that vCard 4.0 writes before it."""
    return _SCHEME.sub("", text)


def _name(row: Row, each: Property) -> None:
    names = [*each.parts(), *[""] * 5]
    for column, value in zip(
        ("family_name", "given_name", "middle_name"), names, strict=False
    ):
        _put(row, column, value)
    for label, value in (("Prefix", names[3]), ("Suffix", names[4])):
        if value:
            _put(row, "Other", f"{label}: {value}")


def _organisation(row: Row, each: Property) -> None:
    name, *units = each.parts()
    _put(row, "organisation", name)
    _put(row, "Department", ", ".join(filter(None, units)))


def _address(row: Row, each: Property) -> None:
    box, extended, street, city, region, code, country = [
        *each.parts(),
        *[""] * 7,
    ][:7]
    parts = (street, extended, box, city, region, code, country)
    _put(row, "address", ", ".join(" ".join(part.split()) for part in parts if part))


def _birthday(row: Row, each: Property) -> None:
    _put(row, "birthday", _day(each))


def _anniversary(row: Row, each: Property) -> None:
    _put(row, "Anniversary", _day(each))


def _day(each: Property) -> str:
    """`1985-04-12`, or `--04-12` where no year is known; other texts as they are."""
    text = each.text()
    if not (found := _DAY.fullmatch(text)):
        return text
    year, month, day = found.groups()
    is_known = year and year not in each.params.get("X-APPLE-OMIT-YEAR", [NO_YEAR])
    return f"{year}-{month}-{day}" if is_known else f"--{month}-{day}"


def _tags(row: Row, each: Property) -> None:
    for tag in each.parts(","):
        _put(row, "tags", tag)


def _related(row: Row, each: Property) -> None:
    """A relation by name; Apple says which in a line of its own."""
    kinds = sorted(each.types - {"pref", "other", "text"})
    text = each.text()
    _put(row, "Related", f"{text} ({', '.join(kinds)})" if kinds else text)
    if each.group:
        row[f"in {each.group}"] = ["Related"]


def _label(row: Row, each: Property) -> None:
    text = _LABEL.sub(r"\1", each.text())
    if row.pop(f"in {each.group}", None) and text and row.get("Related"):
        row["Related"][-1] += f" ({text})"


def _messenger(row: Row, each: Property) -> None:
    text = each.text()
    scheme = text.partition(":")[0].lower()
    known = next((name for name in _SERVICES if name in scheme), "") or _service(each)
    if known:
        _put(row, known, text.partition(":")[2] if ":" in text else text)
    else:
        _put(row, "Other", f"IM: {text}")


def _profile(row: Row, each: Property) -> None:
    text = each.text()
    service = _service(each)
    if service:
        _put(row, service, text.removeprefix("x-apple:"))
    elif text.startswith(("http://", "https://")):
        _put(row, "website", text)
    else:
        _put(row, "Other", f"{', '.join(sorted(each.types))}: {text}")


def _service(each: Property) -> str:
    """The messenger that a property is about, by its name or its parameters."""
    params = each.params.get("X-SERVICE-TYPE", [])
    said = " ".join((each.name, *each.params.get("TYPE", ()), *params)).lower()
    found = _SERVICE.search(said)
    return found.group() if found else ""


def _kind(row: Row, each: Property) -> None:
    kind = each.text().lower()
    if kind == "group":
        row["is_group"] = ["1"]
    elif kind != "individual":
        _put(row, "Other", f"Kind: {kind}")


_TAKES: Mapping[str, Callable[[Row, Property], None]] = {
    "FN": _plain("name"),
    "N": _name,
    "NICKNAME": _plain("Nickname"),
    "ORG": _organisation,
    "TITLE": _plain("job_title"),
    "TEL": _point("phone"),
    "EMAIL": _point("email"),
    "URL": _plain("website"),
    "ADR": _address,
    "BDAY": _birthday,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "CATEGORIES": _tags,
    "NOTE": _plain("note"),
    "UID": _plain("vCard UID"),
    "RELATED": _related,
    "X-ABRELATEDNAMES": _related,
    "X-ABLABEL": _label,
    "IMPP": _messenger,
    "X-SOCIALPROFILE": _profile,
    "VERSION": _plain("version"),
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
}
