"""`bestfew reach`: count people reached, and see the day."""

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

if TYPE_CHECKING:
    from bestfew.prospecting.models import Campaign, Channel
    from bestfew.reach.day_plan import Planned
    from bestfew.reach.queries import Reached

group = typer.Typer(no_args_is_help=True, help="Count the people you reach.")

# Counts below 0 look like options to the parser: let them through, and refuse them
# with a sentence.
LETS_NEGATIVE_NUMBERS_IN = {"ignore_unknown_options": True}


def mount(app: typer.Typer) -> None:
    app.add_typer(group, name="reach")


@group.command("log", context_settings=LETS_NEGATIVE_NUMBERS_IN)
def log(
    channel: Annotated[str, typer.Option(help="Key or name, such as leaflets.")] = "",
    count: Annotated[int, typer.Option(help="How many were reached.")] = 0,
    total: Annotated[
        int | None, typer.Option(help="Instead: how many they are in all on the day.")
    ] = None,
    on: Annotated[
        datetime | None, day_option(help="The day; today if left out.")
    ] = None,
    campaign: Annotated[str, typer.Option(help="Code or name of the campaign.")] = "",
    minutes: Annotated[int | None, typer.Option(help="How long it took.")] = None,
    given: Annotated[bool, typer.Option(help="The company gave them.")] = False,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Count people reached through a channel."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.reach import actions, words
        from bestfew.reach.queries import reached_on

        now = timezone.now()
        today = timezone.localdate(now)
        day = on.date() if on else today
        _check(day, today, minutes)
        batch = _campaign(campaign)
        through = batch.channel if batch and not channel else _channel(channel)
        facts: dict[str, Any] = {"channel": through, "on": day, "at": now}
        try:
            if total is not None:
                actions.set_total(member, total=total, **facts)
            else:
                facts |= {"minutes": minutes, "is_given": given, "campaign": batch}
                actions.tally(member, count=count, today=today, **facts)
        except tuple(words.FAULTS) as fault:
            refuse(words.why_not(fault))
        _say(reached_on(member.user_id, day), member.user_id, as_json=as_json)


@group.command("today")
def today(
    workspace: WorkspaceName = "", as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """Say how many were reached, and what is left of the target."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.reach.queries import reached_on

        day = as_of.date() if as_of else timezone.localdate()
        _say(reached_on(member.user_id, day), member.user_id, as_json=as_json)


@group.command("rebuild")
def rebuild(workspace: WorkspaceName = "", as_json: AsJson = False) -> None:
    """Work all days out anew, if `bestfew verify` finds them wrong."""
    with working_in(workspace):
        from django.utils.translation import ngettext

        from bestfew.reach.actions import rebuild as work_out

        rows = work_out()
        if as_json:
            say_json({"rows": rows})
            return
        text = ngettext("%(n)s row worked out.", "%(n)s rows worked out.", rows)
        print(text % {"n": rows})


def _check(day: date, today: date, minutes: int | None) -> None:
    from django.utils.translation import gettext as _

    from bestfew.reach.rules import BACK

    if day > today:
        refuse(_("That day is still to come."))
    if (today - day).days > BACK:
        refuse(_("That is too long ago: at most %(days)s days.") % {"days": BACK})
    if minutes is not None and not 0 <= minutes <= 1_440:
        refuse(_("A day has 1,440 minutes."))


def _channel(named: str) -> Channel:
    from django.utils.translation import gettext as _

    from bestfew.prospecting.models import Channel

    there = list(Channel.objects.order_by("position", "pk"))
    wanted = named.strip().casefold()
    names = {name: each for each in there for name in (each.name.casefold(), each.key)}
    if wanted not in names:
        keys = ", ".join(each.key for each in there)
        text = _("There is no channel “%(name)s”. There are: %(keys)s.")
        refuse(text % {"name": named, "keys": keys})
    return names[wanted]


def _campaign(named: str) -> Campaign | None:
    from django.utils.translation import gettext as _

    from bestfew.accounts.ids import id_of
    from bestfew.prospecting.models import Campaign

    if not named.strip():
        return None
    rows = Campaign.objects.select_related("channel")
    found = list(rows.filter(pk=id_of(named)) or rows.filter(name__iexact=named)[:2])
    if len(found) != 1:
        refuse(_("There is no campaign “%(name)s”.") % {"name": named})
    campaign: Campaign = found[0]
    return campaign


def _say(found: Reached, user: int, *, as_json: bool) -> None:
    from bestfew.reach import words
    from bestfew.reach.day_plan import planned

    day = planned(found, user)
    if as_json:
        say_json(_as_json(found) | {"day": [_slot(each) for each in day]})
        return
    print(f"{words.answer(found)} {words.estimated(found)}".rstrip())
    if found.used:
        say_table(
            ["channel", "reached", "by hand", "from the log", "target", "cost"],
            [
                [
                    *(each.channel, each.total, each.by_hand, each.from_log),
                    *(each.target or "", each.cost),
                ]
                for each in found.used
            ],
        )
    if day:
        rows = [list(_slot(each).values()) for each in day]
        say_table(["from", "channel", "planned", "reached", "place"], rows)


def _slot(each: Planned) -> dict[str, Any]:
    return {
        "from": f"{each.slot.starts:%H:%M}",
        "channel": each.slot.channel.key,
        "count": each.slot.count,
        "reached": each.done,
        "place": each.slot.place,
    }


def _as_json(found: Reached) -> dict[str, Any]:
    return {
        "on": found.on,
        "reached": found.total,
        "from_log": found.from_log,
        "estimated": found.estimated,
        "target": found.target or None,
        "left": found.left if found.target else None,
        "given": found.given,
        "minutes": found.minutes,
        "cost": found.cost,
        "channels": {
            each.channel.key: {
                "reached": each.total,
                "by_hand": each.by_hand,
                "from_log": each.from_log,
                "target": each.target or None,
                "cost": each.cost,
            }
            for each in found.used
        },
    }
