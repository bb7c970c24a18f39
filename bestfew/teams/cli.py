"""`bestfew teams …`: in which Power Teams the workspace sits, and who else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    refuse,
    say_json,
    say_table,
    working_in,
)

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership
    from bestfew.teams.models import TeamMember
    from bestfew.teams.queries import Chair

TeamName = Annotated[
    str, typer.Argument(help="Name or id of the team; not needed with one alone.")
]


def mount(app: typer.Typer) -> None:
    teams = typer.Typer(
        no_args_is_help=True, help="Power Teams: which there are, who sits where."
    )
    teams.command("list")(list_teams)
    teams.command("show")(show)
    app.add_typer(teams, name="teams")


def list_teams(workspace: WorkspaceName = "", as_json: AsJson = False) -> None:
    """The teams in which the workspace sits, with their seats."""
    with working_in(workspace) as member:
        from bestfew.teams.queries import table, teams_of

        rows = [_in_short(seat, table(seat.team)) for seat in teams_of(member)]
        if as_json:
            say_json(rows)
        else:
            head = ["id", "team", "seat", "position", "taken", "empty"]
            say_table(head, [list(row.values()) for row in rows])


def show(
    team: TeamName = "", workspace: WorkspaceName = "", as_json: AsJson = False
) -> None:
    """Every seat of a team: who sits there, or since when nobody.

    It has what the team's contract shares, and nothing else.

        bestfew teams show "Tuesday team" --json
    """
    with working_in(workspace) as member:
        from bestfew.teams.queries import table

        seat = _seat_named(team, member)
        chairs = table(seat.team)
        if as_json:
            say_json(_in_full(seat, chairs))
        else:
            head = ["profession", "member", "business", "position", "wants to meet"]
            say_table(head, [_row(each) for each in chairs])


def _in_short(seat: TeamMember, chairs: list[Chair]) -> dict[str, Any]:
    """One team for scripts; `id` is text, for it is too long for JavaScript."""
    taken = sum(1 for each in chairs if each.member)
    return {
        "id": str(seat.team_id),
        "team": seat.team.name,
        "seat": seat.seat.title,
        "position": seat.position,
        "taken": taken,
        "empty": len(chairs) - taken,
    }


def _in_full(seat: TeamMember, chairs: list[Chair]) -> dict[str, Any]:
    team = seat.team
    return {
        "id": str(team.pk),
        **{name: getattr(team, name) for name in ("name", "market", "mission", "zone")},
        "seats": [_chair(each) for each in chairs],
    }


def _chair(chair: Chair) -> dict[str, Any]:
    said = ("name", "business", "email", "position", "wanted", "commitment")
    member = chair.member
    return {
        "profession": chair.seat.profession,
        "title": chair.seat.title,
        "empty_since": chair.empty_since,
        "member": member
        and {
            **{name: getattr(member, name) for name in said},
            "committed_on": member.committed_on,
        },
    }


def _row(chair: Chair) -> list[object]:
    from django.utils.translation import gettext as _

    member = chair.member
    if member is None:
        since = _("empty since %(day)s") % {"day": chair.empty_since}
        return [chair.seat.title, since, "", "", ""]
    who = [chair.seat.title, member.name, member.business]
    return [*who, member.get_position_display(), member.wanted]


def _seat_named(named: str, member: Membership) -> TeamMember:
    """Refuses where there is none of that name or id, or several."""
    from django.utils.translation import gettext as _

    from bestfew.teams.queries import teams_of

    seats = teams_of(member)
    wanted = named.casefold()
    found = [
        each
        for each in seats
        if not named or wanted in (each.team.name.casefold(), str(each.team_id))
    ]
    if not seats:
        refuse(_("This workspace sits in no team."))
    if len(found) != 1:
        names = ", ".join(f"{each.team} ({each.team_id})" for each in seats)
        refuse(_("Which team? There are: %(names)s") % {"names": names})
    return found[0]
