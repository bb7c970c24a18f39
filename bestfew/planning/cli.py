"""`bestfew allocate`: the time allocation, from counts or from the funnel."""

from __future__ import annotations

from typing import Annotated

import typer

from bestfew.cli.app import AsJson, refuse, say_json, say_table
from bestfew.planning import rules

Count = Annotated[int, typer.Argument(help="Open objectives.")]


def mount(app: typer.Typer) -> None:
    app.command()(allocate)


def allocate(
    above: Count,
    in_funnel: Annotated[int, typer.Argument(metavar="IN", help="Open objectives.")],
    best_few: Count,
    floor: Annotated[
        int, typer.Option(help="Tenths of the week always kept for prospecting.")
    ] = rules.FLOOR,
    as_json: AsJson = False,
) -> None:
    """Propose how to share the week, from what stands above, in, and among the best few."""
    try:
        shares = rules.allocate(above, in_funnel, best_few, floor=floor)
    except ValueError as fault:
        refuse(fault)
    if as_json:
        say_json(shares.as_json())
        return
    rows: list[list[object]] = [
        [name, f"{share} %"] for name, share in shares.as_json().items()
    ]
    say_table(["work", "time"], rows)
