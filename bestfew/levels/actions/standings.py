"""Keeps everybody's place on the ladder in step with the facts, and so the counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bestfew.accounts.models import User
from bestfew.levels.actions.counting import (
    add_to_counts,
    count_of,
    hold_counts,
)
from bestfew.levels.models import DAYS, LevelChange, Standing
from bestfew.levels.queries.facts import (
    Criteria,
    Known,
    in_chunks,
    known_of,
    thresholds,
    ways_to_prospect,
)
from bestfew.levels.rules.cells import difference
from bestfew.levels.rules.ladder import Ladder, Thresholds, climb
from bestfew.people.models import Person

CHUNK = 500
DERIVED = [
    *("level", "since", "is_outbound", *DAYS),
    *("seller", "channel", "campaign", "source"),
]
_COLUMNS = [Standing._meta.get_field(name).attname for name in DERIVED]  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class By:
    """How ladders are climbed in this workspace."""

    thresholds: Thresholds
    ways: tuple[Criteria, ...]

    @classmethod
    def now(cls) -> By:
        return cls(thresholds(), ways_to_prospect())


def refresh(
    people: Iterable[int],
    *,
    by: User | None,
    at: datetime,
    catching_up: bool = False,
) -> None:
    """Bring the standings of people (their ids) in step with their facts.

    Call it in the transaction of the deed that changed the facts. `catching_up`: a
    first standing is no news, and counts are made anew behind it.
    """
    rules: By | None = None
    for some in in_chunks(people, CHUNK):
        with transaction.atomic():
            rules = rules or By.now()
            change = _refresh(some, rules, at=at)
            if change:
                change.note(by=by, at=at, but_first=catching_up)
                if not catching_up:
                    change.count()


def _refresh(people: Sequence[int], rules: By, *, at: datetime) -> Change | None:
    """Write the standings that changed; what changed, if anything did."""
    _hold(people)
    stood = Standing.objects.in_bulk(people)
    stands = standings_of(known_of(people, rules.ways), rules, at=at)
    changed = {
        pk
        for pk in stood.keys() | stands.keys()
        if not _is_same(stood.get(pk), stands.get(pk))
    }
    if not changed:
        return None
    _write(changed, stands)
    return Change(
        {pk: stood[pk] for pk in changed & stood.keys()},
        {pk: stands[pk] for pk in changed & stands.keys()},
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Standings before and after, of those people for whom they differ."""

    before: Mapping[int, Standing]
    after: Mapping[int, Standing]

    def note(self, *, by: User | None, at: datetime, but_first: bool) -> None:
        """Keep who came to stand on another level, each change behind the last."""
        people = sorted(self.before.keys() | self.after.keys())
        levels = _levels_of(self.before) | _last_changes(people)
        now = _levels_of(self.after)
        rows = (
            LevelChange(
                person_id=pk,
                before=levels.get(pk, 0),
                after=now.get(pk, 0),
                at=at,
                by=by,
            )
            for pk in people
            if levels.get(pk, 0) != now.get(pk, 0)
        )
        news = [row for row in rows if row.before or not but_first]
        LevelChange.objects.bulk_create(news, batch_size=CHUNK)

    def count(self) -> None:
        changes = difference(
            [count_of(row) for row in self.before.values()],
            [count_of(row) for row in self.after.values()],
        )
        if changes:
            hold_counts()
            add_to_counts(changes)


def _levels_of(standings: Mapping[int, Standing]) -> dict[int, int]:
    return {pk: row.level for pk, row in standings.items()}


def _last_changes(people: Sequence[int]) -> dict[int, int]:
    """Where the history says that people stand: by what was written last, since a deed
    may be told afterwards."""
    rows = LevelChange.objects.filter(person__in=people).order_by("id")
    return dict(rows.values_list("person_id", "after"))


def _hold(people: Sequence[int]) -> None:
    """Two deeds about the same person: the second reads what the first wrote."""
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=people)
    list(rows.order_by("pk").values_list("pk"))


def standings_of(
    known: Mapping[int, Known], rules: By, *, at: datetime
) -> dict[int, Standing]:
    """Where people stand by their facts, not yet written; nobody who stands nowhere."""
    found = {}
    for pk, one in known.items():
        ladder = climb(one.facts, rules.thresholds)
        if ladder.level:
            found[pk] = _standing(pk, one, ladder, at=at)
    return found


def _standing(pk: int, known: Known, ladder: Ladder, *, at: datetime) -> Standing:
    channel, campaign = known.origin
    return Standing(
        id=pk,
        person_id=pk,
        level=ladder.level,
        since=_since(known, ladder, at=at),
        is_outbound=ladder.is_outbound,
        seller_id=known.seller,
        channel_id=channel,
        campaign_id=campaign,
        source_id=known.source,
        **dict(zip(DAYS, ladder.days, strict=True)),
    )


def _since(known: Known, ladder: Ladder, *, at: datetime) -> date:
    """Who fell stands there since they were disqualified."""
    reached = ladder.on(ladder.level)
    if ladder.is_fallen or reached is None:
        return timezone.localdate(known.state_since or at)
    return reached


def _is_same(one: Standing | None, other: Standing | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(getattr(one, name) == getattr(other, name) for name in _COLUMNS)


def _write(changed: Iterable[int], stands: Mapping[int, Standing]) -> None:
    rows = [stands[pk] for pk in sorted(changed) if pk in stands]
    Standing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=DERIVED,
        batch_size=CHUNK,
    )
    gone = [pk for pk in changed if pk not in stands]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    _write_levels(changed, stands)


def _write_levels(people: Iterable[int], stands: Mapping[int, Standing]) -> None:
    """`Person.level`, which lists read."""
    by_level: dict[int | None, list[int]] = defaultdict(list)
    for pk in people:
        by_level[stands[pk].level if pk in stands else None].append(pk)
    for level, ids in by_level.items():
        Person.objects.filter(pk__in=ids).update(level=level)


@transaction.atomic
def put_aside(people: Iterable[int]) -> None:
    """Take standings out of the counts and away.

    For deeds that delete people, or move rows between them under the models: call
    `refresh` for whoever is there afterwards. All of them are held before the counts
    are, as whoever logs something does.
    """
    chunks = list(in_chunks(people, CHUNK))
    for some in chunks:
        _hold(some)
    for some in chunks:
        if stood := list(Standing.objects.filter(pk__in=some)):
            hold_counts()
            add_to_counts(difference([count_of(row) for row in stood], ()))
            Standing.objects.filter(pk__in=[row.pk for row in stood]).delete()


@contextmanager
def stepping_aside(
    people: Sequence[int], *, by: User | None, at: datetime
) -> Iterator[None]:
    """While rows move between people, nobody of them stands anywhere."""
    put_aside(people)
    yield
    refresh(people, by=by, at=at)
