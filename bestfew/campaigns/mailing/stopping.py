"""A reader's no to e-mails: withdrawn for everybody who has that address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bestfew.accounts.tenancy import workspace_scope
from bestfew.campaigns.mailing.tokens import letter_of_stop
from bestfew.campaigns.models import Letter
from bestfew.history.models import record
from bestfew.people import rules
from bestfew.people.actions import note_permission
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    Medium,
    Permission,
    Person,
    Purpose,
)


class NoSuchLetter(Exception):
    """Nobody wrote that link, or its letter is gone."""


def letter_behind(token: str) -> Letter:
    """The letter that a link came with; raises `NoSuchLetter`."""
    rows = Letter.unscoped.select_related("mailing__workspace", "mailing__owner")
    letter: Letter | None = rows.filter(pk=letter_of_stop(token)).first()
    if letter is None:
        raise NoSuchLetter
    return letter


def stop(letter: Letter, *, at: datetime) -> None:
    """Withdraw the permission for news by e-mail; twice is once (C2, C5)."""
    with workspace_scope(letter.workspace_id), transaction.atomic():
        same = ContactPoint.objects.filter(kind=ContactKind.EMAIL, key=letter.key)
        ids = {*same.values_list("person_id", flat=True), letter.person_id}
        people = Person.objects.select_for_update().filter(pk__in=ids - {None})
        for person in people.order_by("pk"):
            _withdraw(person, letter, at=at)


def _withdraw(person: Person, letter: Letter, *, at: datetime) -> None:
    said = rules.permission(person.ledger(), Purpose.NEWS, Medium.EMAIL)
    if said in rules.NO:
        return
    with translation.override(letter.mailing.workspace.language):
        how = _("By the link in “%(subject)s”") % {"subject": letter.mailing.title}
    word = note_permission(
        person,
        state=Permission.State.WITHDRAWN,
        purpose=Purpose.NEWS,
        medium=Medium.EMAIL,
        by=letter.mailing.owner,
        at=at,
        how=how[:300],
    )
    record("unsubscribed", person, by=None, at=at, permission=word.pk)
