"""`bestfew funnel`: what stands where."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    AsOf,
    WorkspaceName,
    day_option,
    refuse,
    say_json,
    say_table,
    working_in,
)
from bestfew.funnel import cli_cycle

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership
    from bestfew.funnel.queries import Part, Stood
    from bestfew.funnel.rules import Cycle

SHOWN = 25


def mount(app: typer.Typer) -> None:
    app.command()(funnel)
    cli_cycle.mount(app)


def funnel(
    compare: Annotated[
        datetime | None,
        day_option(help="An earlier day to compare with: what moved since."),
    ] = None,
    target: Annotated[
        float | None,
        typer.Option(help="Money still to be won; with --compare, is that covered?"),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Count all past days anew first.")
    ] = False,
    offering: Annotated[str, typer.Option(help="Name or id of an offering.")] = "",
    kind: Annotated[str, typer.Option(help="sell, recruit or alliance.")] = "",
    stalled: Annotated[
        bool, typer.Option("--stalled", help="Only what is older than nearly all.")
    ] = False,
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show the four parts of the funnel, and what is open in them.

    What has moved since a day, what share went on, and what is wrong with it:

        bestfew funnel --compare 2026-01-01 --json
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.funnel import flow_terminal
        from bestfew.funnel.actions import keep_days, refresh_day

        narrow = {"offering": offering, "kind": kind, "stalled": stalled}
        _require_whole(narrow, compare, target)
        now, today = timezone.now(), timezone.localdate()
        refresh_day(at=now)
        if compare or rebuild:
            keep_days(at=now, anew=rebuild)
        on = as_of.date() if as_of else today
        if compare:
            days = compare.date(), on
            flow_terminal.show(
                member, days, today=today, target=target, as_json=as_json
            )
            return
        stood = _stood(member, narrow, on=on, today=today)
        if as_json:
            say_json(_as_json(member, stood, on=on))
        else:
            _say(stood, on=on)


def _require_whole(
    narrow: dict[str, Any], compare: datetime | None, target: float | None
) -> None:
    """Refuses what would be passed over in silence."""
    from django.utils.translation import gettext as _

    if compare and any(narrow.values()):
        refuse(_("--compare tells of the whole funnel: leave the narrowing out."))
    if target is not None and not compare:
        refuse(_("--target goes with --compare."))


def _stood(
    member: Membership, narrow: dict[str, Any], *, on: date, today: date
) -> list[Stood]:
    """What is open that day, narrowed as on the screen."""
    from bestfew.funnel.queries import Wanted, open_on, stood_on

    offering = cli_cycle.offering_named(narrow["offering"])
    wanted = Wanted(
        offering=offering.pk if offering else None,
        kind=cli_cycle.kind_named(narrow["kind"]),
        stalled=narrow["stalled"],
    )
    rows = wanted.narrowed(open_on(member, on=on), on=on)
    return list(stood_on(rows, on=on, today=today))


def _as_json(member: Membership, stood: list[Stood], *, on: date) -> dict[str, Any]:
    from bestfew.funnel.queries import ended_counts, overall_cycle, parts_of

    parts = parts_of(stood)
    return {
        "as_of": on,
        "parts": {place: _part(part) for place, part in parts.items()},
        "cycle": _cycle_json(overall_cycle(until=on)),
        "ended": ended_counts(member, until=on),
        "objectives": [_objective(each, on=on) for each in stood],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"count": part.count, "values": dict(part.values)}


def _cycle_json(cycle: Cycle) -> dict[str, Any]:
    return {
        "won": cycle.won,
        "mean": cycle.mean,
        "median": cycle.median,
        "days": cycle.days,
        "source": str(cycle.source),
    }


def _objective(stood: Stood, *, on: date) -> dict[str, Any]:
    from bestfew.funnel import words

    objective = stood.objective
    return {
        "id": str(objective.pk),
        "external_id": objective.external_id,
        "name": objective.name,
        "customer": str(objective.customer),
        "kind": objective.kind,
        "value": objective.value,
        "currency": objective.currency,
        "place": stood.place,
        "why": words.why(stood, on=on),
        "missing": list(stood.missing),
        "missing_words": words.lacks(stood.missing),
        "judged": stood.is_judged,
        "paused": objective.is_paused,
        "age_days": stood.age_on(on),
        "normal_cycle_days": stood.cycle,
        "expected_close_on": stood.expected_close,
        "confidence": stood.confidence,
        "next_deed": words.next_deed(objective, stood=stood),
    }


def _say(stood: list[Stood], *, on: date) -> None:
    """The parts, and what is nearest to the close."""
    from bestfew.funnel import words
    from bestfew.funnel.models import Place
    from bestfew.funnel.queries import parts_of

    parts = parts_of(stood)
    print(words.answer(parts))
    say_table(
        ["part", "open", "value"],
        [
            [Place(place).label, part.count, _sums(part)]
            for place, part in parts.items()
        ],
    )
    print()
    order = [place.value for place in reversed(Place)]
    nearest = sorted(stood, key=lambda each: order.index(each.place))[:SHOWN]
    say_table(
        ["place", "customer", "what", "value", "why"],
        [_row(each, on=on) for each in nearest],
    )


def _sums(part: Part) -> str:
    return ", ".join(f"{value} {currency}" for currency, value in part.values.items())


def _row(stood: Stood, *, on: date) -> list[object]:
    from bestfew.funnel import words
    from bestfew.funnel.models import Place

    objective = stood.objective
    value = "" if objective.value is None else objective.value
    return [
        Place(stood.place).label,
        objective.customer,
        objective.name,
        value,
        words.why(stood, on=on),
    ]
