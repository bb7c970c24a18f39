"""`bestfew week`: lay the week out, say what came of it, and what it was spent on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bestfew.cli.app import (
    AsJson,
    AsOf,
    WorkspaceName,
    day_option,
    say_json,
    say_table,
    working_in,
)
from bestfew.planning.terminal.telling import (
    attempt,
    block_of,
    require,
    say,
    say_weeks,
    tell,
    week_as_json,
    week_at,
)

group = typer.Typer(no_args_is_help=True, help="Plan your week, and see where it went.")

Day = Annotated[
    datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day, such as 2026-05-29.")
]
From = Annotated[
    datetime, typer.Argument(formats=["%H:%M"], help="From, such as 09:00.")
]
OfWeek = Annotated[
    datetime | None, day_option("--as-of", help="A day of its week; today if left out.")
]
To = Annotated[datetime, typer.Argument(formats=["%H:%M"], help="To, such as 10:30.")]
Number = Annotated[int, typer.Argument(help="Its number, as `week show` has it.")]


def mount(app: typer.Typer) -> None:
    app.add_typer(group, name="week")


@group.command("show")
def show(
    workspace: WorkspaceName = "", as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """The blocks of a week, the protected morning among them."""
    with working_in(workspace) as member:
        week = week_at(member, as_of.date() if as_of else None)
        if as_json:
            say_json(week_as_json(week))
            return
        say(member, week)


@group.command("spent")
def spent(
    weeks: Annotated[int, typer.Option(min=1, max=53, help="How many weeks.")] = 12,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    workspace: WorkspaceName = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Proposed, chosen, planned and really spent, week by week."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.funnel.actions import keep_days
        from bestfew.planning import week_words, weeks_out
        from bestfew.planning.queries import time_of

        keep_days(at=timezone.now())
        on = as_of.date() if as_of else timezone.localdate()
        found, lag = time_of(member, today=on, count=weeks)
        if as_json:
            say_json({"as_of": on, "weeks": weeks_out.as_json(found)})
        elif as_csv:
            print("".join(weeks_out.as_csv(found)), end="")
        else:
            print(week_words.time_answer(found))
            print(*week_words.coaster(found, lag), sep="\n")
            say_weeks(found)


@group.command("team")
def team(
    workspace: WorkspaceName = "", as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """The sellers of a workspace side by side."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning import week_words
        from bestfew.planning.queries import team_of

        found = team_of(member, today=as_of.date() if as_of else timezone.localdate())
        if as_json:
            say_json({"team": [each.as_json() for each in found]})
            return
        print(week_words.team_answer(found))
        rows: list[list[object]] = [
            [
                each.user,
                f"{each.counts.best_few}/{each.counts.above}/{each.counts.in_}",
                week_words.shares(each.proposed),
                week_words.shares(each.own),
                week_words.spent_shares(each.spent),
                each.without,
            ]
            for each in found
        ]
        say_table(["who", "few/above/in", "proposed", "own", "spent", "without"], rows)


@group.command("add")
def add(
    work: Annotated[str, typer.Argument(help="close, prospect, funnel, other or off.")],
    on: Day,
    starts: From,
    ends: To,
    what: Annotated[str, typer.Option(help="With whom, or what.")] = "",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Put a block into the week.

    Ninety minutes to close:

        bestfew week add close 2026-05-29 09:00 10:30 --what "Mali Suk"
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning.actions import add_block
        from bestfew.planning.week_forms import AddBlockForm

        told = {"work": work, "what": what, **_times(on, starts, ends)}
        form = AddBlockForm(told, today=timezone.localdate())
        require(form)
        slot = form.slot(form.cleaned_data["work"])
        made = attempt(lambda: add_block(member, slot, what=what, at=timezone.now()))
        tell(member, made, as_json=as_json)


@group.command("fill")
def fill(
    workspace: WorkspaceName = "",
    on: Annotated[datetime | None, day_option(help="A day of it; else today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Lay out what is left of a week as your shares say."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning.actions import fill_week
        from bestfew.planning.queries import plan_on
        from bestfew.planning.rules.week import monday_of

        today = timezone.localdate()
        monday = monday_of(on.date() if on else today)
        shares = plan_on(member, on=today, today=today).chosen
        fill_week(member, monday, shares, at=timezone.now())
        tell(member, None, monday=monday, as_json=as_json)


@group.command("keep")
def keep(
    number: Number,
    workspace: WorkspaceName = "",
    as_of: OfWeek = None,
    as_json: AsJson = False,
) -> None:
    """Say that a block was spent as planned."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning import actions

        block = block_of(member, number, as_of)
        attempt(lambda: actions.keep(block, by=member, at=timezone.now()))
        tell(member, block, as_json=as_json)


@group.command("drop")
def drop(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why; the morning needs it.")] = "",
    workspace: WorkspaceName = "",
    as_of: OfWeek = None,
    as_json: AsJson = False,
) -> None:
    """Say that a block does not take place.

    The reason is asked for the morning only:

        bestfew week drop 3 --reason "At the trade fair"
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning import actions

        block = block_of(member, number, as_of)
        now = timezone.now()
        attempt(lambda: actions.drop(block, reason=reason[:300], by=member, at=now))
        tell(member, block, as_json=as_json)


@group.command("move")
def move(
    number: Number,
    on: Day,
    starts: From,
    ends: To,
    workspace: WorkspaceName = "",
    as_of: OfWeek = None,
    as_json: AsJson = False,
) -> None:
    """Move a block to another day or time."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning import actions
        from bestfew.planning.week_forms import SlotForm

        form = SlotForm(_times(on, starts, ends), today=timezone.localdate())
        require(form)
        block = block_of(member, number, as_of)
        now = timezone.now()
        attempt(lambda: actions.move(block, form.slot(block.work), by=member, at=now))
        tell(member, block, as_json=as_json)


@group.command("restore")
def restore(
    number: Number,
    workspace: WorkspaceName = "",
    as_of: OfWeek = None,
    as_json: AsJson = False,
) -> None:
    """Plan a block again that was kept or dropped."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning import actions

        block = block_of(member, number, as_of)
        attempt(lambda: actions.restore(block, by=member, at=timezone.now()))
        tell(member, block, as_json=as_json)


@group.command("morning")
def morning(
    weekday: Annotated[int, typer.Argument(min=1, max=7, help="Monday is 1.")],
    starts: From,
    ends: To,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Choose when the protected morning is, from this week on.

    Tuesdays, until noon:

        bestfew week morning 2 09:00 12:00
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.planning.actions import set_morning
        from bestfew.planning.week_forms import MorningForm

        told = {"weekday": weekday, **_hours(starts, ends)}
        form = MorningForm(told)
        require(form)
        start = starts.hour * 60 + starts.minute
        set_morning(
            member,
            weekday=weekday,
            start=start,
            minutes=form.minutes(),
            at=timezone.now(),
        )
        tell(member, None, as_json=as_json)


def _times(on: datetime, starts: datetime, ends: datetime) -> dict[str, str]:
    return {"on": f"{on:%Y-%m-%d}", **_hours(starts, ends)}


def _hours(starts: datetime, ends: datetime) -> dict[str, str]:
    return {"starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
