"""Exports as vCard 4.0 (RFC 6350), for phones and other programs.

What vCard has no property for stands in `X-BESTFEW-…`, named after our columns, so that
a card imports again to the same; others pass these over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

from bestfew.imports.exports.delimited import Batches
from bestfew.imports.exports.source import Record, Source
from bestfew.imports.rules import vcards
from bestfew.imports.rules.cells import OVERFLOW, parts
from bestfew.imports.rules.phones import phone_key
from bestfew.imports.rules.text import OURS, tags
from bestfew.people.models import ContactKind

PRODUCT = "-//Bestfew//Bestfew//EN"
KINDS = tuple(ContactKind.values)
STANDARD = frozenset(
    (
        *("name", "given_name", "family_name", "organisation", "job_title", *KINDS),
        *("birthday", "tags", "note"),
    )
)
"""Columns that have a property of their own."""

WORDS = ("name", "given_name", "family_name", "organisation", "job_title", "note")
"""Texts that other readers may cut, or whose line ends they may change."""


def cards_of(source: Source) -> Batches:
    """A card for each row."""
    is_place = "job_title" not in source.columns
    country = source.member.workspace.country
    for batch in source.batches():
        cards = (
            card(record, source.columns, is_place=is_place, country=country)
            for record in batch
        )
        yield "".join(cards), len(batch)


def card(
    record: Record, columns: Iterable[str], *, is_place: bool, country: str
) -> str:
    """One vCard, each of its lines folded. `country` is where numbers are dialled."""
    kind = "org" if is_place else "individual"
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"PRODID:{PRODUCT}", f"KIND:{kind}"]
    lines += _who(record, is_place=is_place)
    lines += [_phone(value, country) for value in record.get(ContactKind.PHONE, ())]
    for name, way in _WAYS.items():
        lines += [way(value) for value in record.get(name, ())]
    lines += _rest(record)
    lines += _own(record, columns)
    lines.append("END:VCARD")
    return "".join(map(vcards.folded, lines))


def _who(record: Record, *, is_place: bool) -> Iterator[str]:
    ids = record["external_ids"][OURS]
    yield f"UID;VALUE=text:{OURS}:{ids if isinstance(ids, str) else ids[0]}"
    name = record["name"]
    yield f"FN:{vcards.text(name or _called(record))}"
    given, family = record.get("given_name", ""), record.get("family_name", "")
    if given or family:
        yield f"N:{vcards.parts((family, given, '', '', ''))}"
    if is_place:
        yield f"ORG:{vcards.text(name)}"
    elif organisation := record.get("organisation"):
        yield f"ORG:{vcards.text(organisation)}"
    if title := record.get("job_title"):
        yield f"TITLE:{vcards.text(title)}"


def _called(record: Record) -> str:
    """What stands for a name, since a card must have one."""
    ways = (value for kind in KINDS for value in record.get(kind, ()))
    return next(ways, "?")


def _phone(value: str, country: str) -> str:
    """A number as it is dialled from everywhere, where that is known."""
    key = phone_key(ContactKind.PHONE, value, country)
    if key.startswith("+"):
        return f"TEL;VALUE=uri;TYPE=voice:tel:{key}"
    return f"TEL;VALUE=text;TYPE=voice:{vcards.text(value)}"


def _messenger(service: str) -> Callable[[str], str]:
    return lambda value: (
        f"IMPP;X-SERVICE-TYPE={service}:{vcards.uri(service.lower(), value)}"
    )


_WAYS: Mapping[str, Callable[[str], str]] = {
    ContactKind.EMAIL: lambda value: f"EMAIL:{vcards.text(value)}",
    ContactKind.ZALO: _messenger("Zalo"),
    ContactKind.LINE: _messenger("LINE"),
    ContactKind.WECHAT: _messenger("WeChat"),
    ContactKind.WHATSAPP: _messenger("WhatsApp"),
    ContactKind.FACEBOOK: lambda value: (
        f"X-SOCIALPROFILE;TYPE=facebook:{vcards.text(value)}"
    ),
    ContactKind.WEBSITE: lambda value: f"URL:{vcards.one_line(value)}",
    ContactKind.ADDRESS: lambda value: (
        f"ADR:{vcards.parts(('', '', value, '', '', '', ''))}"
    ),
}


def _rest(record: Record) -> Iterator[str]:
    if birthday := record.get("birthday"):
        month_and_day = birthday[-5:].replace("-", "")
        year = "" if birthday.startswith("--") else birthday[:4]
        yield f"BDAY:{year or '--'}{month_and_day}"
    if tags := record.get("tags"):
        yield f"CATEGORIES:{vcards.parts(tags, ',')}"
    if note := record.get("note"):
        yield f"NOTE:{vcards.text(note)}"
    if changed := record.get("updated_at"):
        yield f"REV:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _own(record: Record, columns: Iterable[str]) -> Iterator[str]:
    """What other programs have no property for, and what they may change: as JSON."""
    values: dict[str, Any] = {
        name: record.get(name) for name in columns if name not in STANDARD
    }
    values[OVERFLOW] = [
        [kind, value] for kind in KINDS for value in record.get(kind, ())
    ]
    if not record["name"]:
        values["nameless"] = "yes"
    if any(tags(tag) != [tag] for tag in record.get("tags", ())):
        values["tags"] = record["tags"]
    if not all(vcards.keeps(record.get(name, "")) for name in WORDS):
        values |= {name: record.get(name) for name in WORDS}
    for name, value in values.items():
        if value:
            key = f"{vcards.OWN}{name.upper().replace('_', '-')}"
            yield from (f"{key}:{vcards.text(part)}" for part in parts(_json(value)))


def _json(value: Any) -> str:
    """JSON has escapes for every kind of line end, but leaves two as they are."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
