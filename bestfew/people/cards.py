"""What the cards of one person show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from bestfew.accounts.models import Membership
from bestfew.people import fields
from bestfew.people.forms import (
    BirthdayForm,
    ConcernForm,
    ContactForm,
    PermissionForm,
    RoleForm,
    TagForm,
)
from bestfew.people.models import ConcernKind, Medium, Person
from bestfew.people.queries import TABLE_MEDIA, permission_table
from bestfew.web import formats

LEAP_YEAR = 2000


def about(person: Person, member: Membership) -> dict[str, Any]:
    """Everything that people's cards need; `person` read with `for_page`."""
    born = getattr(person, "born", None)
    return {
        "person": person,
        "member": member,
        "fields": open_fields(person, member),
        "facts": quiet_facts(person, member),
        "birthday": _in_words(**born) if born else "",
        "concerns": sorted(
            person.concerns.all(), key=lambda each: each.resolved_at is not None
        ),
        "open_concerns": sum(not each.resolved_at for each in person.concerns.all()),
        "table": permission_table(person),
        "media": [Medium(each) for each in TABLE_MEDIA],
        "ledger": sorted(
            person.permissions.all(), key=lambda each: (each.at, each.id), reverse=True
        ),
        "contacts_form": ContactForm(auto_id="contact-%s"),
        "roles_form": RoleForm(auto_id="role-%s"),
        "tags_form": TagForm(auto_id="tag-%s"),
        "birthday_form": birthday_form(person),
        "concerns_form": ConcernForm(
            initial={"kind": ConcernKind.QUESTION}, auto_id="concern-%s"
        ),
        "permissions_form": PermissionForm(auto_id="permission-%s"),
    }


def _in_words(*, day: int, month: int, year: int | None) -> str:
    born = date(year or LEAP_YEAR, month, day)
    language = get_language() or "en"
    return formats.day(born, language, today=None if year else born)


def open_fields(person: Person, member: Membership) -> list[dict[str, Any]]:
    """The fields that stand ready to be written in."""
    return [
        {"name": name, "spec": spec, "form": fields.FieldForm(spec, person, member)}
        for name, spec in fields.OF_PERSON.items()
        if spec.is_open
    ]


def quiet_facts(person: Person, member: Membership) -> list[dict[str, Any]]:
    """The facts that open when they are asked for; no query is made for them."""
    known = {
        "source": person.source,
        "referred": fields.whom(person.referred_by, member),
        "basis": person.get_lawful_basis_display(),
        "obtained": person.obtained_on,
        "owner": person.owner,
        "shared": fields.yes_no(person.is_shared),
    }
    return [
        {
            "name": name,
            "spec": fields.OF_PERSON[name],
            "value": value,
            "may_edit": member.may_write
            and (not fields.OF_PERSON[name].hands_over or person.is_led_by(member)),
        }
        for name, value in known.items()
    ]


def birthday_form(person: Person) -> BirthdayForm:
    return BirthdayForm(
        today=timezone.localdate(),
        initial=getattr(person, "born", None) or {},
        auto_id="birthday-%s",
    )
