"""Whether two names can be one person's.

The given name decides: a family name is shared by a family, who share a phone too.
Which word is the given name is told by the family names that stand first in Vietnamese
and Chinese; elsewhere, Thai too, it is the first word.
"""

from __future__ import annotations

import re

from bestfew.people.rules.folding import fold

_BETWEEN_WORDS = re.compile(r"[\s.,;:/()\[\]\"_-]+")
_INSIDE_WORDS = re.compile(r"['’`]")
_THAI_TITLE = re.compile("^(?:นางสาว|นาง|นาย|คุณ|ดร)(?=[\u0e01-\u0e4e]{2})")
_HAN_TITLE = re.compile("(?:先生|女士|小姐|太太|老师|经理|总)$")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_VIETNAMESE_TITLES = "anh chi ong ba co chu bac em"
_OTHER_TITLES = "mr mrs ms miss mister dr prof sir madam khun"
TITLES = frozenset([*_VIETNAMESE_TITLES.split(), *_OTHER_TITLES.split()])
_VIETNAMESE_FAMILIES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong
trinh truong dinh lam phung mai to ha cao thai luu luong ta quach chau tang la kieu
nghiem thach than quan tong ninh khuc au mac lac giang hua nong ton tieu chu diep lieu
mach cu luc
"""
_CHINESE_FAMILIES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng
liang xie tang song deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du
ye cheng wei su lu ding ren shen yao
"""
FAMILY_FIRST = frozenset([*_VIETNAMESE_FAMILIES.split(), *_CHINESE_FAMILIES.split()])
_LONG_ENOUGH_FOR_A_SLIP = 5


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: in any order, with or without marks.

    A name that is missing agrees with every other; a single word with each name that
    holds it. Of longer ones, every word of the shorter must stand in the longer (as an
    initial too, or with a slip of one letter where it is long), and what the longer
    has beside it must not be its given name.
    """
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return True
    short, long = sorted((first, second), key=len)
    rest = _without(long, short)
    if rest is None:
        return False
    return len(short) == 1 or given_name_of(long) not in rest


def name_words(name: str) -> list[str]:
    """The words of a name, folded, without titles; Chinese letters stay together."""
    text = _INSIDE_WORDS.sub("", fold(name))
    words = [_THAI_TITLE.sub("", word) for word in _BETWEEN_WORDS.split(text) if word]
    if words and all(_HAN.fullmatch(word) for word in words):
        together = "".join(words)
        return [_HAN_TITLE.sub("", together) or together]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return words


def given_name_of(words: list[str]) -> str:
    """The word of a name by which its bearer is called."""
    if words[0] in FAMILY_FIRST:
        return words[-1]
    return words[0]


def _without(long: list[str], short: list[str]) -> list[str] | None:
    """What is left of the longer name; None where a word of the shorter is not in it.

    Equal words are paired first and initials last: they take no other's pair away.
    """
    rest, unpaired = list(long), []
    for word in short:
        if word in rest:
            rest.remove(word)
        else:
            unpaired.append(word)
    for word in sorted(unpaired, key=len, reverse=True):
        found = max((each for each in rest if _alike(word, each)), key=len, default="")
        if not found:
            return None
        rest.remove(found)
    return rest


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if _HAN.fullmatch(short):
        return _is_part_of_han(short, long)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= _LONG_ENOUGH_FOR_A_SLIP and is_one_slip(short, long)


def _is_part_of_han(short: str, long: str) -> bool:
    """The family name alone, or the given name alone: 王 or 小伟 for 王小伟."""
    if not _HAN.fullmatch(long):
        return False
    is_family = len(short) == 1 and long.startswith(short)
    return is_family or (len(short) > 1 and long.endswith(short))


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter added, left out, mistaken or turned with its neighbour
    makes one word of the other."""
    short, long = sorted((one, other), key=len)
    same = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b),
        len(short),
    )
    a, b = short[same:], long[same:]
    if len(long) != len(short):
        return b[1:] == a
    return a[1:] == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
