"""What the ladder is climbed by, read for many people at once, in eight queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.funnel.models import Ending
from bestfew.funnel.models import Kind as ObjectiveKind
from bestfew.funnel.models import Outcome as Ended
from bestfew.levels.models import LadderSettings, LevelMark
from bestfew.levels.rules.ladder import Facts, Thresholds
from bestfew.people.models import Person, State
from bestfew.prospecting import rules as qualification
from bestfew.prospecting.models import Answer, Evidence, QualificationProfile
from bestfew.prospecting.queries import criteria_of

SENT = (Kind.MESSAGE, Kind.EMAIL)
"""What reaches somebody though nobody answers."""
SHOWN = (Kind.VISIT, Kind.PRESENTATION)

Criteria = tuple[qualification.Criterion, ...]


@dataclass(slots=True)
class Known:
    """One person's facts in the making, and where they came from."""

    seller: int
    source: int | None
    state: str
    state_since: datetime | None
    days: dict[str, date] = field(default_factory=dict)
    purchases: list[date] = field(default_factory=list)
    brought: list[date] = field(default_factory=list)
    first_out: tuple[int | None, int | None] = (None, None)
    first_in: tuple[int | None, int | None] = (None, None)

    @property
    def facts(self) -> Facts:
        return Facts(
            **self.days,
            purchases=tuple(sorted(self.purchases)),
            brought=tuple(sorted(self.brought)),
            is_out=self.state == State.DISQUALIFIED,
        )

    @property
    def origin(self) -> tuple[int | None, int | None]:
        """Channel and campaign: of the response, else of the first contact."""
        return self.first_in if any(self.first_in) else self.first_out

    def first(self, name: str, day: date) -> bool:
        """Keep the earliest day of a fact; whether it is this one."""
        known = self.days.get(name)
        if known is None or day < known:
            self.days[name] = day
            return True
        return False


def thresholds() -> Thresholds:
    found = LadderSettings.objects.first()
    return found.as_rule() if found else Thresholds()


def ways_to_prospect() -> tuple[Criteria, ...]:
    """Need, authority and money (C16), or what the deciding profile requires."""
    text = tuple(
        qualification.Criterion(key) for key in qualification.BUILT_IN_PROFILES["002b"]
    )
    profiles = QualificationProfile.objects.filter(is_default=True)
    default = profiles.prefetch_related("criteria").first()
    if default is None:
        return (text,)
    return text, tuple(each.as_rule() for each in criteria_of(default))


def known_of(people: Sequence[int], ways: Sequence[Criteria]) -> dict[int, Known]:
    """What is known of people, by their ids; of who is not there, nothing."""
    columns = ("pk", "owner_id", "source_id", "state", "state_since")
    rows = Person.objects.filter(pk__in=people).values_list(*columns)
    found = {pk: Known(*rest) for pk, *rest in rows}
    _read_log(found)
    _read_answers(found, ways)
    _read_marks(found)
    _read_purchases(found)
    _read_brought(found)
    return found


class Entry(NamedTuple):
    """What counts of an entry of the log, by the names of its columns."""

    kind: str
    is_incoming: bool
    outcome: str
    at: datetime
    channel_id: int | None
    campaign_id: int | None


def _read_log(found: Mapping[int, Known]) -> None:
    rows = Activity.objects.filter(person__in=found).exclude(kind=Kind.NOTE)
    in_order = rows.order_by("person_id", "at", "id")
    for person, *entry in in_order.values_list("person_id", *Entry._fields):
        _read_entry(found[person], Entry(*entry))


def _read_entry(known: Known, entry: Entry) -> None:
    kind, came_from = entry.kind, (entry.channel_id, entry.campaign_id)
    was_met = entry.outcome != Outcome.NO_ANSWER
    if not entry.is_incoming and not was_met and kind not in SENT:
        return
    day = timezone.localdate(entry.at)
    if entry.is_incoming:
        if known.first("answered", day):
            known.first_in = came_from
    else:
        if known.first("contacted", day):
            known.first_out = came_from
        if kind not in SENT:
            known.first("spoke", day)
    if kind in SHOWN and was_met:
        known.first("viewed", day)


def _read_answers(found: Mapping[int, Known], ways: Sequence[Criteria]) -> None:
    rows = Answer.objects.filter(person__in=found).order_by("person_id", "at", "id")
    told: dict[int, list[tuple[str, str, str, datetime]]] = defaultdict(list)
    for person, *answer in rows.values_list(
        "person_id", "key", "value", "evidence", "at"
    ):
        told[person].append(tuple(answer))
    for person, answers in told.items():
        _replay(found[person], answers, ways)
    for known in found.values():
        if known.state == State.PROSPECT and known.state_since:
            known.first("qualified", timezone.localdate(known.state_since))


def _replay(
    known: Known,
    answers: Iterable[tuple[str, str, str, datetime]],
    ways: Sequence[Criteria],
) -> None:
    """What they told is a conversation; the first time that all was met, qualifies."""
    latest: dict[str, Any] = {}
    for key, value, evidence, at in answers:
        latest[key] = value
        day = timezone.localdate(at)
        if evidence == Evidence.FORM:
            known.first("answered", day)
        elif evidence == Evidence.SAID:
            known.first("spoke", day)
        if "qualified" not in known.days and _is_qualified(latest, ways):
            known.first("qualified", day)


def _is_qualified(latest: Mapping[str, Any], ways: Sequence[Criteria]) -> bool:
    return any(
        qualification.judge(criteria, latest).state == "prospect" for criteria in ways
    )


NAMES = {
    LevelMark.Level.RESPONDED: "answered",
    LevelMark.Level.CLOSE: "close_word",
    LevelMark.Level.LOYAL: "loyal_word",
}


def _read_marks(found: Mapping[int, Known]) -> None:
    rows = LevelMark.objects.filter(person__in=found, withdrawn_at=None)
    for person, level, on in rows.values_list("person_id", "level", "on"):
        found[person].first(NAMES[LevelMark.Level(level)], on)


def _read_purchases(found: Mapping[int, Known]) -> None:
    rows = Ending.objects.filter(
        objective__person__in=found,
        objective__kind=ObjectiveKind.SELL,
        outcome=Ended.WON,
    )
    for person, on in rows.values_list("objective__person_id", "on"):
        found[person].purchases.append(on)


def _read_brought(found: Mapping[int, Known]) -> None:
    rows = Person.objects.filter(referred_by__in=found).exclude(pk=F("referred_by"))
    for person, at in rows.values_list("referred_by_id", "created_at"):
        found[person].brought.append(timezone.localdate(at))


def in_chunks(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    """Ids in their order, each once, some at a time."""
    unique = sorted(set(ids))
    for start in range(0, len(unique), size):
        yield unique[start : start + size]
