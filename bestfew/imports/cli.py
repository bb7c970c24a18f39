"""`bestfew import`, `bestfew undo-import`, `bestfew export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    refuse,
    say_json,
    working_in,
)

NOUNS = (
    *("people", "organisations", "objectives", "activities"),
    *("markets", "professions", "sphere", "referrals"),
)

As = Annotated[
    str, typer.Option("--as", help="What it holds: " + ", ".join(NOUNS) + ".")
]
AsHeld = Annotated[
    str, typer.Option("--as", help="What to take out: " + ", ".join(NOUNS) + ".")
]


def mount(app: typer.Typer) -> None:
    app.command("import")(import_file)
    app.command("undo-import")(undo_import)
    app.command("export")(export)


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV, Excel, ODS, vCard or a ZIP.")],
    noun: As,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=TARGET", help="What a column means."),
    ] = None,
    overwrite: Annotated[
        list[str] | None,
        typer.Option(metavar="HEADER", help="A column that writes over what is there."),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="HEADER", help="A column that leaves it alone."),
    ] = None,
    fill: Annotated[
        list[str] | None,
        typer.Option(metavar="HEADER", help="A column that fills blanks, as usual."),
    ] = None,
    source: Annotated[
        str, typer.Option(help="Where these people come from; else the file's name.")
    ] = "",
    basis: Annotated[
        str, typer.Option(help="On what a first approach to them rests.")
    ] = "interest",
    encoding: Annotated[
        str, typer.Option(help="How the file is written, where the guess is wrong.")
    ] = "",
    sheet: Annotated[
        str, typer.Option(help="The sheet of a workbook, or the list in a ZIP.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")
    ] = False,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Load a file: people, your funnel, your log or your network.

    First look at what would happen:

        bestfew import leads.csv --as people --dry-run
    """
    with working_in(workspace) as member:
        from bestfew.imports import terminal, terminal_dry

        asked = terminal.Asked(
            file,
            noun,
            tuple(columns or ()),
            source,
            basis,
            encoding,
            sheet,
            overwrite=tuple(overwrite or ()),
            keep=tuple(keep or ()),
            fill=tuple(fill or ()),
        )
        do = terminal_dry.try_out if dry_run else terminal.load
        try:
            answer = do(member, asked, say=_progress)
        except terminal.Refused as fault:
            refuse(fault)
        _answer(answer, as_json=as_json)
        if answer.has_failed:
            refuse(answer.fault)


def undo_import(
    number: Annotated[str, typer.Argument(metavar="import", help="The import's id.")],
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Take an import back; what was edited since is kept."""
    with working_in(workspace) as member:
        from bestfew.imports import terminal_out
        from bestfew.imports.terminal import Refused

        try:
            answer = terminal_out.undo(member, number, say=_progress)
        except Refused as fault:
            refuse(fault)
        _answer(answer, as_json=as_json)


def export(
    noun: AsHeld,
    form: Annotated[
        str, typer.Option("--format", help="csv, xlsx, vcard or jsonl.")
    ] = "csv",
    exact: Annotated[
        bool,
        typer.Option("--exact", help="CSV to the letter; not safe in a spreadsheet."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; else it is printed.")
    ] = None,
    workspace: WorkspaceName = "",
) -> None:
    """Write out your book, your funnel, your log or your network.

    Everybody, for a spreadsheet:

        bestfew export --as people -o people.csv
    """
    with working_in(workspace) as member:
        from bestfew.imports import terminal_out
        from bestfew.imports.terminal import Refused

        try:
            wanted = terminal_out.Wanted(noun, form, exact, output)
            terminal_out.export(member, wanted, say=_progress)
        except Refused as fault:
            refuse(fault)


def _answer(answer: Any, *, as_json: bool) -> None:
    if as_json:
        say_json(answer.as_json())
        return
    for line in answer.as_lines():
        print(line)


def _progress(line: str) -> None:
    """One line that is written over, where somebody looks on."""
    if sys.stderr.isatty():
        end = "\n" if not line else ""
        print(f"\r\x1b[K{line}", end=end, file=sys.stderr, flush=True)
