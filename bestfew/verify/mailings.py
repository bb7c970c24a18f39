"""No letter is on its way for ever (trust.md F8, ADR 17)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bestfew.campaigns.models import Letter, Mailing
from bestfew.verify.check import Check, Found

LONG = timedelta(hours=1)
"""A worker that lives settles its letters in minutes, and others take over its own."""


def on_their_way_for_ever() -> Found:
    """Handed on, and never settled; those of a paused mailing wait for somebody."""
    handed = Letter.objects.filter(
        state=Letter.State.HANDED, handed_at__lt=timezone.now() - LONG
    )
    return Found.in_query(handed.exclude(mailing__state=Mailing.State.PAUSED))


CHECKS = [
    Check(
        "mailings: on their way",
        _("A letter is on its way for more than an hour."),
        on_their_way_for_ever,
    ),
]
"""A worker (`bestfew serve`, `bestfew worker`) that runs cures it within minutes."""
