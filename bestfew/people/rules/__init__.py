"""Names, folding, contact points and permission: plain rules, no Django."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

import phonenumbers

from bestfew.people.rules.closeness import Closeness as Closeness
from bestfew.people.rules.closeness import closeness as closeness
from bestfew.people.rules.closeness import typed_name as typed_name
from bestfew.people.rules.folding import digits as digits
from bestfew.people.rules.folding import fold as fold
from bestfew.people.rules.marking import marked as marked
from bestfew.people.rules.names import names_agree as names_agree
from bestfew.people.rules.searching import BY_PHONE as BY_PHONE
from bestfew.people.rules.searching import LONGEST_SEARCH as LONGEST_SEARCH
from bestfew.people.rules.searching import SHORTEST_NUMBER as SHORTEST_NUMBER
from bestfew.people.rules.searching import begins_an_address as begins_an_address
from bestfew.people.rules.searching import needles as needles
from bestfew.people.rules.searching import piece as piece
from bestfew.people.rules.searching import search_text as search_text
from bestfew.web.scripts import language_of

FAMILY_NAME_FIRST = {"vi", "zh-hans"}


def full_name(given: str, family: str, language: str) -> str:
    """One name from its parts, in the order that the language uses."""
    given, family = given.strip(), family.strip()
    if language_of(given + family) == "zh-Hans":
        return family + given
    first = (family, given) if language in FAMILY_NAME_FIRST else (given, family)
    return " ".join(part for part in first if part)


def reorder(name: str) -> str:
    """`Last, First` becomes `First Last`; every other name stays as it is."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and given and family else name.strip()


def name_key(name: str) -> str:
    """Two names with the same folded words, in any order, have the same key."""
    return " ".join(sorted(fold(name).split()))


def e164(phone: str, country: str) -> str:
    """The number in E.164, or '' when it cannot be one.

    `country` (ISO 3166, two letters) is where a number without a prefix is dialled.
    """
    try:
        number = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_key(email: str) -> str:
    """An address as it is compared: NFKC, case folded, no spaces around; or ''."""
    key = email if email.isascii() else unicodedata.normalize("NFKC", email)
    key = key.strip().casefold()
    local, at, domain = key.rpartition("@")
    is_address = at and local and "." in domain and not re.search(r"[\s\0]", key)
    return key if is_address else ""


_WEB = re.compile(r"https?://\S+\.\S+", re.IGNORECASE)
_HANDLE = {"line": "https://line.me/ti/p/~{}", "facebook": "https://facebook.com/{}"}
_NUMBER = {"zalo": "https://zalo.me/{}", "whatsapp": "https://wa.me/{}"}


def contact_key(kind: str, value: str, country: str) -> str:
    """The form in which two contact points of a kind are compared."""
    if kind == "email":
        return email_key(value) or fold(value)
    if kind in BY_PHONE:
        return e164(value, country) or digits(value) or fold(value)
    return fold(value)


def can_reach(kind: str, value: str) -> bool:
    """Whether a text can be a contact point of that kind."""
    if kind in BY_PHONE:
        return len(digits(value)) >= SHORTEST_NUMBER
    if kind == "email":
        return bool(email_key(value))
    return bool(value.strip())


def kind_of_contact(value: str) -> str:
    """What was typed into a box that takes a phone number or an e-mail address."""
    return "email" if "@" in value else "phone"


def link(kind: str, value: str, key: str) -> str:
    """Where a tap on a contact point leads; '' where nothing can be opened.

    `key` is the form by which it is compared. Only tel:, mailto:, http: and https:
    addresses come out, whatever was typed.
    """
    if kind == "email":
        return f"mailto:{quote(key, safe='@+')}"
    if kind == "phone":
        return f"tel:{key if key.startswith('+') else digits(key)}"
    if kind in _NUMBER:
        return _NUMBER[kind].format(digits(key))
    if _WEB.fullmatch(value.strip()):
        return value.strip()
    if kind == "website":
        return f"https://{quote(value.strip(), safe='/:?=&#%.-_~')}"
    return _HANDLE[kind].format(quote(key, safe="")) if kind in _HANDLE else ""


def same_tag(one: str, other: str) -> bool:
    """Marks make another word (`bán`, `bạn`), capitals do not."""
    plain = (unicodedata.normalize("NFC", each).casefold() for each in (one, other))
    return next(plain) == next(plain)


ANY, ASKED, UNKNOWN = "any", "asked", "unknown"
NO = ("refused", "withdrawn")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a person's permission ledger."""

    purpose: str
    medium: str
    state: str
    at: datetime


def permission(ledger: Iterable[Word], purpose: str, medium: str) -> str:
    """The state in force for a purpose over a medium: the latest answer that covers it.

    A word about `any` purpose or medium covers them all (B35, OQ-17). To have asked is
    no answer: it never lifts a "no", and shows only while nothing was answered. Without
    any word the state is `unknown`. Of two words at one moment the later in the ledger
    counts.
    """
    covering = sorted(
        (
            word
            for word in ledger
            if word.purpose in (purpose, ANY) and word.medium in (medium, ANY)
        ),
        key=lambda word: word.at,
    )
    answers = [word.state for word in covering if word.state != ASKED]
    return (answers or [word.state for word in covering] or [UNKNOWN])[-1]


def refuses_contact(ledger: Iterable[Word]) -> bool:
    """Whether a "no" to all contact stands: it beats every list (B35, OQ-17)."""
    return permission(ledger, "follow_up", ANY) in NO


def days_of_year(days: Iterable[date]) -> list[tuple[int, int]]:
    """The (month, day) that are kept on these days: also 29 February on 1 March."""
    found: list[tuple[int, int]] = []
    for each in days:
        is_leap = monthrange(each.year, 2)[1] == 29
        if (each.month, each.day) == (3, 1) and not is_leap:
            found.append((2, 29))
        found.append((each.month, each.day))
    return found


def next_birthday(month: int, day: int, *, on: date) -> date:
    """The first such day on or after `on`; 29 February falls on 1 March otherwise."""
    for year in (on.year, on.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date(year, 3, 1)
        if found >= on:
            return found
    raise AssertionError("one of two years holds the day")
