"""Every command of the terminal speaks as the others do."""

from __future__ import annotations

from typing import cast

import click
import pytest
import typer

from config.cli import app
from tools.docs import commands

WIDTH = 80
"""Of a terminal where nobody says otherwise."""


def _every() -> dict[str, click.Command]:
    group = cast("click.Group", typer.main.get_command(app))
    context = click.Context(group, info_name="bestfew")
    return {name: command for name, command, _context in commands(group, context)}


EVERY = _every()
SAYS_NOTHING = {"serve", "worker", "demo", "sign-in", "export"}
"""They start something, or print what is asked for as it is."""


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params for name in each.opts}


@pytest.mark.parametrize("name", EVERY)
def test_a_list_of_commands_cuts_no_sentence_off(name: str) -> None:
    told = EVERY[name].get_short_help_str(limit=1_000)
    longest = max(len(each.rpartition(" ")[2]) for each in EVERY)

    assert len(told) <= WIDTH - longest - len("  ") * 3


@pytest.mark.parametrize("name", EVERY)
def test_every_option_says_what_it_does(name: str) -> None:
    for each in EVERY[name].params:
        assert getattr(each, "hidden", False) or getattr(each, "help", ""), each.name


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, each in EVERY.items()
        if not hasattr(each, "commands") and name.split()[1] not in SAYS_NOTHING
    ],
)
def test_every_answer_speaks_json(name: str) -> None:
    assert "--json" in _options(EVERY[name])
