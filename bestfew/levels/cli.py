"""`bestfew levels`: who came how far. `bestfew pyramid`: reach up, wish down."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated

import typer

from bestfew.cli.app import (
    AsJson,
    AsOf,
    WorkspaceName,
    day_option,
    refuse,
    say_json,
    say_table,
)
from bestfew.levels.rules import arithmetic

WORKING_DAYS = 26
"""Working days of a month with one day off a week."""


def mount(app: typer.Typer) -> None:
    app.command()(pyramid)
    app.command()(levels)


def levels(
    first: Annotated[
        datetime | None,
        day_option("--from", help="The first day; without it, ever."),
    ] = None,
    last: Annotated[
        datetime | None,
        day_option("--to", help="The last day; without it, today."),
    ] = None,
    by: Annotated[str, typer.Option(help="channel, seller, campaign or source.")] = "",
    cohort: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m"],
            metavar="YYYY-MM",
            help="Only those first reached in a month, until today.",
        ),
    ] = None,
    rebuild: Annotated[
        bool,
        typer.Option("--rebuild", help="Work everybody's level out anew first."),
    ] = False,
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show how many came to each of the eight levels, and went on.

    A rate is of those who had the time to go on. As of a day, whatever happened later
    is not seen.

        bestfew levels --from 2026-01-01 --by channel --json
    """
    from bestfew.levels import terminal

    if cohort and (first or last):
        refuse("Give either --cohort, or --from and --to.")
    days = (first, last, as_of)
    month = cohort.date() if cohort else None
    asked = terminal.Asked(days, by=by, cohort=month, rebuild=rebuild)
    terminal.show(asked, workspace=workspace, as_json=as_json)


def pyramid(
    rates: Annotated[
        str,
        typer.Option(
            metavar="P,P,...",
            help="Of those on a level, the share that comes up to the next: 1 to 7"
            " shares above 0 and at most 1, from the foundation up.",
        ),
    ],
    reach: Annotated[
        str,
        typer.Option(metavar="N", help="People reached, from 0 to 1,000,000."),
    ] = "",
    want: Annotated[
        str,
        typer.Option(metavar="N", help="People wished for at the top, such as buyers."),
    ] = "",
    days: Annotated[
        int, typer.Option(help="Working days to do it in, from 1 to 366; for --want.")
    ] = WORKING_DAYS,
    as_json: AsJson = False,
) -> None:
    """Reckon with the levels: result = people reached x each rate.

    From a reach up, or from a wish down: give one of --reach and --want. Numbers of
    people are exact; what a wish asks for is rounded up once, at the end.

    2,000 reached bring one buyer:

        bestfew pyramid --reach 2000 --rates 0.02,0.25,0.5,0.2

    Three buyers a month take 231 people a working day:

        bestfew pyramid --want 3 --days 26 --rates 0.02,0.25,0.5,0.2
    """
    if bool(reach) == bool(want):
        refuse("Give either --reach, to go up, or --want, to go down.")
    try:
        given = [each.strip() for each in rates.split(",")]
        if reach:
            _say_reach(arithmetic.forward(reach, given), as_json=as_json)
        else:
            need = arithmetic.backward(want, given, days=days)
            _say_need(need, as_json=as_json)
    except ValueError as fault:
        refuse(fault)


def _say_reach(found: arithmetic.Pyramid, *, as_json: bool) -> None:
    if as_json:
        say_json(_levels(found))
    else:
        _say_levels(found)


def _say_need(need: arithmetic.Need, *, as_json: bool) -> None:
    if as_json:
        found = {"reach": need.reach, "per_day": need.per_day, "days": need.days}
        say_json({**found, "want": _plain(need.wanted), **_levels(need.pyramid)})
        return
    print(
        f"Reach {need.reach:,} people: {need.per_day:,} a day on {need.days} working"
        " days."
    )
    _say_levels(need.pyramid)


def _levels(found: arithmetic.Pyramid) -> dict[str, object]:
    return {
        "levels": [_plain(level) for level in found.levels],
        "probability": float(found.probability),
    }


def _say_levels(found: arithmetic.Pyramid) -> None:
    shares = ["", *(f"{float(rate * 100):,.4g} %" for rate in found.rates)]
    rows: list[list[object]] = [
        [number, f"{round(float(level), 2):,.12g}", share]
        for number, (level, share) in enumerate(
            zip(found.levels, shares, strict=True), 1
        )
    ]
    say_table(["level", "people", "of the level below"], rows)


def _plain(value: Fraction) -> int | float:
    """Whole numbers stay whole in JSON."""
    return value.numerator if value.denominator == 1 else float(value)
