"""`bestfew review`: what waits for this week's review, and what stands in the way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from bestfew.cli.app import AsJson, WorkspaceName, say_json, say_table, working_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bestfew.funnel.models import Objective
    from bestfew.funnel.rules import Alarm

SHOWN = 25


def mount(app: typer.Typer) -> None:
    app.command()(review)


def review(workspace: WorkspaceName = "", as_json: AsJson = False) -> None:
    """Show what nobody reviewed this week, and what to look at."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.funnel import bases, queries
        from bestfew.funnel.actions import refresh_day

        refresh_day(at=timezone.now())
        today = timezone.localdate()
        rows = queries.to_review(member, since=queries.week_of(today))
        found = list(rows.for_card().order_by("close_by", "id")[:SHOWN])
        alarms = queries.alarms_of([each.pk for each in found])
        waiting = [_row(each, alarms.get(each.pk, ()), on=today) for each in found]
        if as_json:
            say_json({"on": today, "waiting": rows.count(), "first": waiting})
            return
        print(bases.waiting(rows.count()))
        say_table(["what", "closes", "sure", "look at"], [_line(it) for it in waiting])


def _row(objective: Objective, alarms: Sequence[Alarm], *, on: date) -> dict[str, Any]:
    from bestfew.funnel import bases

    signs = bases.signs_of(objective, on=on)
    lines = [*signs.first, *signs.rest]
    return {
        "id": str(objective.pk),
        "name": objective.name,
        "place": objective.place,
        "expected_close_on": objective.expected_close_on,
        "confidence": objective.confidence,
        "uncertainty": 100 - objective.confidence,
        "alarms": [each.value for each in alarms],
        "alarm": bases.alarm(tuple(alarms)),
        "flags": [{"flag": each.flag, "says": each.says} for each in lines],
        "strengths": signs.helps,
    }


def _line(row: dict[str, Any]) -> list[object]:
    first = row["alarm"] or next((each["says"] for each in row["flags"]), "")
    close = row["expected_close_on"] or ""
    return [row["name"], close, f"{row['confidence']}%", first]
