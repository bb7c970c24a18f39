"""`bestfew today`: the same order of work as the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import AsJson, AsOf, WorkspaceName, say_json, say_table, working_in

if TYPE_CHECKING:
    from bestfew.activities.models import FollowUp
    from bestfew.desk.today import Birthday, Today
    from bestfew.network.home.today import Deed
    from bestfew.planning.queries import Entry, Step


def mount(app: typer.Typer) -> None:
    app.command()(today)


def today(
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    many: Annotated[
        int, typer.Option(help="How many of each kind of work; 0: as on the screen.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Say who comes first today, and why."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.desk.today import today_of
        from bestfew.funnel.actions import refresh_day
        from bestfew.network.home.today import deeds_of
        from bestfew.planning.rules import Work

        refresh_day(at=timezone.now())
        day = timezone.localdate()
        limits = dict.fromkeys(Work, many) if many > 0 else None
        on = as_of.date() if as_of else day
        found = today_of(member, on=on, today=day, many=limits)
        deeds = [] if as_of else deeds_of(member, at=timezone.now())
        if as_json:
            say_json({**_as_json(found), "network": [_deed(each) for each in deeds]})
        else:
            _say(found)
            _say_network(deeds)


def _as_json(found: Today) -> dict[str, Any]:
    return {
        "as_of": found.on,
        "answer": found.answer,
        "order": [_step(step) for step in found.steps],
        "follow_ups": [_follow_up(each, found) for each in found.follow_ups],
        "birthdays": [_birthday(each) for each in found.birthdays],
        "hours": {
            work.value: {"percent": share, "hours": hours}
            for _title, work, share, hours in found.hours
        },
    }


def _step(step: Step) -> dict[str, Any]:
    from bestfew.planning.words import CODES

    return {
        "step": step.number,
        "work": CODES[step.work],
        "count": step.count,
        "values": dict(step.values),
        "to_qualify": step.waiting,
        "sources": dict(step.sources),
        "items": [_item(each) for each in step.entries],
    }


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "id": str(entry.id),
        "who": entry.who,
        "what": entry.what,
        "why": entry.why,
        "order": entry.order,
        "deed": entry.deed,
        "value": entry.value,
        "currency": entry.currency or None,
    }


def _row(entry: Entry) -> list[object]:
    from django.utils.translation import get_language

    from bestfew.web import formats

    between = formats.mark(";", get_language() or "en")
    why = between.join(filter(None, (entry.why, entry.order)))
    return [entry.who, entry.what, why, entry.deed]


def _follow_up(each: FollowUp, found: Today) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "who": str(each.person or each.organisation),
        "what": str(each),
        "due_on": each.due_on,
        "due_time": str(each.due_time) if each.due_time else None,
        "overdue": each.due_on < found.on,
    }


def _birthday(each: Birthday) -> dict[str, Any]:
    return {
        "id": str(each.person.pk),
        "who": str(each.person),
        "on": each.on,
        "turns": each.turns,
    }


def _say(found: Today) -> None:
    from bestfew.planning.words import TITLES

    print(found.answer)
    for step in found.steps:
        print(f"\n{step.number}  {TITLES[step.work]}")
        if step.entries:
            say_table(
                ["who", "what", "why", "deed"],
                [_row(each) for each in step.entries],
            )
    if found.follow_ups:
        print()
        say_table(
            ["due", "who", "what"],
            [
                [each.due_on, each.person or each.organisation, each]
                for each in found.follow_ups
            ],
        )


def _deed(each: Deed) -> dict[str, Any]:
    return {"kind": each.kind, "who": each.who, "why": each.why, "deed": each.deed}


def _say_network(deeds: list[Deed]) -> None:
    if deeds:
        print()
        say_table(
            ["network", "why", "deed"],
            [[each.who, each.why, each.deed] for each in deeds],
        )
