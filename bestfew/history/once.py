"""What may be done once, held by the database: a form sent, an entry corrected."""

from __future__ import annotations

from django.db.models import Q, UniqueConstraint


def sent_once(*scope: str, name: str) -> UniqueConstraint:
    """A form carries a one-time id in `submit_id`; sent twice, it makes one row."""
    fields = (*scope, "submit_id")
    return UniqueConstraint(fields=fields, condition=~Q(submit_id=""), name=name)


def corrected_once(scope: str, *, name: str) -> UniqueConstraint:
    """An entry is corrected by another, which names it in `corrects`; and only once."""
    is_correction = Q(corrects__isnull=False)
    return UniqueConstraint(
        fields=(scope, "corrects"), condition=is_correction, name=name
    )
