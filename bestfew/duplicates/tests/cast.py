"""Two records of one person, with everything that can hang on somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep, plan
from bestfew.activities.tests.cast import TODAY, make_log, make_objective, make_profile
from bestfew.conftest import NOON
from bestfew.funnel.actions import add_influence
from bestfew.imports.models import AwaitedLink, Noun
from bestfew.imports.tests.recipes import exported as exported_as
from bestfew.people import actions as people
from bestfew.people.models import ExternalId, Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.models import QualificationProfile
from tests.fingerprint import Print, fingerprint

LATER = NOON + timedelta(days=1)
_numbers = count()


def make_two(member: Membership) -> tuple[Person, Person]:
    """Mai, kept twice: some of it the same, some of it not."""
    if not QualificationProfile.objects.exists():
        make_profile()
    into = make_person(member, "Mai Trần", phone="+44 20 7946 0001", note="Loves tea")
    other = make_person(
        member, "Trần Thị Mai", phone="+44 20 7946 0001", email="mai@example.org",
        note="Two children", family_name="Trần",
    )  # fmt: skip
    for number, each in enumerate((into, other)):
        furnish(member, each, number)
    return read(into), read(other)


def furnish(member: Membership, person: Person, number: int) -> None:
    """One of everything, of which some is the same with everybody."""
    by = member.user
    people.note_contact(
        member, person, people.Contact("email", f"m{number}@example.org"), at=NOON
    )
    people.take_role(member, person, "Acme", title="Owner" * number, at=NOON)
    people.take_role(member, person, f"Firm {number}", title="Aide", at=NOON)
    for name in ("kind", f"tag {number}"):
        people.tag(person, name, by=by, at=NOON)
    people.remember_birthday(person, month=2, day=28 + number, year=1980)
    for text in ("Why so dear?", f"Why {number}?"):
        people.raise_concern(person, text, kind="question", by=by, at=NOON)
    people.note_permission(person, state="given", by=by, at=NOON)
    ExternalId.objects.create(namespace="crm", value=f"m-{number}", person=person)
    for value in ("firm-9", f"firm-{number}"):
        AwaitedLink.objects.create(person=person, namespace="crm", value=value)
    work(member, person, number)


def work(member: Membership, person: Person, number: int) -> None:
    """What was done with them, and what is to be agreed."""
    objective = make_objective(member, person, f"Flat {number}")
    shared = make_objective(member, make_person(member, f"Third {number}"), "Shop")
    add_influence(shared, role="user", person=person, by=member.user, at=NOON)
    step = NextStep(TODAY + timedelta(days=3 + number), what="Meet")
    make_log(member, person, note=f"said {number}", objective=objective, next_step=step)
    plan(member, person, NextStep(TODAY + timedelta(days=9), what="Call"), at=NOON)
    values = {"money": "met" if number else "unknown"}
    qualify(person, values, by=member.user, at=NOON, seconds=9)


def read(person: Person) -> Person:
    found: Person = Person.objects.get(pk=person.pk)
    return found


def exported(member: Membership) -> str:
    """The whole export, exact, in both formats."""
    return "".join(
        exported_as(member, noun, form=form).decode()
        for noun in Noun.values
        for form in ("csv", "jsonl")
    )


def tables() -> Print:
    """Every table but those that keep that there was a merge, or who signed in.

    Counts of levels are taken down and counted up again, under new keys.
    """
    kept = {"history_event", "duplicates_merge", "accounts_user", "levels_levelday"}
    return {name: each for name, each in fingerprint().items() if name not in kept}


Deed = Callable[..., Any]
