"""The signed ticket of a public form: its one-time id, and when it was handed out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from bestfew.campaigns.models import Form
from bestfew.campaigns.rules import TOO_OLD_SECONDS, TOO_QUICK_SECONDS

SALT = "bestfew.campaigns.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`submit_id` is '' where it is not ours, or too old."""

    submit_id: str
    is_too_quick: bool = False


def new_ticket(form: Form) -> str:
    return _signer().sign(f"{form.pk}.{secrets.token_urlsafe(12)}")


def read_ticket(form: Form, text: str) -> Ticket:
    """What a ticket says, if we handed it out for this form, today."""
    age = timedelta(seconds=TOO_OLD_SECONDS)
    try:
        content = _signer().unsign(text, max_age=age)
    except signing.BadSignature:
        return Ticket("")
    of, _dot, submit_id = content.partition(".")
    if of != str(form.pk):
        return Ticket("")
    return Ticket(submit_id, is_too_quick=_is_fresh(text))


def _is_fresh(text: str) -> bool:
    try:
        _signer().unsign(text, max_age=timedelta(seconds=TOO_QUICK_SECONDS))
    except signing.SignatureExpired:
        return False
    return True


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)
