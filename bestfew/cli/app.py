"""The terminal application, and how it speaks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership, Workspace

app = typer.Typer(
    name="bestfew",
    help="The desk of people who find their own customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WorkspaceName = Annotated[
    str, typer.Option("--workspace", "-w", help="Name or id of the workspace.")
]


def day_option(*names: str, help: str) -> Any:
    """An option that takes a day."""
    return typer.Option(*names, formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=help)


AsOf = Annotated[
    datetime | None, day_option("--as-of", help="As it stood on that day.")
]

LANGUAGES = {"vi": "vi", "th": "th", "zh": "zh-hans", "en": "en"}


def refuse(sentence: object) -> NoReturn:
    """One sentence on stderr, exit 1."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def say_json(answer: Any) -> None:
    """Print as JSON; Decimals as strings, dates as ISO 8601."""
    import json

    print(json.dumps(answer, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str | float:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def say_table(head: list[str], rows: list[list[object]]) -> None:
    """Print rows under their heads, in columns wide enough for every script."""
    from unicodedata import combining, east_asian_width

    def width(text: str) -> int:
        marks = sum(
            1
            for c in text
            if combining(c)
            or c == "\u0e31"
            or "\u0e34" <= c <= "\u0e3a"
            or "\u0e47" <= c <= "\u0e4e"
        )
        return sum(2 if east_asian_width(c) in "WF" else 1 for c in text) - marks

    lines = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        cells = (c + " " * (widths[i] - width(c)) for i, c in enumerate(line))
        print("  ".join(cells).rstrip())


def start_django() -> None:
    """Set Django up, in the language of the terminal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        refuse(fault)
    named = os.environ.get("BESTFEW_LANGUAGE") or os.environ.get("LANG", "")
    translation.activate(LANGUAGES.get(named[:2].lower(), "en"))


def prepare_database() -> None:
    """Bring the database up to this version; quick when nothing is to be done."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from bestfew.accounts.planner import tell_planner

    tell_planner()


@contextmanager
def working_in(workspace: str) -> Iterator[Membership]:
    """Django, the database, and the workspace named, as its owner."""
    start_django()
    prepare_database()
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    from bestfew.accounts.tenancy import workspace_scope

    named = workspace or os.environ.get("BESTFEW_WORKSPACE", "")
    member = workspace_named(named).owner()
    zone = ZoneInfo(member.workspace.zone)
    with workspace_scope(member.workspace), timezone.override(zone):
        yield member


def workspace_named(named: str) -> Workspace:
    """The one of that name or id; refuses where there is none, or several.

    Without a name: the one made last by `bestfew init`, else the oldest. Whoever works
    there from the terminal works as its owner.
    """
    from django.utils.translation import gettext as _

    from bestfew.accounts.ids import id_in
    from bestfew.accounts.models import Origin, Workspace

    if named:
        by_name = Workspace.objects.filter(name__iexact=named)
        found = [*by_name, *Workspace.objects.filter(pk=id_in(named))]
    else:
        made_here = Workspace.objects.filter(origin=Origin.TERMINAL)
        found = [
            *made_here.order_by("-created_at", "-pk")[:1],
            *Workspace.objects.order_by("created_at", "pk")[:1],
        ][:1]
    if not found:
        refuse(
            _("There is no workspace “%(name)s” here.") % {"name": named}
            if named
            else _("There is no workspace yet: run `bestfew init` or `bestfew demo`.")
        )
    if len(found) > 1:
        refuse(_("Several workspaces have that name: use the id."))
    return found[0]
