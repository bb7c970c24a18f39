"""`bestfew search`: find someone from the terminal."""

from __future__ import annotations

from collections.abc import Sequence
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
    from bestfew.accounts.models import Membership
    from bestfew.people.models import Organisation, Person

Row = dict[str, str | list[str]]


def mount(app: typer.Typer) -> None:
    app.command()(search)


def search(
    query: Annotated[str, typer.Argument(help="A name, a number, an e-mail, a note.")],
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="At most so many.")] = 50,
    organisations: Annotated[
        bool, typer.Option("--organisations", help="Organisations instead of people.")
    ] = False,
    as_json: AsJson = False,
    workspace: WorkspaceName = "",
) -> None:
    """Find people, or organisations, the nearest first.

    Whole names come first, then beginnings, then what holds the words.
    """
    if not query.strip():
        refuse("Say whom to look for.")
    with working_in(workspace) as member:
        if organisations:
            _say(["id", "name"], _organisations(member, query, limit), as_json=as_json)
        else:
            head = ["id", "name", "organisation", "phones", "e-mails", "state"]
            _say(head, _people(member, query, limit), as_json=as_json)


def _people(member: Membership, query: str, limit: int) -> list[Row]:
    from bestfew.people.queries import found

    return [as_row(each) for each in found(member, query, limit=limit)]


def _organisations(member: Membership, query: str, limit: int) -> list[Row]:
    from bestfew.people.finding import nearest
    from bestfew.people.models import Organisation

    seen = Organisation.objects.visible_to(member)
    rows: Sequence[Organisation] = nearest(seen, member, query, limit=limit)
    return [{"id": str(each.pk), "name": each.name} for each in rows]


def _say(head: list[str], rows: list[Row], *, as_json: bool) -> None:
    if as_json:
        say_json(rows)
    else:
        say_table(head, [[_cell(value) for value in row.values()] for row in rows])


def as_row(person: Person) -> Row:
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
