"""`bestfew search`: find someone from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    from bestfew.people.models import Person


def mount(app: typer.Typer) -> None:
    app.command()(search)


def search(
    query: Annotated[str, typer.Argument(help="A name, a number, an e-mail, a note.")],
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    workspace: WorkspaceName = "",
) -> None:
    """Find people: whole names first, then beginnings, then what holds the words."""
    if not query.strip():
        refuse("Say whom to look for.")
    with working_in(workspace) as member:
        from bestfew.people.queries import found

        rows = [as_row(each) for each in found(member, query, limit=limit)]
        if as_json:
            say_json(rows)
            return
        say_table(
            ["id", "name", "organisation", "phones", "e-mails", "state"],
            [[_cell(value) for value in row.values()] for row in rows],
        )


def as_row(person: Person) -> dict[str, str | list[str]]:
    """One person for scripts, as `queries.found` reads them.

    `id` is text, for it is too long for JavaScript.
    """
    points, roles = vars(person)["row_points"], vars(person)["row_roles"]
    places = [role.organisation.name for role in roles]
    return {
        "id": str(person.pk),
        "name": person.name,
        "organisation": places[0] if places else "",
        "phones": [each.value for each in points if each.kind == "phone"],
        "emails": [each.value for each in points if each.kind == "email"],
        "state": person.state,
    }


def _cell(value: str | list[str]) -> object:
    return ", ".join(value) if isinstance(value, list) else value
