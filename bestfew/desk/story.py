"""The whole story of one person: the log, changes, permissions, next steps done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.core import signing
from django.db.models import F, Model, Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, FollowUp, Kind
from bestfew.desk.telling import (
    MERGES,
    VERBS,
    Entry,
    of_activity,
    of_brought,
    of_event,
    of_follow_up,
    of_import,
    of_word,
    through,
)
from bestfew.duplicates.merging.queries import undoable
from bestfew.history.models import Event
from bestfew.imports.models import ImportRow, Outcome
from bestfew.people.fields import whom
from bestfew.people.models import Permission, Person

PAGE = 30
OPEN_AT_MOST = 50
SALT = "bestfew.desk.story"
MESSAGES = (Kind.MESSAGE, Kind.EMAIL)
ALL, TALKS, MESSAGES_ONLY, CHANGES = "", "talks", "messages", "changes"
CHOICES = (ALL, TALKS, MESSAGES_ONLY, CHANGES)
Cursor = tuple[datetime, int]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Story:
    """Some entries, the newest first, and the cursor of earlier ones ('' at the end).

    `open` are the next steps that are still to be done, the first one first.
    """

    entries: Sequence[Entry]
    earlier: str
    open: Sequence[FollowUp]


def story_of(
    person: Person,
    member: Membership,
    *,
    objectives: Mapping[int, str] | None = None,
    on: date,
    only: str = ALL,
    before: str = "",
) -> Story:
    """A page of the story, in five queries, with a sixth if it tells of merges.

    `objectives` are the names of theirs that one sees.
    """
    cursor = _read(before) if before else None
    follow_ups = _follow_ups(person, cursor)
    open_ones = [each for each in follow_ups if not each.done_at]
    done = [each for each in follow_ups if each.done_at]
    workspace = member.workspace
    entries: list[Entry] = []
    if only != CHANGES:
        log = _log(person, only, cursor)
        entries += [of_activity(each, workspace) for each in log]
    if only in (ALL, CHANGES):
        words = _before(person.permissions.all(), cursor)
        entries += _events_told(person, member, objectives or {}, cursor, on=on)
        entries += [of_word(each) for each in words]
        entries += [of_follow_up(each) for each in done]
        if getattr(person, "brings", True):
            entries += [of_brought(each) for each in _brought(person, member, cursor)]
    entries.sort(key=lambda each: (each.at, each.key), reverse=True)
    page = entries[:PAGE]
    earlier = _write(page[-1]) if len(entries) > PAGE else ""
    return Story(page, earlier, sorted(open_ones, key=_when))


def _when(follow_up: FollowUp) -> tuple[Any, ...]:
    return follow_up.due_on, str(follow_up.due_time or ""), follow_up.pk


def _log(person: Person, only: str, cursor: Cursor | None) -> QuerySet[Activity]:
    rows = Activity.objects.filter(person=person).select_related("by", "objective")
    if only == TALKS:
        rows = rows.exclude(kind__in=MESSAGES)
    if only == MESSAGES_ONLY:
        rows = rows.filter(kind__in=MESSAGES)
    return _behind(rows, "at", cursor).order_by("-at", "-id")[: PAGE + 1]


def _events_told(
    person: Person,
    member: Membership,
    names: Mapping[int, str],
    cursor: Cursor | None,
    *,
    on: date,
) -> list[Entry]:
    """What was done to them; who brought them stands beside how they came."""
    events = list(_events(person, list(names), cursor))
    merges = [each.facts["merge"] for each in events if each.verb in MERGES]
    can_undo = undoable(merges, person, member, on=on)
    came = [each for each in events if (each.noun, each.verb) == ("person", "added")]
    rest = (of_event(each, names, can_undo) for each in events if each not in came)
    first = [of_event(each, names) for each in came] or _imported(person, cursor)
    who = whom(person.referred_by, member)
    told = [through(each, who) for each in first if each]
    return [*told, *(each for each in rest if each)]


def _events(
    person: Person, objectives: Sequence[int], cursor: Cursor | None
) -> QuerySet[Event]:
    about = Q(noun="person", row_id=person.pk, verb__in=VERBS["person"])
    if objectives:
        about |= Q(noun="objective", row_id__in=objectives, verb__in=VERBS["objective"])
    rows = Event.objects.filter(about).select_related("by")
    return _behind(rows, "at", cursor).order_by("-at", "-id")[: PAGE + 1]


def _imported(person: Person, cursor: Cursor | None) -> list[Entry]:
    """How they came with a file: such people have no event of their own."""
    rows = ImportRow.objects.filter(target=person.pk, outcome=Outcome.CREATED)
    row = rows.select_related("job__by").order_by("id").first()
    told = of_import(row.job, row.pk) if row else None
    is_shown = told and (cursor is None or (told.at, told.key) < cursor)
    return [told] if told and is_shown else []


def _brought(
    person: Person, member: Membership, cursor: Cursor | None
) -> QuerySet[Person]:
    """Whom they brought, of those that one sees."""
    rows = Person.objects.visible_to(member).filter(referred_by=person)
    rows = rows.only("name", "created_at", "workspace_id")
    return _behind(rows, "created_at", cursor).order_by("-created_at", "-id")[
        : PAGE + 1
    ]


def _follow_ups(person: Person, cursor: Cursor | None) -> QuerySet[FollowUp]:
    """Open ones first, then those done before the cursor, in one query."""
    rows = FollowUp.objects.filter(person=person).select_related(
        "person", "organisation", "objective", "assignee"
    )
    rows = rows.filter(done_at=None) | _behind(rows, "done_at", cursor)
    order = F("done_at").desc(nulls_first=True)
    return rows.order_by(order, "-id")[: PAGE + 1 + OPEN_AT_MOST]


def _behind(rows: QuerySet[M], field: str, cursor: Cursor | None) -> QuerySet[M]:
    if cursor is None:
        return rows
    at, key = cursor
    return rows.filter(Q(**{f"{field}__lt": at}) | Q(**{field: at, "id__lt": key}))


def _before(words: Any, cursor: Cursor | None) -> list[Permission]:
    """Of rows in hand, those before the cursor."""
    rows = list(words)
    return [each for each in rows if not cursor or (each.at, each.pk) < cursor]


def _write(entry: Entry) -> str:
    return signing.dumps([entry.at.isoformat(), entry.key], salt=SALT)


def _read(text: str) -> Cursor:
    try:
        at, key = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    moment = parse_datetime(at)
    if moment is None:
        raise Http404
    return moment, key
