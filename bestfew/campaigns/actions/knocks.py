"""Counts what is sent to a form, so that nobody sends without end (trust.md L7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from bestfew.campaigns.models import Form, Knock
from bestfew.campaigns.rules import PER_ADDRESS, PER_FORM

HOUR, KEPT = timedelta(hours=1), timedelta(days=1)
SALT = "bestfew.campaigns.knock"


class TooMany(Exception):
    """More was sent within an hour than anybody means to."""


@transaction.atomic
def knock(form: Form, address: str, *, at: datetime) -> None:
    """Count one more; raises `TooMany`, and then writes nothing.

    `address` is where it comes from; only a keyed hash of it is kept, for a day.
    """
    digest = salted_hmac(SALT, f"{form.pk} {address}").hexdigest()[:32]
    Form.objects.select_for_update().get(pk=form.pk)
    rows = Knock.objects.filter(form=form)
    lately = rows.filter(at__gt=at - HOUR).aggregate(
        all=Count("pk"), same=Count("pk", filter=Q(address=digest))
    )
    if lately["same"] >= PER_ADDRESS or lately["all"] >= PER_FORM:
        raise TooMany
    rows.filter(at__lt=at - KEPT).delete()
    Knock.objects.create(form=form, address=digest, at=at)
