"""`bestfew cycle`: how long it takes from the first contact to the end."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    AsOf,
    WorkspaceName,
    refuse,
    say_json,
    say_table,
    working_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from bestfew.funnel.queries import Lasting
    from bestfew.markets.models import Offering


def mount(app: typer.Typer) -> None:
    app.command()(cycle)


def cycle(
    offering: Annotated[str, typer.Option(help="Name or id of an offering.")] = "",
    kind: Annotated[str, typer.Option(help="sell, recruit or alliance.")] = "",
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show how long it takes to an end, what is open counted in.

    Without an offering and a kind, JSON says it once more with_leads: there, people
    for whom nothing was opened yet are open, too, from their first contact.
    """
    with working_in(workspace):
        from django.utils import timezone

        from bestfew.funnel import cycle_words
        from bestfew.funnel.queries import lasting

        on = as_of.date() if as_of else timezone.localdate()
        sold, meant = offering_named(offering), kind_named(kind)
        found = lasting(on=on, offering=sold, kind=meant or None)
        if as_json:
            say_json(_as_json(found, on, sold, meant))
            return
        print(cycle_words.answer(found, meant))
        say_table(
            ["what", "is"],
            [[label, said] for label, said in cycle_words.facts_of(found, meant)],
        )
        print(cycle_words.stalled(found))
        for sentence in cycle_words.faults(found.faults):
            print(sentence)


def _as_json(
    found: Lasting, on: date, offering: Offering | None, kind: str
) -> dict[str, Any]:
    """Days, and shares from 0 to 1; null where it is not yet known."""
    from bestfew.funnel.queries import lasting

    answer = {
        "as_of": on,
        "offering": str(offering) if offering else None,
        "kind": kind or None,
        **_lasting(found),
        "days": found.cycle.days,
        "declined": found.declined,
        "nearly_every": found.nearly_every,
        "stalled_values": _money(found.stalled.values),
        "stalled_weighted": _money(found.stalled.weighted),
        "faults": asdict(found.faults),
    }
    if offering or kind:
        return answer
    return {**answer, "with_leads": _lasting(lasting(on=on, with_leads=True))}


def _money(values: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: f"{value:.2f}" for currency, value in values.items()}


def _lasting(found: Lasting) -> dict[str, Any]:
    from bestfew.funnel.cycle_words import SHARES

    return {
        "n": found.n,
        "won": found.won,
        "lost": found.lost,
        "open": found.open,
        "won_mean": found.cycle.mean,
        "won_median": found.cycle.median,
        "closed_km_median": found.curve.median,
        "closed_km_range": found.curve.median_range,
        "closed_km_mean": found.curve.restricted_mean,
        "won_share_by_day": {str(days): found.won_by(days) for days in SHARES},
        "stalled": found.stalled.count,
        "source": str(found.cycle.source),
    }


def offering_named(named: str) -> Offering | None:
    if not named:
        return None
    from django.utils.translation import gettext as _

    from bestfew.accounts.ids import id_in
    from bestfew.markets.models import Offering

    by_name = Offering.objects.filter(name__iexact=named)
    found = [*by_name, *Offering.objects.filter(pk=id_in(named))]
    if not found:
        refuse(_("There is no offering “%(name)s” here.") % {"name": named})
    return found[0]


def kind_named(named: str) -> str:
    from django.utils.translation import gettext as _

    from bestfew.funnel.models import Kind

    if named and named not in Kind.values:
        refuse(
            _("There is no kind “%(given)s”: choose one of %(choices)s.")
            % {"given": named, "choices": ", ".join(Kind.values)}
        )
    return named
