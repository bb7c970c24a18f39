"""Take partners into the Contact Sphere, describe them, let them go (A17, A35)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from bestfew.accounts.models import Membership, User
from bestfew.activities.actions import Logged, log
from bestfew.activities.models import Kind
from bestfew.history.models import Event, record
from bestfew.network.models import Profession, SphereMember
from bestfew.network.rivals import rivals
from bestfew.people.models import Organisation, Person


class NobodyToAdd(Exception):
    """A partner is a person, an organisation, or somebody of a team."""


class AlreadyInSphere(Exception):
    """Nobody is in the sphere twice; `member` is who is there, if one sees them."""

    def __init__(self, member: SphereMember | None) -> None:
        super().__init__(str(member))
        self.member = member


class NotInTheBook(Exception):
    """A talk is logged with somebody of one's own book; this partner is of none."""


def add_to_sphere(
    member: Membership,
    *,
    profession: Profession,
    at: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    **facts: Any,
) -> SphereMember:
    """Somebody of a profession that takes no work from mine (A12).

    Raises `Competes` (`network.rivals`), which names the pair, `AlreadyInSphere`, or
    `NobodyToAdd`. Partners of one profession may compete with each other: they are
    candidates for the same seat.
    """
    if not person and not organisation:
        raise NobodyToAdd
    rivals().refuse(profession)
    who = {"person": person, "organisation": organisation}
    if there := _there(person, organisation):
        raise AlreadyInSphere(there)
    try:
        with transaction.atomic():
            return _add(member, profession=profession, at=at, **who, **facts)
    except IntegrityError:
        raise AlreadyInSphere(_there(person, organisation)) from None


def _there(
    person: Person | None, organisation: Organisation | None
) -> SphereMember | None:
    current = SphereMember.objects.current()
    if person:
        found: SphereMember | None = current.filter(person=person).first()
    else:
        found = current.filter(person=None, organisation=organisation).first()
    return found


def _add(member: Membership, *, at: datetime, **facts: Any) -> SphereMember:
    made: SphereMember = SphereMember.objects.create(
        owner=member.user, created_at=at, **facts
    )
    record("added", made, by=member.user, at=at)
    return made


@transaction.atomic
def edit_member(
    partner: SphereMember,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: User,
    at: datetime,
) -> Event | None:
    """Change fields; raises `EditConflict` (history), or `Competes` where the new
    profession takes work from mine."""
    if "profession_id" in after:
        rivals().refuse(Profession.objects.get(pk=after["profession_id"]))
    return partner.edit(before=before, after=after, by=by, at=at)


@transaction.atomic
def let_go(partner: SphereMember, *, by: User, at: datetime) -> None:
    """They are in the sphere no more; what one learned stays. Twice is once."""
    rows = SphereMember.objects.filter(pk=partner.pk, ended_at=None)
    if rows.update(ended_at=at):
        record("let go", partner, by=by, at=at)


def take_back(partner: SphereMember, *, by: User, at: datetime) -> None:
    """Undo `let_go`; raises `AlreadyInSphere` where they came in anew meanwhile."""
    try:
        with transaction.atomic():
            gone = SphereMember.objects.filter(pk=partner.pk, ended_at__isnull=False)
            if gone.update(ended_at=None):
                record("taken back", partner, by=by, at=at)
    except IntegrityError:
        raise AlreadyInSphere(_there(partner.person, partner.organisation)) from None


def log_talk(
    member: Membership,
    partner: SphereMember,
    *,
    at: datetime,
    note: str = "",
    minutes: int | None = None,
    submit_id: str = "",
) -> Logged:
    """A one-to-one, logged like every meeting (A22); raises `NotInTheBook`."""
    if partner.about is None:
        raise NotInTheBook
    return log(
        member,
        about=partner.about,
        kind=Kind.MEETING,
        at=at,
        outcome="spoke",
        note=note,
        minutes=minutes,
        submit_id=submit_id,
    )
