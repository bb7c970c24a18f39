"""`bestfew duplicates`: find who is kept twice, and decide."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    refuse,
    say_json,
    say_table,
    working_in,
)

group = typer.Typer(no_args_is_help=True, help="Find people who are kept twice.")
PairNumber = Annotated[str, typer.Argument(metavar="pair", help="The pair's id.")]


def mount(app: typer.Typer) -> None:
    app.add_typer(group, name="duplicates")


@group.command()
def scan(
    threshold: Annotated[
        float,
        typer.Option(min=0.01, max=0.9999, help="How likely a pair must be."),
    ] = 0.95,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Compare all people: which pairs may be one person?"""
    with working_in(workspace) as member:
        from bestfew.duplicates import terminal

        try:
            done = terminal.scan(member, threshold=threshold, say=_progress)
        except terminal.Refused as fault:
            refuse(fault)
        if as_json:
            for part in terminal.as_json(done, member):
                sys.stdout.write(part)
            print()
        else:
            for line in terminal.as_lines(done):
                print(line)


@group.command("list")
def list_pairs(
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many.")] = (
        50
    ),
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """The pairs that nobody decided on yet, the likeliest first."""
    with working_in(workspace) as member:
        from bestfew.duplicates import terminal

        if as_json:
            say_json(terminal.rows(member, limit))
            return
        head = ["pair", "probability", "one", "other"]
        say_table(head, terminal.table(member, limit))


@group.command()
def merge(
    number: PairNumber, workspace: WorkspaceName = "", as_json: AsJson = False
) -> None:
    """Make one of a pair: who was there first stays.

    It can be taken back by `bestfew unmerge`, or on the page.
    """
    with working_in(workspace) as member:
        from bestfew.duplicates import terminal

        try:
            said = terminal.merge(member, number)
        except terminal.Refused as fault:
            refuse(fault)
        _tell(number, said, as_json=as_json)


@group.command()
def keep(
    number: PairNumber, workspace: WorkspaceName = "", as_json: AsJson = False
) -> None:
    """Say that a pair is two people, for good."""
    with working_in(workspace) as member:
        from bestfew.duplicates import terminal

        try:
            said = terminal.keep(member, number)
        except terminal.Refused as fault:
            refuse(fault)
        _tell(number, said, as_json=as_json)


def _tell(number: str, said: str, *, as_json: bool) -> None:
    if as_json:
        say_json({"pair": number, "says": said})
    else:
        print(said)


def _progress(line: str) -> None:
    """One line that is written over, where somebody looks on."""
    if sys.stderr.isatty():
        end = "\n" if not line else ""
        print(f"\r\x1b[K{line}", end=end, file=sys.stderr, flush=True)
