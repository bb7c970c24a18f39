"""People for tests, made with one line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON
from bestfew.people.actions import Contact, add_person
from bestfew.people.models import Person


def make_person(
    member: Membership,
    name: str = "Mai Trần",
    *,
    phone: str = "",
    email: str = "",
    at: datetime = NOON,
    **facts: Any,
) -> Person:
    contacts = [Contact("phone", phone), Contact("email", email)]
    return add_person(member, at=at, name=name, contacts=contacts, **facts)
