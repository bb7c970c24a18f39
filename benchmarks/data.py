"""Fills a workspace with many believable rows, quickly and the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.funnel.actions import keep_days, refresh_places
from bestfew.funnel.models import BuyingRole, Influence, Objective
from bestfew.generator.crowd import Crowd
from bestfew.generator.people import Record
from bestfew.generator.table import with_truth
from bestfew.generator.workspace import BATCH, Writer
from bestfew.imports import bulk
from bestfew.levels.actions import rebuild as climb
from bestfew.people.models import State
from bestfew.prospecting.models import Channel
from bestfew.reach.actions import rebuild as count_reach

MOST_OBJECTIVES = 100_000
ACTIVITIES_EACH = 5
KINDS = (Kind.CALL, Kind.MESSAGE, Kind.MEETING, Kind.VISIT)
NOTE = "They ask about the price."
SEED = 7


def fill(
    member: Membership, *, people: int, truth: Path, with_work: bool, at: datetime
) -> None:
    """A crowd of so many, and who is whom in a file (`truth`).

    `with_work`: of differing states, with an open objective each (a hundred thousand at
    most) and five activities.
    """
    crowd = Crowd(people, seed=SEED, home=member.workspace.country)
    writer, chance = Writer(member, at), random.Random(SEED)
    left = MOST_OBJECTIVES
    for records in _batches(with_truth(crowd.records(), truth)):
        with transaction.atomic():
            if not with_work:
                writer.write(records)
                continue
            ids = _write_people(writer, records, chance, at=at)
            _write_activities(member, ids, chance, at=at)
            _write_objectives(member, ids[:left], chance, at=at)
            left = max(0, left - len(ids))
    if with_work:
        count_reach()
        climb(by=None, at=at)
        keep_days(at=at)
    settle()


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    source = iter(records)
    while batch := list(islice(source, BATCH)):
        yield batch


def settle() -> None:
    """What autovacuum does on a server within minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _write_people(
    writer: Writer, records: Sequence[Record], chance: random.Random, *, at: datetime
) -> range:
    states = [chance.choice(State.values[:3]) for _ in records]
    days = [at - timedelta(days=chance.randrange(200)) for _ in records]
    return writer.write(records, state=states, last_contact_at=days)


def _write_activities(
    member: Membership, people: range, chance: random.Random, *, at: datetime
) -> None:
    channels = list(Channel.objects.order_by("pk").values_list("pk", flat=True))
    rows = [
        (
            *(person, chance.choice(KINDS), Outcome.SPOKE, when, NOTE),
            *(chance.choice(channels), not chance.randrange(12)),
        )
        for person in people
        for when in (
            at - timedelta(days=200 + chance.randrange(400))
            for _ in range(ACTIVITIES_EACH)
        )
    ]
    by = member.user_id
    bulk.insert(
        Activity,
        (
            *("id", "person_id", "kind", "outcome", "at", "note", "channel_id"),
            *("is_incoming", "work", "by_id"),
        ),
        [
            (pk, *row, "prospect", by)
            for pk, row in zip(new_ids(len(rows)), rows, strict=True)
        ],
    )


def _write_objectives(
    member: Membership, people: range, chance: random.Random, *, at: datetime
) -> None:
    if not people:
        return
    today = at.date()
    rows = [
        _objective(member, person, pk, chance, at=at)
        for person, pk in zip(people, new_ids(len(people)), strict=True)
    ]
    Objective.objects.bulk_create(rows, batch_size=500)
    Influence.objects.bulk_create(
        (
            Influence(
                objective=row,
                person_id=row.person_id,
                role=BuyingRole.ECONOMIC,
                added_on=today,
                contacted_on=chance.choice((None, today)),
                satisfied_on=chance.choice((None, today)),
            )
            for row in rows
        ),
        batch_size=500,
    )
    refresh_places([row.pk for row in rows], by=member.user, at=at)


def _objective(
    member: Membership, person: int, pk: int, chance: random.Random, *, at: datetime
) -> Objective:
    today = at.date()
    return Objective(
        pk=pk,
        owner=member.user,
        person_id=person,
        name="2-bed flat",
        value=Decimal(chance.randrange(10, 90)) * 1_000_000,
        currency=member.workspace.currency,
        first_contact_on=today - timedelta(days=chance.randrange(90)),
        expected_close_on=today + timedelta(days=chance.randrange(120)),
        confidence=chance.choice((20, 50, 90, 95)),
        fit="asked for two bedrooms",
        fit_on=today,
        created_at=at,
    )
