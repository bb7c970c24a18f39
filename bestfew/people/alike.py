"""Who may be meant by a name that somebody types: read from indexes, ranked here."""

from __future__ import annotations

from bestfew.accounts.models import Membership
from bestfew.people import rules
from bestfew.people.finding import closest
from bestfew.people.models import Person
from bestfew.people.rules.names import name_words
from bestfew.web.scripts import language_of

READ = 60
"""Names read of each kind: of more, another word would have to tell them apart."""

SHORTEST = 4
"""Letters of a name below which its beginning says nothing."""


def alike(member: Membership, name: str, *, limit: int) -> list[int]:
    """Ids of the people one sees whose name can be this one's, the nearest first.

    In any order, with or without marks, a long word with a slip, a Chinese name as it
    is read. One word is like the same word only: a family shares its name with many.
    """
    from rapidfuzz.fuzz import token_sort_ratio

    typed = rules.typed_name(name)
    near = [
        (-token_sort_ratio(typed, found), pk)
        for pk, found in _candidates(member, typed).items()
        if is_near(typed, found)
    ]
    return [pk for _score, pk in sorted(near)[:limit]]


def is_near(typed: str, found: str) -> bool:
    """Whether two folded names can be one person's, as far as two words tell."""
    one, other = name_words(typed), name_words(found)
    if sorted(one) == sorted(other):
        return bool(one)
    if language_of(found) == "zh-Hans" and language_of(typed) != "zh-Hans":
        return rules.closeness(found, typed, one) <= rules.Closeness.WORDS
    return len(one) > 1 and len(other) > 1 and rules.names_agree(typed, found)


def _candidates(member: Membership, typed: str) -> dict[int, str]:
    """Those that hold every word, and those that begin alike, in either order."""
    if not typed:
        return {}
    people = Person.objects.all()
    found = closest(people, member, typed, wanted=READ)
    names = {pk: name for _closeness, name, pk in found.keys}
    seen = people.visible_to(member)
    for beginning in _beginnings(typed):
        begin = seen.beginning(beginning).values_list("id", "sort_name")
        names |= dict(begin[:READ])
    return names


def _beginnings(typed: str) -> list[str]:
    """The first two thirds of the name, as typed and turned round: slips come late.

    And its outer words alone, for many leave out their middle names.
    """
    words = typed.split()
    first, last = words[0], words[-1]
    orders = [typed, " ".join([*words[1:], first]), " ".join([last, *words[:-1]])]
    starts = [each[: max(SHORTEST, len(each) * 2 // 3)] for each in orders]
    if len(words) > 2:
        starts += [f"{first} {last}", f"{last} {first}"]
    return [each for each in dict.fromkeys(starts) if len(each) >= SHORTEST]
