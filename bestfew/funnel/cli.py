"""`bestfew funnel` and `bestfew cycle`: what stands where, how long a sale takes."""

from __future__ import annotations

from datetime import date
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
    from bestfew.accounts.models import Membership
    from bestfew.funnel.queries import Part, Stood
    from bestfew.funnel.rules import Cycle
    from bestfew.markets.models import Offering

SHOWN = 25


def mount(app: typer.Typer) -> None:
    app.command()(funnel)
    app.command()(cycle)


def funnel(
    workspace: WorkspaceName = "", as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """Show the four parts of the funnel, and every open objective in its place."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.funnel.actions import refresh_day
        from bestfew.funnel.queries import open_on, stood_on

        refresh_day(at=timezone.now())
        today = timezone.localdate()
        on = as_of.date() if as_of else today
        stood = list(stood_on(open_on(member, on=on), on=on, today=today))
        if as_json:
            say_json(_as_json(member, stood, on=on))
        else:
            _say(stood, on=on)


def cycle(
    offering: Annotated[str, typer.Option(help="Name or id of an offering.")] = "",
    kind: Annotated[str, typer.Option(help="sell, recruit or alliance.")] = "",
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show the normal sales cycle, and how many objectives ended in each way."""
    with working_in(workspace) as member:
        from django.utils import timezone

        on = as_of.date() if as_of else timezone.localdate()
        answer = _cycle(member, _offering(offering), _kind(kind), on=on)
        if as_json:
            say_json(answer)
            return
        say_table(["what", "is"], [[key, value] for key, value in answer.items()])


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
        "source": "own figure" if cycle.is_own_figure else "won mean",
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


def _cycle(
    member: Membership, offering: Offering | None, kind: str, *, on: date
) -> dict[str, Any]:
    from bestfew.funnel.queries import ended_counts, open_on, overall_cycle

    found = overall_cycle(until=on, offering=offering, kind=kind or None)
    open_ones = open_on(member, on=on)
    if offering:
        open_ones = open_ones.filter(offering=offering)
    if kind:
        open_ones = open_ones.filter(kind=kind)
    ended = ended_counts(member, until=on, offering=offering, kind=kind or None)
    return {
        "as_of": on,
        "offering": str(offering) if offering else None,
        "kind": kind or None,
        "n": sum(ended.values()) + open_ones.count(),
        "won": ended["won"],
        "lost": ended["lost"],
        "declined": ended["declined"],
        "open": open_ones.count(),
        "won_mean": found.mean,
        "won_median": found.median,
        "days": found.days,
        "source": "own figure" if found.is_own_figure else "won mean",
    }


def _offering(named: str) -> Offering | None:
    if not named:
        return None
    from django.utils.translation import gettext as _

    from bestfew.markets.models import Offering

    by_id = Offering.objects.filter(pk=int(named)) if named.isdecimal() else []
    found = [*Offering.objects.filter(name__iexact=named), *by_id]
    if not found:
        refuse(_("There is no offering “%(name)s” here.") % {"name": named})
    return found[0]


def _kind(named: str) -> str:
    from django.utils.translation import gettext as _

    from bestfew.funnel.models import Kind

    if named and named not in Kind.values:
        refuse(
            _("There is no kind “%(given)s”: choose one of %(choices)s.")
            % {"given": named, "choices": ", ".join(Kind.values)}
        )
    return named
