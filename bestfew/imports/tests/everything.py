"""A workspace in which every column that is exported says something nasty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.db import connection

from bestfew.accounts.models import Membership, User
from bestfew.activities.models import Activity, FollowUp
from bestfew.funnel.models import Ending, Influence, Judgement, Objective, Review
from bestfew.imports.models import AwaitedLink, AwaitedReferrer
from bestfew.imports.rules.text import plain
from bestfew.markets.models import Offering
from bestfew.people.actions import refresh_do_not_contact
from bestfew.people.models import (
    Concern,
    ContactKind,
    ContactPoint,
    ExternalId,
    ImportantDate,
    Organisation,
    Permission,
    Person,
    Role,
    Source,
    Tag,
    Tagging,
)
from bestfew.people.rules import contact_key, fold
from bestfew.prospecting.models import Answer, Campaign, Channel

AT = datetime(2025, 3, 9, 1, 30, 0, 123_456, tzinfo=UTC)
DAY = date(2025, 3, 9)
NASTY = (
    "=cmd|' /C calc'!A0", "-5", "+84 912 345 678", "@SUM(1)", "'=1", "＝1＋1", "''+x",
    'say "hi", now', "a,b;c|d\te", "two\nlines", "three\r\nlines\rhere", "a;=1\n-2",
    "Nguyễn Thị Ngọc", "Nguye\u0302\u0303n", "สมชาย ใจดี", "王伟", "👩\u200d👧 fam",
    "\u2028line\u2029sep", "nul\x00in", "\x0bvt\x0cff\x85nel", "\ufeffbom",
    "<b>&amp;</b>", "<r>x</r>", "_x0041_", "[1, 2]", '{"a": "b"}', "none", "0",
    "\\n\\,;", "  spaces  ", "BEGIN:VCARD", "Ã©", "1,200.50", "2020-01-01", "yes",
)  # fmt: skip

TIDY = tuple(plain(text) for text in NASTY)
"""As forms and imports keep them."""


class Texts:
    """Nasty texts, one after another, as long as a column takes them."""

    def __init__(self, texts: Iterable[str] = NASTY) -> None:
        self.texts = cycle(texts)
        self.count = 0

    def __call__(self, longest: int = 0, *, blank: bool = True) -> str:
        text = next(self.texts)
        if connection.vendor == "postgresql":
            text = text.replace("\x00", "")
        self.count += 1
        if not blank and not fold(text):
            text = f"x{self.count}"
        return text[: longest or None]

    def once(self, longest: int) -> str:
        """One that is unlike all others."""
        text = self(longest - 12)
        return f"{text}·{self.count}"


def fill(member: Membership, other: User, text: Texts, *, size: int = 3) -> None:
    """Some of everything, some of it owned by somebody else."""
    places = [_place(member, other, text, n) for n in range(size)]
    sources = [
        Source.objects.create(key=f"s{n}", name=text.once(150)) for n in range(2)
    ]
    tags = [Tag.objects.create(name=text.once(60)) for _n in range(2)]
    people = [_person(member, other, text, n, sources[n % 2]) for n in range(size)]
    for n, person in enumerate(people):
        _hang_on(person, member.user, text)
        for tag in tags[: n % 3]:
            Tagging.objects.create(person=person, tag=tag)
        for place, ended in zip(places, (DAY, None, None), strict=False):
            Role.objects.create(
                person=person, organisation=place, title=text(150), ended_on=ended
            )
    for person, referrer in ((people[0], people[2]), (people[2], people[1])):
        Person.objects.filter(pk=person.pk).update(referred_by=referrer)
    AwaitedReferrer.objects.create(
        person=people[1], namespace="crm", value=text.once(200)
    )
    AwaitedLink.objects.create(person=people[0], namespace="crm", value=text.once(200))
    objectives = [_objective(member, text, n, people, places) for n in range(size)]
    about: dict[str, list[Any]] = {}
    about |= {"people": people, "places": places, "objectives": objectives}
    for n in range(size):
        _activity(member, other, text, n, about)


def _whose(member: Membership, other: User, n: int) -> dict[str, Any]:
    return {"owner": other if n == 1 else member.user, "is_shared": n == 2}


def _traits(text: Texts) -> dict[str, str]:
    return {text.once(60): text() for _n in range(2)}


def _points(text: Texts, country: str, **whom: Any) -> None:
    for kind in [*ContactKind, *ContactKind]:
        value = text.once(200)
        key = contact_key(kind, value, country)[:500]
        ContactPoint.objects.create(kind=kind, value=value, key=key, **whom)


def _place(member: Membership, other: User, text: Texts, n: int) -> Organisation:
    name = text(300, blank=False) if n else "Same"
    if n == 2:
        name = "Same"
    place: Organisation = Organisation.objects.create(
        name=name,
        sort_name=fold(name)[:300],
        note=text(),
        traits=_traits(text),
        created_at=AT + timedelta(days=n),
        **_whose(member, other, n),
    )
    _points(text, member.workspace.country, organisation=place)
    ExternalId.objects.create(
        namespace=f"crm{n}", value=text.once(200), organisation=place
    )
    _follow_up(text, member.user, organisation=place)
    return place


def _person(
    member: Membership, other: User, text: Texts, n: int, source: Source
) -> Person:
    person: Person = Person.objects.create(
        name=text(300) if n else "",
        given_name=text(150),
        family_name=text(150),
        source=source,
        lawful_basis="referral" if n else "",
        obtained_on=DAY if n else None,
        note=text(),
        traits=_traits(text),
        created_at=AT - timedelta(days=n),
        **_whose(member, other, n),
    )
    _points(text, member.workspace.country, person=person)
    for value in ("a", "b"):
        ExternalId.objects.create(
            namespace="crm", value=text.once(200) + value, person=person
        )
    return person


def _hang_on(person: Person, by: User, text: Texts) -> None:
    ImportantDate.objects.create(person=person, month=2, day=29, year=2400)
    ImportantDate.objects.create(
        person=person, kind="other", label=text(60), month=12, day=31
    )
    for n, state in enumerate(("given", "refused", "asked")):
        Permission.objects.create(
            person=person,
            purpose="follow_up",
            state=state,
            at=AT + timedelta(seconds=n),
            how=text(300),
            by=by,
        )
    for resolved in (None, AT):
        Concern.objects.create(
            person=person,
            text=text.once(500),
            raised_at=AT,
            answer=text(500),
            resolved_at=resolved,
        )
    Answer.objects.create(person=person, key="fit", value="met", at=AT, by=by)
    _follow_up(text, by, person=person)
    refresh_do_not_contact(person)


def _follow_up(text: Texts, by: User, **whom: Any) -> None:
    for done, due_time in ((None, None), (AT, time(9, 30))):
        FollowUp.objects.create(
            kind="visit",
            what=text.once(300),
            due_on=DAY,
            due_time=due_time,
            assignee=by,
            done_at=done,
            created_at=AT,
            **whom,
        )


def _objective(
    member: Membership,
    text: Texts,
    n: int,
    people: list[Person],
    places: list[Organisation],
) -> Objective:
    objective: Objective = Objective.objects.create(
        owner=member.user,
        name=text(300),
        person=people[0] if n else None,
        organisation=None if n else places[0],
        offering=Offering.objects.create(name=text.once(200)),
        kind="alliance",
        agreement="verbal",
        value=Decimal("1234.50") if n else None,
        currency="CHF",
        first_contact_on=DAY,
        expected_close_on=date(2999, 12, 31) if n else None,
        confidence=n,
        fit=text(500),
        fit_on=DAY,
        fit_verified_on=DAY if n else None,
        next_deed=text(200),
        strength=text(300),
        competition=text(300),
        reorganised_on=DAY if n else None,
        is_paused=n == 1,
        is_shared=n == 1,
        traits=_traits(text),
        created_at=AT,
        is_open=n != 2,
    )
    _decide(objective, member.user, text, people)
    if n == 2:
        Ending.objects.create(
            objective=objective, outcome="lost", on=DAY, reason=text(300),
            cycle_days=0, at=AT, by=member.user,
        )  # fmt: skip
    return objective


def _decide(objective: Objective, by: User, text: Texts, people: list[Person]) -> None:
    Influence.objects.create(
        objective=objective, person=people[1], role="coach", contacted_on=DAY,
        accepted_because=text(300), accepted_on=DAY, added_on=DAY, degree="high",
        mode="even_keel", rating=-5, need=text(300), win=text(300),
        evidence=text(300), new_on=DAY, left_on=DAY,
    )  # fmt: skip
    Influence.objects.create(
        objective=objective, name=text.once(200), role="user", added_on=DAY
    )
    Review.objects.create(
        objective=objective, at=AT, by=by, expected_close_on=DAY, confidence=40
    )
    for withdrawn in (AT, None):
        Judgement.objects.create(
            objective=objective, place="in", reason=text.once(300), at=AT, by=by,
            withdrawn_at=withdrawn,
        )  # fmt: skip
    whom = {"person": objective.person, "organisation": objective.organisation}
    _follow_up(text, by, objective=objective, **whom)
    _follow_up(text, by, objective=objective, person=people[2])


def _activity(
    member: Membership, other: User, text: Texts, n: int, about: dict[str, list[Any]]
) -> None:
    people, places = about["people"], about["places"]
    objectives = about["objectives"]
    channel = Channel.objects.create(key=f"c{n}", name=text.once(150), medium="web")
    Activity.objects.create(
        person=people[n] if n else None,
        organisation=places[n] if n != 1 else None,
        objective=objectives[n] if n else None,
        channel=channel,
        campaign=Campaign.objects.create(
            channel=channel,
            name=text.once(150),
            starts_on=DAY,
            created_at=AT,
            owner=member.user,
        ),
        kind="presentation",
        is_incoming=n == 1,
        outcome="not_ready" if n else "",
        at=AT,
        minutes=0 if n else None,
        note=text(),
        call_to_action=text(300),
        close=text(300),
        work="close",
        by=other if n == 1 else member.user,
        traits=_traits(text),
    )
