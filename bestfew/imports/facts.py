"""What hangs on a row and is kept word for word: a JSON list in one cell of an export.

Exports write these lists, imports of them read them back: both by the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from bestfew.accounts.tenancy import TenantModel
from bestfew.activities.models import FollowUp
from bestfew.funnel.models import Influence, Judgement, Review
from bestfew.imports.models import OF_THE_NETWORK, Noun
from bestfew.imports.rules.text import loads, plain
from bestfew.levels.models import LevelMark
from bestfew.markets.models import WorkAgain
from bestfew.network.models import ClosedBusiness, Learned, ReferralStep
from bestfew.people.models import Concern, DateKind, ImportantDate, Permission
from bestfew.prospecting.models import Answer

Entry = tuple[Any, ...]
"""The values of a table's columns, in their order."""


class NotUnderstood(ValueError):
    """The text is no list of such facts."""


def _any(_facts: Mapping[str, Any]) -> None:
    """Nothing but the columns themselves restricts these facts."""


def _is_a_day(facts: Mapping[str, Any]) -> None:
    date(facts["year"] or 2000, facts["month"], facts["day"])


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One kind of fact: `names` are exported, `known_by` tell two of them apart.

    `author` is the column of who wrote it down, which is whoever brings it in; `check`
    raises ValueError for values that are no such fact together.
    """

    target: str
    model: type[TenantModel]
    parent: str
    names: tuple[str, ...]
    known_by: tuple[str, ...]
    author: str = ""
    only: Mapping[str, Any] | None = None
    never: Mapping[str, Any] | None = None
    check: Callable[[Mapping[str, Any]], None] = _any
    who: tuple[str, ...] = ()
    """Columns of whom it is about, whose ids stand in the entry as in `person_ids`."""

    def rows(self, of: models.Q) -> models.QuerySet[Any]:
        """Those of some parents, as they were written down."""
        found: models.QuerySet[Any] = self.model._default_manager.filter(of)
        return self.narrowed(found).order_by("id")

    def narrowed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Without what a column of its own, or another noun, tells of."""
        if self.only:
            rows = rows.filter(**self.only)
        return rows.exclude(**self.never) if self.never else rows

    def key(self, entry: Sequence[Any]) -> Entry:
        """What two facts of one parent differ in."""
        facts = dict(zip(self.names, entry, strict=True))
        return (self.target, *(_compared(facts[name]) for name in self.known_by))

    def written(self, entry: Sequence[Any]) -> dict[str, Any]:
        """An entry as JSON has it: what is blank is left out."""
        return {
            name: written
            for name, value in zip(self.names, entry, strict=True)
            if (written := _written(value)) is not None and written != ""
        }

    def read(self, text: str) -> list[Entry]:
        """The entries of a cell; raises `NotUnderstood`."""
        found = loads(text)
        if not isinstance(found, list):
            raise NotUnderstood(text)
        return [self.entry(each) for each in found]

    def entry(self, found: Any) -> Entry:
        """One of a list as JSON has it; raises `NotUnderstood`."""
        if not isinstance(found, dict):
            raise NotUnderstood(str(found))
        try:
            facts = {name: self._value(name, found.get(name)) for name in self.names}
            self.check(facts)
        except (ValidationError, ValueError, OverflowError, TypeError) as fault:
            raise NotUnderstood(str(found)) from fault
        return tuple(facts.values())

    def _value(self, name: str, raw: Any) -> Any:
        field: Any = self.model._meta.get_field(name)
        if raw is None and field.null:
            return None
        raw = field.get_default() if raw is None else raw
        value = field.clean(plain(raw) if isinstance(raw, str) else raw, None)
        return _in_utc(value) if isinstance(value, datetime) else value


def _in_utc(moment: datetime) -> datetime:
    aware = timezone.is_aware(moment)
    return moment.astimezone(UTC) if aware else moment.replace(tzinfo=UTC)


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _compared(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


DATES = Table(
    "dates",
    ImportantDate,
    "person_id",
    names=("kind", "label", "month", "day", "year"),
    known_by=("kind", "label"),
    never={"kind": DateKind.BIRTHDAY, "label": ""},  # that has a column of its own
    check=_is_a_day,
)
PERMISSIONS = Table(
    "permissions",
    Permission,
    "person_id",
    names=("purpose", "medium", "state", "at", "how"),
    known_by=("purpose", "medium", "state", "at", "how"),
    author="by_id",
)
CONCERNS = Table(
    "concerns",
    Concern,
    "person_id",
    names=("kind", "text", "raised_at", "answer", "resolved_at"),
    known_by=("kind", "text", "raised_at"),
)
ANSWERS = Table(
    "answers",
    Answer,
    "person_id",
    names=("key", "value", "evidence", "medium", "at"),
    known_by=("key", "value", "evidence", "medium", "at"),
    author="by_id",
)
LEVEL_MARKS = Table(
    "level_marks",
    LevelMark,
    "person_id",
    names=("level", "on", "reason", "at", "withdrawn_at"),
    known_by=("level", "on", "withdrawn_at"),
    author="by_id",
)
WORK_AGAIN = Table(
    "work_again",
    WorkAgain,
    "person_id",
    names=("is_wanted", "at"),
    known_by=("is_wanted", "at"),
    author="by_id",
)
_FOLLOW_UP = ("kind", "what", "due_on", "due_time", "done_at", "created_at")
_ONE_FOLLOW_UP = ("kind", "what", "due_on", "due_time", "created_at")
REVIEWS = Table(
    "reviews",
    Review,
    "objective_id",
    names=("at", "expected_close_on", "confidence"),
    known_by=("at", "expected_close_on", "confidence"),
    author="by_id",
)
JUDGEMENTS = Table(
    "judgements",
    Judgement,
    "objective_id",
    names=("place", "reason", "at", "withdrawn_at"),
    known_by=("place", "reason", "at"),
    author="by_id",
)
INFLUENCES = Table(
    "influences",
    Influence,
    "objective_id",
    names=(
        *("name", "role", "contacted_on", "satisfied_on", "accepted_because"),
        *("accepted_on", "added_on", "degree", "mode", "rating", "need", "win"),
        *("evidence", "new_on", "left_on"),
    ),
    known_by=("name",),
    who=("person",),
)
LEARNED = Table(
    "learned",
    Learned,
    "member_id",
    names=("topic", "asked", "text", "at"),
    known_by=("topic", "text", "at"),
)
STEPS = Table(
    "steps",
    ReferralStep,
    "referral_id",
    names=("status", "at", "side", "note", "is_derived"),
    known_by=("status", "at"),
)
CLOSED = Table(
    "closed",
    ClosedBusiness,
    "referral_id",
    names=("amount", "currency", "invoiced", "tax_percent", "on", "at"),
    known_by=("on", "at"),
)


def follow_ups_of(parent: str, *who: str, **only: Any) -> Table:
    """The next steps that hang on a person, an organisation or an objective."""
    return Table(
        "follow_ups",
        FollowUp,
        parent,
        names=_FOLLOW_UP,
        known_by=_ONE_FOLLOW_UP,
        author="assignee_id",
        only=only,
        who=who,
    )


OF_PERSON = (
    *(DATES, PERMISSIONS, CONCERNS, ANSWERS, LEVEL_MARKS, WORK_AGAIN),
    follow_ups_of("person_id", objective=None),
)
OF_ORGANISATION = (follow_ups_of("organisation_id", objective=None),)
OF_OBJECTIVE = (
    *(INFLUENCES, REVIEWS, JUDGEMENTS),
    follow_ups_of("objective_id", "person", "organisation"),
)
TABLES: Mapping[str, tuple[Table, ...]] = {
    Noun.PEOPLE: OF_PERSON,
    Noun.ORGANISATIONS: OF_ORGANISATION,
    Noun.OBJECTIVES: OF_OBJECTIVE,
    Noun.ACTIVITIES: (),
    **dict.fromkeys(OF_THE_NETWORK, ()),
}
