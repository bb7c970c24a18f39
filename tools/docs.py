"""Write the generated pages of docs/ anew; `--check` fails when one is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click
import typer

from config.cli import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 88


def main() -> None:
    text = page()
    if "--check" in sys.argv:
        if PAGE.read_text(encoding="utf-8") != text:
            sys.exit("docs/cli.md is stale: run `make docs`.")
        return
    PAGE.write_text(text, encoding="utf-8")


def page() -> str:
    """Every command's own `--help`, in one page."""
    group = cast("click.Group", typer.main.get_command(app))
    context = click.Context(
        group,
        info_name="bestfew",
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    parts = [
        "# The terminal",
        "Written by `make docs` from each command's `--help`. Exit code 0: done; 1:"
        " refused, with one sentence on stderr; 2: wrong usage.",
        _help(group, context),
    ]
    for name, command, child in commands(group, context):
        parts += [f"## {name}", _help(command, child)]
    return "\n\n".join(parts) + "\n"


def commands(
    group: click.Group, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command that is not hidden, each group before what is in it."""
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        child = click.Context(
            command, parent=context, info_name=name, terminal_width=WIDTH
        )
        yield child.command_path, command, child
        if hasattr(command, "commands"):  # Typer has a class of its own for groups
            yield from commands(cast("click.Group", command), child)


def _help(command: click.Command, context: click.Context) -> str:
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    return "```text\n" + "\n".join(lines).strip() + "\n```"


if __name__ == "__main__":
    main()
