"""What rows about people say beyond names and numbers, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from bestfew.accounts.models import User
from bestfew.activities.actions import refresh_next_of
from bestfew.imports.facts import LEVEL_MARKS, PERMISSIONS, Entry, NotUnderstood
from bestfew.imports.loading.facts import ANSWERED_ON, Facts
from bestfew.imports.loading.sheet import Cells, Ref
from bestfew.imports.rules.text import ids_in, loads, plain
from bestfew.levels.actions import refresh as refresh_levels
from bestfew.levels.models import LevelMark
from bestfew.people import rules
from bestfew.people.actions import refresh_do_not_contact_of
from bestfew.people.models import Permission, Purpose
from bestfew.prospecting.actions import refresh_states

LONGEST_NAME, LONGEST_TITLE = 300, 150


class Post(NamedTuple):
    """A role as a row tells of it: at which organisation, as what, until when."""

    organisation: str
    refs: list[Ref]
    title: str = ""
    ended_on: date | None = None


def posts_of(cells: Cells) -> list[Post]:
    """The roles beyond the first: of an export, a JSON list."""
    if not (text := cells.whole("roles")):
        return []
    found = loads(text)
    try:
        if not isinstance(found, list):
            raise NotUnderstood(text)
        return [_post(each) for each in found]
    except (NotUnderstood, ValueError):
        value, column = cells.many("roles")[0]
        cells.fault("not_understood", column, value)
        return []


def _post(found: Any) -> Post:
    if not isinstance(found, dict):
        raise NotUnderstood(str(found))
    ended = found.get("ended_on")
    return Post(
        plain(str(found.get("organisation", "")))[:LONGEST_NAME],
        ids_in(found.get("organisation_ids")),
        plain(str(found.get("title", "")))[:LONGEST_TITLE],
        date.fromisoformat(str(ended)) if ended else None,
    )


def contacts_of(cells: Cells) -> list[tuple[str, str]]:
    """Kinds and values of the contact points that had no columns of their own."""
    found = loads(cells.whole("contacts"))
    if not isinstance(found, list):
        return []
    return [
        (str(each[0]), plain(str(each[1])))
        for each in found
        if isinstance(each, list) and len(each) == 2
    ]


def refuse(facts: Facts, *, at: datetime, how: str) -> None:
    """Add a "no" to all contact, unless one stands already (B35)."""
    words = [entry for key, entry in facts.items() if key[0] == PERMISSIONS.target]
    ledger = (rules.Word(*entry[:4]) for entry in words)
    if rules.refuses_contact(sorted(ledger, key=lambda word: word.at)):
        return
    entry: Entry = (
        *(Purpose.ANY, Permission.ANY_MEDIUM, Permission.State.REFUSED),
        *(at, plain(how)[:300]),
    )
    facts[PERMISSIONS.key(entry)] = entry


def note_answer(facts: Facts, cells: Cells, *, at: datetime) -> None:
    """Add the word that they answered on a day; one to come is none yet."""
    on = cells.day(ANSWERED_ON)
    if on is None:
        return
    if on > cells.sheet.today:
        value, column = cells.many(ANSWERED_ON)[0]
        cells.fault("in_future", column, value)
        return
    entry: Entry = (LevelMark.Level.RESPONDED.value, on, "", at, None)
    facts.setdefault(LEVEL_MARKS.key(entry), entry)


def bring_in_step(
    changed: Mapping[str, Iterable[int]],
    *,
    by: User | None,
    at: datetime,
    moved: Iterable[int] = (),
) -> None:
    """What follows from facts of people that came or went, by their target.

    `moved`: people who are told to have come by another way.
    """
    if told := set(changed.get("permissions", ())):
        refresh_do_not_contact_of(told)
    if planned := told | set(changed.get("follow_ups", ())):
        refresh_next_of(planned)
    if answered := set(changed.get("answers", ())):
        refresh_states(by=by, at=at, people=answered)
    climbed = answered | set(changed.get(LEVEL_MARKS.target, ())) | set(moved)
    if climbed:
        refresh_levels(climbed, by=by, at=at)
