"""`bestfew allocate` and `bestfew plan`: how to share the week."""

from __future__ import annotations

from fractions import Fraction
from re import fullmatch
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
from bestfew.planning import rules

if TYPE_CHECKING:
    from bestfew.planning.queries import Plan

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
    app.command()(plan)


def allocate(
    above: Annotated[int, typer.Argument(help="Open objectives above the funnel.")],
    in_funnel: Annotated[
        int, typer.Argument(metavar="in", help="Open objectives in the funnel.")
    ],
    best_few: Annotated[
        int, typer.Argument(help="Open objectives among the best few.")
    ],
    floor: Annotated[
        int, typer.Option(help="Tenths of the week always kept for prospecting.")
    ] = rules.FLOOR,
    step: Annotated[
        int, typer.Option(help="Shares go in steps of so many percent: 1, 2, 5 or 10.")
    ] = 100 // rules.UNITS,
    effort: Annotated[
        str,
        typer.Option(
            help="Work that one takes, as ABOVE/IN/BEST_FEW, such as 1/1/1.5."
        ),
    ] = "1/1/1",
    as_json: AsJson = False,
) -> None:
    """Propose how to share the week, from three counts.

    For 6 above the funnel, 15 in it and 12 best few:

        bestfew allocate 6 15 12
    """
    try:
        shares = rules.allocate(
            above,
            in_funnel,
            best_few,
            floor=floor,
            step=step,
            effort=_efforts(effort),
        )
    except ValueError as fault:
        refuse(fault)
    if as_json:
        say_json(shares.as_json())
        return
    rows: list[list[object]] = [
        [WORDS[work], f"{shares.of(work)} %"] for work in rules.ORDER
    ]
    say_table(["work", "time"], rows)


def _efforts(text: str) -> list[Fraction]:
    """Raises ValueError where one of them is no plain number."""
    parts = text.split("/")
    if not all(fullmatch(r"\d{1,4}(\.\d{1,4})?", part) for part in parts):
        raise ValueError("Give three efforts above 0: above, in, best few.")
    return [Fraction(part) for part in parts]


def plan(
    choice: Annotated[
        str,
        typer.Option(
            "--set", help="Keep your own choice: ABOVE/IN/BEST_FEW, such as 20/50/30."
        ),
    ] = "",
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show how the week may be shared, and how you share it."""
    with working_in(workspace) as member:
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from bestfew.funnel.actions import refresh_day
        from bestfew.planning.actions import choose
        from bestfew.planning.queries import plan_on

        now = timezone.now()
        refresh_day(at=now)
        today = timezone.localdate(now)
        on = as_of.date() if as_of else today
        if choice:
            if on != today:
                refuse(_("A choice holds from today: leave --as-of out."))
            shares = _shares(choice)
            proposed = plan_on(member, on=today, today=today).proposed
            choose(member, shares, proposed=proposed, at=now)
        found = plan_on(member, on=on, today=today)
        if as_json:
            say_json(_as_json(found))
        else:
            _say(found)


def _shares(choice: str) -> rules.Shares:
    from django.utils.translation import gettext as _

    try:
        above, in_funnel, best_few = (int(each) for each in choice.split("/"))
        shares = rules.Shares(above, in_funnel, best_few)
    except ValueError:
        shares = None
    if shares is None or any(each % 10 for each in shares.as_json().values()):
        refuse(_("Give three shares in steps of 10 that make 100, such as 20/50/30."))
    return shares


def _as_json(found: Plan) -> dict[str, Any]:
    counts = found.counts
    return {
        "as_of": found.on,
        "counts": {
            "universe": counts.universe,
            "above": counts.above,
            "in": counts.in_,
            "best_few": counts.best_few,
        },
        "proposed": found.proposed.as_json(),
        "own": found.own.shares.as_json() if found.own else None,
        "since": found.own.since if found.own else None,
        "week_hours": found.week_hours,
        "hours": {work.value: found.hours(work) for work in rules.Work},
    }


def _say(found: Plan) -> None:
    from bestfew.planning import words

    print(words.plan_answer(found))
    print(words.counts(found.counts))
    rows: list[list[object]] = [
        [
            words.TITLES[work],
            f"{found.proposed.of(work)} %",
            f"{found.own.shares.of(work)} %" if found.own else "",
            found.hours(work),
        ]
        for work in rules.ORDER
    ]
    say_table(["work", "proposed", "own", "hours"], rows)
