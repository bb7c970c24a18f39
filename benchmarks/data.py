"""Fills a workspace with many believable rows, quickly and the same every time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership
from bestfew.funnel.actions import refresh_places
from bestfew.funnel.models import BuyingRole, Influence, Objective
from bestfew.packs.loader import load_names
from bestfew.people import rules
from bestfew.people.actions import search_text
from bestfew.people.models import ContactKind, ContactPoint, Person, State

BATCH = 2_000


def fill(member: Membership, *, people: int, at: datetime, seed: int = 7) -> None:
    """`people` people with a phone each, and as many open objectives."""
    chance = random.Random(seed)
    ids = new_ids(people)
    for start in range(0, people, BATCH):
        batch = ids[start : start + BATCH]
        _people(member, batch, chance, at=at)
        _objectives(member, batch, chance, at=at)


def _people(
    member: Membership, ids: range, chance: random.Random, *, at: datetime
) -> None:
    names = load_names("vi")
    rows, points = [], []
    for pk in ids:
        given = chance.choice([*names.female, *names.male])
        name = f"{chance.choice(names.family)} {given} {pk % 1_000}"
        phone = f"+849{chance.randrange(10**8):08}"
        point = ContactPoint(
            person_id=pk, kind=ContactKind.PHONE, value=phone, key=phone
        )
        rows.append(
            Person(
                pk=pk,
                owner=member.user,
                name=name,
                created_at=at,
                sort_name=rules.fold(name),
                search=search_text(name, (), [(point.kind, phone, phone)], ""),
                state=chance.choice(State.values[:3]),
                last_contact_at=at - timedelta(days=chance.randrange(200)),
            )
        )
        points.append(point)
    Person.objects.bulk_create(rows, batch_size=500)
    ContactPoint.objects.bulk_create(points, batch_size=500)


def _objectives(
    member: Membership, people: range, chance: random.Random, *, at: datetime
) -> None:
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
