"""`bestfew allocate` and `bestfew plan`: how to share the week."""

from __future__ import annotations

from typing import Annotated

import typer

from bestfew.cli.app import AsJson, refuse, say_json, say_table
from bestfew.planning import rules

WORDS = {
    rules.Work.CLOSE: "close the best few",
    rules.Work.PROSPECT: "prospect, above the funnel",
    rules.Work.COVER: "work the funnel",
}

# Counts below 0 look like options to the parser: let them through, and refuse them
# with a sentence.
LETS_NEGATIVE_NUMBERS_IN = {"ignore_unknown_options": True}


def mount(app: typer.Typer) -> None:
    app.command(context_settings=LETS_NEGATIVE_NUMBERS_IN)(allocate)


def allocate(
    above: Annotated[int, typer.Argument(help="Open objectives above the funnel.")],
    in_funnel: Annotated[
        int, typer.Argument(metavar="IN", help="Open objectives in the funnel.")
    ],
    best_few: Annotated[
        int, typer.Argument(help="Open objectives among the best few.")
    ],
    floor: Annotated[
        int, typer.Option(help="Tenths of the week always kept for prospecting.")
    ] = rules.FLOOR,
    as_json: AsJson = False,
) -> None:
    """Propose how to share the week, from what stands in each part of the funnel."""
    try:
        shares = rules.allocate(above, in_funnel, best_few, floor=floor)
    except ValueError as fault:
        refuse(fault)
    if as_json:
        say_json(shares.as_json())
        return
    rows: list[list[object]] = [
        [WORDS[work], f"{shares.of(work)} %"] for work in rules.ORDER
    ]
    say_table(["work", "time"], rows)
