"""`bestfew generate`: made-up people by the million, with the truth about them."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import AsJson, WorkspaceName, refuse, say_json, working_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bestfew.generator.crowd import Crowd
    from bestfew.generator.people import Record

MOST = 20_000_000
HOMES = ("VN", "TH", "CN", "GB")
CsvFile = Annotated[
    Path | None,
    typer.Option("--file", help="Write a CSV file, and no workspace."),
]


def mount(app: typer.Typer) -> None:
    app.command()(generate)


def generate(
    people: Annotated[int, typer.Option(min=1, max=MOST, help="How many rows.")],
    duplicates: Annotated[
        float,
        typer.Option(min=0, max=0.5, help="The share that is there already."),
    ] = 0.1,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31, help="The same seed, the same people.")
    ] = 1,
    file: CsvFile = None,
    truth: Annotated[
        Path | None, typer.Option(help="A CSV file that tells who is whom.")
    ] = None,
    country: Annotated[
        str,
        typer.Option(help="Where the seller of a file lives: VN, TH, CN or GB."),
    ] = "VN",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Make people up: into a workspace, or into a CSV file.

    As a seller would have them, and a tenth of them twice:

        bestfew generate --people 10000 --file crowd.csv --truth truth.csv
    """
    from bestfew.generator.crowd import Crowd

    if file and country.upper() not in HOMES:
        refuse(f"--country takes one of {', '.join(HOMES)}.")
    start = perf_counter()
    crowd = Crowd(people, duplicates, seed, home=country.upper())
    try:
        if file:
            _write_file(crowd, file, truth)
        else:
            crowd = _fill(crowd, workspace, truth)
    except OSError as fault:
        refuse(f"{fault.filename}: {fault.strerror}")
    _say(crowd, perf_counter() - start, as_json=as_json)


def _write_file(crowd: Crowd, file: Path, truth: Path | None) -> None:
    from bestfew.generator.table import written

    deque(written(_records(crowd, truth), file), maxlen=0)


def _fill(crowd: Crowd, workspace: str, truth: Path | None) -> Crowd:
    """The crowd as people of a workspace, at home where that is."""
    from dataclasses import replace

    with working_in(workspace) as member:
        from django.utils.timezone import now
        from django.utils.translation import gettext as _

        from bestfew.generator.workspace import GeneratedBefore, fill

        crowd = replace(crowd, home=member.workspace.country)
        try:
            fill(member, _records(crowd, truth), at=now())
        except GeneratedBefore:
            refuse(_("This workspace has generated people already: take another."))
    return crowd


def _records(crowd: Crowd, truth: Path | None) -> Iterator[Record]:
    from bestfew.generator.table import with_truth

    return with_truth(crowd.records(), truth) if truth else crowd.records()


def _say(crowd: Crowd, seconds: float, *, as_json: bool) -> None:
    facts: dict[str, Any] = {
        "people": crowd.people,
        "duplicates": crowd.copies,
        "seed": crowd.seed,
        "country": crowd.home,
        "seconds": round(seconds, 1),
    }
    if as_json:
        say_json(facts)
    else:
        print(", ".join(f"{name} {value}" for name, value in facts.items()))
