"""Matches from my book to what others at a table want: told to me alone (I8)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from bestfew.accounts.models import Membership
from bestfew.network.models import Referral
from bestfew.network.rules.matches import ranked, stands_in, words_of
from bestfew.people.mentions import mentioned
from bestfew.people.models import Person, Tag, Tagging
from bestfew.people.rules import fold
from bestfew.people.rules.searching import plain
from bestfew.teams.models import TeamMember, Wish
from bestfew.web.pages import Page, page_of

FEW = 5
AT_ONCE = 12
"""Members of a large team whose wishes are looked at together."""

EACH = 20
"""So many people are looked at for each word, and so many for all tags."""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody of mine, and the words of the wish that fit them."""

    person: Person
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member of the team wants, and who of mine may be it."""

    member: TeamMember
    text: str
    matches: tuple[Match, ...]


def wishing(me: TeamMember, *, after: str = "") -> Page[TeamMember]:
    """Some of the others at the table who said what they want, by name."""
    said = Wish.objects.filter(team=me.team_id, member=OuterRef("pk")).exclude(text="")
    rows = TeamMember.objects.filter(team=me.team_id).seated().exclude(pk=me.pk)
    rows = rows.filter(Exists(said) | ~Q(wanted="")).select_related("seat")
    return page_of(rows, order=("name",), after=after, size=AT_ONCE)


def matches_for(
    others: Sequence[TeamMember], me: TeamMember, member: Membership
) -> list[Wanted]:
    """For each of them who of mine may be it, and was not given to them already."""
    said, tags = _said(others, me), list(Tag.objects.values_list("pk", "name"))
    words = {pk: _words(text, tags) for pk, text in said.items()}
    every = list(dict.fromkeys(word for some in words.values() for word in some))
    pool, known = _pool(member, every, tags), _given(others, me)
    best = {each.pk: _best(words[each.pk], pool, known[each.pk]) for each in others}
    people = Person.objects.in_bulk(
        {pk for some in best.values() for pk, _hits in some}
    )
    return [
        Wanted(
            each,
            said[each.pk],
            tuple(
                Match(people[pk], _written(said[each.pk], hits))
                for pk, hits in best[each.pk]
            ),
        )
        for each in others
    ]


def _written(text: str, hits: Sequence[str]) -> tuple[str, ...]:
    """What was found, with the marks and capitals of the wish."""
    words = {plain(each): each.strip(",.;:!?()") for each in text.split()}
    return tuple(words.get(each, each) for each in hits)


def _said(others: Sequence[TeamMember], me: TeamMember) -> dict[int, str]:
    """The last wish of a month that says something; else what they always want."""
    said = {each.pk: each.wanted for each in others}
    wishes = Wish.objects.filter(team=me.team_id, member__in=others)
    for pk, text in wishes.order_by("month", "pk").values_list("member", "text"):
        said[pk] = text or said[pk]
    return said


Tags = list[tuple[int, str]]


def _words(text: str, tags: Tags) -> list[str]:
    """The telling words of a wish, and tags of mine that stand in it."""
    wanted = plain(text)
    named = (plain(name) for _pk, name in tags)
    mine = [name for name in named if name and stands_in(name, wanted)]
    return list(dict.fromkeys([*words_of(wanted, is_ascii=text.isascii()), *mine]))


Pool = dict[int, str]
"""What is told of people, folded, by their id."""


def _pool(member: Membership, words: Sequence[str], tags: Tags) -> Pool:
    """People of mine of whom any of the words is told: by search, or by a tag."""
    if not words:
        return {}
    rows = Person.objects.visible_to(member).approachable()
    fit = [pk for pk, name in tags if any(stands_in(w, plain(name)) for w in words)]
    tagged = Tagging.objects.filter(tag__in=fit, person__in=rows).order_by("-person")
    ids = mentioned(rows, words, each=EACH)
    ids += tagged.values_list("person", flat=True)[: EACH * len(fit)]
    found = rows.filter(pk__in=ids).values_list("pk", "search", "note", "traits")
    tagged_with = _tags_of(ids)
    return {
        pk: f"{search} {fold(note)} {plain(_listed(traits))} {tagged_with[pk]}"
        for pk, search, note, traits in found
    }


def _listed(traits: dict[str, str]) -> str:
    return json.dumps(traits, ensure_ascii=False) if traits else ""


def _tags_of(people: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = defaultdict(str)
    rows = Tagging.objects.filter(person__in=people)
    for pk, name in rows.values_list("person", "tag__name"):
        found[pk] += f" {plain(name)}"
    return found


def _given(others: Sequence[TeamMember], me: TeamMember) -> dict[int, set[int]]:
    """Whom of mine each of them was given."""
    found: dict[int, set[int]] = defaultdict(set)
    given = Referral.objects.given().filter(slip__team=me.team_id)
    rows = given.filter(slip__receiver__in=others).exclude(person=None)
    for receiver, person in rows.values_list("slip__receiver", "person"):
        found[receiver].add(person)
    return found


def _best(
    words: Sequence[str], pool: Pool, known: set[int]
) -> list[tuple[int, list[str]]]:
    texts = ((pk, text) for pk, text in pool.items() if pk not in known)
    return ranked(texts, words, most=FEW)
