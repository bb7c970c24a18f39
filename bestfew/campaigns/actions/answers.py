"""What a stranger leaves on a form becomes somebody who contacted us (C13, level 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.activities.actions import log
from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.campaigns.models import Form
from bestfew.campaigns.rules import SAME_MINUTES
from bestfew.people import rules as people_rules
from bestfew.people.actions import (
    Contact,
    add_person,
    contact_key,
    note_permission,
    raise_concern,
)
from bestfew.people.models import (
    ContactPoint,
    LawfulBasis,
    Medium,
    Permission,
    Person,
    Purpose,
    Source,
)

SOURCE = "web_form"
MEDIA = {"phone": Medium.PHONE, "email": Medium.EMAIL}


class FormClosed(Exception):
    """The form takes no answers any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was filled in; `agreed` is the wording they ticked, '' if they did not."""

    name: str
    phone: str = ""
    email: str = ""
    message: str = ""
    agreed: str = ""

    @property
    def contacts(self) -> list[Contact]:
        """The ways to reach them that they gave, the phone first."""
        ways = (Contact("phone", self.phone), Contact("email", self.email))
        return [way for way in ways if way.value]


@transaction.atomic
def respond(form: Form, answer: Answer, *, submit_id: str, at: datetime) -> Activity:
    """Write an answer down; the same `submit_id` again, or at once, is one answer.

    Somebody of the workspace with that number or address is found and keeps all that
    is known of them, a "no" before everything: a stranger could have typed it. Raises
    `FormClosed`. One answer to a form is written at a time.
    """
    locked = Form.objects.select_for_update().select_related("campaign")
    form = locked.get(pk=form.pk)
    if not form.takes_answers:
        raise FormClosed
    earlier = Activity.objects.filter(external_id=f"form:{submit_id}")
    sent: Activity | None = earlier.first()
    if sent:
        return sent
    member = _member(form)
    person = _known(answer, member) or _new(form, answer, member, submit_id, at=at)
    note = _note(answer, person)
    return _same(form, person, note, at) or _log(
        form, answer, person, note, member=member, submit_id=submit_id, at=at
    )


def _member(form: Form) -> Membership:
    """Whose campaign it is; the workspace's owner where they have left."""
    seats = Membership.objects.select_related("workspace", "user")
    whose = seats.filter(workspace=form.workspace_id, user=form.campaign.owner_id)
    return whose.first() or form.workspace.owner()


def _known(answer: Answer, member: Membership) -> Person | None:
    """Who has that number, else that address: whoever has been known the longest."""
    country = member.workspace.country
    for contact in answer.contacts:
        kinds = people_rules.BY_PHONE if contact.kind == "phone" else (contact.kind,)
        key = contact_key(contact, country=country)
        points = ContactPoint.objects.filter(key=key, kind__in=kinds)
        found = points.exclude(person=None).select_related("person")
        if point := found.order_by("person_id").first():
            person: Person = point.person
            return person
    return None


def _new(
    form: Form, answer: Answer, member: Membership, submit_id: str, *, at: datetime
) -> Person:
    source, _made = Source.objects.get_or_create(
        key=SOURCE, defaults={"name": _("Online form")}
    )
    return add_person(
        member,
        at=at,
        submit_id=submit_id,
        name=answer.name,
        contacts=answer.contacts,
        source=source,
        lawful_basis=LawfulBasis.CONSENT if answer.agreed else "",
        is_shared=form.campaign.is_shared,
    )


def _note(answer: Answer, person: Person) -> str:
    """What they wrote; and what else they typed where somebody is known already."""
    known = {answer.name: person.name, answer.phone: "", answer.email: ""}
    points = set(person.contact_points.values_list("value", flat=True))
    other = [each for each, is_so in known.items() if each not in ("", is_so, *points)]
    return "\n".join(filter(None, (answer.message, ", ".join(other))))


def _same(form: Form, person: Person, note: str, at: datetime) -> Activity | None:
    """The same words a moment ago: sent twice from two pages."""
    latest: Activity | None = Activity.objects.filter(
        person=person,
        campaign=form.campaign_id,
        is_incoming=True,
        note=note,
        at__gt=at - timedelta(minutes=SAME_MINUTES),
    ).first()
    return latest


def _log(
    form: Form,
    answer: Answer,
    person: Person,
    note: str,
    *,
    member: Membership,
    submit_id: str,
    at: datetime,
) -> Activity:
    logged = log(
        member,
        submit_id=submit_id,
        about=person,
        kind=Kind.MESSAGE,
        outcome=Outcome.SPOKE,
        at=at,
        is_incoming=True,
        campaign=form.campaign,
        channel_id=form.campaign.channel_id,
        note=note,
    )
    if answer.message:
        text = answer.message[:500]
        raise_concern(person, text, kind="question", by=member.user, at=at)
    if answer.agreed and not _said_no(person, answer):
        _permit(person, answer, form, member, at=at)
    return logged.activity


def _said_no(person: Person, answer: Answer) -> bool:
    """A "no" stands until they take it back themselves, in words we can ascribe."""
    ledger = person.ledger()
    states = (
        people_rules.permission(ledger, Purpose.FOLLOW_UP, MEDIA[each.kind])
        for each in answer.contacts
    )
    return person.do_not_contact or any(state in people_rules.NO for state in states)


def _permit(
    person: Person, answer: Answer, form: Form, member: Membership, *, at: datetime
) -> None:
    how = _("Form, %(day)s: “%(wording)s”") % {
        "day": at.date().isoformat(),
        "wording": answer.agreed,
    }
    for contact in answer.contacts:
        note_permission(
            person,
            state=Permission.State.GIVEN,
            by=member.user,
            at=at,
            purpose=Purpose.FOLLOW_UP,
            medium=MEDIA[contact.kind],
            how=how[:300],
        )
