"""May this letter leave now? Asked for each one, at the moment it would (C2, OQ-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from bestfew.campaigns.mailing import audience
from bestfew.campaigns.models import BadAddress, Letter
from bestfew.packs.contacting import QUIET, may_send
from bestfew.people import rules
from bestfew.people.models import Medium, Person, Purpose

A_DAY = timedelta(days=1)
GONE, QUIET_HOURS, OFTEN = "address_gone", "quiet_hours", "too_often"
SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is '' where it may leave; with `not_before` it waits until then."""

    reason: str = ""
    not_before: datetime | None = None


def judge(letter: Letter, *, country: str, at: datetime) -> Verdict:
    """By the reader's own word, their address, and the law of the country (2.B.5)."""
    reason = _of_person(letter.person) or _of_address(letter) or _of_others(letter)
    return Verdict(reason) if reason else _of_country(letter, country, at)


def _of_person(person: Person) -> str:
    if person.do_not_contact:
        return audience.NO_CONTACT
    said = rules.permission(person.ledger(), Purpose.NEWS, Medium.EMAIL)
    if said in rules.NO:
        return audience.SAID_NO
    return "" if said == "given" else audience.NOT_ASKED


def _of_address(letter: Letter) -> str:
    points = audience.addresses().filter(person=letter.person, key=letter.key)
    if not points.exists():
        return GONE
    is_bad = BadAddress.objects.filter(key=letter.key).exists()
    return audience.BAD if is_bad else ""


def _of_others(letter: Letter) -> str:
    """Two people who were merged may have a letter each."""
    others = Letter.objects.filter(mailing=letter.mailing_id, person=letter.person)
    return SAME_PERSON if others.exclude(pk=letter.pk).had().exists() else ""


def _of_country(letter: Letter, country: str, at: datetime) -> Verdict:
    """Quiet hours, and how many letters one reader may get within a day."""
    others = Letter.objects.filter(key=letter.key).exclude(pk=letter.pk)
    recent = others.since(at - A_DAY).filter(handed_at__lte=at).count()
    may = may_send(country, Medium.EMAIL, timezone.localtime(at), recent)
    if may:
        return Verdict()
    if may.reason == QUIET:
        return Verdict(QUIET_HOURS, may.not_before or at + A_DAY)
    return Verdict(OFTEN, at + A_DAY)
