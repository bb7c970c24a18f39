"""`bestfew verify`: whether everything is as it should be."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    refuse,
    say_json,
    say_table,
    start_django,
    workspace_named,
)

if TYPE_CHECKING:
    from bestfew.accounts.models import Workspace
    from bestfew.verify.every import Result

Strict = Annotated[
    bool,
    typer.Option("--strict", help="Compare SQLite's indexes with their rows, too."),
]


def mount(app: typer.Typer) -> None:
    app.command()(verify)


def verify(
    strict: Strict = False, as_json: AsJson = False, workspace: WorkspaceName = ""
) -> None:
    """Compute everything again and compare, changing nothing.

    Exit code 1 tells of findings.
    """
    start_django()
    _require_migrated()
    from bestfew.verify.every import verify as results_of

    start = perf_counter()
    results = []
    for result in results_of(_workspaces(workspace), strict=strict):
        results.append(result)
        _progress(result)
    findings = [each for each in results if each.found.rows]
    seconds = perf_counter() - start
    if as_json:
        say_json(_as_json(results, findings, seconds))
    else:
        _say(results, findings, seconds)
    if findings:
        raise typer.Exit(1)


def _require_migrated() -> None:
    """It reads only, so it does not bring the database up to this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils.translation import gettext as _

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        refuse(_("The database is behind this version: bestfew serve brings it up."))


def _workspaces(named: str) -> list[Workspace]:
    from bestfew.accounts.models import Workspace

    if named:
        return [workspace_named(named)]
    return list(Workspace.objects.order_by("pk"))


def _progress(result: Result) -> None:
    if sys.stderr.isatty():
        line = f"{result.check.name}: {result.seconds:.1f} s"
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def _as_json(
    results: list[Result], findings: list[Result], seconds: float
) -> dict[str, Any]:
    return {
        "is_well": not findings,
        "checks": len({each.check.name for each in results}),
        "findings": [
            {
                "check": each.check.name,
                "workspace": str(each.workspace.pk) if each.workspace else None,
                "says": str(each.check.says),
                "rows": each.found.rows,
                "first": each.found.first,
            }
            for each in findings
        ],
        "seconds": round(seconds, 2),
        "slowest": {
            each.check.name: round(each.seconds, 2)
            for each in sorted(results, key=lambda one: -one.seconds)[:5]
        },
    }


def _say(results: list[Result], findings: list[Result], seconds: float) -> None:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    checks = len({each.check.name for each in results})
    if not findings:
        print(
            _("All is well: %(checks)s checks in %(seconds)s s.")
            % {"checks": checks, "seconds": round(seconds, 1)}
        )
        return
    _say_findings(findings)
    print(
        ngettext(
            "%(n)s of %(checks)s checks found something.",
            "%(n)s of %(checks)s checks found something.",
            len(findings),
        )
        % {"n": len(findings), "checks": checks}
    )


def _say_findings(findings: list[Result]) -> None:
    from django.utils.translation import gettext as _

    say_table(
        [_("check"), _("workspace"), _("rows"), _("the first of them")],
        [
            [
                each.check.name,
                each.workspace or "",
                each.found.rows,
                ", ".join(each.found.first),
            ]
            for each in findings
        ],
    )
    for sentence in dict.fromkeys(str(each.check.says) for each in findings):
        print(f"! {sentence}")
