"""What may be done once, held by the database: a form sent, an entry corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError
from django.db.models import Q, UniqueConstraint

Made = TypeVar("Made")


def sent_once(*scope: str, name: str) -> UniqueConstraint:
    """A form carries a one-time id in `submit_id`; sent twice, it makes one row."""
    fields = (*scope, "submit_id")
    return UniqueConstraint(fields=fields, condition=~Q(submit_id=""), name=name)


def once(sent: Callable[[], Made | None], make: Callable[[], Made]) -> Made:
    """What a form made when it was sent before; else what it makes now.

    `make` runs in a transaction of its own: where the same form is sent at the same
    moment, the constraint undoes the later one.
    """
    try:
        return sent() or make()
    except IntegrityError:
        if earlier := sent():
            return earlier
        raise


def corrected_once(scope: str, *, name: str) -> UniqueConstraint:
    """An entry is corrected by another, which names it in `corrects`; and only once."""
    is_correction = Q(corrects__isnull=False)
    return UniqueConstraint(
        fields=(scope, "corrects"), condition=is_correction, name=name
    )
