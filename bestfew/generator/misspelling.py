"""A name in another hand: without marks, turned round, cut short, mistyped."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bestfew.generator.chance import Chance
from bestfew.generator.names import Name
from bestfew.generator.pools import plain

_OTHER_CHARACTERS = "文明华玲伟英红军平芳"


class Written(NamedTuple):
    """A text, and whether it still agrees with what it comes from."""

    text: str
    agrees: bool


def written_otherwise(name: Name, chance: Chance) -> Written:
    """The name as somebody else may have put it down; every third as it is."""
    change = chance.of(_WAYS[name.country])
    found = change(name, chance)
    if found.text.isascii() and chance.happens(0.12):
        text = found.text.upper() if chance.happens(0.5) else found.text.lower()
        return Written(text, found.agrees)
    return found


def _as_it_is(name: Name, _chance: Chance) -> Written:
    return Written(name.text, True)


def _plain(name: Name, _chance: Chance) -> Written:
    return Written(plain(name.text), True)


def _turned(name: Name, chance: Chance) -> Written:
    """The family name where the others have the given one."""
    if name.country == "VN":
        parts = [name.middle.text, name.given.text, name.family.text]
        if chance.happens(0.5):
            parts = [name.given.text, name.middle.text, name.family.text]
        return Written(" ".join(parts), True)
    comma = ", " if name.country == "GB" and chance.happens(0.5) else " "
    return Written(name.family.text + comma + name.given.text, True)


def _initials(name: Name, _chance: Chance) -> Written:
    family, given = name.family.text, name.given.text
    if name.country == "VN":
        return Written(f"{family} {name.middle.text[0]}. {given}", False)
    if name.country == "TH":
        return Written(f"{given} {_first_consonant(family)}.", False)
    return Written(f"{given[0]}. {family}", False)


def _first_consonant(thai: str) -> str:
    """Thai shortens a name to its first consonant, not to a vowel before it."""
    return next(sign for sign in thai if "\u0e01" <= sign <= "\u0e2e")


def _short(name: Name, _chance: Chance) -> Written:
    """What friends say, or a form of address."""
    given, family = name.given.text, name.family.text
    if name.country == "VN":
        return Written(f"{'Chị' if name.is_female else 'Anh'} {given}", False)
    if name.country == "TH":
        return Written(f"คุณ{given}", False)
    if name.country == "CN":
        return Written(family + ("女士" if name.is_female else "先生"), False)
    return Written(f"{given[:4].rstrip('aeiou') or given} {family}", False)


def _in_latin(name: Name, chance: Chance) -> Written:
    given, family = name.given.latin, name.family.latin
    first, second = (family, given) if chance.happens(0.6) else (given, family)
    return Written(f"{first} {second}", False)


def _spaced(name: Name, _chance: Chance) -> Written:
    return Written(f"{name.family.text} {name.given.text}", True)


def _without_middle(name: Name, _chance: Chance) -> Written:
    return Written(f"{name.family.text} {name.given.text}", False)


def _mistyped(name: Name, chance: Chance) -> Written:
    """One letter inside a word lost, doubled, or changed places with the next."""
    text = name.text
    if name.country == "CN":
        other = chance.of(_OTHER_CHARACTERS)
        return Written(name.family.text + name.given.text[:-1] + other, False)
    spots = [at for at in range(1, len(text) - 1) if text[at - 1 : at + 2].isalpha()]
    if not spots:
        return _as_it_is(name, chance)
    at = chance.of(spots)
    draw = chance.random()
    if draw < 0.4:
        return Written(text[:at] + text[at + 1 :], True)
    if draw < 0.6:
        return Written(text[:at] + text[at] + text[at:], True)
    return Written(text[:at] + text[at + 1] + text[at] + text[at + 2 :], True)


_Way = Callable[[Name, Chance], Written]


def _ways(**often: int) -> tuple[_Way, ...]:
    """Each way as often as it says."""
    known = globals()
    return tuple(known[f"_{way}"] for way, times in often.items() for _ in range(times))


_WAYS = {
    "VN": _ways(
        as_it_is=9, plain=9, turned=3, initials=2, short=2, without_middle=2, mistyped=3
    ),
    "TH": _ways(as_it_is=14, turned=1, initials=2, short=3, in_latin=2, mistyped=5),
    "CN": _ways(as_it_is=18, in_latin=3, short=2, spaced=2, mistyped=2),
    "GB": _ways(as_it_is=10, plain=1, turned=5, initials=4, short=3, mistyped=4),
}
