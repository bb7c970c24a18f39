"""What files call rows of the network: as they came, or by their own id here."""

from __future__ import annotations

from collections.abc import Iterable

from bestfew.imports.models import CameAs
from bestfew.imports.rules.text import OURS


def called_as(ids: Iterable[int | None]) -> dict[int, str]:
    """Each id's external id, whose rows are of any noun of the network."""
    wanted = {pk for pk in ids if pk}
    rows = CameAs.objects.filter(target__in=wanted).order_by("-pk")
    came = dict(rows.values_list("target", "external_id"))
    return {pk: f"{OURS}:{pk}" for pk in wanted} | {
        pk: name for pk, name in came.items() if name.startswith(f"{OURS}:")
    }
